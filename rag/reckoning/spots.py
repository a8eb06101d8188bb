"""Figures as spots: each with what tells it from its neighbours, and the pools in which two of them are like each other
but for one thing: the cells of a row, those of a column, the clauses of a sentence, its paragraph or its list."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.records import Document, Figure, Period, Statement
from rag.library import Library
from rag.read import Reading
from rag.reading.match import Zones, grams
from rag.reading.places import Place, is_value_cell, kept
from rag.reading.segments import all_heads, segments
from rag.reading.slots import MOSTLY, agrees, own_periods, periods_in
from rag.reading.wanted import Wanted
from rag.reading.zones import HEAD, LEAD, OWN, PATH, TITLE, name_of
from rag.reckoning.operands import Operand

_LOOKED_AT = 30
"""How many of the best places lead to a pool."""
_MIXED = 16
"""How many of the best clauses may be set beside each other wherever they stand."""
_OF_TWO = 80
"""How many of the best places are looked at for clauses of either of two periods."""
_ROWS = 300
"""A longer table is an appendix by commune; its rows are told apart by name and found by search."""
_NEAR = 2
"""Statements of a paragraph after and before one that may hold the other side."""
_FEW, _COMMON = 3, 0.25
"""A word that more rows than these have, or this share of them, names none of them: "xã" in a list of communes."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_CLOSED = re.compile(r"\([^()]*\)")
_SHARE = re.compile(r"%|\btỷ lệ\b|\btỉ lệ\b|phần trăm", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Spot:
    """A figure in its place; what its own clause, or its row and column, say of it, and what stands around."""

    operand: Operand
    library: Library

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.operand.reading.place

    @property
    def figure(self) -> Figure:
        """The figure itself."""
        return self.operand.figure

    @property
    def own(self) -> Zones:
        """What tells it from its neighbours: row and column, or its clause and those it hangs on."""
        return _own(self.place, self.library)

    @property
    def texts(self) -> tuple[str, ...]:
        """What it tells itself, nearest first."""
        text, column = self.place.statement.text, (self.place.label, self.place.header)
        heads = [text[a:b] for a, b in reversed(all_heads(self.place, self.library))]
        return (self.place.text, *(text[slice(*span)] for span in column if span), *heads)

    @property
    def around(self) -> Zones:
        """What it shares with its neighbours: sentence or row, lead, headings, the document's name."""
        statement, document = self.place.statement, self.operand.reading.document
        headings = tuple((grams(heading), PATH) for heading in statement.path)
        named = grams(f"{name_of(document)} . {document.issuer} . {document.place}")
        return ((grams(statement.text), HEAD), (grams(statement.lead), LEAD), *headings, (named, TITLE))

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods it holds for; a row that is called by a year or quarter is of that, and what a bracket that is
        closed before the figure says is of another one."""
        return _periods(self.place, self.operand.reading.document)

    @property
    def is_share(self) -> bool:
        """Whether it is a percentage, by its unit or by what its column or row is called."""
        return _is_share(self.place)


@kept
def _own(place: Place, library: Library) -> Zones:
    text = place.statement.text
    if is_value_cell(place):
        return tuple((grams(text[slice(*span)]), OWN) for span in (place.label, place.header) if span)
    heads = tuple((grams(text[a:b]), HEAD) for a, b in all_heads(place, library))
    label = ((grams(text[slice(*place.label)]), HEAD),) if place.label else ()
    return ((grams(place.text), OWN), *heads, *label)


@kept
def _periods(place: Place, document: Document) -> tuple[Period, ...]:
    figure, text = place.figures[0], place.statement.text
    if is_value_cell(place) and place.label:
        named = _named_by(text[slice(*place.label)])
        if named:
            return named
    own = own_periods(place, document)
    before = _CLOSED.sub(" ", text[: figure.start])
    printed = figure.period.text if figure.period else ""
    if not is_value_cell(place) and printed and printed in text[: figure.start] and printed not in before:
        return periods_in(before)[-1:] or ((document.period,) if document.period else own)
    return own


@kept
def _is_share(place: Place) -> bool:
    text, unit = place.statement.text, place.figures[0].unit
    if unit == "%" or not is_value_cell(place):
        return unit == "%"
    return any(_SHARE.search(text[slice(*span)]) for span in (place.header, place.label) if span)


def pools(
    readings: Sequence[Reading], wanted: Wanted, periods: Sequence[Period], library: Library
) -> Iterator[list[Spot]]:
    """The pools that the best places lead to, each once; of a table only rows that say a word of what is wanted or are
    called by one of the periods."""
    seen: set[object] = set()
    for reading in readings[:_LOOKED_AT]:
        statement = reading.place.statement
        if statement.kind in ("heading", "title", "metadata"):
            continue
        if statement.table is not None:
            key: object = (statement.document_id, statement.table)
            if key not in seen:
                seen.add(key)
                yield from _of_table(reading, wanted, periods, library)
        elif statement.id not in seen:
            seen.add(statement.id)
            yield from _of_prose(reading, library)
    yield _mixed(readings, periods, library)


def _mixed(readings: Sequence[Reading], periods: Sequence[Period], library: Library) -> list[Spot]:
    """The clauses of the best places together, of two periods as many of either: the two sides may stand in two
    paragraphs or documents."""
    clauses = [
        r
        for r in readings[: _LOOKED_AT if len(periods) != 2 else _OF_TWO]
        if not is_value_cell(r.place)
        and r.place.figures
        and r.place.statement.kind not in ("heading", "title", "metadata")
    ]
    kept = clauses[:_MIXED]
    if len(periods) == 2:
        of = [[r for r in clauses if _is_of(r, period)] for period in periods]
        kept = [r for own in of for r in own[: _MIXED // 2]]
    return [
        Spot(Operand(s.figures[0], replace(r, place=s, figures=s.figures), r.score), library)
        for r in kept
        for s in segments(r.place)
    ]


def _is_of(reading: Reading, period: Period) -> bool:
    return any(agrees(period, own) >= MOSTLY for own in own_periods(reading.place, reading.document))


def _of_table(reading: Reading, wanted: Wanted, periods: Sequence[Period], library: Library) -> Iterator[list[Spot]]:
    rows = library.rows(reading.place.statement)[:_ROWS]
    labels = [_label(row, library) for row in rows]
    counts = Counter(gram for label in labels for gram in grams(label))
    common = {gram for gram, count in counts.items() if count > max(_FEW, _COMMON * len(rows))}
    named = [
        row
        for row, label in zip(rows, labels, strict=True)
        if wanted.best(((frozenset(grams(label) - common), OWN),)).any()
        or any(agrees(asked, own) >= MOSTLY for own in _named_by(label) for asked in periods)
    ]
    own = reading.place.statement
    kept = named if own in named else [own, *named]
    by_column: dict[int, list[Spot]] = {}
    for row in kept:
        cells = list(spots_in(row, reading, library))
        yield cells
        for spot in cells:
            if spot.place.column is not None and is_value_cell(spot.place):
                by_column.setdefault(spot.place.column, []).append(spot)
    yield from by_column.values()


def _named_by(label: str) -> tuple[Period, ...]:
    """The periods that a row is called by: "2026", "Quý I năm 2026"."""
    label = label.strip()
    return periods_in(f"năm {label}" if _YEAR.fullmatch(label) else label)


def _label(row: Statement, library: Library) -> str:
    label = next((p.label for p in library.places(row) if p.label), None)
    return row.text[slice(*label)] if label else ""


def _of_prose(reading: Reading, library: Library) -> Iterator[list[Spot]]:
    statement = reading.place.statement
    near = [s for s in library.beside(statement, _NEAR) if s.path == statement.path and s.table is None]
    items = [s for s in library.siblings(statement) if s.id != statement.id] if statement.kind == "item" else []
    led = [*library.introduced_by(statement)]
    others = {s.id: s for s in (statement, *items, *near, *led) if s.kind != "heading"}
    yield [spot for s in others.values() for spot in spots_in(s, reading, library)]


def spots_in(statement: Statement, reading: Reading, library: Library) -> Iterator[Spot]:
    """The figures of a statement, each in its own clause or cell, as a reading of its document tells them."""
    for place in library.places(statement):
        if place.reference is None and place.figures:
            for segment in segments(place):
                found = replace(reading, place=segment, figures=segment.figures)
                yield Spot(Operand(segment.figures[0], found, reading.score), library)
