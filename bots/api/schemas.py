"""What the HTTP API receives and returns: the contract as types, for validation and for OpenAPI."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from rag.records import Outcome

QUESTION_LIMIT = 2000
"""Characters of a question: the contract's limit; a longer one is a document, not a question."""


class AskRequest(BaseModel):
    """A question. Fields that are not in the contract are refused, so that a misspelt one is noticed."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"question": "ty le ky so xa phuong quy 1"}]}
    )

    question: str = Field(min_length=1, max_length=QUESTION_LIMIT, description="Câu hỏi, có dấu hay không dấu.")
    conversation_id: str | None = Field(
        default=None, min_length=1, max_length=100, description="Mã hội thoại của câu trả lời trước, để hỏi nối tiếp."
    )
    document_ids: list[str] | None = Field(
        default=None, max_length=1000, description="Chỉ tìm trong các văn bản này; bỏ trống là tìm trong tất cả."
    )
    writer: Literal["extractive", "chat"] = Field(
        default="extractive", description="“extractive”: bằng chữ của văn bản; “chat”: nhờ mô hình, nếu có."
    )


class Citation(BaseModel):
    """Where a claim stands; `quote` is the whole clause as printed."""

    marker: int
    document_id: str
    title: str
    number: str = Field(description="Số/ký hiệu; rỗng nếu văn bản chưa ghi số.")
    section: str
    page: int | None = Field(description="Trang, đếm từ 1; null nếu định dạng không chia trang.")
    row: str | None = None
    column: str | None = None
    quote: str
    url: str


class Figure(BaseModel):
    """A figure of the answer with its full identity; `citation` is the marker of its source."""

    text: str
    value: float
    unit: str
    indicator: str
    scope: str
    period: str
    kind: str
    citation: int


class AskReply(BaseModel):
    """The answer. Its first line is the answer itself; context and other periods follow after a blank line."""

    id: str
    conversation_id: str
    question: str
    standalone_question: str
    answer: str
    outcome: Outcome
    abstained: bool
    confidence: float = Field(ge=0, le=1)
    citations: list[Citation]
    figures: list[Figure]
    computation: dict[str, Any] | None = None
    chart: dict[str, Any] | None = None
    warnings: list[str]
    suggestions: list[str]
    timings_ms: dict[str, float]


class DocumentEntry(BaseModel):
    """A document on file. Fields blank in print are blank here."""

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


class DocumentList(BaseModel):
    """All documents on file, ordered by id."""

    documents: list[DocumentEntry]


class PageText(BaseModel):
    """A page of a document as it was read; `number` 0 where the format has no pages."""

    document_id: str
    number: int
    method: Literal["text", "ocr", "none"]
    text: str
    problem: str


class Health(BaseModel):
    """`status` "ok" when this process answers HTTP; it says nothing of the data."""

    status: Literal["ok"]


class Readiness(BaseModel):
    """`ready` when questions can be answered; `parts` says of each part "ok" or what is wrong."""

    ready: bool
    parts: dict[str, str]


class Problem(BaseModel):
    """An error (RFC 9457), in Vietnamese. `errors` names each field that is wrong."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: list[dict[str, str]] | None = None
