"""What came in a stretch of which only the running totals at both ends are printed: of "lũy kế 6 tháng" and "lũy kế
9 tháng" the third quarter is the difference."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from ingest.records import Period
from ingest.vietnamese.calendar import with_year
from ingest.vietnamese.numbers import format_number
from rag.draft import Draft
from rag.library import Library
from rag.read import Reading
from rag.reading.kinds import is_count, unit_words
from rag.reading.match import grams
from rag.reading.places import is_value_cell
from rag.reading.slots import MOSTLY, own_periods, period_factor
from rag.reckoning.operands import Operand
from rag.reckoning.working import named, unit_of, with_unit, worked
from rag.records import Question

_LOOKED_AT = 60
"""How many of the best places may lead to the row."""
_AS_NEAR = 0.85
"""The row says this share of what the best place says of the question."""
_LIKE = 0.4
"""The share of their words that the heads of two running totals have in common."""


def stretch(question: Question, readings: Sequence[Reading], library: Library) -> Draft | None:
    """The difference of two running totals of a row; None where the stretch itself is printed or no two ends are."""
    if len(question.periods) != 1 or question.intent not in ("figure", "compute", "other", "compare") or not readings:
        return None
    seen: set[str] = set()
    for reading in readings[:_LOOKED_AT]:
        statement = reading.place.statement
        if statement.table is None or statement.id in seen or reading.covered < _AS_NEAR * readings[0].covered:
            continue
        seen.add(statement.id)
        found = _ends(list(_cells(reading, library)), question.periods[0])
        if found is not None:
            told = {o.reading.place for o in found}
            fits = period_factor(question, readings[0].place, readings[0].document) >= MOSTLY
            return None if fits and readings[0].place not in told else _grown(*found)
    return None


def _cells(reading: Reading, library: Library) -> Iterator[Operand]:
    for place in library.places(reading.place.statement):
        if is_value_cell(place) and len(place.figures) == 1 and is_count(place.figures[0]):
            yield Operand(place.figures[0], replace(reading, place=place, figures=place.figures), reading.score)


def _ends(cells: Sequence[Operand], asked: Period) -> tuple[Operand, Operand] | None:
    """The running totals before a stretch and at its end; None where the stretch has a column of its own."""
    periods = [next(iter(own_periods(o.reading.place, o.reading.document)), None) for o in cells]
    for end, to in zip(cells, periods, strict=True):
        if to is None:
            continue
        whole = with_year(asked, to.end.year)
        if (to.start, to.end) == (whole.start, whole.end) and to.kind != "as_of":
            return None
        if to.end != whole.end or not _runs(to, whole):
            continue
        for before, until in zip(cells, periods, strict=True):
            ends_right = until is not None and until.end == whole.start - timedelta(days=1) and _runs(until, whole)
            if ends_right and _alike(before, end) and before.figure.value < end.figure.value:
                return before, end
    return None


def _runs(period: Period, asked: Period) -> bool:
    """Whether a figure of a period counts from before the stretch asked for, or is a state at its end."""
    return period.kind in ("as_of", "day") or period.start < asked.start


def _alike(a: Operand, b: Operand) -> bool:
    first, second = grams(a.reading.place.head), grams(b.reading.place.head)
    same = unit_words(a.figure) == unit_words(b.figure)
    return same and len(first & second) >= _LIKE * min(len(first), len(second))


def _grown(before: Operand, end: Operand) -> Draft:
    value = round(end.figure.value - before.figure.value, 6)
    formula = f"{format_number(end.figure.value)} − {format_number(before.figure.value)} = {format_number(value)}"
    result = with_unit(value, unit_of([end.figure, before.figure]))
    return worked(f"{result} — {named(end)} trừ đi {named(before)}", formula, result, (end, before))
