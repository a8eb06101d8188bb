"""A page of a document: its text with the place of a quote, and its picture."""

from functools import lru_cache
from pathlib import Path as FilePath
from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response

from bots import replies
from bots.api import problems
from bots.api.document_schemas import PageText
from bots.api.documents import Id, known
from bots.api.doors import CallerDep
from bots.api.problems import Refused
from bots.api.service import ServiceDep
from ingest.boxes import boxes
from ingest.quoted import spans_of

router = APIRouter(prefix="/api/v1/documents/{document_id}/pages", tags=["Văn bản"])
Number = Annotated[int, Path(ge=0, le=100_000, description="Trang, từ 1; 0 là văn bản không phân trang.")]
NARROWEST, WIDEST = 100, 2000
"""Pixels of a page's picture: from a thumbnail to what a large screen shows."""
PICTURES = 64
"""Pictures kept: a reader turns back to the same few pages; some 200 KB each."""


@router.get("/{number}", summary="Nguyên văn một trang", responses=problems.documented(404, 422))
def page(
    document_id: Id,
    number: Number,
    caller: CallerDep,
    service: ServiceDep,
    quote: Annotated[str, Query(max_length=20_000, description="Đoạn trích cần tìm chỗ.")] = "",
) -> PageText:
    """Địa chỉ mà `citations[].url` trỏ tới; trang 0 là văn bản không phân trang (DOCX, TXT)."""
    document = known(document_id, caller, service)
    pages = service.catalogue.pages(document_id)
    found = next((each for each in pages if each.number == number), None)
    if found is None:
        raise Refused(404, replies.HTTP_NO_PAGE.format(id=document_id, page=number))
    spans = spans_of(service.catalogue.statements(document_ids=[document_id]), found, quote) if quote.strip() else ()
    image = f"/api/v1/documents/{document_id}/pages/{number}/image" if document.format == "pdf" else None
    return PageText(
        document_id=document_id,
        number=number,
        pages=len(pages),
        title=document.title,
        issued=document.issued.isoformat() if document.issued else None,
        format=document.format,
        method=found.method,
        text=found.text,
        problem=found.problem,
        span=spans[-1] if spans else None,
        spans=list(spans),
        boxes=[box for start, end in spans for box in boxes(found, start, end)],
        image=image,
    )


@router.get(
    "/{number}/image",
    summary="Ảnh một trang PDF",
    response_class=Response,
    responses={
        **problems.documented(404, 422),
        200: {"description": "Trang dưới dạng ảnh PNG.", "content": {"image/png": {}}},
    },
)
def image(
    document_id: Id,
    number: Number,
    caller: CallerDep,
    service: ServiceDep,
    width: Annotated[int, Query(ge=NARROWEST, le=WIDEST, description="Chiều rộng, điểm ảnh.")] = 1000,
) -> Response:
    """Trang đúng như in; chỉ có với PDF."""
    document = known(document_id, caller, service)
    path = FilePath(document.path)
    if document.format != "pdf" or not 1 <= number <= document.pages:
        raise Refused(404, replies.HTTP_NO_IMAGE)
    if not path.is_file():
        raise Refused(404, replies.HTTP_NO_FILE.format(id=document_id))
    return Response(_picture(path, document.sha256, number, width), media_type="image/png")


@lru_cache(maxsize=PICTURES)
def _picture(path: FilePath, _sha256: str, number: int, width: int) -> bytes:
    from ingest.loaders.picture import page_png

    return page_png(path, number, width)
