"""The records of a measurement: Gold → Outcome → Score, and the Run that holds them. Frozen, without behaviour."""

from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

Form = Literal["prose", "table", "footnote", "scan", "metadata", "none"]


class Source(NamedTuple):
    """Where an answer stands: the document's file stem and an exact substring of its text."""

    document: str
    quote: str


class GoldFigure(NamedTuple):
    """The figure asked for, as a program would use it. `period` is a Period key ("2026-Q1"), "" when not judged."""

    value: float
    unit: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True)
class Gold:
    """A question with its gold answer.

    `turns` are the messages in order, the last is judged. `all_of`: each requirement must stand in the answer in one
    of its written forms; `none_of`: must not stand in its first paragraph. `abstain`: the documents do not hold it.
    `documents`: what must be on file for the question to make sense (default: those of the sources). `twin`: the id
    of the question this one only retypes. `figures`: optional, for numeric exactness. `derived`: part of the answer is
    not printed (a sum, a difference, that a cell is blank).
    """

    id: str
    category: str
    turns: tuple[str, ...]
    all_of: tuple[tuple[str, ...], ...] = ()
    none_of: tuple[str, ...] = ()
    abstain: bool = False
    sources: tuple[Source, ...] = ()
    need_all: bool = False
    difficulty: str = ""
    note: str = ""
    form: Form = "prose"
    documents: tuple[str, ...] = ()
    twin: str = ""
    figures: tuple[GoldFigure, ...] = ()
    derived: bool = False


class Found(NamedTuple):
    """A statement that retrieval brought, best first. `passage`: the texts of its section, itself included."""

    document: str
    text: str
    id: str = ""
    score: float = 0.0
    passage: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came back for one question. `error` is set when there was no reply; `ms` is the time of the last turn;
    `grades` are what a chat model gave, by name, where one was asked to judge."""

    gold: Gold
    reply: dict[str, Any] = field(default_factory=dict)
    error: str = ""
    ms: float = 0.0
    evidence: tuple[Found, ...] | None = None
    grades: dict[str, float] = field(default_factory=dict)


class Score(NamedTuple):
    """The mean of a metric over `n` questions with its 95 % bootstrap interval."""

    mean: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Run:
    """A finished measurement. `about` records commit, corpus, settings, models and machine; `corpus` is every
    statement that could be found, empty where the target does not show it."""

    outcomes: tuple[Outcome, ...]
    not_run: tuple[Gold, ...] = ()
    about: dict[str, str] = field(default_factory=dict)
    corpus: tuple[Found, ...] = ()
