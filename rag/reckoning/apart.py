"""Two figures that a question tells apart: it names a row, column or clause for each, a period for each, or one of them
and "cùng kỳ" or "kế hoạch" for the other. The pair that together says most of the question is meant."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np

from ingest.vietnamese.abbreviations import normal_form
from ingest.vietnamese.fold import fold
from ingest.vietnamese.letters import UPPER
from rag.library import Library
from rag.question.standing import own_words
from rag.read import Reading
from rag.reading.kinds import is_change, is_rank, unit_words
from rag.reading.match import grams
from rag.reading.places import is_value_cell
from rag.reading.siblings import another
from rag.reading.slots import DEFAULT_LEVEL, levels_in
from rag.reading.zones import name_of
from rag.reckoning.compared import Compared, compared
from rag.reckoning.fitting import fitting
from rag.reckoning.likeness import likeness
from rag.reckoning.operands import Operand
from rag.reckoning.spots import Spot, pools
from rag.reckoning.told_apart import How, told_apart
from rag.records import Question
from rag.refusing.lacking import FOREIGN, telling, unspoken
from rag.write import citation

_RATED = 0.15
"""What it adds that two figures are rates where the question weighs how well rather than how much."""
_AROUND = 0.75
"""What a word is worth that only stands around both."""
_TERSE = 0.2
"""What is lost where the rows or clauses say much that is not asked."""
_OTHER_LEVEL = 0.5
"""What is left where a figure is of another level of government than the one asked for."""
_UNIT = 0.1
"""What it adds that both are counted in what the question counts: "hơn bao nhiêu tỷ"."""
_BETWEEN = 0.1
"""The most that is lost for what stands between two figures of one sentence."""
_SURE = 0.7
"""A pair that is worth so much was never surpassed on the development questions."""
_FLOOR = 0.2
"""A pair that is worth less is of something else."""
_MISSED = 0.4
"""What is lost where both lack the rarest word of the question: they are of another thing."""
_NAMED = 2.0
"""Nats above the common from which a compound names a thing: a row that lacks "nông nghiệp" is another's."""
_NAMES = re.compile(rf"\b[{UPPER}]\w+(?:\s+[{UPPER}]\w+)+")
"""Names as they are typed with their capitals: a pair that lacks one of them is of another place or body."""
_LOOKED_AT = 40
"""How many of the best pairs are ordered by how alike their sides are."""
_UNLIKE = 0.5
"""What is lost where two sides have no word in common: one counts other things than the other."""
_ONE = 0.35
"""Figures of two periods that have less of their own words in common are of two indicators."""
_TRIED = 8
"""How many of the best pairs are looked at for one that speaks of what is asked."""
_LEAST = 0.4
"""The share of the question's words that a pair says."""


class Pair(NamedTuple):
    """The two sides, in the order of the question (the older, the plan or the year before first), and how sure."""

    first: Operand
    second: Operand
    how: How
    score: float


class Sides(NamedTuple):
    """The two figures of a comparison, and whether they are surely the ones that are meant."""

    first: Operand
    second: Operand
    sure: bool = False


def pair(question: Question, readings: Sequence[Reading], library: Library) -> Pair | None:
    """The best pair; None where the question names no two sides or no pair says enough of it."""
    asked = compared(question, library)
    if not asked.wanted.terms:
        return None
    found: dict[frozenset[tuple[str, int]], Pair] = {}
    seen: set[tuple[tuple[str, int], tuple[str, int]]] = set()
    for pool in pools(readings, asked.wanted, asked.periods, library):
        for made in _pairs(pool, asked, seen):
            found.setdefault(frozenset((made.first.key, made.second.key)), made)
    ranked = sorted(found.values(), key=lambda p: -p.score)[:_LOOKED_AT]
    ranked.sort(key=lambda p: -p.score * (1 - _UNLIKE * (1 - _alike(p))))
    return next((p for p in ranked[:_TRIED] if _speaks(question, p, asked, library)), None)


