"""The text of a page as it is written down, and lines and grids that know their offsets in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ingest.records import Box, Cell, Grid, Line, Span


@dataclass
class Writer:
    """The text of one page as it grows. Every text added is followed by `end`."""

    page: int = 0
    parts: list[str] = field(default_factory=list)
    length: int = 0
    boxes: list[tuple[int, int, Box]] = field(default_factory=list)

    def add(self, text: str, end: str = "\n", box: Box | None = None) -> Span:
        """Write `text`, printed in `box`; its span (without `end`)."""
        start = self.length
        self.parts.append(text + end)
        self.length += len(text) + len(end)
        if box is not None and text:
            self.boxes.append((start, start + len(text), box))
        return Span(self.page, start, start + len(text))

    @property
    def text(self) -> str:
        return "".join(self.parts).rstrip("\n")

    def line(
        self,
        text: str,
        *,
        whole: bool = True,
        level: int = 0,
        bold: bool = False,
        italic: bool = False,
        marks: tuple[tuple[int, str], ...] = (),
    ) -> Line:
        """Write a line; for formats without places."""
        return Line(text, self.add(text), bold=bold, italic=italic, level=level, marks=marks, whole=whole)


@dataclass(frozen=True, slots=True)
class Filled:
    """A cell before it is written down."""

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    boxes: tuple[Box, ...] = ()
    line_boxes: tuple[Box, ...] = ()
    """The box of each line of `text`, where the format has places."""


@dataclass(frozen=True, slots=True)
class FlatTable:
    """Lines [start, end) of a text as a table."""

    start: int
    end: int
    cells: tuple[Filled, ...]
    rows: int
    columns: int
    header_rows: int


def grid(writer: Writer, cells: Iterable[Filled], rows: int, columns: int, header_rows: int = 0) -> Grid:
    """Write a table, a row a line, cells by tabs (a cell's own line breaks as spaces) → its Grid."""
    made: list[Cell] = []
    last = 0
    for cell in sorted(cells, key=lambda cell: (cell.row, cell.column)):
        if made:
            writer.add("", "\n" if cell.row != last else "\t")
        last = cell.row
        at = writer.add(cell.text.replace("\n", " "), "")
        start = at.start
        for text, box in zip(cell.text.split("\n"), cell.line_boxes, strict=False):
            writer.boxes.append((start, start + len(text), box))
            start += len(text) + 1
        span = Span(at.page, at.start, at.end, cell.boxes)
        made.append(Cell(cell.text, cell.row, cell.column, cell.row_span, cell.column_span, span))
    writer.add("")
    return Grid(tuple(made), rows, columns, writer.page, header_rows)


def plain_grid(writer: Writer, rows: Sequence[Sequence[str]], header_rows: int = 0) -> Grid:
    """Write a table without merged cells; short rows are filled with empty cells."""
    columns = max(len(row) for row in rows)
    cells = [
        Filled(row[column] if column < len(row) else "", index, column)
        for index, row in enumerate(rows)
        for column in range(columns)
    ]
    return grid(writer, cells, len(rows), columns, header_rows)
