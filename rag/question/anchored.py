"""Periods that a follow-up counts from the one before it ("cùng kỳ", "quý trước", "quý 2" of the year spoken of).

The phrases stand in data/anchored.tsv. "Năm ngoái", "quý này" are counted from today wherever they are said
(ingest/vietnamese/periods.py).
"""

import re
from collections.abc import Sequence
from datetime import date

from ingest.records import Period
from ingest.vietnamese import calendar
from ingest.vietnamese.calendar import is_partial, with_year
from rag.words import phrases, words

_SAME_OF = re.compile(r"\bcùng (?:kỳ|kì)\s+(?:của\s+)?(?:năm\s+)?(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE)
_COMPARED = re.compile(r"\bso(?:\s+với)?\s*$", re.IGNORECASE)
"""Before "cùng kỳ": reports print changes against it in these words, so they stay."""
_AGO = re.compile(r"\d\s*$")
"""Before "năm trước": so many years ago."""


def anchored(message: str, spoken_of: Sequence[Period]) -> str:
    """The message with the periods that it counts from the one spoken of told by their names.

    >>> from datetime import date
    >>> anchored("thế cùng kỳ năm trước?", [calendar.quarter_of(2026, 1)])
    'thế quý I năm 2025?'
    >>> anchored("tăng bao nhiêu so với cùng kỳ?", [calendar.quarter_of(2026, 1)])
    'tăng bao nhiêu so với cùng kỳ?'
    """
    if len(spoken_of) != 1 or is_partial(spoken_of[0]):
        return message
    base = spoken_of[0]
    same = _SAME_OF.search(message)
    if same:
        moved = _years_on(base, int(same["year"]) - base.end.year)
        return message[: same.start()] + name(moved) + message[same.end() :] if moved else message
    found = words(message)
    for start, end, row in phrases("anchored.tsv").find(found):
        before = message[: found[start].start]
        if (_COMPARED.search(before) and row[0].startswith("cùng kỳ")) or _AGO.search(before):
            continue
        moved = _moved(base, row[1], int(row[2]))
        if moved:
            return before + name(moved) + message[found[end - 1].end :]
    return message


def in_its_year(period: Period, spoken_of: Sequence[Period]) -> str:
    """A period of a follow-up as it is to be said: in the year spoken of where it names none ("quý 2")."""
    years = {p.end.year for p in spoken_of if not is_partial(p)}
    return name(with_year(period, years.pop())) if is_partial(period) and len(years) == 1 else period.text


def name(period: Period) -> str:
    """What a complete period is called in a report.

    >>> name(calendar.half_of(2025, 1)), name(calendar.month_of(2025, 3)), name(calendar.as_of(date(2025, 3, 1)))
    ('6 tháng đầu năm 2025', 'tháng 3 năm 2025', 'đến 01/03/2025')
    """
    year = period.end.year
    forms = {
        "year": f"năm {year}",
        "quarter": f"quý {('I', 'II', 'III', 'IV')[period.end.month // 3 - 1]} năm {year}",
        "half": f"6 tháng {'đầu' if period.end.month == 6 else 'cuối'} năm {year}",
        "nine_months": f"9 tháng đầu năm {year}",
        "month": f"tháng {period.end.month} năm {year}",
        "term": f"giai đoạn {period.start.year}-{year}",
        "as_of": f"đến {period.end:%d/%m/%Y}",
        "day": f"ngày {period.end:%d/%m/%Y}",
    }
    return forms.get(period.kind) or f"từ {period.start:%d/%m/%Y} đến {period.end:%d/%m/%Y}"


def _moved(period: Period, what: str, by: int) -> Period | None:
    if what == "year":
        return _years_on(period, by)
    if what != "own" and what != period.kind:
        return None
    if period.kind in ("quarter", "month"):
        size = 4 if period.kind == "quarter" else 12
        index = period.end.year * size + (period.end.month - 1) * size // 12 + by
        of = calendar.quarter_of if period.kind == "quarter" else calendar.month_of
        return of(index // size, index % size + 1)
    if period.kind == "half":
        index = period.end.year * 2 + (period.end.month > 6) + by
        return calendar.half_of(index // 2, index % 2 + 1)
    return _years_on(period, by)


def _years_on(period: Period, by: int) -> Period | None:
    """The same part of the year so many years on; None for what is no part of a year."""
    year, month = period.end.year + by, period.end.month
    match period.kind:
        case "year":
            return calendar.year_of(year)
        case "quarter":
            return calendar.quarter_of(year, (month + 2) // 3)
        case "month":
            return calendar.month_of(year, month)
        case "half":
            return calendar.half_of(year, 1 if month == 6 else 2)
        case "nine_months":
            return calendar.first_months(year, 9)
        case "as_of":
            return calendar.as_of(_same_day(period.end, year))
        case "range" if period.start.year == period.end.year:
            return calendar.between(_same_day(period.start, year), _same_day(period.end, year))
    return None


def _same_day(day: date, year: int) -> date:
    return day.replace(year=year, day=28 if (day.month, day.day) == (2, 29) else day.day)
