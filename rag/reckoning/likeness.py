"""How alike two figures are in what they are said of: the two sides of a comparison are of one indicator."""

import re
from functools import lru_cache

from ingest.vietnamese.abbreviations import normal_words
from ingest.vietnamese.levels import find_scopes
from rag.reading.kinds import unit_words
from rag.reading.places import Place, is_value_cell
from rag.reading.slots import periods_in
from rag.reckoning.operands import Operand

_JOINS = frozenset((
    "của", "và", "là", "được", "đạt", "có", "đã", "trong", "trên", "tại", "với", "các", "cho", "theo", "thì", "từ",
    "đến", "số", "tổng", "tỷ", "lệ", "năm", "quý", "tháng", "kỳ", "cùng", "còn",
))  # fmt: skip
"""Words that say nothing of the indicator, or only when it was."""

_HEAD = 2
"""Syllables that name what is counted: "dịch vụ", "hồ sơ"."""
_OPENING = 5
"""Syllables among which the other names it too: "Tỷ lệ hồ sơ …", "số hóa hồ sơ …"."""
_OTHER_HEAD = 0.5
"""What is left where neither opens with what the other speaks of: "hồ sơ đồng bộ lên cổng", "dịch vụ … trên cổng"."""


def likeness(a: Operand, b: Operand) -> float:
    """The share of their own words that two figures' places have in common; 1 where they stand in one sentence, row or
    column, which tell them apart by what heads them."""
    first, second = a.reading.place, b.reading.place
    if first.statement.id == second.statement.id or _in_one_table(first, second):
        return 1.0
    own, other = _own(_said(first)), _own(_said(second))
    if not own or not other:
        return 0.0
    like = len({*own} & {*other}) / min(len({*own}), len({*other}))
    counted = {u for o in (a, b) if (u := unit_words(o.figure))}
    opens = set(own[:_HEAD]) <= set(other[:_OPENING]) or set(other[:_HEAD]) <= set(own[:_OPENING])
    return like if opens or (len(counted) == 1 and "%" not in counted) else like * _OTHER_HEAD


def _in_one_table(a: Place, b: Place) -> bool:
    first, second = a.statement, b.statement
    same = (first.document_id, first.table) == (second.document_id, second.table)
    return same and is_value_cell(a) and is_value_cell(b)


def _said(place: Place) -> str:
    """The words of a figure's clause or row; of a clause that says only what it counts, those of what it hangs on:
    "cấp tỉnh 1.906 hồ sơ" behind "số hồ sơ quá hạn là 4.117 hồ sơ"."""
    text = place.statement.text
    if is_value_cell(place) and place.label:
        return text[slice(*place.label)]
    counted = frozenset(u for f in place.figures for u in normal_words(f.unit))
    clauses = (place.text, *(text[slice(*span)] for span in reversed(place.heads)))
    return next((c for c in clauses if not counted.issuperset(_own(c))), place.text)


@lru_cache(maxsize=16384)
def _own(text: str) -> tuple[str, ...]:
    """The syllables that name what is counted: no figure, no period, no level."""
    for period in periods_in(text):
        text = text.replace(period.text, " ")
    for scope in sorted(find_scopes(text), key=lambda s: -s.start):
        text = f"{text[: scope.start]} {text[scope.end :]}"
    plain = normal_words(re.sub(r"\d[\d.,/]*", " ", text))
    return tuple(s for s in plain if s not in _JOINS)
