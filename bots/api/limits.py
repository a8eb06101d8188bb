"""Limits: the size and the pace of a request's body, and how often somebody may ask."""

import asyncio
import time
from collections import OrderedDict
from threading import Lock

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bots import replies
from bots.api.problems import Refused, problem

MEGABYTE = 2**20
BODY_LIMIT = MEGABYTE
"""Bytes of a request's body: a question of 2,000 characters with 10,000 document ids is below."""
UPLOAD_PATH = "/api/v1/documents"
ENVELOPE = 64 * 1024
"""Bytes of an upload's form beside the file itself."""
PATIENCE = 20.0
"""Seconds between two pieces of a body; who sends nothing for so long has hung."""
DRAINED = 256 * 1024 * 1024
"""Bytes of a body that is too large which are still read and thrown away: a browser that is answered while it sends
shows a broken connection instead of the reason."""
KNOWN = 10_000
"""Buckets kept; the one not used for longest goes first."""


class BodyLimit:
    """Answers 413 to a body that is too large, declared or not, without keeping it; 408 to one that does not come."""

    def __init__(self, app: ASGIApp, upload_limit: int) -> None:
        self.app = app
        self._upload_limit = upload_limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        upload = scope["method"] == "POST" and scope["path"].rstrip("/") == UPLOAD_PATH
        limit = self._upload_limit + ENVELOPE if upload else BODY_LIMIT
        shown = self._upload_limit if upload else BODY_LIMIT
        declared = Headers(scope=scope).get("content-length", "0")
        if declared.isdigit() and int(declared) > limit:
            await _drain(receive)
            await problem(Request(scope), 413, replies.HTTP_413.format(limit=size(shown)))(scope, receive, send)
            return
        await self.app(scope, _measured(receive, limit, shown), send)


def _measured(receive: Receive, limit: int, shown: int) -> Receive:
    taken, whole = 0, False

    async def measured() -> Message:
        nonlocal taken, whole
        if whole:  # after the body only the end of the connection can come, and that may take its time
            return await receive()
        try:
            message = await asyncio.wait_for(receive(), PATIENCE)
        except TimeoutError as error:
            raise Refused(408, replies.HTTP_408, {"Connection": "close"}) from error
        taken += len(message.get("body", b""))
        whole = message["type"] != "http.request" or not message.get("more_body")
        if taken > limit:
            await _drain(receive, whole)
            raise Refused(413, replies.HTTP_413.format(limit=size(shown)))
        return message

    return measured


async def _drain(receive: Receive, whole: bool = False) -> None:
    taken = 0
    while not whole and taken <= DRAINED:
        try:
            message = await asyncio.wait_for(receive(), PATIENCE)
        except TimeoutError:
            return
        taken += len(message.get("body", b""))
        whole = message["type"] != "http.request" or not message.get("more_body")


def size(count: int) -> str:
    """A number of bytes as a person says it.

    >>> size(262144), size(41943040)
    ('256 KB', '40 MB')
    """
    return f"{count // 2**20} MB" if count >= 2**20 else f"{count // 2**10} KB"


class Buckets:
    """Token buckets: `per_minute` requests at once, then as many a minute; each asker has one."""

    def __init__(self, per_minute: int) -> None:
        self._rate = per_minute / 60
        self._room = float(per_minute)
        self._lock = Lock()
        self._kept: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, who: str, cost: float = 1.0, at: float | None = None) -> float:
        """Takes `cost` from the asker's bucket; the seconds to wait where there is not enough in it, else 0.

        >>> buckets = Buckets(per_minute=2)
        >>> [buckets.take("a", at=0.0), buckets.take("a", at=0.0), buckets.take("a", at=0.0)]
        [0.0, 0.0, 30.0]
        >>> buckets.take("b", at=0.0), buckets.take("a", at=30.0)
        (0.0, 0.0)
        """
        with self._lock:
            left, now = self._left(who, at)
            wait = max(0.0, cost - left) / self._rate
            self._keep(who, left if wait else left - cost, now)
            return wait

    def fine(self, who: str, cost: float) -> None:
        """Takes `cost`, or all there is."""
        with self._lock:
            left, now = self._left(who, None)
            self._keep(who, max(0.0, left - cost), now)

    def _left(self, who: str, at: float | None) -> tuple[float, float]:
        now = time.monotonic() if at is None else at
        left, since = self._kept.pop(who, (self._room, now))
        return min(self._room, left + (now - since) * self._rate), now

    def _keep(self, who: str, left: float, now: float) -> None:
        self._kept[who] = (left, now)
        if len(self._kept) > KNOWN:
            self._kept.popitem(last=False)
