"""Many who ask at once: who is one too many is told to come again, and who goes away gives up their place."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from bots.access import LOCAL
from bots.api.app import create_app
from bots.api.problems import Refused
from bots.api.schemas import AskRequest
from bots.api.service import ASKING_THREADS, Service
from ingest.catalogue import Catalogue
from rag.records import Answer
from tests.api_room import HERE, service
from tests.fake_assistant import FakeAssistant

STEPS = 1000
"""Turns of the event loop until what must happen has happened; it takes a handful."""
LONG = 30
"""Seconds after which a thread that should have got somewhere has not."""


class Slow(FakeAssistant):
    """Answers once it is let; `stopped` is set where work ended before its end, `begun` where it began."""

    def __init__(self) -> None:
        super().__init__()
        self.let, self.begun, self.stopped = Event(), Event(), Event()

    def ask(self, question: str, *rest: Any, tell: Callable[[Any], None], **more: Any) -> Answer:
        self.begun.set()
        assert self.let.wait(LONG)
        try:
            return super().ask(question, *rest, tell=tell, **more)
        except BaseException:
            self.stopped.set()
            raise


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    """An empty catalogue, without keys."""
    return Catalogue.open(f"sqlite:///{tmp_path / 'catalogue.db'}")


@pytest.fixture
def slow() -> Iterator[Slow]:
    assistant = Slow()
    yield assistant
    assistant.let.set()


async def until(true: Callable[[], bool]) -> None:
    for _ in range(STEPS):
        if true():
            return
        await asyncio.sleep(0)
    raise AssertionError


async def happens(event: Event) -> None:
    assert await asyncio.to_thread(event.wait, LONG)


def asking(of: Service) -> "asyncio.Task[Answer]":
    return asyncio.ensure_future(of.ask(LOCAL, AskRequest(question="ký số?")))


def waiting(of: Service) -> int:
    return of._threads.statistics().tasks_waiting


def test_who_is_one_too_many_is_told_when_to_come_again(catalogue: Catalogue, slow: Slow) -> None:
    async def crowd() -> None:
        of = service(catalogue, slow, waiting_questions=1)
        inside = [asking(of) for _ in range(ASKING_THREADS + 1)]
        await until(lambda: waiting(of) == 1)
        with pytest.raises(Refused) as refused:
            await asking(of)
        assert (refused.value.status_code, refused.value.headers) == (503, {"Retry-After": "2"})
        slow.let.set()
        assert len(await asyncio.gather(*inside)) == ASKING_THREADS + 1
        await asking(of)

    asyncio.run(crowd())


def test_who_gives_up_in_the_queue_leaves_it(catalogue: Catalogue, slow: Slow) -> None:
    async def crowd() -> None:
        of = service(catalogue, slow)
        inside = [asking(of) for _ in range(ASKING_THREADS + 1)]
        await until(lambda: waiting(of) == 1)
        inside[-1].cancel()
        await until(lambda: waiting(of) == 0)
        slow.let.set()
        await asyncio.gather(*inside[:-1])
        assert len(slow.questions) == ASKING_THREADS

    asyncio.run(crowd())


@pytest.mark.parametrize("path", ["/api/v1/ask", "/api/v1/ask/stream"])
def test_a_client_that_goes_while_it_is_answered_frees_its_place(catalogue: Catalogue, slow: Slow, path: str) -> None:
    async def crowd() -> None:
        of = service(catalogue, slow)
        gone = asyncio.Event()
        request = asyncio.ensure_future(posted(of, path, gone))
        await happens(slow.begun)
        gone.set()
        await request
        assert of._threads.statistics().borrowed_tokens == 0
        slow.let.set()
        await happens(slow.stopped)  # and the work that nobody waits for ends at its next stage

    asyncio.run(crowd())


async def posted(of: Service, path: str, gone: asyncio.Event) -> None:
    """A question posted by a client that closes its connection once `gone` is set."""
    body = b'{"question": "k\xc3\xbd s\xe1\xbb\x91?"}'
    messages = iter([{"type": "http.request", "body": body, "more_body": False}])

    async def receive() -> dict[str, Any]:
        for message in messages:
            return message
        await gone.wait()
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None: ...

    headers = [(b"host", b"127.0.0.1:8000"), (b"content-type", b"application/json")]
    scope = {
        "type": "http",
        "method": "POST",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": headers,
        "client": HERE,
        "server": ("127.0.0.1", 8000),
        "scheme": "http",
        "http_version": "1.1",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
    }
    await create_app(of)(scope, receive, send)
