"""What the HTTP API receives and returns for a question, and in every error: the contract as types, for OpenAPI."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from rag.records import Outcome

QUESTION_LIMIT = 2000
"""Characters of a question: the contract's limit; a longer one is a document, not a question."""
SOMETHING = r"[^\s\x00-\x20]"
"""Blanks alone are no question."""
ID_LIMIT = 300
"""Characters of an id: a file name has at most 255."""
DocumentId = Annotated[str, Field(max_length=ID_LIMIT)]

CITED = {
    "marker": 1,
    "document_id": "bao-cao-quy-1-2026",
    "title": "Báo cáo kết quả chuyển đổi số Quý I năm 2026",
    "number": "45/BC-UBND",
    "section": "I. KẾT QUẢ THỰC HIỆN > 1. Ký số văn bản",
    "page": 1,
    "quote": "Tỷ lệ ký số tại sở, ngành đạt 97,4%; tỷ lệ ký số tại xã, phường đạt 88,6%.",
    "url": "/api/v1/documents/bao-cao-quy-1-2026/pages/1",
}
FIGURE = {
    "text": "88,6%",
    "value": 88.6,
    "unit": "%",
    "indicator": "tỷ lệ ký số",
    "scope": "cấp xã",
    "period": "2026-Q1",
    "kind": "kết quả",
}
REPLY = {
    "id": "0c5e1d2f9b7a4f0e8a6d3c2b1a098765",
    "conversation_id": "5f0e8a6d3c2b1a0987650c5e1d2f9b7a",
    "question": "ty le ky so xa phuong quy 1",
    "standalone_question": "tỷ lệ ký số xã phường quý 1",
    "answer": "88,6% — tỷ lệ ký số tại xã, phường (Quý I năm 2026) [1]",
    "outcome": "answered",
    "abstained": False,
    "confidence": 0.93,
    "citations": [CITED],
    "figures": [{**FIGURE, "citation": 1}],
    "warnings": [],
    "suggestions": [],
    "timings_ms": {"total": 14.2},
}


def example(value: dict[str, Any]) -> ConfigDict:
    """The configuration of a model with an example for OpenAPI."""
    return ConfigDict(json_schema_extra={"examples": [value]})


class AskRequest(BaseModel):
    """A question. Fields that are not in the contract are refused, so that a misspelt one is noticed."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"question": "ty le ky so xa phuong quy 1"}]}
    )

    question: str = Field(
        min_length=1, max_length=QUESTION_LIMIT, pattern=SOMETHING, description="Câu hỏi, có dấu hay không dấu."
    )
    conversation_id: str | None = Field(
        default=None, min_length=1, max_length=100, description="Mã hội thoại của câu trả lời trước, để hỏi nối tiếp."
    )
    document_ids: list[DocumentId] | None = Field(
        default=None, max_length=10_000, description="Chỉ tìm trong các văn bản này; bỏ trống là tìm trong tất cả."
    )
    writer: Literal["extractive", "chat"] | None = Field(
        default=None, description="“extractive”: bằng chữ của văn bản; “chat”: nhờ mô hình, nếu có."
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


class Identity(BaseModel):
    """What a figure is. `period` is a key ("2026-Q1"), empty where none is stated."""

    text: str
    value: float
    unit: str
    indicator: str
    scope: str
    period: str
    kind: str


class Figure(Identity):
    """A figure of the answer with its full identity; `citation` is the marker of its source."""

    citation: int


class AskReply(BaseModel):
    """The answer. Its first line is the answer itself; context and other periods follow after a blank line."""

    model_config = example(REPLY)

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


class SessionRequest(BaseModel):
    """A widget's publishable key, exchanged for a short session."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"widget_key": "hd_1a2b3c4d_…"}]})

    widget_key: str = Field(min_length=1, max_length=200)


class Session(BaseModel):
    """`token` goes into Authorization: Bearer; `expires_in` in seconds."""

    model_config = example({"token": "hs_1a2b3c4d.eyJzIjoi…", "expires_in": 600})

    token: str
    expires_in: int


class Me(BaseModel):
    """Who the caller is: what they may do, the most restricted label they see, what their key is called.

    `upload_limit` is the largest file that is taken, in bytes.
    """

    model_config = example(
        {"role": "reader", "access": "noi_bo", "name": "Văn phòng UBND tỉnh", "upload_limit": 41_943_040}
    )

    role: Literal["reader", "uploader", "admin", "widget"]
    access: Literal["cong_khai", "noi_bo", "han_che"]
    name: str
    upload_limit: int


class Health(BaseModel):
    """`status` "ok" when this process answers HTTP; it says nothing of the data."""

    model_config = example({"status": "ok"})

    status: Literal["ok"]


class Readiness(BaseModel):
    """`ready` when questions can be answered; `parts` says of each part "ok" or what is wrong."""

    model_config = example({"ready": True, "parts": {"catalogue": "ok", "documents": "ok", "index": "ok"}})

    ready: bool
    parts: dict[str, str]


class Problem(BaseModel):
    """An error (RFC 9457), in Vietnamese. `errors` names each field that is wrong; of a file that is on file or on its
    way already, `document_id` or `status_url` says where.
    """

    model_config = example(
        {
            "type": "about:blank",
            "title": "Dữ liệu gửi lên không hợp lệ",
            "status": 422,
            "detail": "question không được để trống.",
            "instance": "/api/v1/ask",
            "errors": [{"field": "question", "detail": "không được để trống"}],
        }
    )

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: list[dict[str, str]] | None = None
    document_id: str | None = None
    status_url: str | None = None
