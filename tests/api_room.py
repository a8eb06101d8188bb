"""The HTTP API in process, as somebody at the machine or from elsewhere calls it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from bots.api.app import create_app
from bots.api.service import Service
from bots.api.worker import working
from ingest.catalogue import Catalogue
from rag.assistant import Assistant
from rag.settings import Settings
from tests.fake_assistant import FakeAssistant

HERE, ELSEWHERE = ("127.0.0.1", 50000), ("10.0.0.9", 50000)
PROBLEM = "application/problem+json"
SECRET = "the note's own secret"


class FakeWorker:
    """An ingest worker that does nothing; `removed` keeps what it was told to remove."""

    def __init__(self) -> None:
        self.removed: list[str] = []

    def wake(self) -> None: ...

    def waiting(self) -> int:
        return 0

    def state(self) -> str:
        return "ok"

    def remove(self, document_id: str) -> None:
        self.removed.append(document_id)


def service(
    catalogue: Catalogue,
    assistant: Any = None,
    worker: Any = None,
    checks: Callable[[], dict[str, str]] = dict,
    **settings: Any,
) -> Service:
    """A service around a fake assistant, or the given one."""
    made = Settings(**settings)
    return Service(assistant or FakeAssistant(), catalogue, made, worker or FakeWorker(), checks, SECRET)


def caller(of: Service, key: str = "", at: tuple[str, int] = HERE, **headers: str) -> TestClient:
    """Who calls: with this key, from this address."""
    shown = {"authorization": f"Bearer {key}"} if key else {}
    return TestClient(create_app(of), "http://127.0.0.1:8000", False, client=at, headers={**shown, **headers})


@contextmanager
def real(assistant: Assistant, folder: Path, **settings: Any) -> Iterator[Service]:
    """A service around a real assistant, with its ingest worker running."""
    with working(assistant, folder) as worker:
        yield service(assistant.catalogue, assistant, worker, data_dir=folder, **settings)


def problem(response: Any, status: int) -> dict[str, Any]:
    """The body of an error, after the checks that hold for every error."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == PROBLEM
    body: dict[str, Any] = response.json()
    assert body["status"] == status
    assert {"type", "title", "detail", "instance"} <= set(body)
    return body
