"""Total rows of tables that are not the sum of the rows above them."""

import re
from collections.abc import Iterator, Sequence

from ingest.audit.passages import finding, half_unit
from ingest.records import Finding, Parsed, Row, Table
from ingest.vietnamese.digits import format_number, parse_number

TOTAL = "hàng tổng không khớp"
_NUMBER = re.compile(r"-?\d[\d.,]*")
_NOT_ADDED = re.compile(
    r"tỷ lệ|tỉ lệ|%|bình quân|trung bình|hạng|chỉ số|đơn giá|mức|năm|ghi chú|số TT|STT|^TT", re.IGNORECASE
)


def totals(parsed: Parsed) -> Iterator[Finding]:
    """Findings on the total rows of all tables.

    Which rows a total row adds up is not printed: it is taken to be those that make it in another column, so a table
    with a single column of numbers says nothing.
    """
    for table in parsed.tables:
        rows = [row for row in table.rows if row.kind == "total"]
        if len(rows) == 1:
            yield from _table(parsed, table, rows[0])


def _table(parsed: Parsed, table: Table, total: Row) -> Iterator[Finding]:
    data = [row for row in table.rows if row.kind == "data"]
    top = min((len(row.group) for row in data), default=0)
    choices = [data, [row for row in data if len(row.group) == top]]
    columns = [c for c in range(len(table.header)) if not _NOT_ADDED.search(" ".join(table.header[c]))]
    columns = [c for c in columns if c < len(total.cells) and _NUMBER.fullmatch(total.cells[c].strip())]
    for chosen in choices:
        fits = {c: _sum(chosen, c) for c in columns}
        sums = {c: total_ for c, total_ in fits.items() if total_ is not None}
        wrong = [c for c, (added, slack) in sums.items() if abs(added - parse_number(total.cells[c])) > slack]
        if len(wrong) * 2 < len(sums):
            for c in wrong:
                statement = next(
                    (s for s in parsed.statements if (s.table, s.row) == (table.ordinal, total.index)), None
                )
                if statement is None:
                    continue
                name = " – ".join(table.header[c])
                added = format_number(round(sums[c][0], 4))
                message = f"Cột “{name}”: hàng tổng in là {total.cells[c].strip()} nhưng các hàng cộng lại là {added}."
                yield finding(TOTAL, message, statement)
            return


def _sum(rows: Sequence[Row], column: int) -> tuple[float, float] | None:
    """The sum of a column and how far rounding may move it; None where it is no column of numbers."""
    cells = [row.cells[column].strip() for row in rows if column < len(row.cells)]
    printed = [cell for cell in cells if cell not in ("", "-", "–", "0")]
    if len(printed) < 2 or not all(_NUMBER.fullmatch(cell) for cell in printed):
        return None
    halves = [half_unit(cell) for cell in printed]
    slack = sum(half for half in halves if half < 0.5) + min(halves) * (min(halves) < 0.5)
    return sum(parse_number(cell) for cell in printed), slack + 1e-6
