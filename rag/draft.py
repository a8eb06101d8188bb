"""An answer before it is grounded, and what every kind of answer builds it with."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ingest.records import Document, Figure, Statement
from rag.read import Reading, as_it_stands
from rag.reading.slots import OTHER, agrees, own_periods
from rag.records import AnswerFigure, Citation, Outcome
from rag.write import LINE, citation, shorten


@dataclass(frozen=True, slots=True)
class Draft:
    """`lines[0]` is the answer itself; an empty line parts it from context, other periods and warnings."""

    outcome: Outcome
    lines: tuple[str, ...]
    citations: tuple[Citation, ...] = ()
    figures: tuple[AnswerFigure, ...] = ()
    confidence: float = 0.0
    computation: dict[str, Any] | None = None
    chart: dict[str, Any] | None = None
    warnings: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()


class Markers:
    """Numbers citations in the order in which they are first needed; the same place keeps its number."""

    def __init__(self) -> None:
        self._order: dict[str, Citation] = {}

    def mark(self, reading: Reading) -> str:
        """The marker of a reading, "[1]"."""
        place = reading.place
        key = place.statement.id + (f"/{place.column}" if place.column is not None else "")
        if key not in self._order:
            self._order[key] = citation(len(self._order) + 1, place, reading.document)
        return f"[{self._order[key].marker}]"

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All citations so far, by marker."""
        return tuple(self._order.values())


def answer_figure(figure: Figure, marker: str, reading: Reading) -> AnswerFigure:
    """A figure in the contract's form; `marker` is the "[n]" it is cited by."""
    periods = own_periods(reading.place, reading.document)
    own, whole = figure.period or (periods[0] if periods else None), reading.document.period
    if own and whole and own.kind in ("range", "as_of", "day") and agrees(whole, own) > OTHER:
        own = whole  # an odd stretch that the report counts as its own period
    return AnswerFigure(
        text=figure.text,
        value=figure.value,
        unit=figure.unit,
        indicator=figure.indicator,
        scope=figure.scope,
        period=own.key if own else "",
        kind=figure.kind,
        citation=int(marker.strip("[]")),
    )


def as_printed(told: Sequence[tuple[Statement, str]], document: Document, sure: float) -> Draft:
    """Statements of a document, each with the words of it that are told, a line each."""
    markers = Markers()
    lines = [f"{shorten(words, LINE)} {markers.mark(as_it_stands(statement, document))}" for statement, words in told]
    return Draft("answered", tuple(lines), markers.citations, confidence=sure)


def confidence(best: Reading, readings: Sequence[Reading]) -> float:
    """How sure: the covered share of the question, less when another place with another text comes close."""
    rival = next((r for r in readings[1:] if r.place.text != best.place.text), None)
    margin = (best.score - rival.score) / best.score if rival and best.score else 1.0
    return round(min(1.0, best.covered * best.fits * (0.7 + min(0.3, margin))), 3)
