"""The form of OpenAI's chat completions, for programs that speak nothing else.

They show the text alone, so the sources stand in the text too; what they send beside the messages is passed over.
"""

import json
import time
from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request

from bots import replies
from bots.api import problems
from bots.api.doors import CallerDep
from bots.api.hanging import while_there
from bots.api.questions import EVENTS, STREAMED
from bots.api.schemas import QUESTION_LIMIT, REPLY, AskRequest, example
from bots.api.service import ServiceDep
from rag.contract import to_json
from rag.records import Answer

router = APIRouter(prefix="/v1", tags=["OpenAI"])
MODEL = "hoidap"
CHUNK = {"type": "object", "required": ["data"], "properties": {"data": {"type": "string"}}}
STREAM = (
    'data: {"object": "chat.completion.chunk", "choices": [{"index": 0, "delta": {"content": "88,6% — "}, '
    '"finish_reason": null}]}\n\n'
    "data: [DONE]\n\n"
)
MADE = 1767225600
"""When the model was "made", as OpenAI's clients want to know: 2026-01-01."""


class Part(BaseModel):
    """A part of a message; only text is read."""

    type: str = "text"
    text: str = ""


class Message(BaseModel):
    """A message of the conversation so far."""

    role: str = Field(max_length=50)
    content: str | list[Part] | None = None

    @property
    def said(self) -> str:
        """The message as text."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.type == "text")
        return self.content or ""


class ChatRequest(BaseModel):
    """What is asked: the last message of the user, after those before it. Other fields are passed over."""

    model_config = ConfigDict(
        extra="ignore",
        json_schema_extra={
            "examples": [
                {"model": MODEL, "messages": [{"role": "user", "content": "ty le ky so xa phuong quy 1"}]},
            ]
        },
    )

    messages: list[Message] = Field(min_length=1, max_length=500)
    model: str = Field(default=MODEL, max_length=200)
    stream: bool = False
    stream_options: dict[str, Any] | None = None


class Choice(BaseModel):
    """The one answer."""

    index: int
    message: dict[str, str]
    finish_reason: str


class Completion(BaseModel):
    """An answer in OpenAI's form; `hoidap` is the whole reply of POST /api/v1/ask."""

    model_config = example(
        {
            "id": f"chatcmpl-{REPLY['id']}",
            "object": "chat.completion",
            "created": MADE,
            "model": MODEL,
            "choices": [
                {
                    "index": 0,
                    "message": {"role": "assistant", "content": REPLY["answer"]},
                    "finish_reason": "stop",
                }
            ],
            "usage": {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0},
            "hoidap": REPLY,
        }
    )

    id: str
    object: str
    created: int
    model: str
    choices: list[Choice]
    usage: dict[str, int]
    hoidap: dict[str, Any]


class Model(BaseModel):
    """What can be asked."""

    id: str
    object: str
    created: int
    owned_by: str


class ModelList(BaseModel):
    """All that can be asked: one."""

    model_config = example(
        {"object": "list", "data": [{"id": MODEL, "object": "model", "created": MADE, "owned_by": "hoidap"}]}
    )

    object: str
    data: list[Model]


@router.get("/models", summary="Các mô hình", responses=problems.documented_for_openai())
def models(caller: CallerDep) -> ModelList:
    """Một mô hình: hỏi đáp báo cáo."""
    return ModelList(object="list", data=[Model(id=MODEL, object="model", created=MADE, owned_by="hoidap")])


@router.post(
    "/chat/completions",
    summary="Hỏi theo mẫu OpenAI",
    response_model=Completion,
    responses={
        **problems.documented_for_openai(400, 422),
        200: {
            "content": {EVENTS: {"itemSchema": CHUNK, "example": STREAM}},
            "description": "Câu trả lời, hoặc luồng sự kiện.",
        },
    },
)
async def complete(
    asked: ChatRequest, caller: CallerDep, service: ServiceDep, request: Request
) -> JSONResponse | StreamingResponse:
    """Trả lời tin nhắn cuối cùng của người dùng; nguồn nằm ngay trong lời đáp."""
    said = [message.said for message in asked.messages if message.role == "user"]
    question = said[-1].strip() if said else ""
    if not question:
        raise problems.Refused(400, replies.OPENAI_NO_QUESTION)
    if len(question) > QUESTION_LIMIT:
        raise problems.Refused(400, replies.OPENAI_TOO_LONG.format(limit=QUESTION_LIMIT))
    answer = await while_there(request, service.ask(caller, AskRequest(question=question), before=said[:-1]))
    text = replies.with_sources(answer)
    if not asked.stream:
        return JSONResponse(_whole(answer, text))
    usage = bool((asked.stream_options or {}).get("include_usage"))
    return StreamingResponse(_chunks(answer, text, usage), media_type=EVENTS, headers=STREAMED)


def _whole(answer: Answer, text: str) -> dict[str, Any]:
    message = {"role": "assistant", "content": text}
    return {
        **_frame(answer, "chat.completion"),
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        "usage": _usage(),
        "hoidap": to_json(answer),
    }


def _chunks(answer: Answer, text: str, usage: bool) -> Iterator[str]:
    frame = _frame(answer, "chat.completion.chunk")
    deltas = [{"role": "assistant", "content": ""}, *({"content": line} for line in text.splitlines(keepends=True))]
    for delta in deltas:
        yield _data({**frame, "choices": [{"index": 0, "delta": delta, "finish_reason": None}]})
    last = {"index": 0, "delta": {}, "finish_reason": "stop"}
    yield _data({**frame, "choices": [last], "hoidap": to_json(answer)})
    if usage:
        yield _data({**frame, "choices": [], "usage": _usage()})
    yield "data: [DONE]\n\n"


def _frame(answer: Answer, kind: str) -> dict[str, Any]:
    return {"id": f"chatcmpl-{answer.id}", "object": kind, "created": int(time.time()), "model": MODEL}


def _usage() -> dict[str, int]:
    """No tokens: the answer is made of the documents' own words."""
    return {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}


def _data(body: dict[str, Any]) -> str:
    return f"data: {json.dumps(body, ensure_ascii=False)}\n\n"
