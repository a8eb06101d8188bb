"""The unit of a number that is printed without one, from the numbers and the names beside it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.named import Named
from ingest.vietnamese.number_units import unit_kind
from ingest.vietnamese.numbers import Number

_BARE = ("number", "fraction")
_JOINED = re.compile(r"\s*(?:,|và|;)\s*")
_NEXT_OF_LIST = re.compile(r"\s*,\s+(?:[^\W\d_]+[\s,]+){1,4}|\s+và\s+(?:[^\W\d_]+,?\s+){1,4}")
_UP_TO = re.compile(
    r"\s+(?:lên|xuống|xuống còn|còn|tăng lên|giảm xuống)\s+(?:còn\s+|khoảng\s+|trên\s+|dưới\s+)?", re.IGNORECASE
)
_FROM = re.compile(r"(?<!\w)từ\s*$", re.IGNORECASE)


def with_units(text: str, numbers: Sequence[Number]) -> tuple[Number, ...]:
    """The numbers, where a change says the unit once for both ends: "từ 0,9 lên 1,6 triệu m3"."""
    made = list(numbers)
    for i in range(len(made) - 1):
        here, after = made[i], made[i + 1]
        changes = _FROM.search(text[: here.start]) and _UP_TO.fullmatch(text[here.end : after.start])
        if changes and not here.unit and here.kind in _BARE and after.unit:
            made[i] = replace(here, unit=after.unit, kind=after.kind)
    return tuple(made)


def unit_beside(text: str, numbers: Sequence[Number], i: int, item: Named) -> str:
    """The unit of a number without one: of what it is a part of, of what it is told of again, or of the next:
    "412 và 64 doanh nghiệp", "bãi bỏ 12, thay thế 09 và sửa đổi 17 văn bản"."""
    if numbers[i].kind not in _BARE:
        return ""
    if item.parent is not None:
        return _counted(numbers[item.parent])
    if item.inherited and i and text[: numbers[i].start].count("(") > text[: numbers[i].start].count(")"):
        return _counted(numbers[i - 1]) or unit_beside(text, numbers, i - 1, item)
    for j in range(i + 1, len(numbers)):
        between = text[numbers[j - 1].end : numbers[j].start]
        if not (_JOINED.fullmatch(between) or _NEXT_OF_LIST.fullmatch(between)):
            return ""
        if numbers[j].unit:
            return _counted(numbers[j])
    return ""


def _counted(number: Number) -> str:
    return number.unit if unit_kind(number.unit) == "count" else ""
