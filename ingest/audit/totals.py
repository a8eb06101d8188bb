"""Total rows of tables that are not the sum of the rows above them."""

import re
from collections.abc import Iterator, Sequence

from ingest.audit.passages import finding, half_unit
from ingest.audit.slips import slip
from ingest.records import Finding, Parsed, Row, Table
from ingest.vietnamese.digits import format_number, parse_number

TOTAL = "hàng tổng không khớp"
_NUMBER = re.compile(r"-?\d[\d.,]*")
_SOME = re.compile(r"(?<!\w)(?:trong đó|riêng)(?!\w)", re.IGNORECASE)
"""Rows that are some of the row above them, not all."""
_SHORT = 4
"""Digits and marks: a shorter total is one slip away from many sums."""
_NOT_ADDED = re.compile(
    r"tỷ lệ|tỉ lệ|%|bình quân|trung bình|hạng|chỉ số|đơn giá|mức|năm|ghi chú|số TT|STT|^TT", re.IGNORECASE
)


def totals(parsed: Parsed) -> Iterator[Finding]:
    """Findings on the total rows of all tables.

    Which rows a total row adds up is not printed: it is taken to be those that make it in another column, or that one
    slip of the hand parts from it; of a row that others stand under the latter alone.
    """
    for table in parsed.tables:
        rows = [row for row in table.rows if row.kind == "total"]
        if len(rows) == 1:
            found = list(_table(parsed, table, rows[0]))
            yield from found or _slipped(parsed, table, rows[0], _choices(table))
        for row, below in _parents(table):
            yield from _slipped(parsed, table, row, [below])


def _table(parsed: Parsed, table: Table, total: Row) -> Iterator[Finding]:
    columns = _added(table, total)
    for chosen in _choices(table):
        fits = {c: _sum(chosen, c) for c in columns}
        sums = {c: total_ for c, total_ in fits.items() if total_ is not None}
        wrong = [c for c, (added, slack) in sums.items() if abs(added - parse_number(total.cells[c])) > slack]
        if len(wrong) * 2 < len(sums):
            for c in wrong:
                yield from _finding(parsed, table, total, c, sums[c][0])
            return


def _choices(table: Table) -> list[list[Row]]:
    """The rows that a total may add up: all, or those that stand under no other."""
    data = [row for row in table.rows if row.kind == "data"]
    top = min((len(row.group) for row in data), default=0)
    return [data, [row for row in data if len(row.group) == top]]


def _added(table: Table, total: Row) -> list[int]:
    """The columns whose numbers may be added up."""
    columns = (c for c in range(len(table.header)) if not _NOT_ADDED.search(" ".join(table.header[c])))
    return [c for c in columns if c < len(total.cells) and _NUMBER.fullmatch(total.cells[c].strip())]


def _parents(table: Table) -> Iterator[tuple[Row, list[Row]]]:
    """Rows with numbers of their own that others stand right under."""
    for i, row in enumerate(table.rows):
        below = []
        for other in table.rows[i + 1 :]:
            if len(other.group) <= len(row.group):
                break
            if len(other.group) == len(row.group) + 1 and other.kind == "data":
                below.append(other)
        if row.kind == "data" and len(below) > 1 and not any(_SOME.search(" ".join(each.cells)) for each in below):
            yield row, below


def _slipped(parsed: Parsed, table: Table, total: Row, choices: Sequence[Sequence[Row]]) -> Iterator[Finding]:
    """Findings on totals that are one slip of the hand away from the sum of their rows."""
    for c in _added(table, total):
        printed = total.cells[c].strip()
        sums = [found for chosen in choices if (found := _sum(chosen, c)) is not None]
        if any(abs(added - parse_number(printed)) <= slack for added, slack in sums):
            continue
        for added, _ in sums:
            right = format_number(round(added, 4))
            if len(right) == len(printed) and len(printed) > _SHORT and slip(printed, right):
                yield from _finding(parsed, table, total, c, added)
                break


def _finding(parsed: Parsed, table: Table, total: Row, column: int, added: float) -> Iterator[Finding]:
    statement = next((s for s in parsed.statements if (s.table, s.row) == (table.ordinal, total.index)), None)
    if statement is not None:
        name = " – ".join(table.header[column])
        printed = total.cells[column].strip()
        right = format_number(round(added, 4))
        yield finding(TOTAL, f"Cột “{name}”: hàng tổng in là {printed} nhưng các hàng cộng lại là {right}.", statement)


def _sum(rows: Sequence[Row], column: int) -> tuple[float, float] | None:
    """The sum of a column and how far rounding may move it; None where it is no column of numbers."""
    cells = [row.cells[column].strip() for row in rows if column < len(row.cells)]
    printed = [cell for cell in cells if cell not in ("", "-", "–", "0")]
    if len(printed) < 2 or not all(_NUMBER.fullmatch(cell) for cell in printed):
        return None
    halves = [half_unit(cell) for cell in printed]
    slack = sum(half for half in halves if half < 0.5) + min(halves) * (min(halves) < 0.5)
    return sum(parse_number(cell) for cell in printed), slack + 1e-6
