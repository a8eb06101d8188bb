"""The flow of a loaded file without page furniture, with the frame's two columns apart: what structure.py reads.

In: `Loaded.flow`. Out: the same Lines, Grids and Notes, less page numbers and running heads; grids that only lay
out the frame (letterhead, recipients and signature, a boxed remark) are turned into their Lines.
"""

import re
from collections import Counter
from dataclasses import replace

from ingest import frame
from ingest.frame_wraps import joined
from ingest.records import Box, Cell, Grid, Line, Loaded, Note, Span
from ingest.vietnamese.letters import LOWER, UPPER

Item = Line | Grid | Note

_PAGE_NUMBER = re.compile(r"^\W*(?:Trang|Page)?\W*\d{1,4}(?:\s*/\s*\d{1,4})?\W*$", re.IGNORECASE)
# A running head is printed on at least this many pages; two equal lines at a page's edge may be chance.
_RUNNING_PAGES = 3


def flow(loaded: Loaded) -> tuple[Item, ...]:
    """The flow of `loaded`, ready to be structured."""
    opened: list[Item] = []
    for item in loaded.flow:
        if isinstance(item, Grid) and lays_out(item):
            opened.extend(_lines_of(item))
        else:
            opened.append(item)
    result: list[Item] = []
    for item in opened if loaded.format == "xlsx" else _without_furniture(opened):  # a sheet is no page of print
        if isinstance(item, Line):
            pieces = frame.split_columns(item.text)
            if len(pieces) == 1:
                pieces = _heading_apart(item.text)
            result.extend(part(item, a, b) for a, b in pieces if item.text[a:b].strip())
        else:
            result.append(item)
    return tuple(joined(result))


# "I. CÔNG TÁC CHỈ ĐẠO Ủy ban nhân dân tỉnh đã …": a part's heading in capitals with its text behind it on one line.
_GLUED = re.compile(
    rf"(?:[A-HĐ]|[IVX]{{1,5}})[.)]\s+(?:[{UPPER}\d][{UPPER}\d,&/–-]*\s+){{3,}}(?=[{UPPER}][{LOWER}]+\s+[{LOWER}])"
)


def _heading_apart(text: str) -> list[tuple[int, int]]:
    """Offsets of a heading in capitals and of the text that was joined to it; of the whole line where none is.

    >>> line = "I. CÔNG TÁC CHỈ ĐẠO Ủy ban nhân dân tỉnh đã chỉ đạo."
    >>> [line[a:b] for a, b in _heading_apart(line)]
    ['I. CÔNG TÁC CHỈ ĐẠO', 'Ủy ban nhân dân tỉnh đã chỉ đạo.']
    """
    found = _GLUED.match(text)
    if not found:
        return [(0, len(text))]
    return [(0, len(found.group().rstrip())), (found.end(), len(text))]


def part(line: Line, start: int, end: int) -> Line:
    """The piece [start, end) of a line, its span and box cut in proportion."""
    if (start, end) == (0, len(line.text)):
        return line
    width = max(len(line.text), 1)
    span = line.span
    exact = span.end - span.start == len(line.text)
    cut = replace(
        span,
        start=span.start + start if exact else span.start,
        end=span.start + end if exact else span.end,
        boxes=tuple(slice_box(box, start / width, end / width) for box in span.boxes),
    )
    marks = tuple((offset - start, mark) for offset, mark in line.marks if start < offset <= end)
    return replace(line, text=line.text[start:end], span=cut, marks=marks, number="" if start else line.number)


def slice_box(box: Box, left: float, right: float) -> Box:
    """The part of a box between two fractions of its width.

    >>> slice_box((0, 10, 100, 20), 0.25, 0.5)
    (25.0, 10, 50.0, 20)
    """
    x0, top, x1, bottom = box
    return x0 + (x1 - x0) * left, top, x0 + (x1 - x0) * right, bottom


def lays_out(grid: Grid) -> bool:
    """Whether a grid is no table: it holds the letterhead, the recipients or the signature, or is one box."""
    if grid.columns == 1:
        return True
    text = "\n".join(cell.text for cell in grid.cells)
    if frame.MOTTO.search(text) and grid.rows <= 6:
        return True
    small = grid.rows <= 3 and grid.columns <= 3
    lines = text.split("\n")
    signed = any(frame.ROLE.match(line) and frame.shouting(line) for line in lines)
    return small and (signed or any(frame.RECIPIENTS.match(line) for line in lines))


def _lines_of(grid: Grid) -> list[Line]:
    return [line for cell in grid.cells for line in _cell_lines(cell, grid.page)]


def _cell_lines(cell: Cell, page: int) -> list[Line]:
    whole = Line(cell.text, cell.span or Span(page, 0, 0), whole=page == 0)
    lines, start = [], 0
    for text in cell.text.split("\n"):
        if text.strip():
            line = part(whole, start, start + len(text))
            lines.append(replace(line, span=replace(line.span, boxes=whole.span.boxes)))
        start += len(text) + 1
    return lines


def _without_furniture(items: list[Item]) -> list[Item]:
    edges: dict[int, list[int]] = {}
    for index, item in enumerate(items):
        page = item.span.page if isinstance(item, Line) else item.page if isinstance(item, Grid) else 0
        if page:
            edges.setdefault(page, []).append(index)
    at_edge = {page: {*indexes[:2], *indexes[-2:]} for page, indexes in edges.items()}
    masked = Counter(
        _mask(item.text)
        for indexes in at_edge.values()
        for item in {id(items[i]): items[i] for i in indexes}.values()
        if isinstance(item, Line)
    )
    # Two marks decide: at the edge of its page, and a bare page number or the same words page after page.
    running = {text for text, count in masked.items() if count >= max(_RUNNING_PAGES, len(edges) // 3)}
    dropped: set[int] = set()
    for page, indexes in at_edge.items():
        for index in indexes:
            item = items[index]
            outer = index in (edges[page][0], edges[page][-1])
            if isinstance(item, Line) and (
                (outer and _PAGE_NUMBER.match(item.text)) or (_mask(item.text) in running and len(item.text) < 150)
            ):
                dropped.add(index)
    return [item for index, item in enumerate(items) if index not in dropped]


def _mask(text: str) -> str:
    return re.sub(r"\d+", "#", text.strip()).lower()
