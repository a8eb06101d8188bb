"""Grids → Tables: pages joined, headers read as paths, group and total rows known, merged cells repeated.

A table of this genre runs over pages with its header repeated, has a header of one or two rows, rows that only name
a group ("I | Về cải cách …"), and rows that stand under one another by their numbers ("2." over "2.1." over "(1)").
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ingest import frame
from ingest.headings import cell_mark, read_mark
from ingest.placed import PlacedGrids
from ingest.records import Cell, Grid, Row, Span, Table
from ingest.table_groups import grouped
from ingest.table_repeats import repeated, without
from ingest.vietnamese.normalize import join_broken

_COLUMN_NUMBER = re.compile(r"^\(?(?:\d{1,2}|[A-Z])\)?(?:\s*=.*)?$")
_NUMERIC = re.compile(r"^[\s\d.,%/+\-–()]*\d[\s\d.,%/+\-–()]*$")


@dataclass(frozen=True, slots=True)
class _Printed:
    """A row as laid out: the text of each column, the cell it comes from, and whether it is a merged repeat."""

    texts: tuple[str, ...]
    cells: tuple[Cell | None, ...]


def tables(placed: Sequence[PlacedGrids]) -> tuple[Table, ...]:
    """Every table, in reading order."""
    return tuple(_table(ordinal, item) for ordinal, item in enumerate(placed))


def cell_text(text: str) -> str:
    """The text of a cell on one line, words and numbers broken at line ends joined.

    >>> cell_text("Thông tư 02/2017/TT-\\nVPCP\\nTăng 9 bậc")
    'Thông tư 02/2017/TT-VPCP Tăng 9 bậc'
    """
    joined = ""
    for line in text.split("\n"):
        joined = join_broken(joined, " ".join(line.split()))
    return joined.strip()


def _table(ordinal: int, placed: PlacedGrids) -> Table:
    first = _rows(placed.grids[0])
    titles, unit, first = _titled(first, placed.unit)
    caption = placed.caption if placed.caption.endswith(":") or not titles else " ".join(titles)
    height = _header_height(first, placed.grids[0])
    head = first[:height]
    body = first[height:]
    if body and all(_COLUMN_NUMBER.match(text) for text in body[0].texts if text) and _counts(body[0]):
        body = body[1:]
    rows = [_merged(row) for row in body]
    for grid in placed.grids[1:]:
        below = _rows(grid)
        again, cut = _repeats(below, head)
        for index, printed in enumerate(below[again:]):
            row = _merged(printed)
            if index == 0 and any(cut):
                row = replace(row, cells=tuple(without(*pair) for pair in zip(row.cells, cut, strict=True)))
            if index == 0 and rows and _cut(rows[-1], row):
                rows[-1] = _joined(rows[-1], row)
            else:
                rows.append(row)
    columns = placed.grids[0].columns
    header = tuple(_path(row.texts[column] for row in head) for column in range(columns))
    data = tuple(replace(row, index=index) for index, row in enumerate(rows) if any(row.cells))
    return Table(ordinal, header, grouped(data, header), placed.path, caption, unit, placed.after)


def _titled(rows: list[_Printed], unit: str) -> tuple[list[str], str, list[_Printed]]:
    """The titles and the unit note printed inside the table over its header (as spreadsheets have them)."""
    titles: list[str] = []
    while len(rows) > 2 and len(rows[0].texts) > 1 and (_one_cell(rows[0]) or _lone(rows[0])):
        text = next((text for text in rows[0].texts if text), "")
        note = frame.UNIT_NOTE.match(text)
        mark = read_mark(text)
        if mark and not mark.bullet and not frame.shouting(text):
            break
        if note:
            unit = note["unit"].strip()
        elif text:
            titles.append(text)
        rows = rows[1:]
    return titles, unit, rows


def _lone(row: _Printed) -> bool:
    return len(row.texts) > 2 and sum(1 for text in row.texts if text) <= 1


def _rows(grid: Grid) -> list[_Printed]:
    texts = [[""] * grid.columns for _ in range(grid.rows)]
    cells: list[list[Cell | None]] = [[None] * grid.columns for _ in range(grid.rows)]
    for cell in grid.cells:
        for row in range(cell.row, min(cell.row + cell.row_span, grid.rows)):
            for column in range(cell.column, min(cell.column + cell.column_span, grid.columns)):
                texts[row][column] = cell_text(cell.text)
                cells[row][column] = cell
    return [_Printed(tuple(a), tuple(b)) for a, b in zip(texts, cells, strict=True)]


def _one_cell(row: _Printed) -> bool:
    """Whether one cell is all the row holds, over (nearly) its whole width."""
    filled = {id(cell) for cell, text in zip(row.cells, row.texts, strict=True) if text}
    wide = [cell for cell in row.cells if cell is not None and cell.text.strip()]
    return len(filled) == 1 and wide[0].column_span >= max(2, len(row.cells) - 1)


def _header_height(rows: Sequence[_Printed], grid: Grid) -> int:
    """How many rows the header takes: as stated, else as far as the first row's merged cells reach."""
    if grid.header_rows and rows:
        return min(grid.header_rows, len(rows))
    if len(rows) < 2 or not _heads(rows[0]):
        return 0
    height = 1
    top = [cell for cell in rows[0].cells if cell is not None]
    base = min((cell.row for cell in top), default=0)
    reach = max((cell.row + cell.row_span - base for cell in top if cell.row_span < len(rows)), default=1)
    if any(cell.column_span > 1 for cell in top) and len(rows) > 2:
        height = max(2, reach) if _heads(rows[1]) else max(1, reach)
    elif reach > 1 and len({cell.row_span for cell in top}) > 1:
        height = reach
    while height + 1 < len(rows) and any(
        cell is not None and cell.column_span > 1 and cell.row == base + height - 1 and _heads(rows[height])
        for cell in rows[height - 1].cells
    ):
        height += 1
    return min(height, len(rows) - 1)


