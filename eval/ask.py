"""Who is asked: the assistant in this process, or a running service. Both are a `Target` whose `ask` gives the reply's
JSON; a failure is an AskFailed with its reason."""

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

import httpx
from pydantic import SecretStr

from eval.records import Found
from rag.errors import UserError
from rag.settings import Settings

if TYPE_CHECKING:
    from rag.assistant import Assistant
    from rag.records import Writer

Ask = Callable[[str, str | None], dict[str, Any]]
"""(message, conversation id or None) → the reply in the JSON contract."""

TIMEOUT_S = 60.0
"""As the shared scorer waits."""
CRASHES = (ArithmeticError, AttributeError, LookupError, OSError, RuntimeError, TypeError, ValueError)
"""What a bug in the code under measurement raises: a wrong answer with its reason, not the end of the run."""


class AskFailed(RuntimeError):
    """No reply came; the message says why."""


class Target(NamedTuple):
    """What is measured. `documents` are the ids on file, None when unknown; `about` goes into the run's record;
    `retrieve` gives the statements found for a question, best first, `corpus` all there are, where that can be seen."""

    ask: Ask
    documents: frozenset[str] | None = None
    about: dict[str, str] = {}  # noqa: RUF012 — a NamedTuple default, never changed
    retrieve: Callable[[str], tuple[Found, ...]] | None = None
    corpus: Callable[[], tuple[Found, ...]] | None = None


def corpus_hash(documents: list[tuple[str, str]]) -> str:
    """One short hash of (id, sha256) pairs, the same in any order.

    >>> corpus_hash([("a", "1"), ("b", "2")]) == corpus_hash([("b", "2"), ("a", "1")])
    True
    """
    lines = "\n".join(f"{name}:{digest}" for name, digest in sorted(documents))
    return hashlib.sha256(lines.encode()).hexdigest()[:16]


def over_http(
    url: str, key: str | None = None, client: httpx.Client | None = None, writer: str | None = None
) -> Target:
    """A running service. Its documents are asked for; a service that does not list them is measured all the same."""
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    http = client or httpx.Client(base_url=url.rstrip("/"), headers=headers, timeout=TIMEOUT_S)

    def ask(message: str, conversation: str | None) -> dict[str, Any]:
        given = {"question": message, "conversation_id": conversation, "writer": writer}
        body = {name: value for name, value in given.items() if value}
        try:
            response = http.post("/api/v1/ask", json=body)
            response.raise_for_status()
            reply = response.json()
        except (httpx.HTTPError, ValueError) as error:
            raise AskFailed(repr(error)[:200]) from error
        if not isinstance(reply, dict):
            raise AskFailed("reply is not a JSON object")
        return reply

    listed = _listed(http)
    about = {"target": url} | ({"writer": writer} if writer else {})
    if listed:
        about["corpus"] = corpus_hash([(str(d.get("id", "")), str(d.get("sha256", ""))) for d in listed])
    return Target(ask, frozenset(str(d.get("id", "")) for d in listed) if listed else None, about)


def _listed(http: httpx.Client) -> list[dict[str, Any]]:
    """The documents that the service lists: a JSON list, or an object that holds one."""
    try:
        response = http.get("/api/v1/documents")
        response.raise_for_status()
        body = response.json()
    except (httpx.HTTPError, ValueError):
        return []
    if isinstance(body, dict):
        body = next((value for value in body.values() if isinstance(value, list)), [])
    return [row for row in body if isinstance(row, dict)]


@contextmanager
def in_process(settings: Settings, writer: "Writer | None" = None) -> Iterator[Target]:
    """The assistant of this process, on the data folder of the settings; `writer` as `Assistant.ask` takes it."""
    from rag.assistant import Assistant  # slow to import, and --url does without

    with Assistant.open(settings) as assistant:
        yield of_assistant(assistant, settings, writer)


def of_assistant(assistant: "Assistant", settings: Settings, writer: "Writer | None" = None) -> Target:
    """An open assistant as a target; its retriever is asked beside it, to measure what was found."""
    from rag.contract import to_json

    def ask(message: str, conversation: str | None) -> dict[str, Any]:
        try:
            return to_json(assistant.ask(message, conversation, writer=writer))
        except UserError as error:
            raise AskFailed(str(error)) from error
        except CRASHES as error:
            raise AskFailed(f"{type(error).__name__}: {error}"[:200]) from error

    sections: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for statement in assistant.catalogue.statements():
        sections.setdefault((statement.document_id, statement.path), []).append(statement.text)
    passages = {key: tuple(texts) for key, texts in sections.items()}
    corpus = {
        s.id: Found(s.document_id, s.text, s.id, 0.0, passages[s.document_id, s.path])
        for s in assistant.catalogue.statements()
    }

    def retrieve(question: str) -> tuple[Found, ...]:
        hits = (hit.metadata for hit in assistant.retriever.invoke(question))
        return tuple(corpus[hit["id"]]._replace(score=float(hit["score"])) for hit in hits)

    documents = assistant.catalogue.documents()
    about = {
        "target": "in process",
        "corpus": corpus_hash([(document.id, document.sha256) for document in documents]),
        "documents": str(len(documents)),
        "writer": writer or ("chat" if settings.chat_model else "extractive"),
        "model": settings.embedding_model or "bundled",
        "settings": shown(settings),
    }
    names = frozenset(document.id for document in documents)
    return Target(ask, names, about, retrieve, lambda: tuple(corpus.values()))


def shown(settings: Settings) -> str:
    """The settings as JSON, without what must not stand in a report: secrets are left out, passwords in URLs masked.

    >>> "geheim" in shown(Settings(database_url="postgresql+psycopg://u:geheim@db/x", telegram_token="geheim"))
    False
    """
    plain = {name for name in type(settings).model_fields if not isinstance(getattr(settings, name), SecretStr)}
    return re.sub(r"(://)[^/@\s\"]*@", r"\1***@", settings.model_dump_json(include=plain))
