"""The rows whose deadline lies before, after or within the time that a question names."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from ingest.vietnamese.calendar import UNKNOWN_YEAR, is_partial, with_year
from ingest.vietnamese.dates import find_dates
from ingest.vietnamese.periods import find_periods
from rag.reading.grid import Grid, Row

_ASKS = re.compile(
    r"\b(?:hạn|xong|hoàn thành|hoàn tất|kết thúc|trước|chậm nhất|muộn nhất|phải|cần|nộp|trình)\b",
    re.IGNORECASE,
)
"""Words by which a time is one that something is due at."""
_BEFORE = re.compile(r"\b(?:trước|chậm nhất|muộn nhất|không quá|đến hết|tới|đến|hết)\s*(?:là|vào)?\s*$", re.IGNORECASE)
_AFTER = re.compile(r"\b(?:sau|từ)\s*$", re.IGNORECASE)
_EARLIER = re.compile(r"\btrước\s*(?:năm)?\s*$", re.IGNORECASE)
_OF_DUE = re.compile(r"\b(?:hạn|xong|trước|trong|đến|tới|hết|vào|sau|từ|hoàn thành)\s*(?:năm)?\s*$", re.IGNORECASE)
"""Right before a year that something is due in, and not that of the plan."""
_NOT_BEFORE = re.compile(r"\bmới\b(?!\s+nhất)", re.IGNORECASE)
"""Said of what is due then and no earlier: "đến tháng 12 mới phải xong"."""
_BARE_DAY = re.compile(r"\b(hạn|xong|nộp|trình|vào|là|đúng|hoàn thành)\s+(?=\d{1,2}[/-]\d{1,2}\b)", re.IGNORECASE)
_YEAR = re.compile(r"\b20\d\d\b")
_DATED = re.compile(
    r"\bhạn\b[^?]*\b(?<!không )(?<!chưa )(?:cụ thể|rõ|xác định|ngày tháng)\b"
    r"|\b(?<!không )(?<!chưa )(?:cụ thể|rõ|xác định)\b[^?]*\b(?:hạn|ngày|tháng)\b",
    re.IGNORECASE,
)
"""How the tasks that have a day at all are asked for."""
_ALWAYS = re.compile(r"\b(?:thường xuyên|hằng năm|hàng năm|hằng quý|hàng quý|hằng tháng|hàng tháng)\b", re.IGNORECASE)
_NO_TODAY = date(500, 7, 1)
_WHOLE_YEAR = 360
"""Days from which on a time is the year that a plan is of, not when a task is due."""


def due(text: str, grid: Grid, rows: Sequence[Row], year: int) -> tuple[Row, ...] | None:
    """The rows due at the time that a question names; None when it names none or the table has no deadlines.

    "trước 30/6" takes in what is due that very day, as print says "trước 30/6" of it, and nothing of other years; a
    year is when something is due only where the tasks are due in several. `year` is that of times without one.
    """
    columns = grid.of("deadline")
    if not columns or not _ASKS.search(text):
        return None
    text = _BARE_DAY.sub(r"\1 ngày ", text)
    always = _ALWAYS.search(text)
    if always:
        said = always[0].lower().replace("hàng", "hằng")
        return tuple(r for r in rows if said in _cell(r, columns).lower().replace("hàng", "hằng"))
    days = [(row, day) for row in rows if (day := last_day(row, columns, year))]
    many = len({day.year for _, day in days}) > 1
    asked = _stretches(text, year)
    named = [t for t in asked if (t[1] - t[0]).days < _WHOLE_YEAR]
    named = named or [t for t in asked if many and _OF_DUE.search(text[: t[2]])]
    if not named:
        return tuple(row for row, _ in days) or None if _DATED.search(text) else None
    start, end, at = named[0]
    if _BEFORE.search(text[:at]) and not _NOT_BEFORE.search(text[at:]):
        if (end - start).days >= _WHOLE_YEAR and _EARLIER.search(text[:at]):
            end = start - timedelta(days=1)
        start = date.min if _YEAR.search(text[at:]) else date(start.year, 1, 1)
    elif _AFTER.search(text[:at]):
        start, end = start, date.max
    return tuple(row for row, day in days if start <= day <= end)


def last_day(row: Row, columns: Sequence[int], year: int) -> date | None:
    """The day by which a row is due; None where its deadline names no day, month or quarter."""
    printed = _stretches(_cell(row, columns), year)
    return printed[-1][1] if printed else None


def _cell(row: Row, columns: Sequence[int]) -> str:
    return "; ".join(row.cells[c] for c in columns if c in row.cells)


def _stretches(text: str, year: int) -> list[tuple[date, date, int]]:
    """The days, months and quarters that a text names, in order, each with where it stands."""
    found: list[tuple[date, date, int]] = []
    for d in find_dates(text):
        if d.date:
            found.append((d.date, d.date, d.start))
            continue
        numbers = [int(n) for n in re.findall(r"\d+", d.text)]
        if len(numbers) == 2 and numbers[1] <= 12 and numbers[0] <= 31:
            day = _day(year, numbers[1], numbers[0])
            found += [(day, day, d.start)] if day else []
        elif len(numbers) == 2 and numbers[0] <= 12:
            found.append((date(numbers[1], numbers[0], 1), _month_end(numbers[1], numbers[0]), d.start))
    taken = [(d.start, d.end) for d in find_dates(text)]
    for p in find_periods(text, today=_NO_TODAY, loose=True):
        if any(a < p.end and p.start < b for a, b in taken):
            continue
        period = with_year(p.period, year) if is_partial(p.period) else p.period
        if period.start.year > UNKNOWN_YEAR and period.end.year > _NO_TODAY.year + 1:
            found.append((period.start, period.end, p.start))
    return sorted(found, key=lambda s: s[2])


def _day(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if day <= _month_end(year, month).day and month else None


def _month_end(year: int, month: int) -> date:
    after = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(after.toordinal() - 1)
