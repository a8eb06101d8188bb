"""Loaded files that a test can write by hand: lines of plain text, placed lines of print, small grids."""

from ingest.records import Cell, Grid, Line, Loaded, Note, Page, Span


def plain(text: str) -> Loaded:
    """A text export: hard-wrapped lines, blank lines kept in the page's text only."""
    flow, offset = [], 0
    for line in text.split("\n"):
        if line.strip():
            flow.append(Line(line, Span(0, offset, offset + len(line))))
        offset += len(line) + 1
    return Loaded("txt", (Page(0, text),), tuple(flow))


def printed(*pages: str, right: float = 500.0) -> Loaded:
    """A typeset file: six points a character; a line beginning with two spaces has a first-line indent of 30 points."""
    made, flow = [], []
    for number, text in enumerate(pages, start=1):
        offset, body = 0, []
        for line in text.split("\n"):
            words = line.strip()
            indent = 30.0 if line.startswith("  ") else 0.0
            box = (50.0 + indent, 0.0, min(right, 50.0 + indent + 6 * len(words)), 12.0)
            flow.append(Line(words, Span(number, offset, offset + len(words), (box,)), 14.0, indent=indent))
            body.append(words)
            offset += len(words) + 1
        made.append(Page(number, "\n".join(body), 595.0, 842.0))
    return Loaded("pdf", tuple(made), tuple(flow))


def whole(*paragraphs: str | Grid | Note) -> Loaded:
    """A word-processor file: every paragraph a line."""
    text, flow = "", []
    for item in paragraphs:
        if isinstance(item, str):
            flow.append(Line(item, Span(0, len(text), len(text) + len(item)), whole=True))
            text += item + "\n"
        else:
            flow.append(item)
    return Loaded("docx", (Page(0, text),), tuple(flow))


def grid(rows: list[list[str | None]], page: int = 0, header_rows: int = 0) -> Grid:
    """A grid of texts; None belongs to the cell on its left, "^" to the cell above it."""
    cells = []
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            if text is None or text == "^":
                continue
            wide = 1
            while column + wide < len(texts) and texts[column + wide] is None:
                wide += 1
            high = 1
            while row + high < len(rows) and rows[row + high][column] == "^":
                high += 1
            cells.append(Cell(text, row, column, high, wide))
    return Grid(tuple(cells), len(rows), len(rows[0]), page, header_rows)
