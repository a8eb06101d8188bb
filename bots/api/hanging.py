"""Connections that say nothing are closed: the server itself waits for a request for ever once a connection is open."""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from bots.api.limits import PATIENCE


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
