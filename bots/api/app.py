"""The HTTP API: an application made around an assistant. Nothing is read from the environment here."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from fastapi import FastAPI, HTTPException
from fastapi.responses import JSONResponse

from bots import replies
from bots.api import pages as web
from bots.api import problems
from bots.api.limits import BodyLimit
from bots.api.schemas import AskReply, AskRequest, DocumentEntry, DocumentList, Health, PageText, Readiness
from ingest.records import Document, Page
from rag.contract import to_json
from rag.errors import UserError
from rag.records import Answer


class Asks(Protocol):
    """What the API needs of an assistant. `ask` blocks and may be called from several threads at once."""

    def ask(
        self, question: str, conversation_id: str | None = None, document_ids: Sequence[str] | None = None
    ) -> Answer: ...


def create_app(
    assistant: Asks,
    documents: Callable[[], Sequence[Document]] = tuple,
    checks: Callable[[], dict[str, str]] = dict,
    pages: Callable[[str], Sequence[Page]] = lambda _: (),
) -> FastAPI:
    """The API around `assistant`; `documents` lists what is on file, `checks` says of each part "ok" or what is wrong,
    `pages` gives the pages of a document, none for an unknown one.

    FastAPI's own documentation pages are off: they load scripts from a CDN, and nothing here may reach out.
    The description for programs is at /openapi.json.
    """
    app = FastAPI(title="hoidap", version="1", docs_url=None, redoc_url=None)
    app.add_middleware(BodyLimit)
    app.include_router(web.router)
    problems.register(app)

    @app.get("/healthz", summary="Tiến trình còn sống")
    async def healthz() -> Health:
        return Health(status="ok")

    @app.get("/readyz", summary="Từng phần đã sẵn sàng chưa", responses={503: {"model": Readiness}})
    def readyz() -> JSONResponse:
        parts = checks()
        ready = all(state == "ok" for state in parts.values())
        return JSONResponse(Readiness(ready=ready, parts=parts).model_dump(), 200 if ready else 503)

    @app.post(
        "/api/v1/ask",
        summary="Hỏi một câu",
        response_model=AskReply,
        responses=problems.documented(413, 422, 500, 503),
    )
    def ask(asked: AskRequest) -> Any:
        """Trả lời kèm nguồn; gửi lại `conversation_id` nhận được để hỏi nối tiếp."""
        if asked.writer == "chat":
            raise UserError(replies.NO_CHAT_WRITER)
        answer = assistant.ask(asked.question, asked.conversation_id, asked.document_ids)
        return JSONResponse(to_json(answer))

    @app.get("/api/v1/documents", summary="Các văn bản đã nạp", responses=problems.documented(500, 503))
    def list_documents() -> DocumentList:
        return DocumentList(documents=[_entry(document) for document in sorted(documents(), key=lambda each: each.id)])

    @app.get(
        "/api/v1/documents/{document_id}/pages/{number}",
        summary="Nguyên văn một trang được dẫn",
        responses=problems.documented(404, 422, 500, 503),
    )
    def page(document_id: str, number: int) -> PageText:
        """Địa chỉ mà `citations[].url` trỏ tới; trang 0 là văn bản không phân trang (DOCX, TXT)."""
        for found in pages(document_id):
            if found.number == number:
                return PageText(
                    document_id=document_id, number=number, method=found.method, text=found.text, problem=found.problem
                )
        raise HTTPException(404)

    return app


def _entry(document: Document) -> DocumentEntry:
    return DocumentEntry(
        id=document.id,
        title=document.title,
        number=document.number,
        kind=document.kind,
        issuer=document.issuer,
        issued=document.issued.isoformat() if document.issued else None,
        period=document.period.key if document.period else None,
        format=document.format,
        sha256=document.sha256,
        pages=document.pages,
        problems=list(document.problems),
    )
