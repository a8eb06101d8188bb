"""Two columns of a table as one of changes: from one time to another, or from a plan to what came of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.records import Period
from rag.reading.grid import Grid, Row, values
from rag.tables.amounts import Amounts
from rag.tables.limits import SHARE

_TIME = re.compile(
    r"\b(?:năm học|năm|quý|tháng|kỳ|cùng kỳ|ước|đến|ngày|thực hiện|th|kết quả|đầu|cuối|so|với|tổng số|tổng|lũy kế)\b"
    r"|\b[ivx]+\b|\b\d{1,2}t\b|[\d/.,–-]+",
    re.IGNORECASE,
)
"""What heads of columns of one thing at two times differ in."""
_AIM = re.compile(r"\b(?:kế hoạch|kh|dự kiến|mục tiêu|phấn đấu|chỉ tiêu|dự toán|giao)\b", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:cùng kỳ|năm trước|năm ngoái)\b", re.IGNORECASE)
_LAST_YEAR = re.compile(r"\b(?:cùng kỳ|năm trước|năm ngoái)\b", re.IGNORECASE)
_SAME_STRETCH = "cùng kỳ"
"""The kind of figures of the same stretch of the year before, however their head names it."""
_DAYS = 365.0
_OF_ANOTHER_LENGTH = 1.5
"""What stands against two times of which one is longer, in nats; a year between them costs one."""
_NOT_LAST_YEAR = 6.0
"""The same of two times that are no year apart where the year before is asked for."""
_AIMED = 4.0
"""The same of a later time that is only planned."""
_RECKONED = 2.0
"""The same of any change that is not printed."""
_WHOLE = frozenset(("năm", "cả"))
_COUNTED = ("kế hoạch", "chỉ tiêu")
_RESULTS = ("kết quả", "ước")


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of numbers: its head without its time, the time, unit and kinds of its figures."""

    number: int
    head: str
    period: Period | None
    unit: str
    kinds: frozenset[str]


def changes(grid: Grid, text: str, against: str, ordered: bool) -> Iterator[Amounts]:
    """The columns of changes that can be reckoned from two of a table: over time, or ("plan") from plan to result, with
    what speaks against each; a rise in rank is a rise. Those that are to be `ordered` are of one unit."""
    columns = [_column(grid, c) for c in grid.of("number")]
    found = _planned(columns) if against.startswith("plan") else _timed(columns, text)
    for old, new, worth in found:
        before, after = values(grid, old.number), values(grid, new.number)
        sign = -1.0 if "xếp hạng" in new.kinds else 1.0
        kept = {r.statement.id for r in grid.data if not ordered or _of_unit(r, new, bool(SHARE.search(text)))}
        of = {key: round(sign * (after[key] - before[key]), 6) for key in after if key in before and key in kept}
        header = f"{grid.headers[new.number]} so với {grid.headers[old.number]}"
        year = new.period.end.year if new.period else 0
        times = tuple(c.period for c in (old, new) if c.period)
        if of:
            ways = ("hơn", "kém") if against.startswith("plan") else ("tăng", "giảm")
            yield Amounts(new.number, header, new.unit, of, year, old.number, times, worth - _RECKONED, ways)


def _of_unit(row: Row, column: _Column, share: bool) -> bool:
    """Whether a row's number has the unit that most of its column have, or is a share where such are asked for."""
    units = {f.unit for f in row.figures if f.column == column.number}
    return ("%" if share else column.unit) in units


def _column(grid: Grid, number: int) -> _Column:
    figures = [f for r in grid.data for f in r.figures if f.column == number]
    period = max((f.period for f in figures if f.period), key=lambda p: p.end, default=None)
    units = [f.unit for f in figures]
    head = " ".join(_TIME.sub(" ", grid.headers[number]).lower().split())
    return _Column(
        number, head, period, max(set(units), key=units.count, default=""), frozenset(f.kind for f in figures)
    )


def _timed(columns: Sequence[_Column], text: str) -> Iterator[tuple[_Column, _Column, float]]:
    """Columns of the same but at two times, the older first."""
    for old in columns:
        for new in columns:
            if old.period is None or new.period is None or old is new or old.unit != new.unit:
                continue
            if not (old.period.end < new.period.end and _same(old, new)) or "so sánh" in old.kinds | new.kinds:
                continue
            years = new.period.end.year - old.period.end.year
            alike = old.period.kind == new.period.kind or _SAME_STRETCH in old.kinds
            worth = -(new.period.end - old.period.end).days / _DAYS - (0.0 if alike else _OF_ANOTHER_LENGTH)
            worth -= _AIMED * bool(set(_COUNTED) & new.kinds)
            if _LAST_YEAR.search(text) and years != 1:
                worth -= _NOT_LAST_YEAR
            yield old, new, worth


def _same(old: _Column, new: _Column) -> bool:
    """Whether two heads differ in their time alone, or the older one tells less and says that it is of before."""
    if old.head == new.head or (set(_COUNTED) & new.kinds and old.head == _bare(new.head)):
        return True
    return _SAME_STRETCH in old.kinds and set(old.head.split()) <= set(new.head.split())


def _planned(columns: Sequence[_Column]) -> Iterator[tuple[_Column, _Column, float]]:
    """A plan and what came of it, within its time, of one unit or of many."""
    for plan in columns:
        for result in columns:
            kinds = plan.kinds & set(_COUNTED) and result.kinds & set(_RESULTS)
            if not kinds or plan.period is None or result.period is None or plan.unit != result.unit:
                continue
            within = plan.period.start <= result.period.start and result.period.end <= plan.period.end
            if within and _bare(plan.head) == _bare(result.head):
                yield plan, result, -(plan.period.end - result.period.end).days / _DAYS


def _bare(head: str) -> str:
    """A head without what says that it is of a plan, or of a whole year."""
    return " ".join(word for word in _AIM.sub(" ", head).split() if word not in _WHOLE)
