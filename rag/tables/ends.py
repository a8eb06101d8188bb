"""Which end of a set a question asks for, and how many there: "cao nhất", "đội sổ", "top 3", "giảm nhiều nhất"."""

import re
from dataclasses import dataclass
from functools import lru_cache

from rag.words import table

_TOP = re.compile(
    r"\b(?:top\s*)?(?P<n>\d{1,2}|hai|ba|bốn|sáu|bảy|tám|chín|mười)\s+(?!năm|tháng|quý|ngày|triệu|tỷ)"
    r"[^\d,;?]*\b(?:nhất|đứng đầu|dẫn đầu|đầu bảng|đội sổ|cuối bảng|(?:đứng|xếp) (?:cuối|chót))\b"
    r"|\btop\s*(?P<m>\d{1,2})",
    re.IGNORECASE,
)
_PLACED = re.compile(
    r"(?P<out>\b(?:ngoài|không|chưa|rớt|rơi khỏi|ra khỏi)\b[^,;?]{0,12}?\s)?(?:"
    r"\btop\s*(?P<n>\d{1,2})\b|\b(?P<m>\d{1,2})\s+(?:tỉnh|địa phương|đơn vị)[^,;?]{0,20}\b(?:dẫn|đứng|tốp) đầu\b)",
    re.IGNORECASE,
)
_STANDS = re.compile(
    r"\b(?:đội sổ|áp chót|(?:cuối|chót|bét|đầu|nhất) bảng|dẫn đầu|(?:đứng|xếp)(?: thứ| hạng)?"
    r" (?:đầu|cuối|chót|bét|nhất)|(?:thứ hạng|xếp hạng|hạng) (?:cao|thấp|tốt|kém) nhất)\b",
    re.IGNORECASE,
)
# "năm" is a year far more often than five.
_NUMERALS = {"hai": 2, "ba": 3, "bốn": 4, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}


_MOVED = ("giảm", "mất")
"""How ends of changes are told (data/extremes.tsv)."""


@dataclass(frozen=True, slots=True)
class Extreme:
    """The end with the greatest numbers (`most`) or the least, how it is told, and whether it is of changes: what fell
    has a negative number."""

    most: bool
    told: str
    moved: bool = False


def extreme(text: str) -> Extreme | None:
    """The end that a question asks for; None where it asks for none.

    >>> extreme("nhiệm vụ nào tốn nhiều kinh phí nhất"), extreme("báo cáo mới nhất")
    (Extreme(most=True, told='cao nhất', moved=False), None)
    >>> extreme("xã nào giảm hộ nghèo mạnh nhất"), extreme("hạn chậm nhất ngày 30/6")
    (Extreme(most=False, told='giảm nhiều nhất', moved=True), None)
    """
    row = next((row for pattern, row in _ends() if pattern.search(text)), None)
    return Extreme(row[1] == "max", row[2], row[2].startswith(_MOVED)) if row and row[1] else None


def top(text: str) -> int:
    """How many extreme ones are asked for, 1 where no number says.

    >>> top("3 xã cao nhất"), top("ba nhiệm vụ tốn tiền nhất"), top("top 5 xã"), top("xã nào cao nhất năm 2025")
    (3, 3, 5, 1)
    """
    match = _TOP.search(text)
    said = (match["n"] or match["m"]).lower() if match else "1"
    return max(1, _NUMERALS.get(said) or int(said))


def stated(text: str, noun: str) -> int:
    """How many of a thing a question says that there are, 0 where it does not say.

    >>> stated("kể tên 5 chỉ số thành phần", "chỉ số"), stated("các chỉ số năm 2025", "chỉ số")
    (5, 0)
    """
    match = re.search(rf"(?<![\d.,/])(?P<n>\d{{1,2}}|{'|'.join(_NUMERALS)})\s+{re.escape(noun)}\b", text, re.IGNORECASE)
    said = match["n"].lower() if match else "0"
    return _NUMERALS.get(said) or int(said)


def placed(text: str) -> tuple[int, bool] | None:
    """The first places of a ranking that a question speaks of, and whether those in it are asked for or those outside.

    >>> placed("lĩnh vực nào lọt top 10"), placed("chỉ số nào nằm ngoài 30 tỉnh dẫn đầu"), placed("xã nào đứng đầu")
    ((10, True), (30, False), None)
    """
    match = _PLACED.search(text)
    return (int(match["n"] or match["m"]), match["out"] is None) if match else None


def stands(text: str) -> bool:
    """Whether a question asks who stands at an end of a ranking, whatever is ranked.

    >>> stands("sở nào đứng chót bảng"), stands("xã nào thu cao nhất")
    (True, False)
    """
    return bool(_STANDS.search(text))


@lru_cache(maxsize=1)
def _ends() -> tuple[tuple[re.Pattern[str], list[str]], ...]:
    return tuple((re.compile(row[0], re.IGNORECASE), row) for row in table("extremes.tsv"))