def _alike(made: Pair) -> float:
    return likeness(made.first, made.second)


def _speaks(question: Question, made: Pair, asked: Compared, library: Library) -> bool:
    """Whether the two places speak of what the question is about, and lack no word of two syllables that tells it;
    what only says how the two are compared ("còn thiếu … nữa mới đủ") need not be said."""
    if not _names_said(question, (made.first, made.second)) or not _levels_said(question, made.first, made.second):
        return False
    if not telling(question):
        return True
    cited = [citation(i, o.reading.place, o.reading.document) for i, o in enumerate((made.first, made.second), 1)]
    lacks = [lack for lack in unspoken(question, cited, library) if not asked.only_compares(lack.text)]
    named = any(" " in lack.text and lack.weight >= _NAMED for lack in lacks)
    return not named and sum(lack.weight for lack in lacks) < FOREIGN * telling(question)


def _names_said(question: Question, sides: Sequence[Operand]) -> bool:
    """Whether the two places, taken together, say every name that the question types with its capitals."""
    around: list[str] = []
    for o in sides:
        statement, document = o.reading.place.statement, o.reading.document
        around += [statement.text, statement.lead, *statement.path, name_of(document), document.issuer, document.place]
    said = fold(normal_form(" . ".join(around)))
    return all(fold(normal_form(name)) in said for name in _NAMES.findall(own_words(question.text)))


def _levels_said(question: Question, a: Operand, b: Operand) -> bool:
    """Whether each of two levels that a question sets against each other is the one side's own, by its words, row,
    column or heads."""
    if len(question.levels) != 2 or DEFAULT_LEVEL in question.levels or len(question.periods) == 2:
        return True
    own = [_levels_of(o) for o in (a, b)]
    first, second = question.levels
    return any(x in one and y in other for x, y in ((first, second), (second, first)) for one, other in (own,))


def _levels_of(operand: Operand) -> frozenset[str]:
    place = operand.reading.place
    text = place.statement.text
    near = [place.text, *(text[slice(*span)] for span in (place.label, place.header) if span)]
    near += [text[a:b] for a, b in place.heads]
    return frozenset((operand.figure.level,)).union(*(levels_in(t) for t in near))


def either(
    question: Question,
    find: Callable[[], tuple[Operand, Operand] | None],
    readings: Sequence[Reading],
    library: Library,
) -> Sides | None:
    """The pair that is told apart, where the one that `find` gives says less of the question or is not told apart; it
    is not asked where the pair says nearly all."""
    made = pair(question, readings, library)
    if made and made.score >= _SURE:
        return Sides(made.first, made.second, True)
    found = find()
    if found and not (_names_said(question, found) and _levels_said(question, *found) and _of_one(question, found)):
        found = None
    if made is None or made.score < (_worth(question, found, library) if found else _FLOOR):
        return Sides(*found) if found else None
    return Sides(made.first, made.second)


def _of_one(question: Question, found: tuple[Operand, Operand]) -> bool:
    """Whether two figures of two periods are of one indicator: else one of the periods has none on file."""
    if len(question.periods) != 2:
        return True
    a, b = found
    shares = {o.figure.unit == "%" for o in found}
    return len(shares) == 1 and likeness(a, b) >= _ONE


def _worth(question: Question, found: tuple[Operand, Operand], library: Library) -> float:
    asked = compared(question, library)
    pool = [Spot(o, library) for o in found] if asked.wanted.terms else []
    return max((p.score for p in _pairs(pool, asked)), default=0.0)


