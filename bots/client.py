"""Asking the service that runs on the data folder, over HTTP: what a command does when it cannot own the folder."""

from collections.abc import Collection, Mapping
from http import HTTPStatus
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx

from bots import replies, serving
from rag.contract import from_json
from rag.errors import UserError
from rag.records import Answer, Writer

SECONDS = httpx.Timeout(60.0, connect=2.0)
"""An answer takes milliseconds; a chat model may take most of a minute. Somebody on this machine answers at once."""


class ServiceGone(UserError):
    """The service cannot be reached any more."""

    def __init__(self) -> None:
        super().__init__(replies.SERVICE_GONE, replies.SERVICE_GONE_HINT, status=3)


def asked(
    question: str, conversation_id: str | None, document_ids: Collection[str] | None, writer: Writer | None = None
) -> dict[str, Any]:
    """The body of a question over HTTP; what is left to the service is left out."""
    body: dict[str, Any] = {"question": question}
    if conversation_id:
        body["conversation_id"] = conversation_id
    if document_ids is not None:
        body["document_ids"] = sorted(document_ids)
    if writer:
        body["writer"] = writer
    return body


class Client:
    """A running service, spoken to as the machine's own person. Safe to share between threads.

    A service that was started anew (another port, another secret) is found again by its note.
    """

    def __init__(self, data_dir: Path, address: serving.Address) -> None:
        self._data_dir = data_dir
        self._http = _http(address)

    def ask(
        self,
        question: str,
        conversation_id: str | None = None,
        document_ids: Collection[str] | None = None,
        writer: Writer | None = None,
    ) -> Answer:
        """The grounded answer to one message, from these documents alone; UserError as the assistant raises it."""
        body = asked(question, conversation_id, document_ids, writer)
        return from_json(self.request("POST", "/api/v1/ask", json=body).json())

    def request(self, method: str, path: str, **more: Any) -> httpx.Response:
        """An answer of the service. Raises UserError with what it says is wrong, ServiceGone where nobody answers."""
        try:
            answer = self._http.request(method, path, **more)
        except httpx.TransportError:
            answer = self._again(method, path, more)
        if answer.is_success:
            return answer
        status = 2 if HTTPStatus.BAD_REQUEST <= answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR else 3
        raise UserError(_detail(answer), status=status)

    def _again(self, method: str, path: str, more: Mapping[str, Any]) -> httpx.Response:
        address = serving.found(self._data_dir)
        if address is None:
            raise ServiceGone
        self._http = _http(address)
        try:
            return self._http.request(method, path, **more)
        except httpx.TransportError as error:
            raise ServiceGone from error

    def close(self) -> None:
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def running_service(data_dir: Path) -> serving.Address | None:
    """The service that runs on a data folder; None where none does (a killed process leaves a note behind)."""
    address = serving.found(data_dir)
    if address is None:
        return None
    with Client(data_dir, address) as client:
        try:
            client.request("GET", "/healthz")
        except UserError:
            return None
    return serving.found(data_dir)


def connected(data_dir: Path) -> Client | None:
    """A client of the service that runs on a data folder; None where none does."""
    address = running_service(data_dir)
    return Client(data_dir, address) if address else None


def _http(address: serving.Address) -> httpx.Client:
    headers = {"Authorization": f"Bearer {address.secret}"}
    return httpx.Client(base_url=address.url, headers=headers, timeout=SECONDS, trust_env=False)


def _detail(answer: httpx.Response) -> str:
    try:
        return str(answer.json()["detail"])
    except (ValueError, KeyError, TypeError):
        return replies.SERVICE_ERROR.format(status=answer.status_code)
