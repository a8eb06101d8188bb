"""The places in a statement that can be an answer: clauses of prose, cells of a row, clauses inside a long cell."""

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from ingest.records import Figure, Statement
from ingest.vietnamese.letters import UPPER
from rag.reading.clauses import Clause, clauses
from rag.reading.references import Reference, references

# A longer cell is prose (the "Kết quả" column of task tables), read clause by clause; a shorter one is a value.
_LONG_CELL = 120
# Where a sentence of a cell or item ends: a line break, or a full stop before a capital or a dash.
_SENTENCE_END = re.compile(rf"\n+|(?<=[^\d\s][.!?])\s+(?=[-–+“\"(]*[{UPPER}0-9])|(?<=[;.])\s+(?=[-–+]\s)")
# Of the rows of a table, the share that the cells of its naming column tell apart.
_TELLING = 0.5
# A column numbers the rows when this share of its cells are ordinals: its total row may say "Tổng cộng" there.
_MOSTLY = 0.8
BLANK = "(trống)"
"""How statements.py writes an empty cell: what is asked for is left blank there, and that is the answer."""
_BLANK = re.compile(rf"(?:^|; )([^;:]+): ({re.escape(BLANK)})")
RANKS = re.compile(r"\b(?:hạng|vị thứ|xếp thứ|thứ bậc)\b(?! (?:mục|đất|xe|nhà)\b)", re.IGNORECASE)
"""The head of a column of ranks: what looks like the number of a row is its place in an order."""
ORDINAL = re.compile(r"^\s*(?:\(?(?:\d{1,3}|[IVX]{1,4})(?:\.\d+)*\)?\.?|[A-ZĐ]\.?|[a-zđ]\)?|[-–+*])?\s*$")

T = TypeVar("T")
Context = ParamSpec("Context")


