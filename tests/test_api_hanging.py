"""A client that hangs, over a real socket: half a request's head, and nothing more, is not waited for without end."""

import asyncio
import socket
import threading

import pytest
import uvicorn

from bots.api.hanging import PatientProtocol


async def never(scope: object, receive: object, send: object) -> None:
    """An application that no whole request ever reaches."""
    raise AssertionError


@pytest.mark.parametrize("sent", [b"", b"POST /api/v1/ask HT"])
def test_a_connection_that_says_nothing_is_closed(monkeypatch: pytest.MonkeyPatch, sent: bytes) -> None:
    monkeypatch.setattr("bots.api.hanging.PATIENCE", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        config = uvicorn.Config(never, http=PatientProtocol, lifespan="off", log_config=None)
        server = uvicorn.Server(config)
        runner = threading.Thread(target=lambda: asyncio.run(server.serve(sockets=[listening])))
        runner.start()
        try:
            with socket.create_connection(listening.getsockname()[:2], timeout=30) as client:
                client.sendall(sent)
                assert client.recv(100) == b""
        finally:
            server.should_exit = True
            runner.join()
