"""The forms a period is written in, each with what makes a Period of a match. periods.py looks for them in a text.

Accents are optional, syllable by syllable, but a wrong accent is another word: "quỹ 1" is no quarter.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from ingest.records import Period
from ingest.vietnamese import calendar
from ingest.vietnamese.calendar import UNKNOWN_YEAR
from ingest.vietnamese.dates import day_or_none
from ingest.vietnamese.fold import fold


def _either(words: str) -> str:
    """Each syllable with or without its accents: "tháng" → (?:tháng|thang)."""
    return r"\s+".join(f"(?:{word}|{fold(word)})" if fold(word) != word else word for word in words.split())


_QUARTERS = {"1": 1, "2": 2, "3": 3, "4": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}
_QUARTERS |= {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4}
_QUARTERS |= {fold(word): number for word, number in _QUARTERS.items()}
_COUNTS = {w: n for n, w in enumerate(("hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"), 2)} | {
    "mười một": 11
}
_COUNTS |= {fold(word): count for word, count in _COUNTS.items()}
_RELATIVE_YEARS = {"nay": 0, "này": 0, "ngoái": -1, "trước": -1, "vừa rồi": -1, "vừa qua": -1, "kia": -2, "sau": 1}
_RELATIVE_YEARS |= {fold(word): offset for word, offset in _RELATIVE_YEARS.items()}
_N = _either("năm")
_RELATIVE_YEAR = rf"{_N}\s+(?P<ry>nay|này|ngoái|ngoai|trước|truoc|kia|{_either('vừa rồi')}|{_either('vừa qua')})"
_NAMED_YEAR = rf"(?:\s+(?:của|cua))?(?:\s+{_RELATIVE_YEAR}|\s*(?:/\s*)?(?:{_N}\s*)?(?P<y>(?:19|20)\d\d))"
_Y4 = r"(?P<y>(?:19|20)\d\d)"
_YEAR = rf"(?:\s*(?:[/,-]|của|cua)?\s*(?:(?:{_N}\s*)?{_Y4}|{_RELATIVE_YEAR}|/\s?(?P<y2>\d\d)(?!\d)))?"
_THIS = r"(?P<this>nay|này|trước|truoc|vừa\s+qua|vua\s+qua|vừa\s+rồi|vua\s+roi|sau)"
_DATE = r"(?:(?:ngày|ngay)\s*)?(\d{1,2})\s?[/.-]\s?(\d{1,2})(?:\s?[/.-]\s?((?:19|20)\d\d))?"
_LONG_DATE = r"(?:ngày|ngay)\s*(\d{1,2})\s*(?:tháng|thang)\s*(\d{1,2})\s*(?:năm|nam)\s*((?:19|20)\d\d)"
_EDGE = r"(?![\w]|[/.,-]\d|/[^\W\d_])"
_START = r"(?<![\w/.,-])"
_UNTIL = (
    rf"(?:(?:{_either('lũy kế')}|{_either('luỹ kế')}|{_either('tính')})\s+)?"
    rf"(?:{_either('tính đến')}|{_either('đến')}|{_either('tới')}|{_either('tính tới')})"
    rf"(?:\s+{_either('hết')})?(?:\s+{_either('thời điểm')})?"
)


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(_START + pattern + _EDGE, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Clock:
    """What a period is counted from: today, and the year of those that name none (None: they stay partial)."""

    today: date
    default_year: int | None

    def year(self, match: re.Match[str]) -> int:
        groups = match.groupdict()
        if groups.get("y"):
            return int(groups["y"])
        if groups.get("y2"):
            return 2000 + int(groups["y2"])
        if groups.get("ry"):
            return self.today.year + _RELATIVE_YEARS[" ".join(groups["ry"].lower().split())]
        return self.default_year or UNKNOWN_YEAR

    def day(self, match: re.Match[str], first: int, fallback: int | None = None) -> date | None:
        """The day whose parts are the groups `first`, `first` + 1 and `first` + 2 (a year that may be absent)."""
        year = match[first + 2] or fallback or self.default_year or UNKNOWN_YEAR
        return day_or_none(int(year), int(match[first + 1]), int(match[first]))


def _range(match: re.Match[str], clock: Clock) -> Period | None:
    end = clock.day(match, 4)
    start = clock.day(match, 1, fallback=end.year if end else None)
    if start and end and end < start and not match[3] and end.year > UNKNOWN_YEAR:  # "từ 15/12 đến 14/3/2026"
        start = clock.day(match, 1, fallback=end.year - 1)
    return calendar.between(start, end, match.group()) if start and end and start <= end else None


def _months(match: re.Match[str], clock: Clock) -> Period | None:
    first, last, year = int(match["m1"]), int(match["m2"]), clock.year(match)
    if not 1 <= first <= last <= 12 or year == UNKNOWN_YEAR:
        return None
    start, end = calendar.month_of(year, first), calendar.month_of(year, last)
    return calendar.between(start.start, end.end, match.group())


def _term(match: re.Match[str], clock: Clock) -> Period | None:
    first, last = int(match["y1"]), int(match["y2"])
    return calendar.term(first, last, match.group()) if first < last <= first + 50 else None


def _until_day(match: re.Match[str], clock: Clock) -> Period | None:
    end = clock.day(match, 1)
    return calendar.as_of(end, match.group()) if end else None


def _until_month(match: re.Match[str], clock: Clock) -> Period | None:
    month = int(match["m"])
    return calendar.as_of(calendar.month_of(clock.year(match), month).end, match.group()) if 1 <= month <= 12 else None


def _until_year(match: re.Match[str], clock: Clock) -> Period | None:
    return calendar.as_of(date(int(match["y"]), 12, 31), match.group())


def _until_quarter(match: re.Match[str], clock: Clock) -> Period | None:
    end = calendar.quarter_of(clock.year(match), _QUARTERS[match["q"].lower().lstrip("0")]).end
    return calendar.as_of(end, match.group())


def _quarter(match: re.Match[str], clock: Clock) -> Period | None:
    return calendar.quarter_of(clock.year(match), _QUARTERS[match["q"].lower().lstrip("0")], match.group())


def _first_months(match: re.Match[str], clock: Clock) -> Period | None:
    said, year = " ".join(match["n"].lower().split()), clock.year(match)
    count = int(said) if said.isdigit() else _COUNTS[said]
    if (match["last"] or "").lower() in _LAST:
        last = {3: calendar.quarter_of(year, 4, match.group()), 6: calendar.half_of(year, 2, match.group())}
        return last.get(count)
    return calendar.first_months(year, count, match.group()) if 1 < count <= 12 else None


def bare_months(match: re.Match[str], clock: Clock) -> Period | None:
    return calendar.first_months(clock.default_year or UNKNOWN_YEAR, int(match["n"]), match.group())


def _half(match: re.Match[str], clock: Clock) -> Period | None:
    return calendar.half_of(clock.year(match), 2 if match["last"].lower() in _LAST else 1, match.group())


def _edge_quarter(match: re.Match[str], clock: Clock) -> Period | None:
    return calendar.quarter_of(clock.year(match), 4 if match["last"].lower() in _LAST else 1, match.group())


def _part_of_year(match: re.Match[str], clock: Clock) -> Period | None:
    year, part = clock.year(match), fold(match["part"].lower())
    first = {"dau": 1, "giua": 4, "cuoi": 7}[part]
    return calendar.between(date(year, first, 1), calendar.month_of(year, first + 5).end, match.group())


def _month(match: re.Match[str], clock: Clock) -> Period | None:
    return calendar.month_of(clock.year(match), int(match["m"]), match.group())


def single_year(match: re.Match[str], clock: Clock) -> Period | None:
    return calendar.year_of(clock.year(match), match.group())


def _this_quarter(match: re.Match[str], clock: Clock) -> Period | None:
    index = clock.today.year * 4 + (clock.today.month - 1) // 3 + _step(match["this"])
    return calendar.quarter_of(index // 4, index % 4 + 1, match.group())


def _this_month(match: re.Match[str], clock: Clock) -> Period | None:
    index = clock.today.year * 12 + clock.today.month - 1 + _step(match["this"])
    return calendar.month_of(index // 12, index % 12 + 1, match.group())


def _step(word: str) -> int:
    return {"nay": 0, "này": 0, "sau": 1}.get(word.lower(), -1)


def single_day(match: re.Match[str], clock: Clock) -> Period | None:
    value = clock.day(match, 1)
    return calendar.day(value, match.group()) if value and value.year != UNKNOWN_YEAR else None


def numeric_day(match: re.Match[str], clock: Clock) -> Period | None:
    value = day_or_none(int(match[4]), int(match[3]), int(match[1]))
    return calendar.day(value, match.group()) if value else None


def _today(match: re.Match[str], clock: Clock) -> Period | None:
    back = fold(match.group()).endswith("qua")
    return calendar.day(clock.today - timedelta(days=back), match.group())


_Q = r"(?P<q>0?[1-4]|iv|i{1,3}|một|mot|hai|ba|bốn|bon|tư|tu)"
_QUARTER_WORD = r"(?:quý|quí|qúy|quy|qui)"
_M = r"(?P<m>0?[1-9]|1[0-2])"
_T = _either("tháng")
_COUNT = rf"(?P<n>\d{{1,2}}|{'|'.join(_either(word) for word in sorted(_COUNTS, key=len, reverse=True))})"
_ENDS = "(?P<last>đầu|dau|cuối|cuoi)"
_LAST = ("cuối", "cuoi")
FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Clock], Period | None], bool], ...] = (
    # the first form that matches a place wins, so longer forms stand above the parts they are made of
    (_compile(rf"(?:(?:từ|tu)\s+)?{_DATE}\s*(?:đến|den|tới|-|–)\s*(?:{_either('hết')}\s+)?{_DATE}"), _range, False),
    (_compile(rf"(?:từ|tu)\s+{_LONG_DATE}\s*(?:đến|den)\s*(?:{_either('hết')}\s+)?{_LONG_DATE}"), _range, False),
    (
        _compile(
            rf"(?:từ|tu)\s+{_T}\s*(?P<m1>\d\d?)\s*(?:đến|den|-|–)\s*(?:{_either('hết')}\s+)?{_T}\s*(?P<m2>\d\d?){_YEAR}"
        ),
        _months,
        False,
    ),
    (_compile(rf"{_T}\s*(?P<m1>\d\d?)\s?[-–]\s?(?P<m2>\d\d?){_YEAR}"), _months, False),
    (
        _compile(
            rf"(?:(?:{_either('giai đoạn')}|{_either('nhiệm kỳ')}|{_either('từ')})\s+)?(?:(?:từ|tu)\s+)?(?:{_N}\s*)?"
            rf"(?P<y1>(?:19|20)\d\d)\s*(?:-|–|đến|den)\s*(?:{_N}\s*)?(?P<y2>(?:19|20)\d\d)"
        ),
        _term,
        False,
    ),
    (_compile(rf"{_UNTIL}\s+{_LONG_DATE}"), _until_day, True),
    (_compile(rf"{_UNTIL}\s+{_DATE}"), _until_day, True),
    (_compile(rf"{_UNTIL}\s+{_T}\s*{_M}{_YEAR}"), _until_month, True),
    (_compile(rf"{_UNTIL}\s+{_QUARTER_WORD}\s*{_Q}{_YEAR}"), _until_quarter, True),
    (_compile(rf"{_UNTIL}\s+(?:{_either('cuối')}\s+)?(?:{_N}\s*)?{_Y4}"), _until_year, True),
    (_compile(_LONG_DATE), single_day, False),
    (
        _compile(r"(?:(?:ngày|ngay)\s*)?(\d{1,2})(?P<sep>\s?[/.-]\s?)(\d{1,2})(?P=sep)((?:19|20)\d\d)"),
        numeric_day,
        False,
    ),
    (_compile(rf"{_QUARTER_WORD}\s*{_Q}{_YEAR}"), _quarter, False),
    (_compile(rf"q(?P<q>[1-4]){_YEAR}"), _quarter, False),
    (_compile(rf"{_QUARTER_WORD}\s+{_THIS}"), _this_quarter, False),
    (_compile(rf"{_QUARTER_WORD}\s+{_ENDS}{_NAMED_YEAR}"), _edge_quarter, False),
    (_compile(rf"{_QUARTER_WORD}\s+{_ENDS}\s+{_N}"), _edge_quarter, False),
    (_compile(rf"{_COUNT}\s*{_T}\s*{_ENDS}{_NAMED_YEAR}"), _first_months, True),
    (
        _compile(
            rf"(?P<n>\d{{1,2}})\s*{_T}\s*(?P<last>đầu|dau|cuối|cuoi)?(?:\s+(?:của\s+)?{_RELATIVE_YEAR}"
            rf"|\s*(?:/\s*)?(?:{_N}\s*)?{_Y4})"
        ),
        _first_months,
        True,
    ),
    (_compile(rf"{_COUNT}\s*{_T}\s*{_ENDS}(?:\s+{_N})?"), _first_months, True),
    (_compile(rf"{_either('nửa')}\s+{_ENDS}(?:{_NAMED_YEAR}|\s+{_N})"), _half, True),
    (_compile(rf"{_T}\s*{_M}{_YEAR}"), _month, False),
    (_compile(rf"{_T}\s+{_THIS}"), _this_month, False),
    (_compile(rf"0?{_M}/{_Y4}"), _month, False),
    (_compile(rf"(?:{_either('cả')}\s+)?{_N}\s*{_Y4}"), single_year, False),
    (_compile(_RELATIVE_YEAR), single_year, False),
    (_compile(rf"{_either('hôm')}\s+(?:nay|qua)"), _today, False),
    (_compile(r"(?P<y>20[0-4]\d)"), single_year, False),
    (_compile(rf"(?P<n>6|9|1[01])\s*{_T}"), bare_months, True),
)
LOOSE = (
    (_compile(rf"(?:{_either('hồi')}\s+)?(?P<part>đầu|dau|giữa|giua|cuối|cuoi){_NAMED_YEAR}"), _part_of_year, False),
)
"""What people say of a part of a year without its bounds ("đầu năm 2024"): half a year, of which any part may be meant.
Read in questions alone, where nothing of FORMS but a bare year stands."""
