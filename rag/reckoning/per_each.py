"""How much falls to each: a total over the count that is printed beside it ("22 cuộc kiểm tra … phát hiện 58 tồn tại":
2,64 tồn tại a cuộc), where no mean is printed."""

import re
from collections.abc import Sequence

from ingest.vietnamese.abbreviations import normal_words
from ingest.vietnamese.numbers import format_number
from rag.draft import Draft
from rag.library import Library
from rag.question.standing import own_words
from rag.read import Reading
from rag.reading.kinds import is_count, unit_words
from rag.reading.places import is_value_cell
from rag.reckoning.operands import Operand
from rag.reckoning.spots import spots_in
from rag.reckoning.working import DECIMALS, named, worked
from rag.records import Question

_EACH = re.compile(
    r"\b(?:mỗi|từng)\s+(?P<each>[^\W\d]+(?:\s+[^\W\d]+){0,3})"
    r"|\b(?:bình quân|trung bình|tính ra)\s+(?:một|1)\s+(?P<one>[^\W\d]+(?:\s+[^\W\d]+){0,3})",
    re.IGNORECASE,
)
_HOW_MANY = re.compile(r"\b(?:bao nhiêu|mấy|nhiêu)\b\s*(?P<noun>[^\W\d]+(?:\s+[^\W\d]+)?)?", re.IGNORECASE)
_MEAN = re.compile(r"\b(?:bình quân|trung bình|mỗi)\b|/[^\W\d]", re.IGNORECASE)
"""What a figure says that is a mean already."""
_PEOPLE = frozenset(("người", "học viên", "cán bộ", "công chức", "viên chức", "thành viên", "đại biểu", "lao động"))
"""Units of which each may be asked for as "người"."""
_LOOKED_AT = 12
"""How many of the best places may print the two."""


def per_each(question: Question, readings: Sequence[Reading], library: Library) -> Draft | None:
    """The total that is asked for over the count of what "mỗi" names; None where the two do not stand together."""
    text = own_words(question.text)
    asked, many = _EACH.search(text), _HOW_MANY.search(text)
    if asked is None or many is None or not readings or _MEAN.search(readings[0].place.text):
        return None
    each = tuple(normal_words(asked["each"] or asked["one"]))
    noun = tuple(normal_words(many["noun"] or ""))
    for reading in readings[:_LOOKED_AT]:
        spots = spots_in(reading.place.statement, reading, library)
        counts = [spot.operand for spot in spots if is_count(spot.figure)]
        own = [o for o in counts if o.figure in reading.place.figures]
        of = next((o for o in counts if _is(o, each)), None)
        total = of and next((o for o in (*own, *counts) if o.key != of.key and noun and _is(o, noun)), None)
        if of and total and of.figure.value > 1:
            return _over(total, of)
    return None


def _is(operand: Operand, noun: Sequence[str]) -> bool:
    """Whether a figure counts what a noun names: by its unit, else by the head of its column."""
    unit = normal_words(unit_words(operand.figure))
    if unit and tuple(unit[:1]) == tuple(noun[:1]) and (len(unit) == 1 or len(noun) == 1 or unit[1] == noun[1]):
        return True
    if " ".join(noun[:2]) in _PEOPLE or noun[0] in _PEOPLE:
        return any(" ".join(unit[:n]) in _PEOPLE for n in (1, 2))
    place = operand.reading.place
    head = f" {' '.join(normal_words(place.head))} " if is_value_cell(place) else ""
    return f" {' '.join(noun[:2])} " in head


def _over(total: Operand, count: Operand) -> Draft | None:
    value = format_number(round(total.figure.value / count.figure.value, DECIMALS))
    formula = f"{format_number(total.figure.value)} / {format_number(count.figure.value)} = {value}"
    units = [unit_words(o.figure) for o in (total, count)]
    result = f"{value} {'/'.join(units)}" if all(units) else value
    return worked(f"{result} — {named(total)} chia cho {named(count)}", formula, result, (total, count))
