"""The rows above or below a mean that the table prints: in a column beside theirs, or in a row of its own.

"chính sách nào thấp hơn mức chung cả nước", "sở nào dưới điểm trung bình".
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rag.reading.grid import Grid, Row, values
from rag.reading.slots import OTHER, agrees, periods_in
from rag.records import Question
from rag.tables.amounts import Amounts, is_rank

_MEAN = r"(?:bình quân|trung bình|mặt bằng|mức chung|chung|cả nước|toàn quốc|cả tỉnh|toàn tỉnh|toàn ngành)"
_LESS = re.compile(
    r"\b(?:thấp hơn|thua|kém|kém hơn|dưới|nhỏ hơn|ít hơn|không bằng|chưa bằng|chưa đạt|không đạt|chưa tới|tụt sau)"
    rf"\s+(?:\w+\s+){{0,4}}?{_MEAN}\b",
    re.IGNORECASE,
)
_MORE = re.compile(
    rf"\b(?:cao hơn|hơn|vượt|trên|lớn hơn|nhỉnh hơn|nhiều hơn|tốt hơn)\s+(?:\w+\s+){{0,4}}?{_MEAN}\b", re.IGNORECASE
)
_OF_NATION = re.compile(r"\b(?:cả nước|toàn quốc)\b", re.IGNORECASE)
_MEAN_ROW = re.compile(
    r"^\W*(?:bình quân|trung bình|chung|toàn tỉnh|cả tỉnh|tổng(?: cộng| số| chung)?|cộng)\b", re.IGNORECASE
)
_SUMS = re.compile(r"^\W*(?:tổng|cộng)\b", re.IGNORECASE)
_HEAD = re.compile(rf"\b{_MEAN}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Against:
    """The rows beyond the mean, and the column of their own numbers with that of the mean (the same one where the mean
    stands in a row, `mean`)."""

    rows: tuple[Row, ...]
    columns: tuple[int, ...]
    mean: Row | None = None


def asks_mean(text: str) -> bool:
    """Whether a question sets rows against a mean.

    >>> asks_mean("xã nào thua bình quân cả tỉnh"), asks_mean("chính sách nào cao hơn mức trung bình cả nước")
    (True, True)
    >>> asks_mean("xã nào dưới 50%"), asks_mean("điểm trung bình cả nước là bao nhiêu")
    (False, False)
    """
    return bool(_LESS.search(text) or _MORE.search(text))


def against(question: Question, grid: Grid, rows: Sequence[Row], own: Callable[[], Amounts | None]) -> Against | None:
    """The rows whose number lies beyond the mean that a question names; `own` finds the column it speaks of. None where
    it names no mean, or the table prints none."""
    less, more = _LESS.search(question.text), _MORE.search(question.text)
    if not (less or more):
        return None
    pair = _beside(question, grid)
    if pair is not None:
        mine, mean = values(grid, pair[0]), values(grid, pair[1])
        both = [r for r in rows if r.statement.id in mine and r.statement.id in mean]
        sign = -1.0 if less else 1.0
        found = tuple(r for r in both if sign * (mine[r.statement.id] - mean[r.statement.id]) > 0)
        return Against(found, pair)
    amounts = None if _OF_NATION.search(question.text) else own()
    if amounts is None or is_rank(amounts):
        return None
    row = _mean_row(grid, amounts)
    if row is None:
        return None
    limit = amounts.of[row.statement.id]
    kept = [r for r in rows if r.statement.id in amounts.of and r is not row]
    beyond = tuple(
        r for r in kept if (amounts.of[r.statement.id] < limit if less else amounts.of[r.statement.id] > limit)
    )
    return Against(beyond, (amounts.column,), row)


def _beside(question: Question, grid: Grid) -> tuple[int, int] | None:
    """A column of numbers and the one that holds the mean beside it, of one year: that asked for, else the newest."""
    columns = grid.of("number")
    found: list[tuple[float, int, int, int]] = []
    for mean in columns:
        head = grid.headers[mean].rpartition(" – ")
        if not _HEAD.search(head[2]) or bool(_OF_NATION.search(question.text)) > bool(_OF_NATION.search(head[2])):
            continue
        for mine in columns:
            other = grid.headers[mine].rpartition(" – ")
            if mine == mean or _HEAD.search(other[2]) or other[0] != head[0] or _unit(grid, mine) != _unit(grid, mean):
                continue
            own = periods_in(grid.headers[mine])
            fits = max((agrees(p, q) for p in question.periods for q in own), default=OTHER + 1.0)
            if fits > OTHER:
                newest = max((p.end.year for p in own), default=0)
                found.append((fits, newest, -abs(mean - mine), mine * 1000 + mean))
    best = max(found, default=None)
    return divmod(best[3], 1000) if best else None


def _unit(grid: Grid, column: int) -> str:
    units = [f.unit for r in grid.data for f in r.figures if f.column == column]
    return max(set(units), key=units.count) if units else ""


def _mean_row(grid: Grid, amounts: Amounts) -> Row | None:
    """The row that tells the mean of a column: a total tells one of shares and scores only where its number lies among
    theirs."""
    numbers = [amounts.of[r.statement.id] for r in grid.data if r.statement.id in amounts.of]
    for row in grid.rows:
        inside = (
            row.statement.id in amounts.of and numbers and min(numbers) <= amounts.of[row.statement.id] <= max(numbers)
        )
        if (
            inside
            and _MEAN_ROW.match(row.label)
            and (not _SUMS.match(row.label) or "%" in f"{amounts.unit} {amounts.header}")
        ):
            return row
    return None
