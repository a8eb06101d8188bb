"""Limits that are checked before a request is read."""

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bots import replies
from bots.api.problems import problem

BODY_LIMIT = 256 * 1024
"""Bytes of a request's body: a question of 2,000 characters with 1,000 document ids is well below."""


class BodyLimit:
    """Answers 413 to a body of more than BODY_LIMIT bytes, declared or not, without keeping it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        declared = Headers(scope=scope).get("content-length", "0")
        chunks, size, more = [], 0, not (declared.isdigit() and int(declared) > BODY_LIMIT)
        too_large = not more
        while more and not too_large:
            message = await receive()
            chunks.append(message)
            size += len(message.get("body", b""))
            too_large, more = size > BODY_LIMIT, bool(message.get("more_body"))
        if too_large:
            await problem(Request(scope), 413, replies.HTTP_413.format(limit=BODY_LIMIT))(scope, receive, send)
        else:
            await self.app(scope, _replay(chunks, receive), send)


def _replay(chunks: list[Message], receive: Receive) -> Receive:
    waiting = iter(chunks)

    async def again() -> Message:
        return next(waiting, None) or await receive()

    return again