def _pairs(
    pool: Sequence[Spot], asked: Compared, seen: set[tuple[tuple[str, int], tuple[str, int]]] | None = None
) -> Iterator[Pair]:
    """The pairs of a pool that the question tells apart; those in `seen` were looked at before."""
    seen = set() if seen is None else seen
    held = [(spot, asked.wanted.best(spot.own), asked.wanted.best(spot.around)) for spot in pool if _meant(spot, asked)]
    for (a, own_a, around_a), (b, own_b, around_b) in combinations(held, 2):
        if (a.operand.key, b.operand.key) in seen:
            continue
        seen |= {(a.operand.key, b.operand.key), (b.operand.key, a.operand.key)}
        if not _comparable(a, b) or (told := told_apart(a, b, own_a, own_b, asked)) is None:
            continue
        how, fit, swap = told
        if how != "words" and a.figure.level and b.figure.level and a.figure.level != b.figure.level:
            continue
        full_a, full_b = np.maximum(own_a, _AROUND * around_a), np.maximum(own_b, _AROUND * around_b)
        own = a.place.statement.id == b.place.statement.id or how == "words"
        both = np.maximum(full_a, full_b) if own else np.minimum(full_a, full_b)
        cover = float(asked.wanted.share(both))
        if cover < _LEAST:
            continue
        cover *= 1 - _MISSED * float(asked.wanted.missing(both))
        score = cover * fit - _TERSE * (1 - _terse(a, b, asked))
        score *= min(_of_level(a, asked), _of_level(b, asked)) if how != "words" else 1.0
        score -= _apart(a, b)
        score += _RATED * (a.is_share and ("rate" in asked.sides or asked.share))
        score += _UNIT * bool(asked.unit and asked.unit in (unit_words(a.figure).split() or [""]))
        score += fitting(a, b, asked)
        first, second = (b, a) if swap else (a, b)
        yield Pair(first.operand, second.operand, how, score)


def _apart(a: Spot, b: Spot) -> float:
    """What is lost for what stands between two figures of a sentence: "91,1% (cùng kỳ 83,4%; riêng quý III 94,6%)"."""
    if a.place.statement.id != b.place.statement.id or is_value_cell(a.place):
        return 0.0
    return min(_BETWEEN, abs(a.figure.start - b.figure.start) / 2000)


def _of_level(spot: Spot, asked: Compared) -> float:
    """How a figure's level stands to the one that is asked for."""
    if len(asked.levels) != 1 or not spot.figure.level:
        return 1.0
    return 1.0 if spot.figure.level in asked.levels else _OTHER_LEVEL


def _meant(spot: Spot, asked: Compared) -> bool:
    """Whether a figure may be a side: a rank where ranks are asked for, no change but a share that a column states, not
    of another alternative than the question's."""
    if asked.rank != is_rank(spot.figure):
        return False
    if is_change(spot.figure) and not (spot.is_share and is_value_cell(spot.place)):
        return False
    return not another(asked.text, spot.texts) and _of_rate(spot, asked.rate)


def _of_rate(spot: Spot, rate: Sequence[str]) -> bool:
    """Whether a rate's own words ("tỷ lệ *ký số*") are said of a figure: one that only shares level and period is of
    something else."""
    statement = spot.place.statement
    around = grams(" . ".join((spot.figure.indicator, statement.text, statement.lead, *statement.path[-1:])))
    return all(word in around for word in rate)


def _terse(a: Spot, b: Spot, asked: Compared) -> float:
    """The share of what rows and columns say that is asked for."""
    zones = [zone for spot in (a, b) for zone, _ in spot.own[:2]]
    size = sum(map(len, zones))
    return min(1.0, 2 * sum(asked.wanted.said(zone) for zone in zones) / size) if size else 0.0


def _comparable(a: Spot, b: Spot) -> bool:
    """Whether two figures are of one unit and kind and are no part and whole of one print."""
    if a.operand.key == b.operand.key or a.is_share != b.is_share:
        return False
    if is_rank(a.figure) != is_rank(b.figure) or is_change(a.figure) != is_change(b.figure):
        return False
    first, second = unit_words(a.figure), unit_words(b.figure)
    same = first == second or first.startswith(second) or second.startswith(first)
    return a.is_share or is_rank(a.figure) or same
