"""Numbers that state something: value, unit, comparator; what only numbers or names a thing is left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ingest.vietnamese.digits import (
    NUMBER,
    all_number_tokens,
    format_number,
    is_misprint,
    parse_number,
    same_number,
)
from ingest.vietnamese.number_masks import masked
from ingest.vietnamese.number_units import WORDS, NumberKind, against, unit_at, unit_kind, up_to

__all__ = ["NUMERALS", "Number", "all_number_tokens", "find_numbers", "format_number", "parse_number", "same_number"]


@dataclass(frozen=True, slots=True)
class Number:
    """A stating number. `text` = text[start:end], as printed with its unit.

    `of` is the whole ("63/63 xã" → 63.0); `upper` the end of a range, `value` its beginning; `misprint` marks digits
    that no way of writing allows, whose `value` is only their sequence. `digits_end` is where the digits end.
    """

    text: str
    value: float
    unit: str
    start: int
    end: int
    comparator: str = "="
    of: float | None = None
    kind: NumberKind = "number"
    upper: float | None = None
    misprint: bool = False
    digits_end: int = 0


def _before(role: str) -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in sorted(WORDS[role], key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{words})\s*$", re.IGNORECASE)


_NAME_BEFORE, _PERHAPS_NAME_BEFORE = _before("name"), _before("perhaps")
_NO_NAME = re.compile(r"(?:cùng\s+kỳ|kỷ\s+luật)\s*$", re.IGNORECASE)  # "(cùng kỳ 167 ca)", unlike "kỳ 2", "Luật 19"
_COMPARATORS = (("<=", _before("most")), (">=", _before("least")), ("<", _before("under")), (">", _before("over")),
                ("~", _before("about")))  # fmt: skip
# "cao hơn 3,01%" says exactly 3,01.
_DIFFERENCE = re.compile(r"(?<!không )(?:cao|thấp|nhiều|ít)\s+hơn\s*$", re.IGNORECASE)
_RANK = re.compile(
    r"(?:(?:xếp|đứng|vị trí|vị thứ|thứ hạng|xếp hạng)\s+(?:vị trí\s+)?(?:thứ|hạng|số)?|(?<!\w)hạng|(?<!\w)thứ)\s*$",
    re.IGNORECASE,
)
_SURE_RANK = re.compile(r"(?:xếp|đứng|vị trí|vị thứ|hạng(?! mục))", re.IGNORECASE)
_SPELLED = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "mười": 10}
_SPELLED_FRACTION = re.compile(
    rf"(?<!\w)({'|'.join(_SPELLED)})\s+phần\s+({'|'.join(_SPELLED)})(?!\w)(?!\s+trăm)", re.IGNORECASE
)
_SCAN = re.compile(
    rf"(?<![\w/.,])(?P<a>{NUMBER})(?:\s?/\s?(?P<of>{NUMBER})|(?P<mid>\s?%?\s?(?:-|–|đến|tới)\s?)(?P<b>{NUMBER}))?"
)


_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+$")  # no name: "Cấp 8.412 giấy chứng nhận", "quân đội 2.150"
_ALONE = re.compile(f"(?P<a>{NUMBER})(?P<of>)(?P<b>)")


NUMERALS = "một|hai|ba|bốn|tư|năm|sáu|bảy|tám|chín|mười|mươi|mốt|lăm|trăm|nghìn|ngàn|triệu|tỷ|tỉ|linh|lẻ|phẩy"
"""The words of a number in words."""
# The digits said again in words: "15 (mười lăm) ngày làm việc".
_WORDED = re.compile(rf"\s*\((?:\s*(?:{NUMERALS})(?!\w))+\s*\)", re.IGNORECASE)


_EXCEEDS = re.compile(r"vượt\s*$", re.IGNORECASE)  # "vượt 11,69% so dự toán" says by how much
_AIM = re.compile(r"\s*(?:so|dự toán|kế hoạch|chỉ tiêu|mục tiêu)(?!\w)", re.IGNORECASE)


_ONWARD = re.compile(r"\s*trở\s+(lên|xuống)")
_ONWARD_FROM = re.compile(r"[^.,;:()\d]{0,60}?\s*trở\s+(lên|xuống)")  # "từ 15% người dân tộc thiểu số trở lên"
_FROM = re.compile(r"(?<!\w)từ\s*$", re.IGNORECASE)


def _comparator(before: str, after: str) -> str:
    trailing = (_ONWARD_FROM if _FROM.search(before) else _ONWARD).match(after)
    if trailing:
        return ">=" if trailing[1] == "lên" else "<="
    if (
        _DIFFERENCE.search(before)
        or before.endswith("trong khoảng từ ")
        or (_EXCEEDS.search(before) and _AIM.match(after))
    ):
        return "="
    return next((sign for sign, pattern in _COMPARATORS if pattern.search(before)), "=")


_OF_SO_MANY = re.compile(rf"\s+trong(?:\s+(?:số|tổng số))?\s+({NUMBER})")  # "ít nhất 01 trong 02 tiêu chí"


def _number(text: str, match: re.Match[str]) -> Number | None:
    start, digits_end = match.span()
    before = text[max(0, start - 40) : start]
    first, whole, last = match["a"], match["of"], match["b"]
    worded = _WORDED.match(text, digits_end)
    unit, end, kind = unit_at(text, worded.end() if worded else digits_end)
    if unit and not (whole or last) and (beside := against(text, end, unit)):  # "560 tỷ đồng/690 tỷ đồng"
        whole, end = beside
    range_end = up_to(text, end, unit) if unit and not (whole or last) else None
    if range_end and parse_number(range_end[0]) > parse_number(first):
        last, end = range_end
        digits_end = end
    if not (unit or whole or last) and (among := _OF_SO_MANY.match(text, digits_end)):
        noun, noun_end, noun_kind = unit_at(text, among.end())
        if noun_kind == "count" and parse_number(first) <= parse_number(among[1]):
            whole, unit, end, kind, digits_end = among[1], noun, noun_end, noun_kind, among.end()
    is_rank = bool(_RANK.search(before))
    if is_rank and not (whole or _SURE_RANK.search(before)):
        return None  # "thứ 5 của tuần"
    counted = unit_kind(unit) is not None and not (unit.istitle() or unit[:2].istitle())  # "Dự án 2 Chương trình …"
    named = _NAME_BEFORE.search(before) or (_PERHAPS_NAME_BEFORE.search(before) and not counted)
    named = named and not _NO_NAME.search(before) and not _GROUPED.match(first)
    if named and not (is_rank or kind in ("percent", "points", "money") or whole):
        return None
    if not unit and re.match(r"[^\W\d_]", text[digits_end : digits_end + 1]):
        return None  # "5G"
    value = parse_number(text[start:end] if unit == "%" and not (whole or last) else first)
    signed = text[start - 1 : start] == "-" and (start < 2 or text[start - 2] in " (\n\t:;")
    negative = signed and ("," in first or unit in ("%", "°C"))
    begin = start - 1 if negative else start
    of = parse_number(whole) if whole else None
    upper = parse_number(last) if last else None
    if is_rank:
        kind = "rank"
    elif upper is not None:
        kind = "range"
    elif of is not None:
        kind = "score" if kind == "score" else "fraction"
    sign = _comparator(before.removesuffix("-") if negative else before, text[end : end + 80])
    return Number(
        text[begin:end], -value if negative else value, unit, begin, end, sign, of, kind or "number", upper,
        is_misprint(first), digits_end,
    )  # fmt: skip


def _spelled(text: str) -> Iterator[Number]:
    if "phần" not in text.lower():
        return
    for match in _SPELLED_FRACTION.finditer(text):
        part, whole = _SPELLED[match[1].lower()], _SPELLED[match[2].lower()]
        if part < whole:
            yield Number(match.group(), part / whole, "", *match.span(), "=", None, "fraction", digits_end=match.end())


@lru_cache(maxsize=2048)  # the figures and the findings of a document ask for the same sentences
def find_numbers(text: str) -> tuple[Number, ...]:
    """The numbers of NFC `text` that state something, in order.

    Left out: list and footnote marks, document numbers, dates, periods, telephones, names ("Đề án 06", "cấp độ 3").

    >>> [(n.text, n.value, n.unit) for n in find_numbers("Tỷ lệ đạt 95.4%; 63/63 xã; Quyết định số 11/QĐ-UBND")]
    [('95.4%', 95.4, '%'), ('63/63 xã', 63.0, 'xã')]
    """
    found = list(_spelled(text))
    if not re.search(r"\d", text):
        return tuple(found)
    taken = masked(text)
    position = 0
    while match := _SCAN.search(text, position):
        position = match.end()
        if any(taken[match.start() : match.end()]):
            position = match.end("a")
            if any(taken[match.start() : position]):
                continue
            match = _ALONE.match(text, match.start())  # the rest is a date
            if match is None:
                continue
        number = _number(text, match)
        if number is not None:
            found.append(number)
            position = max(position, number.digits_end)
    return tuple(sorted(found, key=lambda number: number.start))
