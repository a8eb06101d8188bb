"""The pairs of figures of a pool that a question tells apart, each with what it is worth: how much of the question
the two say together, how their periods fit, and how little else they say."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np

from rag.reading.kinds import is_change, is_rank, unit_words
from rag.reading.match import grams
from rag.reading.places import Place, is_value_cell
from rag.reading.siblings import another
from rag.reading.wanted import Row
from rag.reckoning.compared import Compared
from rag.reckoning.fitting import fitting
from rag.reckoning.operands import Operand
from rag.reckoning.spots import Spot
from rag.reckoning.told_apart import How, told_apart

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
_MISSED = 0.4
"""What is lost where both lack the rarest word of the question: they are of another thing."""
_LEAST = 0.4
"""The share of the question's words that a pair says."""
_ROUNDING = 1e-6
"""Sums of shares are rounded: two sides that together hold less than `_LEAST` are no pair, however told apart."""

Key = tuple[str, int]
"""Which printed number a figure is."""


class Pair(NamedTuple):
    """The two sides, in the order of the question (the older, the plan or the year before first), and how sure."""

    first: Operand
    second: Operand
    how: How
    score: float


class _Side(NamedTuple):
    """A figure that may be a side: how well its own words, and what stands around it too, hold the question's terms,
    the share that they hold together, and what another figure must be alike in."""

    own: Row
    full: Row
    share: float
    is_share: bool
    is_rank: bool
    is_change: bool
    unit: str


class Known(dict[Place, _Side | None]):
    """What is known of the places of one question's pools, and the pairs that were looked at: pools share places."""

    def __init__(self, asked: Compared) -> None:
        super().__init__()
        self._asked = asked
        self.seen: set[tuple[Key, Key]] = set()

    def side(self, spot: Spot) -> _Side | None:
        """A figure as a side; None where it may be none."""
        if spot.place not in self:
            self[spot.place] = _side(spot, self._asked) if _meant(spot, self._asked) else None
        return self[spot.place]


def _side(spot: Spot, asked: Compared) -> _Side:
    figure, own = spot.figure, asked.wanted.best(spot.own)
    full = np.maximum(own, _AROUND * asked.wanted.best(spot.around))
    share = float(asked.wanted.share(full))
    return _Side(own, full, share, spot.is_share, is_rank(figure), is_change(figure), unit_words(figure))


def pairs(pool: Sequence[Spot], asked: Compared, known: Known) -> Iterator[Pair]:
    """The pairs of a pool that the question tells apart and that were not looked at before."""
    sides = [(spot, side) for spot in pool if (side := known.side(spot)) is not None]
    for (a, first), (b, second) in combinations(sides, 2):
        if (a.operand.key, b.operand.key) in known.seen:
            continue
        known.seen |= {(a.operand.key, b.operand.key), (b.operand.key, a.operand.key)}
        if first.share + second.share < _LEAST - _ROUNDING or not _comparable(first, second):
            continue
        if a.operand.key == b.operand.key or (told := told_apart(a, b, first.own, second.own, asked)) is None:
            continue
        how, fit, swap = told
        if how != "words" and a.figure.level and b.figure.level and a.figure.level != b.figure.level:
            continue
        own = a.place.statement.id == b.place.statement.id or how == "words"
        both = np.maximum(first.full, second.full) if own else np.minimum(first.full, second.full)
        cover = float(asked.wanted.share(both))
        if cover < _LEAST:
            continue
        cover *= 1 - _MISSED * float(asked.wanted.missing(both))
        score = cover * fit - _TERSE * (1 - _terse(a, b, asked))
        score *= min(_of_level(a, asked), _of_level(b, asked)) if how != "words" else 1.0
        score -= _apart(a, b)
        score += _RATED * (first.is_share and ("rate" in asked.sides or asked.share))
        score += _UNIT * bool(asked.unit and asked.unit in (first.unit.split() or [""]))
        score += fitting(a, b, asked)
        older, newer = (b, a) if swap else (a, b)
        yield Pair(older.operand, newer.operand, how, score)


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
    if not rate:
        return True
    statement = spot.place.statement
    around = grams(" . ".join((spot.figure.indicator, statement.text, statement.lead, *statement.path[-1:])))
    return all(word in around for word in rate)


def _terse(a: Spot, b: Spot, asked: Compared) -> float:
    """The share of what rows and columns say that is asked for."""
    zones = [zone for spot in (a, b) for zone, _ in spot.own[:2]]
    size = sum(map(len, zones))
    return min(1.0, 2 * sum(asked.wanted.said(zone) for zone in zones) / size) if size else 0.0


def _comparable(a: _Side, b: _Side) -> bool:
    """Whether two figures are of one unit and kind."""
    if a.is_share != b.is_share or a.is_rank != b.is_rank or a.is_change != b.is_change:
        return False
    return a.is_share or a.is_rank or a.unit.startswith(b.unit) or b.unit.startswith(a.unit)
