"""Cells of one row for as many columns as a question names: "xã Hưng Lộc: thành phố mấy %, xã mấy %"."""

from collections.abc import Sequence
from dataclasses import replace

from ingest.vietnamese.abbreviations import normal_words
from rag.draft import Draft, confidence
from rag.library import Library
from rag.read import Reading
from rag.reading.places import Place, is_value_cell
from rag.reading.segments import segments
from rag.reckoning.operands import beside, operands_in, part
from rag.reckoning.working import each_told
from rag.records import Question

FEWEST = 2


def cells(question: Question, readings: Sequence[Reading], library: Library) -> Draft | None:
    """The figures of the best place's row under the columns that the question names; None unless it says the row's
    label in full and, apart from it, two columns or more by the last words of their headers."""
    best = readings[0] if readings else None
    numbers = [a for a in question.asks if a.kind == "number"]
    if best is None or not numbers or not is_value_cell(best.place) or not best.figures:
        return None
    text = best.place.statement.text
    left = _without(normal_words(question.text), normal_words(text[slice(*best.place.label or (0, 0))]))
    if left is None:
        return None
    named = [p for p in library.places(best.place.statement) if _is_named(p, left)]
    if len(named) < FEWEST or len({_last(p) for p in named}) < len(named):
        return None
    seed = operands_in(part(question, ""), readings[:1], library, lambda _: True)[:1]
    found = [beside(o, segments(p)[0]) for o in seed for p in named]
    return replace(each_told(found), confidence=confidence(best, readings)) if found else None


def _is_named(place: Place, said: Sequence[str]) -> bool:
    return bool(place.figures) and is_value_cell(place) and _at(said, _last(place)) is not None


def _last(place: Place) -> tuple[str, ...]:
    """The lowest part of a column's header: of "Tỷ lệ vốn – Thành phố", the last."""
    header = place.statement.text[slice(*place.header or (0, 0))]
    return normal_words(header.rpartition(" – ")[2])


def _at(said: Sequence[str], words: Sequence[str]) -> int | None:
    """Where the words stand side by side in what is said; None when there are none or they do not."""
    starts = range(len(said) - len(words) + 1) if words else ()
    return next((i for i in starts if tuple(said[i : i + len(words)]) == tuple(words)), None)


def _without(said: tuple[str, ...], label: tuple[str, ...]) -> tuple[str, ...] | None:
    """What is said without the first place of the row's label; None where that is not said."""
    at = _at(said, label)
    return None if at is None else (*said[:at], "|", *said[at + len(label) :])
