"""Documents over HTTP: as listed, whole, page by page, and on their way in."""

from typing import Any, Literal

from pydantic import BaseModel, Field

from bots.api.schemas import example

DOCUMENT = {
    "id": "bao-cao-quy-1-2026",
    "title": "Báo cáo kết quả chuyển đổi số Quý I năm 2026",
    "number": "45/BC-UBND",
    "kind": "báo cáo",
    "issuer": "UBND tỉnh Lào Cai",
    "issued": "2026-03-20",
    "period": "2026-Q1",
    "format": "pdf",
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "pages": 4,
    "problems": [],
    "access": "cong_khai",
    "telegram": True,
    "state": "live",
}
FINDING = {
    "severity": "thấp",
    "kind": "tỷ lệ không khớp",
    "message": "Tỷ lệ in là 99,1% nhưng 391.252 hồ sơ trên 394.565 hồ sơ là 99,2%.",
    "document_id": DOCUMENT["id"],
    "others": [],
    "statement_ids": ["bao-cao-quy-1-2026/16"],
    "quotes": ["Đã giải quyết đúng hạn 391.252/394.565 hồ sơ, đạt 99,1%."],
    "page": 4,
    "title": DOCUMENT["title"],
}


class DocumentEntry(BaseModel):
    """A document on file. Fields blank in print are blank here."""

    model_config = example(DOCUMENT)

    id: str
    title: str
    number: str
    kind: str
    issuer: str
    issued: str | None = Field(description="Ngày ban hành, YYYY-MM-DD.")
    period: str | None = Field(description="Kỳ báo cáo, ví dụ 2026-Q1.")
    format: str
    sha256: str = Field(description="Mã băm của tệp, để biết tệp đã đổi hay chưa.")
    pages: int
    problems: list[str]
    access: Literal["cong_khai", "noi_bo", "han_che"] | None = Field(
        description="Mức truy cập; null là chưa đặt, chỉ người quản trị thấy."
    )
    telegram: bool = Field(description="Có được trả lời trên Telegram không.")
    state: str = Field(description="received, parsed, stored, live hoặc failed.")


class DocumentList(BaseModel):
    """All documents that the caller may see, ordered by id."""

    model_config = example({"documents": [DOCUMENT]})

    documents: list[DocumentEntry]


class OutlineEntry(BaseModel):
    """A heading; `level` 1 is the outermost; `page` 0 where the format has none."""

    level: int
    text: str
    page: int


class TableEntry(BaseModel):
    """A table, whole over its pages: `header[i]` is the header path of column i, outermost first."""

    title: str
    unit: str
    page: int
    header: list[list[str]]
    rows: list[list[str]]


class FindingEntry(BaseModel):
    """A disagreement that the audit found, in one Vietnamese sentence, with what it quotes.

    `others` are the documents quoted beside `document_id`, `page` where the first quote stands.
    """

    severity: Literal["cao", "trung bình", "thấp"]
    kind: str
    message: str
    document_id: str
    others: list[str]
    statement_ids: list[str]
    quotes: list[str]
    page: int | None


class DocumentWhole(DocumentEntry):
    """A document with its structure, tables and findings."""

    outline: list[OutlineEntry]
    tables: list[TableEntry]
    findings: list[FindingEntry]


class FindingOf(FindingEntry):
    """A finding with its document's title."""

    title: str


class FindingList(BaseModel):
    """What the audits found in the documents the caller may see."""

    model_config = example({"findings": [FINDING]})

    findings: list[FindingOf]


class PageText(BaseModel):
    """A page of a document as it was read; `number` 0 where the format has no pages.

    With a `quote`: `spans` are where its pieces stand in `text` (start, end): an item, and apart from it the sentence
    that introduces it; `span` the last of them, which states the claim; `boxes` where it is printed, a box a line, as
    shares of the page (x0, top, x1, bottom) from its upper left corner. `image` is the address of the page's picture.
    """

    model_config = example(
        {
            "document_id": "bao-cao-quy-1-2026",
            "number": 1,
            "pages": 4,
            "title": "Báo cáo kết quả chuyển đổi số Quý I năm 2026",
            "issued": "2026-03-20",
            "format": "pdf",
            "method": "text",
            "text": "… tỷ lệ ký số tại xã, phường đạt 88,6%.",
            "problem": "",
            "span": [2, 41],
            "spans": [[2, 41]],
            "boxes": [[0.12, 0.4, 0.86, 0.42]],
            "image": "/api/v1/documents/bao-cao-quy-1-2026/pages/1/image",
        }
    )

    document_id: str
    number: int
    pages: int
    title: str
    issued: str | None
    format: str
    method: Literal["text", "ocr", "none"]
    text: str
    problem: str
    span: tuple[int, int] | None
    spans: list[tuple[int, int]]
    boxes: list[tuple[float, float, float, float]]
    image: str | None


class JobTaken(BaseModel):
    """A file was taken and waits to be read; ask `status_url` how far it is."""

    model_config = example({"job_id": "1f2e3d4c", "status_url": "/api/v1/jobs/1f2e3d4c"})

    job_id: str
    status_url: str


class JobStatus(BaseModel):
    """How far a file is on its way in; `message` says why it failed."""

    model_config = example(
        {"id": "1f2e3d4c", "state": "done", "progress": 1.0, "message": "", "document_id": "bao-cao", "findings": []}
    )

    id: str
    state: Literal["queued", "reading", "indexing", "done", "failed"]
    progress: float = Field(ge=0, le=1)
    message: str
    document_id: str | None = None
    findings: list[FindingEntry] | None = None


ACCESS_CHANGED: dict[str, Any] = {"access": "noi_bo", "telegram": False}


class AccessChange(BaseModel):
    """A document's new label; null takes it away."""

    model_config = example(ACCESS_CHANGED)

    access: Literal["cong_khai", "noi_bo", "han_che"] | None
    telegram: bool = False