def _heads(row: _Printed) -> bool:
    """Whether a row can be a header: words in most of its columns, no figures, no list number in front."""
    filled = [text for text in row.texts if text]
    if len(filled) < max(2, 0.5 * len(row.texts)) or any(_NUMERIC.match(text) for text in filled):
        return False
    numbered = cell_mark(row.texts[0]) is not None and not _COLUMN_NUMBER.match(row.texts[0])
    return not numbered and all(len(text) < 160 for text in filled)


def _counts(row: _Printed) -> bool:
    return sum(1 for text in row.texts if text) >= max(3, len(row.texts) - 1)


def _path(texts: Iterable[str]) -> tuple[str, ...]:
    found: list[str] = []
    for text in texts:
        if text and (not found or found[-1] != text):
            found.append(text)
    return tuple(found)


def _repeats(rows: Sequence[_Printed], head: Sequence[_Printed]) -> tuple[int, tuple[str, ...]]:
    """How many rows at the top of a continued grid repeat the header, and what is cut off it."""
    count, cut = repeated([row.texts for row in rows], [row.texts for row in head])
    if count < len(rows) and all(_COLUMN_NUMBER.match(t) for t in rows[count].texts if t) and _counts(rows[count]):
        count += 1
    return count, cut


def _merged(row: _Printed) -> Row:
    spans: list[Span] = []
    seen: set[int] = set()
    for cell in row.cells:
        if cell is not None and cell.span is not None and id(cell) not in seen and cell.text.strip():
            seen.add(id(cell))
            spans.append(cell.span)
    cell_spans = tuple(cell.span if cell is not None else None for cell in row.cells)
    return Row(0, row.texts, "group" if _names_group(row) else "data", (), _envelope(spans), cell_spans)


def _envelope(spans: Sequence[Span]) -> tuple[Span, ...]:
    """One span a page over all the given ones, with their boxes."""
    pages: dict[int, list[Span]] = {}
    for span in spans:
        pages.setdefault(span.page, []).append(span)
    return tuple(
        Span(page, min(s.start for s in here), max(s.end for s in here), tuple(box for s in here for box in s.boxes))
        for page, here in pages.items()
    )


def _names_group(row: _Printed) -> bool:
    if _one_cell(row):
        return True
    distinct = {id(cell): cell for cell in row.cells if cell is not None and cell.text.strip()}
    if len(distinct) == 2 and row.texts[0] and cell_mark(row.texts[0]):
        wide = max(distinct.values(), key=lambda cell: cell.column_span)
        if wide.column_span >= max(2, len(row.texts) - 2):
            return True
    filled = [(column, text) for column, text in enumerate(row.texts) if text]
    if len(row.texts) < 3 or len(filled) != 2 or filled[0][0] != 0 or filled[1][0] != 1:
        return False
    mark = cell_mark(filled[0][1])
    return mark is not None and mark.kind in {"roman", "letter", "part"} and not _NUMERIC.match(filled[1][1])


def _cut(above: Row, below: Row) -> bool:
    """Whether a page break cut a row: what goes on has no number and nothing in front that begins something."""
    if below.kind != "data" or above.kind != "data" or below.cells[0] or all(below.cells):
        return False
    front = next(((column, text) for column, text in enumerate(below.cells) if text), None)
    if front is None:
        return False
    column, text = front
    mark = read_mark(text)
    if mark and not mark.bullet:
        return False
    begun = above.cells[column]
    return text[:1].islower() or (bool(begun) and not begun.rstrip().endswith((".", ";"))) or column > 1


def _joined(above: Row, below: Row) -> Row:
    pairs = zip(above.cells, below.cells, strict=True)
    texts = tuple(join_broken(a, b) if a and b and a != b else a or b for a, b in pairs)
    return replace(above, cells=texts, spans=_envelope([*above.spans, *below.spans]))
