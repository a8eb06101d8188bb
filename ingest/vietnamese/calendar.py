"""Building and comparing periods: the names of stretches of time used in contracts ("2026-Q1").

A period whose year is not said has year 1 (`UNKNOWN_YEAR`) in `start` and `end` and "?" for the year in its key
("?-Q1", "?-03"); `with_year` gives it one.
"""

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from ingest.records import Period

UNKNOWN_YEAR = 1
"""`date` has no blank year; no report is about the year 1."""

Relation = Literal["same", "inside", "contains", "overlaps", "disjoint"]


def _name(year: int) -> str:
    return "?" if year == UNKNOWN_YEAR else str(year)


def _last(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def day(value: date, text: str = "") -> Period:
    return Period("day", value, value, value.isoformat(), text)


def month_of(year: int, month: int, text: str = "") -> Period:
    return Period("month", date(year, month, 1), _last(year, month), f"{_name(year)}-{month:02d}", text)


def quarter_of(year: int, quarter: int, text: str = "") -> Period:
    end = _last(year, 3 * quarter)
    return Period("quarter", date(year, 3 * quarter - 2, 1), end, f"{_name(year)}-Q{quarter}", text)


def half_of(year: int, half: int, text: str = "") -> Period:
    return Period("half", date(year, 6 * half - 5, 1), _last(year, 6 * half), f"{_name(year)}-H{half}", text)


def year_of(year: int, text: str = "") -> Period:
    return Period("year", date(year, 1, 1), date(year, 12, 31), _name(year), text)


def first_months(year: int, count: int, text: str = "") -> Period:
    """The first `count` months of a year: a quarter, a half, nine months, a year, or a range."""
    if count == 3:
        return quarter_of(year, 1, text)
    if count == 6:
        return half_of(year, 1, text)
    if count == 9:
        return Period("nine_months", date(year, 1, 1), _last(year, 9), f"{_name(year)}-9M", text)
    if count == 12:
        return year_of(year, text)
    end = _last(year, count)
    key = f"?-{count}M" if year == UNKNOWN_YEAR else f"{date(year, 1, 1)}/{end}"
    return Period("range", date(year, 1, 1), end, key, text)


def between(start: date, end: date, text: str = "") -> Period:
    return Period("range", start, end, f"{start}/{end}", text)


def term(first: int, last: int, text: str = "") -> Period:
    """A term of years ("giai đoạn 2021-2030")."""
    return Period("term", date(first, 1, 1), date(last, 12, 31), f"{first}/{last}", text)


def as_of(value: date, text: str = "") -> Period:
    """The state on a day ("tính đến 15/3/2026"): start and end are that day."""
    key = f"..?-{value:%m-%d}" if value.year == UNKNOWN_YEAR else f"..{value}"
    return Period("as_of", value, value, key, text)


def is_partial(period: Period) -> bool:
    """True where the year was not said."""
    return period.start.year == UNKNOWN_YEAR


def with_year(period: Period, year: int) -> Period:
    """A partial period placed in `year`; a complete one unchanged.

    >>> with_year(quarter_of(UNKNOWN_YEAR, 1), 2026).key
    '2026-Q1'
    """
    if not is_partial(period):
        return period
    end = _last(year, period.end.month) if period.end.day >= 28 and period.kind != "day" else None
    end = end or period.end.replace(year=year)
    if period.kind == "as_of":
        return as_of(end, period.text)
    start = period.start.replace(year=year)
    key = f"{start}/{end}" if period.kind == "range" else period.key.replace("?", str(year))
    return replace(period, start=start, end=end, key=key)


def in_each_year(periods: tuple[Period, ...]) -> tuple[Period, ...]:
    """Periods; a stretch without a year beside two years alone is that stretch of each ("quý 1 hai năm 2024, 2026").

    >>> [p.key for p in in_each_year((quarter_of(UNKNOWN_YEAR, 1), year_of(2024), year_of(2026)))]
    ['2024-Q1', '2026-Q1']
    """
    partial = [p for p in periods if is_partial(p)]
    years = [p for p in periods if p.kind == "year" and not is_partial(p)]
    if len(partial) != 1 or len(years) != 2 or len(periods) != 3:
        return periods
    return tuple(replace(with_year(partial[0], year.start.year), text=year.text) for year in years)


def year_before(period: Period) -> Period:
    """The same stretch of the year before: what "cùng kỳ" means beside a figure of `period`.

    >>> year_before(quarter_of(2026, 1)).key
    '2025-Q1'
    """
    start, end = ((each - timedelta(days=each.day == 29 and each.month == 2)) for each in (period.start, period.end))
    start, end = start.replace(year=start.year - 1), end.replace(year=end.year - 1)
    key = re.sub(r"(?<!\d)\d{4}(?!\d)", lambda year: str(int(year.group()) - 1), period.key)
    return replace(period, start=start, end=end, key=key, text="")


def relation(a: Period, b: Period) -> Relation:
    """How a lies to b. Where only one of them has no year, it is read in the year of the other.

    >>> relation(quarter_of(2026, 1), year_of(2026)), relation(year_of(2025), year_of(2026))
    ('inside', 'disjoint')
    """
    if is_partial(a) != is_partial(b):
        a, b = with_year(a, b.end.year), with_year(b, a.end.year)
    if (a.start, a.end) == (b.start, b.end):
        return "same"
    if a.end < b.start or b.end < a.start:
        return "disjoint"
    if b.start <= a.start and a.end <= b.end:
        return "inside"
    if a.start <= b.start and b.end <= a.end:
        return "contains"
    return "overlaps"
