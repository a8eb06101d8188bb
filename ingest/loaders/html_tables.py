"""Tables of a web page: which are data and not page layout, and where their cells lie."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ingest.loaders.html_visible import is_field, is_hidden, words


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's element, its first row and column, and how many it spans."""

    element: Any
    row: int
    column: int
    high: int
    wide: int


@dataclass(frozen=True, slots=True)
class Laid:
    """The cells of a table in reading order, its size, how many rows head it, and the characters of its hidden rows."""

    cells: tuple[Cell, ...]
    rows: int
    columns: int
    header: int
    hidden: int


def laid_out(table: Any) -> Laid:
    """Where the visible cells of a table lie, as a browser lays them out."""
    cells: list[Cell] = []
    taken: set[tuple[int, int]] = set()
    rows = columns = header = hidden = 0
    for row in _rows(table):
        if is_hidden(row):
            hidden += len(words(row))
            continue
        column = 0
        found = [cell for cell in row if cell.tag in ("td", "th")]
        for cell in found:
            while (rows, column) in taken:
                column += 1
            high, wide = _span(cell, "rowspan"), _span(cell, "colspan")
            taken.update((rows + r, column + c) for r in range(high) for c in range(wide))
            cells.append(Cell(cell, rows, column, high, wide))
            column += wide
        columns = max(columns, column)
        if header == rows and found and (all(cell.tag == "th" for cell in found) or row.getparent().tag == "thead"):
            header += 1
        rows += 1
    return Laid(tuple(cells), rows, columns, header, hidden)


def _rows(table: Any) -> Iterator[Any]:
    """The rows of a table, without those of tables inside its cells."""
    for row in table.iter("tr"):
        if next(row.iterancestors("table")) is table:
            yield row


def is_table(element: Any) -> bool:
    """Data, not page layout: two rows and two columns at least, and no table inside that holds most of it."""
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in _rows(element)]
    inner = [table for table in element.iter("table") if table is not element]
    nested = any(len(words(table)) > 0.5 * len(words(element)) for table in inner)
    bordered = element.get("border") not in (None, "0") or "border" in (element.get("style") or "")
    told = sum(is_field(words(row[0])) for row in rows if row)
    letterhead = 2 * told <= len(rows) <= 3 and max((len(row) for row in rows), default=0) <= 2 and not bordered
    return not nested and not letterhead and len(rows) >= 2 and max((len(row) for row in rows), default=0) >= 2


def _span(cell: Any, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return min(1000, max(1, int(value))) if value.isdigit() else 1
