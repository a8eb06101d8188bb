"""The other side of a comparison, where one side is read surely: the figure that is like it in everything but what the
question sets apart — its period, the year before, the plan, the nation, a level or a body.

The question's own words need only lead to the one side; the other is found by the words of the document.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from ingest.vietnamese.fold import fold
from rag.compare import side_by_side
from rag.draft import Draft
from rag.library import Library
from rag.question.documents import hinted
from rag.question.standing import own_words
from rag.read import Reading
from rag.reading.kinds import is_change, is_rank, unit_words
from rag.reading.match import grams
from rag.reading.places import is_value_cell
from rag.reading.slots import DEFAULT_LEVEL, NEAR, levels_in
from rag.reading.zones import name_of
from rag.reckoning.compared import Compared, compared, compares
from rag.reckoning.each_side import JOIN
from rag.reckoning.likeness import likeness
from rag.reckoning.operands import of_reading, part
from rag.reckoning.set_against import is_before, is_plan, of_one_year, period_fit
from rag.reckoning.sides import two_bodies
from rag.reckoning.spots import Spot, spots_in
from rag.records import Question

_NATION = "cả nước"
_LOOKED_AT = 80
"""How many of the best places may hold the other side: as many as the evidence has statements, twice."""
_LIKE = 0.7
"""The share of their own words that two clauses of two statements have in common to be of one indicator."""
_ROWS = 300
"""Rows of a table in which the other body's is looked for."""

Opposite = Callable[[Spot], bool]


def counterpart(question: Question, readings: Sequence[Reading], library: Library) -> Draft | None:
    """Both sides of a comparison of which the best reading is one; None where none is asked for or on file."""
    if not readings or not compares(question):
        return None
    told = of_reading(readings[0])
    if told is None or (question.near and told.figure.statement_id not in question.near):
        return None  # a follow-up without words of its own leads nowhere else
    anchor, asked = Spot(told, library), compared(question, library)
    spots = [s for s in _around(anchor, readings, library) if _comparable(anchor, s)]
    for opposite in _opposites(question, anchor, asked, library):
        worth, other = max(
            ((_near(anchor, s), s) for s in spots if opposite(s)), key=lambda f: f[0], default=(0.0, anchor)
        )
        if worth >= _LIKE:
            return _told(question, other, anchor, asked, library)
    return None


def _told(question: Question, other: Spot, anchor: Spot, asked: Compared, library: Library) -> Draft:
    first, second = (other, anchor) if _comes_first(other, anchor, asked) else (anchor, other)
    return side_by_side(question, first.operand, second.operand, library)


def _opposites(question: Question, anchor: Spot, asked: Compared, library: Library) -> Iterator[Opposite]:
    """What the other side may be, by what the question sets apart, the plainest first."""
    mine, documents = anchor.place.statement.document_id, _documents(question, library)
    if mine in documents:
        yield lambda s: s.place.statement.document_id in documents - {mine}
    if _NATION in question.levels:
        national = _is_national(anchor)
        yield lambda s: _is_national(s) != national and _of_one_time(s, anchor)
    if "plan" in asked.sides:
        planned = is_plan(anchor)
        yield lambda s: is_plan(s) != planned and of_one_year(s, anchor)
    if "before" in asked.sides:
        yield lambda s: is_before(s, anchor)
    if len(asked.periods) == 2:
        fits = [period_fit(anchor, (p,)) for p in asked.periods]
        other, own = asked.periods[fits.index(min(fits))], {p.key for p in anchor.periods}
        if max(fits) > NEAR:
            yield lambda s: period_fit(s, (other,)) > NEAR and {p.key for p in s.periods} != own
    yield from _others(two_bodies(question) or (), lambda s, body: _names(s, body), anchor)
    levels = [level for level in question.levels if level != DEFAULT_LEVEL]
    yield from _others(levels, lambda s, level: level in _levels(s), anchor)


