"""The indicator of one number of a sentence, from the words before it, behind it, or of the number it belongs to.

The rules stand in three files, in the order in which they are asked; the first that knows the number names it: numbers
that lean on another one (named_with.py), words in front of a number (named_before.py), words behind it
(named_behind.py).
"""

import re
from collections.abc import Sequence

from ingest import named_before, named_behind, named_with
from ingest.clauses import HEDGE_END, JOINT_END, Context, counts, words_after, words_before
from ingest.named import FROM_END, Named, Said
from ingest.phrases import cue, is_thin, tidy
from ingest.vietnamese.number_units import unit_kind

_RULES = (*named_with.RULES, *named_before.RULES, *named_behind.RULES)
# What a share is a share of: "đạt 45,2% kế hoạch", "bằng 108% dự toán năm".
_BASE = re.compile(
    r"\s*((?:kế hoạch|dự toán|chỉ tiêu|kịch bản|nghị quyết|mục tiêu|KH)(?!\w)"
    r"(?:\s+(?:cả năm|năm|quý|tháng|vốn|được giao|giao|tỉnh giao|trung ương giao|HĐND tỉnh giao|đề ra)(?!\w))*"
    r"|(?:tổng (?:chi|thu|vốn|kinh phí|diện tích|dân số|giá trị)|GRDP|dân số)(?!\w)[^,;.()\d]{0,60})",
    re.IGNORECASE,
)
_MULTIPLE = re.compile(r"^(?:nghìn|ngàn|triệu|tỷ|tỉ)\s+", re.IGNORECASE)
_DOING = cue("doing")


def named_by(context: Context, named: Sequence[Named], fallback: str) -> Named:
    """A number with its name; `named` are those before it, `fallback` the words above the sentence."""
    said = _said(context, named)
    found = next((name for rule in _RULES if (name := rule(said)) is not None), None)
    if found is not None:
        return found
    return said.inherited(said.head, said.whole) if said.head is not None else said.plain(tidy(fallback) + said.whole)


def _said(context: Context, named: Sequence[Named]) -> Said:
    number = context.numbers[context.index]
    before, after = words_before(context), words_after(context)
    thin, counted = is_thin(before), counts(number)
    hedged = bool(not counted and HEDGE_END.search(before))
    joined = bool(JOINT_END.search((HEDGE_END if hedged else FROM_END).sub("", before).rstrip()))
    base = _BASE.match(after) if number.unit == "%" and (thin or joined or hedged) else None
    whole = f" (% {tidy(base[1])})" if base else ""
    unit = _wanted_unit(number.unit, before, after) if counted else ""
    return Said(context, named, before, after, counted, thin, hedged, joined, whole, unit)


def _wanted_unit(printed: str, before: str, after: str) -> str:
    """The unit of a number of things as part of its name; "" where the name has it or needs none."""
    unit = _MULTIPLE.sub("", printed)
    before_it = unit != printed and is_thin(after) and not (is_thin(before) or _DOING.search(before))
    needless = before_it or unit.lower() in before.lower() or unit_kind(unit) == "measure"  # "đàn lợn 318 nghìn con"
    return "" if needless else unit
