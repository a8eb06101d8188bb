"""The rows that the numbers of a column choose: at its ends, in a place from there, or beyond a limit."""

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.reading.grid import Grid, Row
from rag.tables.amounts import Amounts, columns_of, is_rank, is_share
from rag.tables.ends import Extreme
from rag.tables.limits import Limit

_LESS_IS_BETTER = re.compile(
    r"\b(?:nghèo|thất nghiệp|suy dinh dưỡng|thấp còi|tử vong|trễ|quá hạn|nợ|tai nạn|mắc|chết|bị thương|thiếu|hao hụt"
    r"|vi phạm)\b",
    re.IGNORECASE,
)
"""Rows whose plan is a most, not a least."""
_FALLS = re.compile(r"^(?!.*(?:\btăng\b|so sánh|/|\bso\b)).*\b(?:giảm|mất|hụt)\b", re.IGNORECASE)
"""A column of falls alone: they are printed without a sign."""
_HALF = 50.0
"""Changes of more than half are rare: a column of "so sánh (%)" whose middle is above prints shares of the whole."""


def rank_column(grid: Grid, rows: Sequence[Row]) -> Amounts | None:
    """The first column of ranks that most rows print; None where the table has none."""
    columns = (c for c in columns_of(grid) if is_rank(c))
    return next((c for c in columns if sum(r.statement.id in c.of for r in rows) > len(rows) / 2), None)


def at_end(amounts: Amounts, rows: Sequence[Row], end: Extreme, top: int) -> tuple[Row, ...]:
    """The rows at an end of a column: the `top` ones, or those that come nth; of what rose (or fell) only such."""
    falls = end.moved and _FALLS.search(amounts.header) and all(value >= 0 for value in amounts.of.values())
    if end.moved and not falls and not _is_ratio(amounts):
        way = -1 if end.told.startswith(("giảm", "mất")) else 1
        rows = [r for r in rows if way * amounts.of.get(r.statement.id, 0.0) > 0]
    most = (not end.most if falls else end.most) != (is_rank(amounts) and amounts.since is None)
    if end.nth == 1:
        return _ranked(amounts, rows, most, top)
    ordered = sorted({amounts.of[r.statement.id] for r in rows if r.statement.id in amounts.of}, reverse=most)
    nth = ordered[end.nth - 1] if end.nth <= len(ordered) else None
    return tuple(r for r in rows if nth is not None and amounts.of.get(r.statement.id) == nth)


def _is_ratio(amounts: Amounts) -> bool:
    """Whether a column prints what share of the earlier number the later one is."""
    numbers = sorted(abs(v) for v in amounts.of.values())
    return amounts.since is None and is_share(amounts) and numbers[len(numbers) // 2] > _HALF


def beyond(amounts: Amounts, rows: Sequence[Row], wanted: Limit) -> tuple[Row, ...]:
    """The rows whose number lies beyond a limit; a limit in words is no change, and the whole where shares of the plan
    or of the earlier number are printed. Where less is better, what is short of its plan is above it."""
    rank = is_rank(amounts) and amounts.since is None
    if wanted.against == "time" and _is_ratio(amounts):
        wanted = replace(wanted, value=100.0)
    elif amounts.since is not None:
        wanted = replace(wanted, value=0.0)
    turned = amounts.since is not None and wanted.against == "plan"

    def passes(row: Row) -> bool:
        value = amounts.of.get(row.statement.id)
        return value is not None and wanted.passes(value, rank or (turned and bool(_LESS_IS_BETTER.search(row.label))))

    return tuple(r for r in rows if passes(r))


def unknown(amounts: Amounts, rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows whose cell is blank there."""
    return tuple(r for r in rows if r.statement.id not in amounts.of)


def _ranked(amounts: Amounts, rows: Sequence[Row], most: bool, top: int) -> tuple[Row, ...]:
    """The `top` rows with the greatest (or least) numbers, with all that tie with the last of them."""
    own = [r for r in rows if r.statement.id in amounts.of]
    own.sort(key=lambda r: amounts.of[r.statement.id], reverse=most)
    if len(own) <= top:
        return tuple(own)
    last = amounts.of[own[top - 1].statement.id]
    return tuple(r for i, r in enumerate(own) if i < top or amounts.of[r.statement.id] == last)