def _others(two: Sequence[str], is_of: Callable[[Spot, str], bool], anchor: Spot) -> Iterator[Opposite]:
    """Of two bodies or levels, the one that the figure is not of."""
    own = [one for one in two if is_of(anchor, one)]
    if len(two) == 2 and len(own) == 1:
        absent = next(one for one in two if one not in own)
        yield lambda s: is_of(s, absent) and not is_of(s, own[0]) and _of_one_time(s, anchor)


def _documents(question: Question, library: Library) -> frozenset[str]:
    """The documents that the two halves of a question name, one each."""
    documents = tuple(library.documents.values())
    text = own_words(question.text)
    for join in JOIN.finditer(text):
        halves = [replace(part(question, half), text=half) for half in (text[: join.start()], text[join.end() :])]
        named = [hinted(half, documents)[0] for half in halves]
        if all(len(ids) == 1 for ids in named) and named[0] != named[1]:
            return frozenset((*named[0], *named[1]))
    return frozenset()


def _around(anchor: Spot, readings: Sequence[Reading], library: Library) -> Iterator[Spot]:
    """The figures that may be the other side: those of the same row or sentence, of the same column, of the places
    that were read."""
    best = anchor.operand.reading
    statement = best.place.statement
    seen = {statement.id}
    yield from spots_in(statement, best, library)
    if statement.table is not None:
        for row in library.rows(statement)[:_ROWS]:
            if row.id not in seen:
                seen.add(row.id)
                yield from (s for s in spots_in(row, best, library) if s.place.column == anchor.place.column)
    for reading in readings[:_LOOKED_AT]:
        other = reading.place.statement
        if other.id not in seen and other.kind not in ("heading", "title", "metadata"):
            seen.add(other.id)
            yield from spots_in(other, reading, library)


def _near(anchor: Spot, other: Spot) -> float:
    """How alike two figures are in what they are said of; of the cells of a row, those under heads alike."""
    like = likeness(anchor.operand, other.operand)
    a, b = anchor.place, other.place
    if is_value_cell(a) and is_value_cell(b) and a.statement.id == b.statement.id:
        return like + _shared(a.head, b.head)
    if is_value_cell(a) and is_value_cell(b) and a.column != b.column and a.statement.table == b.statement.table:
        return 0.0
    return like


def _shared(a: str, b: str) -> float:
    first, second = grams(a), grams(b)
    return len(first & second) / max(1, len(first | second))


def _comparable(a: Spot, b: Spot) -> bool:
    """Whether two figures are of one unit and kind and not the same printed number."""
    if a.operand.key == b.operand.key or is_change(b.figure) or is_rank(a.figure) != is_rank(b.figure):
        return False
    if a.is_share or b.is_share or is_rank(a.figure):
        return a.is_share == b.is_share
    first, second = unit_words(a.figure), unit_words(b.figure)
    return first.startswith(second) or second.startswith(first)


def _of_one_time(a: Spot, b: Spot) -> bool:
    mine, other = ({p.key for p in s.periods} for s in (a, b))
    return not mine or not other or bool(mine & other)


def _is_national(spot: Spot) -> bool:
    return _NATION in _levels(spot)


def _levels(spot: Spot) -> frozenset[str]:
    return frozenset((spot.figure.level,)).union(*(levels_in(t) for t in spot.texts))


def _names(spot: Spot, body: str) -> bool:
    statement, document = spot.place.statement, spot.operand.reading.document
    said = " . ".join((*spot.texts, statement.lead, *statement.path, name_of(document)))
    return fold(body) in fold(said)


def _comes_first(other: Spot, anchor: Spot, asked: Compared) -> bool:
    """Whether the other side is told first: the older of two periods, the plan, the year before."""
    if len(asked.periods) == 2:
        return max(p.end for p in other.periods) < max(p.end for p in anchor.periods)
    return bool({"before", "plan"} & asked.sides) and not is_plan(anchor)
