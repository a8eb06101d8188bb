"""What a loader gives: the file as it is laid out. Small frozen records without behaviour.

Offsets are Unicode code points in NFC text; boxes are (x0, top, x1, bottom) in PDF points from the
top-left corner of the page. Every text is NFC.
"""

from dataclasses import dataclass
from typing import Literal

Box = tuple[float, float, float, float]
PlacedLine = tuple[int, int, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a file. `number` counts from 1; 0 where the format has no pages (DOCX, TXT, HTML).

    `text` is what is printed on it in reading order, a line of print a line, a table row a line with its
    cells separated by tabs; nothing is joined or removed here, so every Span can be checked by eye.
    `method` says how it was read; `problem` why it could not be (Vietnamese, shown to a person). `lines` is where
    each line of print stands: (start, end) in `text`, then x0, top, x1, bottom as shares of the page as a viewer
    shows it, from its top left corner; empty where the format has no places.
    """

    number: int
    text: str
    width: float | None = None
    height: float | None = None
    method: Literal["text", "ocr", "none"] = "text"
    problem: str = ""
    lines: tuple[PlacedLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """Characters [start, end) of the text of page `page`, with their boxes where the format has them."""

    page: int
    start: int
    end: int
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of print (PDF, OCR, TXT) or a whole paragraph (DOCX, HTML, Markdown: `whole` is true).

    `level` is the heading level that the format itself states (Word style, Markdown #), 0 for none.
    `marks` are footnote marks printed in the line as superscripts: (offset in `text`, mark). The mark is
    not part of `text`. `number` is the list number that Word generates ("1.", "a)"), not part of `text`.
    """

    text: str
    span: Span
    size: float | None = None
    bold: bool = False
    italic: bool = False
    centred: bool = False
    indent: float | None = None
    level: int = 0
    number: str = ""
    marks: tuple[tuple[int, str], ...] = ()
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a grid; merged cells stand once, at their top-left corner. `text` may hold line breaks."""

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as laid out, before its header is understood. `header_rows` where the format states it.

    A table that runs over several pages is one Grid a page; structure.py joins them.
    """

    cells: tuple[Cell, ...]
    rows: int
    columns: int
    page: int
    header_rows: int = 0


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or endnote: its mark as printed and its lines."""

    mark: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file as read: its pages, and its content in reading order.

    `properties` is what the file says of itself ("title", "author", "made", "changed", "program"): not printed, and
    often wrong.
    """

    format: str
    pages: tuple[Page, ...]
    flow: tuple[Line | Grid | Note, ...]
    problems: tuple[str, ...] = ()
    properties: tuple[tuple[str, str], ...] = ()
