"""Documents on file: the list, one whole, its original file, its label, its end."""

from pathlib import Path as FilePath
from typing import Annotated, Any

from fastapi import APIRouter, Path
from fastapi.responses import FileResponse, Response

from bots import replies
from bots.access import Caller
from bots.api import problems
from bots.api.document_schemas import (
    AccessChange,
    DocumentEntry,
    DocumentList,
    DocumentWhole,
    FindingEntry,
    FindingList,
    FindingOf,
    OutlineEntry,
    TableEntry,
)
from bots.api.doors import AdminDep, CallerDep, UploaderDep
from bots.api.problems import Refused
from bots.api.schemas import ID_LIMIT
from bots.api.service import Service, ServiceDep
from bots.rows import document_row, finding_row
from ingest.access import Access
from ingest.records import Block, Document, Finding, Statement, Table

router = APIRouter(prefix="/api/v1", tags=["Văn bản"])
Id = Annotated[str, Path(max_length=ID_LIMIT, description="Mã văn bản.")]
SHOWN_INLINE = {".pdf": "application/pdf"}
"""What a browser may show by itself: an HTML file of somebody else's would run in our name, so it is saved instead."""


@router.get("/documents", summary="Các văn bản đã nạp", responses=problems.documented())
def list_documents(caller: CallerDep, service: ServiceDep) -> DocumentList:
    """Những văn bản mà khóa này được xem, theo thứ tự mã."""
    labels = service.catalogue.labels.all()
    states = {file.document_id: file.state for file in service.catalogue.files()}
    ids = service.visible(caller)
    found = [each for each in service.catalogue.documents() if ids is None or each.id in ids]
    return DocumentList(documents=[DocumentEntry(**entry(each, labels.get(each.id), states)) for each in found])


@router.get("/documents/{document_id}", summary="Một văn bản", responses=problems.documented(404, 422))
def document(document_id: Id, caller: CallerDep, service: ServiceDep) -> DocumentWhole:
    """Thông tin, bố cục, bảng và chỗ số liệu không khớp của một văn bản."""
    found, catalogue = known(document_id, caller, service), service.catalogue
    states = {file.document_id: file.state for file in catalogue.files()}
    return DocumentWhole(
        **entry(found, catalogue.labels.all().get(document_id), states),
        outline=[_heading(each) for each in catalogue.blocks(document_id) if each.kind == "heading"],
        tables=[_table(each) for each in catalogue.tables(document_id)],
        findings=findings_of(service, document_id),
    )


@router.delete(
    "/documents/{document_id}",
    summary="Gỡ một văn bản",
    status_code=204,
    response_class=Response,
    responses=problems.documented(404, 422),
)
def remove(document_id: Id, caller: UploaderDep, service: ServiceDep) -> None:
    """Người quản trị gỡ được mọi văn bản, người nạp gỡ được văn bản mình đã nạp."""
    own = any(job.owner == caller.id for job in service.catalogue.jobs.of_document(document_id))
    if not own:
        known(document_id, caller, service)
        if not caller.is_admin:
            raise Refused(403, replies.HTTP_NOT_YOURS)
    elif service.catalogue.document(document_id) is None:
        raise Refused(404, replies.HTTP_NO_DOCUMENT.format(id=document_id))
    service.worker.remove(document_id)


@router.put(
    "/documents/{document_id}/access",
    summary="Đặt mức truy cập",
    status_code=204,
    response_class=Response,
    responses=problems.documented(400, 404, 422),
)
def set_access(document_id: Id, change: AccessChange, caller: AdminDep, service: ServiceDep) -> None:
    """Có hiệu lực ngay với mọi câu hỏi sau đó."""
    known(document_id, caller, service)
    access = Access(change.access, change.telegram) if change.access else None
    service.catalogue.label([document_id], access)


@router.get(
    "/documents/{document_id}/file",
    summary="Tệp gốc",
    response_class=FileResponse,
    responses={
        **problems.documented(404, 422),
        200: {"description": "Tệp như đã nạp.", "content": {"application/octet-stream": {}, "application/pdf": {}}},
    },
)
def original(document_id: Id, caller: CallerDep, service: ServiceDep) -> FileResponse:
    """PDF mở ngay trong trình duyệt, loại khác thì tải về."""
    path = FilePath(known(document_id, caller, service).path)
    if not path.is_file():
        raise Refused(404, replies.HTTP_NO_FILE.format(id=document_id))
    media = SHOWN_INLINE.get(path.suffix.lower())
    how = "inline" if media else "attachment"
    return FileResponse(
        path, media_type=media or "application/octet-stream", filename=path.name, content_disposition_type=how
    )


@router.get("/findings", summary="Chỗ số liệu không khớp", responses=problems.documented(422))
def findings(caller: CallerDep, service: ServiceDep, document_id: str | None = None) -> FindingList:
    """Những chỗ số liệu, ngày tháng mâu thuẫn nhau mà máy tìm thấy trong các văn bản."""
    ids = service.visible(caller, None if document_id is None else [document_id])
    titles = {each.id: each.title for each in service.catalogue.documents()}
    found = service.catalogue.findings(document_ids=ids)
    at = {each.id: each for each in service.catalogue.statements(ids={i for each in found for i in each.statement_ids})}
    return FindingList(
        findings=[
            FindingOf(**_finding(each, at).model_dump(), title=titles[each.document_id])
            for each in found
            if each.document_id in titles
        ]
    )


def known(document_id: str, caller: Caller, service: Service) -> Document:
    """A document that is there and that the caller may see; else 404, whichever it is."""
    found = service.catalogue.document(document_id) if service.may_see(caller, document_id) else None
    if found is None:
        raise Refused(404, replies.HTTP_NO_DOCUMENT.format(id=document_id))
    return found


def findings_of(service: Service, document_id: str) -> list[FindingEntry]:
    """What the audit found in a document."""
    at = {each.id: each for each in service.catalogue.statements(document_ids=[document_id])}
    return [_finding(each, at) for each in service.catalogue.findings(document_ids=[document_id])]


def entry(document: Document, access: Access | None, states: dict[str, Any]) -> dict[str, Any]:
    """A document as it is listed."""
    return {
        **document_row(document),
        "sha256": document.sha256,
        "access": access.label if access else None,
        "telegram": bool(access and access.telegram),
        "state": states.get(document.id, "stored"),
    }


def _heading(block: Block) -> OutlineEntry:
    page = block.spans[0].page if block.spans else 0
    return OutlineEntry(level=block.level, text=f"{block.mark} {block.text}".strip(), page=page)


def _table(table: Table) -> TableEntry:
    spans = [span for row in table.rows for span in row.spans]
    return TableEntry(
        title=table.caption or (table.path[-1] if table.path else ""),
        unit=table.unit,
        page=spans[0].page if spans else 0,
        header=[list(path) for path in table.header],
        rows=[list(row.cells) for row in table.rows],
    )


def _finding(finding: Finding, statements: dict[str, Statement]) -> FindingEntry:
    places = [statements[i].page for i in finding.statement_ids if i in statements]
    return FindingEntry(**finding_row(finding), page=(places[0] or None) if places else None)
