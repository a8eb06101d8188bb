"""Clients that hang or leave. A connection that says nothing is closed: the server itself waits for a request for ever
once a connection is open. Who goes away while an answer is waited for gives up their place."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from starlette.requests import ClientDisconnect, Request
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from bots.api.limits import PATIENCE

T = TypeVar("T")


async def while_there(request: Request, work: Coroutine[Any, Any, T]) -> T:
    """What `work` gives; when the client of a request that was read goes, it is cancelled: ClientDisconnect."""
    working, leaving = asyncio.ensure_future(work), asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait((working, leaving), return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise ClientDisconnect
        return working.result()
    finally:
        working.cancel()
        leaving.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


class PatientProtocol(HttpToolsProtocol):
    """uvicorn's protocol, which gives a request's head PATIENCE seconds (its body: see limits.py)."""

    _watch: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """A connection is open."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Something came."""
        super().data_received(data)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """The other side has gone."""
        if self._watch:
            self._watch.cancel()
        super().connection_lost(exc)

    def _wait(self) -> None:
        if self._watch:
            self._watch.cancel()
        self._watch = self.loop.call_later(PATIENCE, self._close_idle)

    def _close_idle(self) -> None:
        if (self.cycle is None or self.cycle.response_complete) and not self.transport.is_closing():
            self.transport.close()
