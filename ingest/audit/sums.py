"""Parts that do not add up to their total, and numbers whose digits no way of writing allows."""

import re
from collections.abc import Iterator, Sequence

from ingest.audit.breakdowns import WHOLE, Breakdown, breakdowns, nested, same_unit
from ingest.audit.passages import Passage, digits, finding
from ingest.audit.slips import slip
from ingest.records import Finding, Parsed, Statement
from ingest.vietnamese.digits import format_number
from ingest.vietnamese.fold import fold
from ingest.vietnamese.levels import find_scopes
from ingest.vietnamese.numbers import Number, find_numbers

SUM = "tổng không khớp"
MISPRINT = "số in sai"
_GROUPS = re.compile(r"\d{1,3}(?:[.,]\d{1,3})+[.,]\d{3}")  # "2.27.235": not a section or version ("1.1.2")
_OPENS_LIST = re.compile(r"(?:gồm|bao gồm|trong đó|gồm có)(?:\s+(?:có|là))?\s*:\s*$", re.IGNORECASE)
_MARK = re.compile(r"(?:[-+*•]|\(?\w{1,4}(?:\.\d+)*[.)])\s")


def sums(passage: Passage, numbers: tuple[Number, ...]) -> Iterator[Finding]:
    """Findings on the totals and the misprinted numbers of a sentence."""
    found = list(breakdowns(passage.text, numbers))
    told = set()
    for breakdown in found:
        whole = (breakdown.total, *breakdown.parts)
        if not breakdown.complete and _certain(breakdown) and not any(number.misprint for number in whole):
            yield _sum(breakdown, passage.statement)
    for number in numbers:
        printed = digits(number)
        if not number.misprint or not _GROUPS.fullmatch(printed) or number.start in told:
            continue
        told.add(number.start)
        fits = next((_needed(b, number) for b in found if number in (b.total, *b.parts)), None)
        hint = "không đúng cách viết số"
        if fits is not None and slip(printed, format_number(fits)):
            hint += f"; giá trị khớp với tổng và các phần còn lại là {format_number(fits)}"
        yield finding(MISPRINT, f"Số “{number.text}” {hint}.", passage.statement)


def listed(parsed: Parsed) -> Iterator[Finding]:
    """Findings on totals whose parts are the items of a list: "… 63,55/68 điểm, gồm:", "a) … 57,33/61,5 điểm;"."""
    for lead, items in _lists(parsed.statements):
        wholes = [number for number in find_numbers(lead.text) if number.kind in WHOLE]
        firsts = [next((n for n in find_numbers(item.text) if n.kind in WHOLE), None) for item in items]
        parts = tuple(number for number in firsts if number is not None)
        if not wholes or len(parts) < len(items) or not all(same_unit(wholes[-1], part) for part in parts):
            continue
        breakdown = Breakdown(wholes[-1], parts, " ".join((lead.text, *(item.text for item in items))), True)
        if not breakdown.complete and _certain(breakdown) and not any(number.misprint for number in parts):
            yield _sum(breakdown, lead, *items)


def _lists(statements: Sequence[Statement]) -> Iterator[tuple[Statement, list[Statement]]]:
    """Sentences that end with "gồm:" or "trong đó:", each with the items under it (the first sentence of each)."""
    for lead in statements:
        if _OPENS_LIST.search(lead.text):
            items = [s for s in statements if s.ordinal > lead.ordinal and s.lead and lead.text.endswith(s.lead)]
            items = [item for item in items if _MARK.match(item.text)]
            if len(items) > 1:
                yield lead, items


def _sum(breakdown: Breakdown, *statements: Statement) -> Finding:
    total = sum(part.value for part in breakdown.parts)
    terms = " + ".join(digits(part) for part in breakdown.parts)
    message = f"Tổng in là {breakdown.total.text} nhưng các phần cộng lại là {terms} = {format_number(total)}."
    return finding(SUM, message, *statements)


def _needed(breakdown: Breakdown, number: Number) -> float:
    """The value with which `number` would fit: the sum of the parts, or the total less the other parts."""
    added = sum(part.value for part in breakdown.parts)
    return added if number == breakdown.total else breakdown.total.value - (added - number.value)


def _certain(breakdown: Breakdown) -> bool:
    """True where what is listed must be the whole total, not some of it.

    Parts may be left out of a list or overlap, so a wrong sum alone is no finding. It is where the parts' scales make
    the total's, where all levels of government are named, where parts of one unit are more than the total, or where
    one slip of a digit explains it.
    """
    numbers = (breakdown.total, *breakdown.parts)
    if nested(breakdown) or any(number.comparator != "=" for number in numbers):
        return False
    if breakdown.same_scale:
        return True
    units = {fold(number.unit) for number in numbers}
    one = all(number.unit and same_unit(breakdown.total, number) for number in numbers)
    levels = {scope.level for scope in find_scopes(breakdown.text[len(breakdown.total.text) :])}
    if {"tỉnh", "cấp xã"} <= levels and len(levels) >= len(breakdown.parts):
        return True
    if one and _needed(breakdown, breakdown.total) > breakdown.total.value:
        smaller = all(part.value < breakdown.total.value for part in breakdown.parts)
        if smaller and (breakdown.set_apart or len(breakdown.parts) > 2):
            return True
    alike = len({bool(part.unit) for part in breakdown.parts}) == 1  # else dates: "1642 (4 tháng 1, 1643)"
    return units != {""} and alike and any(_explained(breakdown, number) for number in numbers)


def _explained(breakdown: Breakdown, number: Number) -> bool:
    """True where one slip of the hand in `number` makes the whole difference."""
    needed = _needed(breakdown, number)
    return needed > 0 and slip(digits(number), format_number(needed))