@dataclass(frozen=True, slots=True)
class Place:
    """Characters [start, end) of a statement's text, with the heads they hang on and the figures in them.

    For a cell `header` is the span of its column header and `label` of the row's label; else both are None.
    `reference` is set where the place is a document that the statement refers to; `known` is what `kept` functions
    gave for it, no part of what it is.
    """

    statement: Statement
    start: int
    end: int
    heads: tuple[tuple[int, int], ...] = ()
    figures: tuple[Figure, ...] = ()
    header: tuple[int, int] | None = None
    label: tuple[int, int] | None = None
    column: int | None = None
    reference: Reference | None = None
    known: dict[object, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def head(self) -> str:
        """The head of a cell's column as printed; "" where it is no cell."""
        return self.statement.text[slice(*self.header)] if self.header else ""

    @property
    def text(self) -> str:
        """The place as printed."""
        return self.statement.text[self.start : self.end]


def kept(of: Callable[Concatenate[Place, Context], T]) -> Callable[Concatenate[Place, Context], T]:
    """A pure function of a place, worked out once for each: every question reads the same places anew.

    What else it takes is the place's own document or the library that made it, the same at every call. What it gives
    lives and dies with the place, which never changes; a place made from it by `replace` starts anew.
    """

    @wraps(of)
    def once(place: Place, /, *context: Context.args, **named: Context.kwargs) -> T:
        known = place.known
        if of not in known:
            known[of] = of(place, *context, **named)
        found: T = known[of]
        return found

    return once


def places(statement: Statement, figures: tuple[Figure, ...], label_column: int | None = None) -> tuple[Place, ...]:
    """The places of a statement in order, each with those of `figures` that stand in it.

    `label_column` is the column that names the rows of its table (see `label_column`), for a row.
    """
    cut = tuple(_cells(statement, figures, label_column) if statement.cells else _prose(statement, figures))
    named = tuple(Place(statement, r.start, r.end, reference=r) for r in references(statement.text))
    return cut + named


def _prose(statement: Statement, figures: tuple[Figure, ...]) -> Iterator[Place]:
    for clause in _clauses_between(statement.text, 0, len(statement.text)):
        yield Place(statement, clause.start, clause.end, clause.heads, _within(figures, clause.start, clause.end))


def _cells(statement: Statement, figures: tuple[Figure, ...], label_column: int | None) -> Iterator[Place]:
    label = next(((a, b) for column, a, b in statement.cells if column == label_column and b > a), None)
    for column, start, end in statement.cells:
        if (start, end) == label or end <= start or (label and start < label[0] and _numbers_it(statement, start, end)):
            continue
        header = header_before(statement, start)
        if end - start > _LONG_CELL:
            for clause in _clauses_between(statement.text, start, end):
                inside = _within(figures, clause.start, clause.end)
                yield Place(statement, clause.start, clause.end, clause.heads, inside, header, label, column)
        else:
            yield Place(statement, start, end, (), _within(figures, start, end), header, label, column)
    if label:
        yield Place(statement, *label, (), _within(figures, *label), None, label, label_column)
        for blank in _BLANK.finditer(statement.text):
            yield Place(statement, *blank.span(2), (), (), blank.span(1), label, -1 - blank.start())


@kept
def is_value_cell(place: Place) -> bool:
    """Whether the place is a whole cell that means nothing without its row and column; a sentence in a cell does."""
    return bool(place.label and place.header) and (
        place.text == BLANK or any((place.start, place.end) == (a, b) for _, a, b in place.statement.cells)
    )


def _numbers_it(statement: Statement, start: int, end: int) -> bool:
    """Whether a cell before the row's name only numbers it; below "Hạng" it says its rank."""
    head = statement.text[slice(*header_before(statement, start))]
    return bool(ORDINAL.match(statement.text[start:end])) and not RANKS.search(head)


def is_band(row: Statement) -> bool:
    """Whether a row of a table only names the rows below it: its texts stand side by side without heads between."""
    ends = [0, *(end for _, _, end in row.cells)]
    starts = [start for _, start, _ in row.cells]
    return bool(starts) and not any(row.text[a:b].strip() for a, b in zip(ends, starts, strict=False))


def label_column(rows: Sequence[Statement]) -> int | None:
    """The column that names the rows of a table: the first of words or years, not ordinals, that tells most rows apart.

    A column of merged cells (the group a task belongs to) repeats itself and so names groups, not rows; a row that is
    nothing but the name of a group names no row either.
    """
    values: dict[int, list[str]] = {}
    for row in [r for r in rows if not is_band(r)] or rows:
        for column, start, end in row.cells:
            values.setdefault(column, []).append(row.text[start:end])
    wordy = [c for c in sorted(values) if sum(bool(ORDINAL.match(v)) for v in values[c]) < _MOSTLY * len(values[c])]
    telling = [c for c in wordy if len(set(values[c])) >= _TELLING * len(values[c])]
    return next(iter(telling or wordy), None)


def header_before(statement: Statement, cell_start: int) -> tuple[int, int]:
    """Where the header of a cell stands, right before it, "header: cell; header: cell"."""
    before = max((end for _, _, end in statement.cells if end <= cell_start), default=0)
    start = before + 1 if before else 0
    text = statement.text
    blank = text.rfind(f"{BLANK}; ", start, cell_start)
    start = blank + len(BLANK) if blank >= 0 else start
    while start < cell_start and text[start] in " ;":
        start += 1
    end = cell_start
    while end > start and text[end - 1] in " :":
        end -= 1
    return start, end


def _clauses_between(text: str, start: int, end: int) -> Iterator[Clause]:
    """The clauses of each sentence in [start, end), offsets in `text`."""
    cuts = [start, *(m.end() for m in _SENTENCE_END.finditer(text, start, end)), end]
    for a, b in itertools.pairwise(cuts):
        for clause in clauses(text[a:b]):
            if clause.end > clause.start:
                yield Clause(clause.start + a, clause.end + a, tuple((x + a, y + a) for x, y in clause.heads))


def _within(figures: tuple[Figure, ...], start: int, end: int) -> tuple[Figure, ...]:
    return tuple(f for f in figures if start <= f.start and f.end <= end)
