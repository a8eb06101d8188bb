"""Sheets → Loaded: the text of each page with every line's offsets, footnotes as notes, page numbers out of the flow.

`Page.text[span.start:span.end]` is the text of the line or cell (a cell's line breaks are spaces there). Footnote
marks are not in it, except a note's own mark at its start. Lines that are page numbers or running heads stand in the
page's text and not in the flow.
"""

from collections.abc import Sequence

from ingest.loaders.flow import Filled, Writer, grid
from ingest.loaders.glyphs import around
from ingest.loaders.layout import Print, margins
from ingest.loaders.sheet import PLAIN_MARK, Sheet, Table, body_size, furniture, notes_start
from ingest.records import Box, Grid, Line, Loaded, Note, Page, Span

# A line is centred when its middle is within this share of the text's width from the text's middle, and it keeps
# this share free on each side.
CENTRE, CLEAR = 0.03, 0.05


def assemble(format_: str, sheets: Sequence[Sheet], problems: Sequence[str] = ()) -> Loaded:
    """All pages of a file as read → its pages and its flow."""
    apart = furniture(sheets)
    size = body_size(sheets)
    pages: list[Page] = []
    flow: list[Line | Grid | Note] = []
    last_note: int | None = None
    for sheet in sheets:
        lines = [line for line in sheet.prints if id(line) not in apart]
        start = notes_start(sheet, lines, size, last_note is not None)
        noted = {id(line) for line in lines[start:]}
        left, right = margins(line for line in lines[:start]) if lines[:start] else margins(lines)
        writer = Writer(sheet.number)
        notes: list[Note] = []
        for item in sheet.items:
            if isinstance(item, Table):
                flow.append(_grid(item, writer))
            elif id(item) in apart:
                writer.add(item.text, box=item.box)
            elif id(item) in noted:
                mark, line = _note_line(item, writer, left, right)
                if mark or (last_note is None and not notes):
                    notes.append(Note(mark, (line,)))
                elif notes:
                    notes[-1] = Note(notes[-1].mark, (*notes[-1].lines, line))
                elif last_note is not None:
                    before = flow[last_note]
                    if isinstance(before, Note):
                        flow[last_note] = Note(before.mark, (*before.lines, line))
            else:
                flow.append(_line(item, writer, left, right))
        flow.extend(notes)
        if notes:
            last_note = len(flow) - 1
        elif not noted:
            last_note = None
        placed = tuple((start, end, *_shown(box, sheet)) for start, end, box in writer.boxes)
        pages.append(Page(sheet.number, writer.text, sheet.width, sheet.height, sheet.method, sheet.problem, placed))
    return Loaded(format_, tuple(pages), tuple(flow), tuple(problems))


def _line(item: Print, writer: Writer, left: float, right: float) -> Line:
    return _made(item, item.text, item.marks, writer.add(item.text, box=item.box), left, right)


def _note_line(item: Print, writer: Writer, left: float, right: float) -> tuple[str, Line]:
    """A line among the footnotes: its mark if it begins a note ("" if not), and the line without it."""
    if item.own:
        writer.add(item.own, " ")
        return item.own, _line(item, writer, left, right)
    matched = PLAIN_MARK.match(item.text)
    if not matched:
        return "", _line(item, writer, left, right)
    writer.add(matched.group(), "")
    cut = matched.end()
    text = item.text[cut:]
    marks = tuple((offset - cut, mark) for offset, mark in item.marks if offset > cut)
    return matched.group(1), _made(item, text, marks, writer.add(text, box=item.box), left, right)


def _made(item: Print, text: str, marks: tuple[tuple[int, str], ...], span: Span, left: float, right: float) -> Line:
    x0, _, x1, _ = item.box
    width = right - left
    centred = (
        width > 0
        and abs((x0 + x1) / 2 - (left + right) / 2) <= CENTRE * width
        and x0 - left >= CLEAR * width
        and right - x1 >= CLEAR * width
    )
    span = Span(span.page, span.start, span.end, (item.box,))
    return Line(text, span, item.size, item.bold, item.italic, centred, round(x0 - left, 1), marks=marks)


def _grid(table: Table, writer: Writer) -> Grid:
    cells = [
        Filled(
            "\n".join(line.text for line in prints),
            box.row,
            box.column,
            box.row_span,
            box.column_span,
            (around(line.box for line in prints) if prints else box.box,),
            tuple(line.box for line in prints),
        )
        for box, prints in zip(table.lattice.fields, table.texts, strict=True)
    ]
    return grid(writer, cells, table.lattice.rows, table.lattice.columns)


def _shown(box: Box, sheet: Sheet) -> Box:
    """A box as shares of the page as a viewer shows it: a sheet read sideways is turned back."""
    width, height = max(sheet.width, 1.0), max(sheet.height, 1.0)
    x0, top, x1, bottom = box[0] / width, box[1] / height, box[2] / width, box[3] / height
    turned: dict[int, Box] = {
        0: (x0, top, x1, bottom),
        90: (top, 1 - x1, bottom, 1 - x0),
        180: (1 - x1, 1 - bottom, 1 - x0, 1 - top),
        270: (1 - bottom, x0, 1 - top, x1),
    }
    x0, top, x1, bottom = (min(1.0, max(0.0, round(share, 4))) for share in turned[sheet.turn])
    return x0, top, x1, bottom
