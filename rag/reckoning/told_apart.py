"""By what a question tells two figures apart: words on both sides of a joining word, its two periods, or one of them
and "cùng kỳ" or "kế hoạch" for the other; and how surely."""

from typing import Literal

import numpy as np

from rag.reading.places import is_value_cell
from rag.reading.slots import NEAR
from rag.reading.wanted import Row
from rag.reckoning.compared import Compared
from rag.reckoning.set_against import UNPRINTED, by_periods, is_before, is_plan, of_one_year, period_fit
from rag.reckoning.spots import Spot

How = Literal["words", "periods", "before", "plan"]
"""By what the two are told apart."""
_UNLIKE = 0.5
"""What is lost where one of two rows or sentences says of the question what the other does not."""
_STALE = 30.0
"""Days: of two later figures the one that lies further from the older side is the newer."""
_YEARLY = 0.8
"""What is left for each year that a result is older than the newest report on file."""
_OTHER_STAGE = 0.9
"""What is left for a plan where the result is asked for."""
_TOLD = 0.04
"""The share of its words that tells a side from the other."""


def told_apart(a: Spot, b: Spot, own_a: Row, own_b: Row, asked: Compared) -> tuple[How, float, bool] | None:
    """How the question tells two figures apart, how well their periods fit, and whether the second comes first."""
    if not _in_line(a, b):
        return None
    alike = _alike(a, b, own_a, own_b, asked)
    if len(asked.periods) == 2 and (found := by_periods(a, b, asked.periods)):
        fit, swap = found
        older, newer = (b, a) if swap else (a, b)
        return "periods", fit * alike * _as_planned(older, newer, asked), swap
    if asked.since:
        for x, y, swap in ((a, b, False), (b, a, True)):
            later = max((p.end for p in y.periods), default=None)
            earlier = max((p.end for p in x.periods), default=None)
            if later and earlier and later > earlier and period_fit(x, asked.periods) > NEAR and not is_plan(y):
                return "periods", alike * (1 - _STALE / (1 + (later - earlier).days)), swap
        return None
    if "before" in asked.sides:
        for x, y, swap in ((a, b, True), (b, a, False)):
            if is_before(y, x) and (fit := period_fit(x, asked.periods)) >= NEAR * UNPRINTED:
                return "before", fit * alike, swap
    if "plan" in asked.sides:
        for x, y, swap in ((a, b, True), (b, a, False)):
            if is_plan(y) and not is_plan(x) and of_one_year(x, y) and (fit := period_fit(x, asked.periods)) >= NEAR:
                return "plan", fit * alike * _recent(x, asked), swap
    if {"before", "plan"} & asked.sides or len(asked.periods) > 1:
        return None
    if _far(a, b):
        return None
    swap_or_none = _by_words(own_a, own_b, asked)
    fit = min(period_fit(a, asked.periods), period_fit(b, asked.periods))
    if swap_or_none is None or fit < NEAR:
        return None
    return "words", fit * _even(a, b, own_a, own_b, asked), swap_or_none


def _as_planned(older: Spot, newer: Spot, asked: Compared) -> float:
    """Less for each side that is a plan where the question speaks of no plan for its period, or the other way round:
    "kế hoạch 2027 so với ước 2026"."""
    first, second = sorted(asked.periods, key=lambda p: (p.end, p.start))
    wrong = sum(is_plan(spot) != (period.key in asked.planned) for spot, period in ((older, first), (newer, second)))
    return _OTHER_STAGE**wrong


def _far(a: Spot, b: Spot) -> bool:
    """Whether two clauses stand neither in one sentence nor in one paragraph or list."""
    first, second = a.place.statement, b.place.statement
    if first.document_id != second.document_id:
        return True
    return first.path != second.path and (first.table is None or first.table != second.table)


def _alike(a: Spot, b: Spot, own_a: Row, own_b: Row, asked: Compared) -> float:
    """How likely two figures are of one indicator: less where one of them says more of the question; clauses of one
    sentence share what either says."""
    if a.place.statement.id == b.place.statement.id:
        return 1.0
    return 1.0 - _UNLIKE * float(asked.wanted.share(np.abs(own_a - own_b)))


def _even(a: Spot, b: Spot, own_a: Row, own_b: Row, asked: Compared) -> float:
    """The same for two that are told apart by their words: less where one of them says much more of the question."""
    if a.place.statement.id == b.place.statement.id:
        return 1.0
    return 1.0 - _UNLIKE * abs(float(asked.wanted.share(own_a)) - float(asked.wanted.share(own_b)))


def _by_words(own_a: Row, own_b: Row, asked: Compared) -> bool | None:
    """Whether the second's words come first in the question; None where the two are not told apart by words that
    stand on both sides of a joining word."""
    names = [t.text for t in asked.wanted.terms]
    only_a = {n for n, x, y in zip(names, own_a, own_b, strict=True) if x > y}
    only_b = {n for n, x, y in zip(names, own_a, own_b, strict=True) if y > x}
    if min(float(asked.wanted.share(np.maximum(0, d))) for d in (own_a - own_b, own_b - own_a)) < _TOLD:
        return None
    for left, right in asked.parts:
        if only_a <= left and only_b <= right and not (only_a & right or only_b & left):
            return False
        if only_b <= left and only_a <= right and not (only_b & right or only_a & left):
            return True
    return None


def _in_line(a: Spot, b: Spot) -> bool:
    """Whether two cells share a row or a column; clauses always may be set beside each other."""
    first, second = a.place, b.place
    if not (is_value_cell(first) and is_value_cell(second)):
        return is_value_cell(first) == is_value_cell(second)
    return first.column == second.column or first.label == second.label


def _recent(spot: Spot, asked: Compared) -> float:
    """Less for a result of an older year where no period is asked for."""
    end = max((p.end.year for p in spot.periods), default=0)
    return 1.0 if asked.periods or not end else _YEARLY ** max(0, asked.newest - end)
