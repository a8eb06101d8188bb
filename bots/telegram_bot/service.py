"""What the bot needs of whatever answers: the same for an assistant in this process and for a service elsewhere."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ingest.access import Label
from rag.records import Answer


class ServiceDown(Exception):
    """The service that answers cannot be reached, or says it is not ready; asking again later may do."""


@dataclass(frozen=True, slots=True)
class Shelved:
    """A document on file as the bot shows it; `year` 0 and `issued` (DD/MM/YYYY) empty where not known."""

    id: str
    title: str
    number: str = ""
    kind: str = ""
    issuer: str = ""
    issued: str = ""
    year: int = 0
    pages: int = 0


@dataclass(frozen=True, slots=True)
class Known:
    """A figure on file with its identity and place; `period` is a Period key, `period_text` how a person says it."""

    text: str
    value: float
    unit: str
    indicator: str
    scope: str
    period: str
    period_text: str
    kind: str
    document_id: str
    page: int


@dataclass(frozen=True, slots=True)
class Taken:
    """How an upload ended: the document and what the audit found in it, or the reason why it was not taken in."""

    document: Shelved | None
    findings: tuple[str, ...] = ()
    reason: str = ""


Tell = Callable[[str], None]
"""Told the stage that an upload has come to: "queued", "reading" or "indexing"."""


class Service(Protocol):
    """All calls block and may come from several threads at once. Raises ServiceDown, or an error for the person."""

    def ask(
        self, question: str, conversation_id: str | None = None, document_ids: Collection[str] | None = None
    ) -> Answer:
        """The answer from these documents alone."""

    def allowed(self, access: Label) -> frozenset[str]:
        """The documents that may be answered from on Telegram to someone who may see up to `access`."""

    def documents(self, ids: Collection[str]) -> Sequence[Shelved]:
        """These documents, the newest year first."""

    def figures(self, ids: Collection[str], indicator: str = "") -> Sequence[Known]:
        """The figures of these documents; only those whose indicator has all these words."""

    def picture(self, document_id: str, page: int, quote: str) -> bytes | None:
        """The page as PNG with the quote marked; None where the document has no pages to draw."""

    def rate(self, answer_id: str, thumb: int, reason: str = "") -> None:
        """Keeps what a person thought of an answer."""

    def forget(self, conversation_id: str) -> None:
        """Deletes a conversation."""

    def take_in(self, file: Path, access: Label, telegram: bool, tell: Tell, seen: Label) -> Taken:
        """Takes a file in under its label; whoever sends it may see up to `seen` and learns of no other document.

        One that they may see and that is this very file is the reason why it is not taken in.
        """
