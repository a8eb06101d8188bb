"""Operands chosen together: different numbers, of one unit, mostly near each other."""

import math
import re
from collections.abc import Callable, Sequence
from itertools import pairwise, product

from rag.read import Reading
from rag.reading.kinds import alike, unit_words
from rag.reading.match import grams
from rag.reading.places import is_value_cell
from rag.reading.zones import own_texts
from rag.reckoning.operands import Operand

_SAME_STATEMENT, _SAME_LIST, _SAME_SECTION, _SAME_CHAPTER, _SAME_DOCUMENT, _APART = 1.0, 0.85, 0.75, 0.7, 0.6, 0.4
"""How likely two operands belong together, by where they stand."""
_OTHER_UNIT = 0.6
"""The same for figures of which only one prints its unit."""
_LIKE = 2.0
"""What it counts, on the scale of scores, that two clauses or rows say the same but for their figures."""
_FAIR = 0.2
"""A figure is a candidate when it scores this share of its part's best."""


def together(*group: Operand) -> float:
    """How likely operands belong together: the least of all neighbours, less where units are printed unlike."""
    near = min((_together(a.reading, b.reading) for a, b in pairwise(group)), default=1.0)
    return near if len({unit_words(o.figure) for o in group}) == 1 else near * _OTHER_UNIT


def _together(a: Reading, b: Reading) -> float:
    first, second = a.place.statement, b.place.statement
    if first.id == second.id:
        return _SAME_STATEMENT
    if first.document_id != second.document_id:
        return _APART
    if (first.lead and first.lead == second.lead) or (first.table is not None and first.table == second.table):
        return _SAME_LIST
    if first.path and first.path == second.path:
        return _SAME_SECTION
    return _SAME_CHAPTER if len(first.path) > 1 and first.path[:-1] == second.path[:-1] else _SAME_DOCUMENT


def fair(side: Sequence[Operand]) -> list[Operand]:
    """The operands of a side (best first) that score near its best."""
    return [o for o in side if o.score >= _FAIR * side[0].score]


def chosen(
    sides: Sequence[Sequence[Operand]],
    allowed: Callable[[Sequence[Operand]], bool],
    near: Callable[..., float] = together,
) -> tuple[Operand, ...] | None:
    """One operand of each side, all different, `allowed` together, best by their scores and how near they stand."""
    best: tuple[float, tuple[Operand, ...]] | None = None
    for group in product(*sides):
        if len({o.key for o in group}) < len(group) or not allowed(group):
            continue
        score = math.prod(o.score for o in group) ** (1 / len(group)) * near(*group)
        if best is None or score > best[0]:
            best = (score, group)
    return best[1] if best else None


def same_unit(group: Sequence[Operand]) -> bool:
    """Whether figures can be added or compared: one unit (a bare number goes with any count), one kind of number."""
    first, *others = (o.figure for o in group)
    return all(alike(first, other) for other in others)


def same_indicator(a: Operand, b: Operand) -> float:
    """How likely two figures are of one indicator: what their clauses or rows say, their figures apart, and where."""
    first, second = grams(_without_figures(a)), grams(_without_figures(b))
    union = len(first | second)
    like = len(first & second) / union if union else 1.0
    near = together(a, b)
    return near * math.exp(_LIKE * like)


def _without_figures(operand: Operand) -> str:
    place = operand.reading.place
    text = place.statement.text
    own = text[slice(*place.label)] if is_value_cell(place) and place.label else " ; ".join(own_texts(place))
    return re.sub(r"\d[\d.,/%]*", " ", own)
