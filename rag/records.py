"""The records of a question's way: Question → Evidence → Answer. Frozen, without behaviour.

The field names of Answer and its parts are the JSON contract that other people's programs rely on.
"""

from dataclasses import dataclass, field
from typing import Any, Literal

from ingest.records import Document, Figure, Period, Statement

Intent = Literal[
    "figure",
    "date",
    "who",
    "list",
    "explain",
    "document",
    "extreme",
    "compare",
    "compute",
    "check",
    "count",
    "summary",
    "other",
]
Writer = Literal["extractive", "chat"]
Stage = Literal["tim", "doc", "soan"]
"""What the assistant is at: searching (tìm), reading what was found (đọc), writing and checking (soạn)."""
Outcome = Literal["answered", "computed", "not_found", "other_period", "ambiguous", "out_of_scope"]
ABSTAINS = frozenset(("not_found", "other_period", "ambiguous", "out_of_scope"))
"""Outcomes in which nothing is answered."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing a question wants to know: its kind ("number", "date", "who" …, see data/cues.tsv) and unit.

    `noun` is what is counted or sought, the words right after the cue ("bao nhiêu *hồ sơ*"), if any.
    """

    kind: str
    unit: str = ""
    noun: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """The parsed plan of a question.

    `asked` as typed, `text` standing alone with accents restored; `content` the words that say what it is about
    (runs parted by "|"), `inherited` such words taken over from the conversation; `periods` whose year 1 means
    "of the newest year on file"; `levels` of government, `units` named bodies; `documents` the ids it hints at;
    `newest` when it asks for the newest; `near` the statements that the conversation's last answer stood in, `told` the
    periods of its figures, `column` the head of its table's column; `strict` when a document is named by its number or
    unmistakably.
    """

    asked: str
    text: str
    intent: Intent = "other"
    asks: tuple[Ask, ...] = ()
    content: str = ""
    inherited: str = ""
    periods: tuple[Period, ...] = ()
    levels: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    strict: bool = False
    newest: bool = False
    near: tuple[str, ...] = ()
    told: tuple[Period, ...] = ()
    column: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A statement found for a question, with its document, its figures and its score (higher is better).

    `lexical` and `dense` are its scores in either index as shares of the question's best.
    """

    statement: Statement
    document: Document
    figures: tuple[Figure, ...]
    score: float
    lexical: float = 0.0
    dense: float = 0.0


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a claim stands. `quote` is the whole clause as printed; for a cell, its row with the headers."""

    marker: int
    document_id: str
    title: str
    number: str
    section: str
    page: int | None
    quote: str
    url: str
    row: str | None = None
    column: str | None = None


@dataclass(frozen=True, slots=True)
class AnswerFigure:
    """A figure of the answer with its identity; `citation` is the marker it stands in."""

    text: str
    value: float
    unit: str
    indicator: str
    scope: str
    period: str
    kind: str
    citation: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The reply to one question. First line of `answer` = the answer itself; the rest after a blank line.

    `withheld` are sentences of a chat model that failed their checks, `usage` what the model cost (calls, tokens in
    and out, seconds), `chat_failure` why it was of no use; none is part of the contract: they are for administrators
    and meters.
    """

    id: str
    conversation_id: str
    question: str
    standalone_question: str
    answer: str
    outcome: Outcome
    abstained: bool
    confidence: float
    citations: tuple[Citation, ...] = ()
    figures: tuple[AnswerFigure, ...] = ()
    computation: dict[str, Any] | None = None
    chart: dict[str, Any] | None = None
    warnings: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    timings_ms: dict[str, float] = field(default_factory=dict)
    withheld: tuple[str, ...] = ()
    usage: dict[str, float] = field(default_factory=dict)
    chat_failure: str = ""
