"""The rows of a table that are due first or last: "việc nào phải xong sớm nhất", "nhiệm vụ nào hạn muộn nhất"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.reading.grid import Grid, Row
from rag.tables.due import last_day

_FIRST = re.compile(r"\b(?:sớm|gấp|gần|ngắn|nhanh|cận)\s+nhất\b|\b(?:đầu tiên|trước tiên|trước nhất)\b", re.IGNORECASE)
_LAST = re.compile(
    r"\b(?:muộn|chậm|trễ|xa|dài|sau)\s+nhất\b(?!\s+(?:là\s+)?(?:vào\s+|ngày\s+|trước\s+|đến\s+)?\d)"
    r"|\b(?:cuối cùng|sau cùng|sau chót)\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?:hạn|hạn chót|deadline|xong|hoàn thành|hoàn tất|đến hạn|tới hạn|nộp|trình|làm)\b", re.IGNORECASE
)
"""Words by which an end is one of time."""


@dataclass(frozen=True, slots=True)
class Soonest:
    """The rows, the column of deadlines, and what end they are at, in words."""

    rows: tuple[Row, ...]
    column: int
    told: str


def soonest(text: str, grid: Grid, rows: Sequence[Row], year: int) -> Soonest | None:
    """The rows due first (or last), all that are due that day; None where a question asks for no end of time or the
    table tells no days. `year` is that of times without one."""
    columns = grid.of("deadline")
    first, last = _FIRST.search(text), _LAST.search(text)
    if not columns or not (first or last) or not _TIME.search(text):
        return None
    days = {r.statement.id: day for r in rows if (day := last_day(r, columns, year))}
    if not days:
        return None
    end = (min if first else max)(days.values())
    return Soonest(
        tuple(r for r in rows if days.get(r.statement.id) == end), columns[0], "sớm nhất" if first else "muộn nhất"
    )
