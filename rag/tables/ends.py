"""Which end of a set a question asks for, and how many there or which from there: "cao nhất", "đội sổ", "top 3", "giảm
nhiều nhất", "thấp thứ nhì"."""

import re
from dataclasses import dataclass
from functools import lru_cache

from rag.words import listed, table

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
_ORDINALS = {**_NUMERALS, "nhất": 1, "nhì": 2, "tư": 4, "năm": 5}
_NTH = re.compile(
    rf"(?P<before>[^\W\d_]+)\s+(?:thứ|hạng)\s*(?P<n>\d{{1,2}}(?!\s*[/.,]?\d)|{'|'.join(_ORDINALS)})\b"
    r"(?!\s+(?:hạng|loại|cấp|tháng|nhất)\b)",
    re.IGNORECASE,
)
_SECOND = re.compile(
    r"\b(?P<top>á quân|(?:về|đứng|xếp) nhì|nhì bảng)\b|\b(?P<low>áp chót|kế chót|kế cuối|áp cuối)\b", re.IGNORECASE
)
_NO_ORDER = listed("row_words.tsv", "numbered")
"""What has a number of its own before "thứ": "kỳ họp thứ mười"."""
_FROM_BELOW = re.compile(r"\b(?:từ dưới (?:đếm )?lên|từ cuối (?:đếm )?lên|đếm ngược)\b", re.IGNORECASE)
_FARTHEST = 10
"""Nobody counts further from an end."""
_MOVED = ("giảm", "mất", "tăng")
"""How ends of changes are told (data/extremes.tsv)."""
_PLANNED = ("vượt", "hụt")
_STANDING = re.compile(
    rf"\b(?:đứng|xếp|về|ở vị trí|giữ vị trí|nào|có)\s+(?:thứ|hạng)\s*(?:\d|{'|'.join(_ORDINALS)})\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Extreme:
    """The end with the greatest numbers (`most`) or the least, how it is told, whether it is of changes (what fell has
    a negative number), and which from that end on is meant."""

    most: bool
    told: str
    moved: bool = False
    nth: int = 1

    @property
    def planned(self) -> bool:
        """Whether it is of what came of a plan: "vượt nhiều nhất"."""
        return self.told.startswith(_PLANNED)


def extreme(text: str) -> Extreme | None:
    """The end that a question asks for; None where it asks for none.

    >>> extreme("nhiệm vụ nào tốn nhiều kinh phí nhất"), extreme("báo cáo mới nhất")
    (Extreme(most=True, told='cao nhất', moved=False, nth=1), None)
    >>> extreme("xã nào giảm hộ nghèo mạnh nhất"), extreme("hạn chậm nhất ngày 30/6")
    (Extreme(most=False, told='giảm nhiều nhất', moved=True, nth=1), None)
    >>> extreme("xã nào trễ hẹn ít thứ nhì"), extreme("kỳ họp thứ hai bàn việc gì")
    (Extreme(most=False, told='thấp thứ hai', moved=False, nth=2), None)
    """
    said, nth = as_first(text)
    row = next((row for pattern, row in _ends() if pattern.search(said)), None)
    if row is None or not row[1]:
        return None
    most, told = row[1] == "max", row[2] if nth == 1 else row[2].replace("nhất", f"thứ {_told(nth)}")
    if _FROM_BELOW.search(text):
        most, told = not most, f"{told}, từ dưới lên"
    return Extreme(most, told, row[2].startswith(_MOVED), nth)


def _told(nth: int) -> str:
    """A number of an order in words: in figures it would be one that no source prints."""
    return {1: "nhất", 2: "hai", 4: "tư", 5: "năm"}.get(nth) or next(w for w, n in _NUMERALS.items() if n == nth)


def as_first(text: str) -> tuple[str, int]:
    """A question for the second or third of an order as one for the first, and which one it is for."""
    second = _SECOND.search(text)
    if second:
        return f"{text[: second.start()]}{'cao' if second['top'] else 'thấp'} nhất{text[second.end() :]}", 2
    for match in _NTH.finditer(text):
        n = match["n"].lower()
        nth = _ORDINALS.get(n) or int(n)
        if match["before"].lower() not in _NO_ORDER and 0 < nth <= _FARTHEST:
            return f"{text[: match.end('before')]} nhất{text[match.end() :]}", nth
    return text, 1


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


def at_place(text: str) -> bool:
    """Whether a question asks who has a place in a ranking: "lĩnh vực nào xếp thứ 5"."""
    return bool(_STANDING.search(text))


def stands(text: str) -> bool:
    """Whether a question asks who stands at an end of a ranking, whatever is ranked.

    >>> stands("sở nào đứng chót bảng"), stands("xã nào thu cao nhất")
    (True, False)
    """
    return bool(_STANDS.search(text))


@lru_cache(maxsize=1)
def _ends() -> tuple[tuple[re.Pattern[str], list[str]], ...]:
    return tuple((re.compile(row[0], re.IGNORECASE), row) for row in table("extremes.tsv"))
