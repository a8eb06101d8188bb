"""What makes a Period of a match of one of the forms in period_forms.py."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from ingest.records import Period
from ingest.vietnamese import calendar
from ingest.vietnamese.calendar import UNKNOWN_YEAR
from ingest.vietnamese.dates import day_or_none
from ingest.vietnamese.fold import fold

_QUARTERS = {"1": 1, "2": 2, "3": 3, "4": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}
_QUARTERS |= {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4}
_QUARTERS |= {fold(word): number for word, number in _QUARTERS.items()}
COUNTS = {w: n for n, w in enumerate(("hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"), 2)} | {
    "mười một": 11
}
COUNTS |= {fold(word): count for word, count in COUNTS.items()}
_RELATIVE_YEARS = {"nay": 0, "này": 0, "ngoái": -1, "trước": -1, "vừa rồi": -1, "vừa qua": -1, "kia": -2, "sau": 1}
_RELATIVE_YEARS |= {fold(word): offset for word, offset in _RELATIVE_YEARS.items()}
_LAST = ("cuối", "cuoi")


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


def from_to(match: re.Match[str], clock: Clock) -> Period | None:
    end = clock.day(match, 4)
    start = clock.day(match, 1, fallback=end.year if end else None)
    if start and end and end < start and not match[3] and end.year > UNKNOWN_YEAR:  # "từ 15/12 đến 14/3/2026"
        start = clock.day(match, 1, fallback=end.year - 1)
    return calendar.between(start, end, match.group()) if start and end and start <= end else None


def days(match: re.Match[str], clock: Clock) -> Period | None:
    """From a day that is said without its month to one with it: "từ ngày 19 đến ngày 24/01/2026"."""
    end = clock.day(match, 2)
    start = day_or_none(end.year, end.month, int(match[1])) if end else None
    return calendar.between(start, end, match.group()) if start and end and start < end else None


def months(match: re.Match[str], clock: Clock) -> Period | None:
    first, last, year = int(match["m1"]), int(match["m2"]), clock.year(match)
    if not 1 <= first <= last <= 12 or year == UNKNOWN_YEAR:
        return None
    start, end = calendar.month_of(year, first), calendar.month_of(year, last)
    return calendar.between(start.start, end.end, match.group())


def term(match: re.Match[str], clock: Clock) -> Period | None:
    first, last = int(match["y1"]), int(match["y2"])
    return calendar.term(first, last, match.group()) if first < last <= first + 50 else None


def until_now(match: re.Match[str], clock: Clock) -> Period | None:
    """From a year up to today's: one year alone is that year."""
    first, last = int(match["y"]), clock.today.year
    return calendar.term(first, last, match.group()) if first < last else calendar.year_of(first, match.group())


def until_day(match: re.Match[str], clock: Clock) -> Period | None:
    end = clock.day(match, 1)
    return calendar.as_of(end, match.group()) if end else None


def until_month(match: re.Match[str], clock: Clock) -> Period | None:
    month = int(match["m"])
    return calendar.as_of(calendar.month_of(clock.year(match), month).end, match.group()) if 1 <= month <= 12 else None


def until_year(match: re.Match[str], clock: Clock) -> Period | None:
    return calendar.as_of(date(int(match["y"]), 12, 31), match.group())


def until_quarter(match: re.Match[str], clock: Clock) -> Period | None:
    end = calendar.quarter_of(clock.year(match), _QUARTERS[match["q"].lower().lstrip("0")]).end
    return calendar.as_of(end, match.group())


def quarter(match: re.Match[str], clock: Clock) -> Period | None:
    return calendar.quarter_of(clock.year(match), _QUARTERS[match["q"].lower().lstrip("0")], match.group())


def first_months(match: re.Match[str], clock: Clock) -> Period | None:
    said, year = " ".join(match["n"].lower().split()), clock.year(match)
    count = int(said) if said.isdigit() else COUNTS[said]
    if (match["last"] or "").lower() in _LAST:
        last = {3: calendar.quarter_of(year, 4, match.group()), 6: calendar.half_of(year, 2, match.group())}
        return last.get(count)
    return calendar.first_months(year, count, match.group()) if 1 < count <= 12 else None


def bare_months(match: re.Match[str], clock: Clock) -> Period | None:
    return calendar.first_months(clock.default_year or UNKNOWN_YEAR, int(match["n"]), match.group())


def half(match: re.Match[str], clock: Clock) -> Period | None:
    return calendar.half_of(clock.year(match), 2 if match["last"].lower() in _LAST else 1, match.group())


def edge_quarter(match: re.Match[str], clock: Clock) -> Period | None:
    return calendar.quarter_of(clock.year(match), 4 if match["last"].lower() in _LAST else 1, match.group())


def part_of_year(match: re.Match[str], clock: Clock) -> Period | None:
    year, part = clock.year(match), fold(match["part"].lower())
    first = {"dau": 1, "giua": 4, "cuoi": 7}[part]
    return calendar.between(date(year, first, 1), calendar.month_of(year, first + 5).end, match.group())


def month(match: re.Match[str], clock: Clock) -> Period | None:
    return calendar.month_of(clock.year(match), int(match["m"]), match.group())


def single_year(match: re.Match[str], clock: Clock) -> Period | None:
    return calendar.year_of(clock.year(match), match.group())


def next_year(match: re.Match[str], clock: Clock) -> Period | None:
    return calendar.year_of(clock.today.year + 1, match.group())


def this_quarter(match: re.Match[str], clock: Clock) -> Period | None:
    index = clock.today.year * 4 + (clock.today.month - 1) // 3 + _step(match["this"])
    return calendar.quarter_of(index // 4, index % 4 + 1, match.group())


def this_month(match: re.Match[str], clock: Clock) -> Period | None:
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


def today(match: re.Match[str], clock: Clock) -> Period | None:
    back = fold(match.group()).endswith("qua")
    return calendar.day(clock.today - timedelta(days=back), match.group())
