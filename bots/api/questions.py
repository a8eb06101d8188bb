"""Asking: the whole answer at once, or its parts as they come (server-sent events)."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse, StreamingResponse
from starlette.requests import Request

from bots import replies
from bots.access import Caller
from bots.api import problems
from bots.api.doors import CallerDep
from bots.api.hanging import while_there
from bots.api.schemas import REPLY, AskReply, AskRequest
from bots.api.service import Service, ServiceDep
from rag.contract import to_json
from rag.records import Answer, Stage

router = APIRouter(prefix="/api/v1", tags=["Hỏi"])
EVENTS = "text/event-stream"
STREAMED = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}
"""Else a proxy keeps the events back until the answer is whole."""
PING_SECONDS = 15.0
"""A comment is sent after so long without an event, so that no proxy takes the stream for dead."""
EVENT = {
    "type": "object",
    "required": ["event", "data"],
    "properties": {
        "event": {"type": "string", "enum": ["started", "progress", "answer", "done", "error"]},
        "data": {"type": "string", "contentMediaType": "application/json"},
    },
}
_CHUNK = re.compile(r"\S+\s*|\s+")
_EXAMPLE = (
    'event: started\ndata: {"question": "ty le ky so xa phuong quy 1", "conversation_id": null}\n\n'
    'event: progress\ndata: {"stage": "tim", "text": "Đang tìm trong văn bản"}\n\n'
    'event: answer\ndata: {"text": "88,6% — "}\n\n'
    f"event: done\ndata: {json.dumps(REPLY, ensure_ascii=False)}\n\n"
)
_DESCRIBED: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Các sự kiện started, progress, answer, done hoặc error.",
        "content": {EVENTS: {"itemSchema": EVENT, "example": _EXAMPLE}},
    }
}


@router.post("/ask", summary="Hỏi một câu", response_model=AskReply, responses=problems.documented(400, 409, 422))
async def ask(asked: AskRequest, caller: CallerDep, service: ServiceDep, request: Request) -> JSONResponse:
    """Trả lời kèm nguồn; gửi lại `conversation_id` nhận được để hỏi nối tiếp."""
    return JSONResponse(to_json(await while_there(request, service.ask(caller, asked))))


@router.post(
    "/ask/stream",
    summary="Hỏi một câu, nhận dần câu trả lời",
    response_class=StreamingResponse,
    responses={**problems.documented(400, 409, 422), **_DESCRIBED},
)
async def stream(asked: AskRequest, caller: CallerDep, service: ServiceDep, request: Request) -> StreamingResponse:
    """Sự kiện `started` đến ngay; các `answer` nối lại thành câu trả lời; `done` là câu trả lời đầy đủ."""
    service.refuse_when_busy()
    return StreamingResponse(_events(asked, caller, service, request), media_type=EVENTS, headers=STREAMED)


async def _events(asked: AskRequest, caller: Caller, service: Service, request: Request) -> AsyncIterator[str]:
    yield event("started", {"question": asked.question, "conversation_id": asked.conversation_id})
    loop, coming, said = asyncio.get_running_loop(), asyncio.Queue[str | None](), ""

    def tell(stage: Stage) -> None:
        said_of = event("progress", {"stage": stage, "text": replies.STAGES[stage]})
        loop.call_soon_threadsafe(coming.put_nowait, said_of)

    def say(line: str) -> None:
        nonlocal said
        text = line if not said else f"\n{line}"
        said += text
        loop.call_soon_threadsafe(coming.put_nowait, event("answer", {"text": text}))

    answering = asyncio.ensure_future(service.ask(caller, asked, tell=tell, say=say))
    answering.add_done_callback(lambda _: coming.put_nowait(None))
    try:
        while True:
            try:
                part = await asyncio.wait_for(coming.get(), PING_SECONDS)
            except TimeoutError:
                yield ": còn đang tìm\n\n"
                continue
            if part is None:
                break
            yield part
        error = answering.exception()
        if error is not None:
            yield event("error", problems.body_of(request, error))
            return
        for part in told(answering.result(), said):
            yield part
    finally:
        answering.cancel()


def told(answer: Answer, said: str = "") -> list[str]:
    """The events of an answer: its words as they read, those aside that were said already, then the whole.

    >>> from tests.fake_assistant import SIGNED
    >>> told(SIGNED)[0]
    'event: answer\\ndata: {"text": "93,5% "}\\n\\n'
    """
    left = answer.answer[len(said) :] if answer.answer.startswith(said) else ""
    words = _CHUNK.findall(left)
    return [*(event("answer", {"text": word}) for word in words), event("done", to_json(answer))]


def event(name: str, data: object) -> str:
    """One server-sent event.

    >>> event("progress", {"stage": "tim"})
    'event: progress\\ndata: {"stage": "tim"}\\n\\n'
    """
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
