"""DOCX → Loaded: paragraphs, tables, footnotes and text boxes in reading order."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from lxml import etree

from ingest.loaders.docx_numbering import Numbering
from ingest.loaders.docx_styles import Styles, W
from ingest.loaders.docx_text import MC, Paragraph, alternative, read_paragraph
from ingest.loaders.errors import DEFAULT_LIMITS, Limits, LoadError, OnPage, quiet
from ingest.loaders.flow import Filled, Writer, grid
from ingest.loaders.package import check_package
from ingest.records import Grid, Line, Loaded, Note, Page

DAMAGED = "Tệp Word hỏng hoặc bị cắt cụt nên không mở được; hãy mở bằng Word, lưu lại rồi nạp lại."
NO_TEXT = "Tệp Word không có chữ nào."
HIDDEN = "Có {count} ký tự ẩn trong tệp Word, đã bỏ qua."
# A table without borders of at most this many rows lays out a letterhead or a signature block, not data.
LAYOUT_ROWS, LAYOUT_COLUMNS = 4, 3


def load_docx(path: Path, limits: Limits = DEFAULT_LIMITS, on_page: OnPage = quiet) -> Loaded:
    """Read a DOCX. Raises LoadError when it is damaged, too large unzipped, holds a DOCTYPE, or no text."""
    check_package(path, limits)
    try:
        document = docx.Document(str(path))
    except (PackageNotFoundError, KeyError, ValueError, zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        raise LoadError(DAMAGED) from error
    reader = _Reader(document.part)
    reader.body(document.element.body)
    if not reader.flow:
        raise LoadError(NO_TEXT)
    problems = (HIDDEN.format(count=reader.hidden),) if reader.hidden else ()
    pages = tuple(Page(writer.page, writer.text) for writer in reader.writers)
    return Loaded("docx", pages, tuple(reader.flow), problems)


class _Reader:
    """Walks the body once, writing pages and flow."""

    def __init__(self, part: Any) -> None:
        roots = {rel.reltype.rsplit("/", 1)[-1]: rel.target_part for rel in part.rels.values() if not rel.is_external}
        self.styles = Styles(_root(roots.get("styles")))
        self.numbering = Numbering(_root(roots.get("numbering")))
        self.notes = {kind: _notes(_root(roots.get(f"{kind}s")), kind) for kind in ("footnote", "endnote")}
        body = part.element.body
        self.paged = next(body.iter(f"{W}lastRenderedPageBreak"), None) is not None
        self.writers = [Writer(1 if self.paged else 0)]
        self.flow: list[Line | Grid | Note] = []
        self.marks: dict[tuple[str, str], str] = {}
        self.hidden = 0

    @property
    def writer(self) -> Writer:
        return self.writers[-1]

    def body(self, element: Any) -> None:
        for child in _blocks(element):
            if child.tag == f"{W}p":
                self.paragraph(child)
            else:
                self.table(child)

    def read(self, element: Any) -> Paragraph:
        paragraph = read_paragraph(element, self.styles, self.numbering, self.marks)
        self.hidden += paragraph.hidden
        return paragraph

    def turn(self, pages: int) -> None:
        if self.paged:
            self.writers.extend(Writer(self.writer.page + 1 + extra) for extra in range(pages))

    def paragraph(self, element: Any) -> None:
        paragraph = self.read(element)
        self.turn(paragraph.breaks_before)
        self.flow.extend(self.lines(paragraph))
        self.turn(paragraph.breaks_inside)
        self.after(paragraph)

    def after(self, paragraph: Paragraph) -> None:
        """What hangs on a paragraph: its text boxes, its footnotes."""
        for box in paragraph.boxes:
            if box.tag == f"{W}p":
                self.paragraph(box)
            elif box.tag == f"{W}tbl":
                self.table(box)
        for mark, key in paragraph.notes:
            kind, number = key.split(":", 1)
            lines: list[Line] = []
            for part in self.notes[kind].get(number, ()):
                if not lines:
                    self.writer.add(mark, " ")
                lines.extend(self.lines(self.read(part)))
            self.flow.append(Note(mark, tuple(lines)))

    def lines(self, paragraph: Paragraph) -> Iterator[Line]:
        number = paragraph.number
        for piece in paragraph.pieces:
            if not piece.text:
                continue
            if number:
                self.writer.add(number, " ")
            letters = len(piece.text.replace(" ", ""))
            yield Line(
                piece.text,
                self.writer.add(piece.text),
                size=max(piece.sizes, key=lambda size: piece.sizes[size]) if piece.sizes else None,
                bold=piece.bold >= 0.9 * letters,
                italic=piece.italic >= 0.9 * letters,
                centred=paragraph.centred,
                indent=paragraph.indent,
                level=paragraph.level,
                number=number,
                marks=tuple(piece.marks),
                whole=True,
            )
            number = ""

    def table(self, element: Any) -> None:
        cells, rows, columns, header = _cells(element)
        if not cells:
            return
        if rows <= LAYOUT_ROWS and columns <= LAYOUT_COLUMNS and not _bordered(element, self.styles):
            for _, _, _, _, cell in sorted(cells, key=lambda cell: (cell[1], cell[0])):
                self.body(cell)
            return
        filled: list[Filled] = []
        hanging: list[Paragraph] = []
        turned = 0
        for row, column, row_span, column_span, cell in cells:
            text, paragraphs = self.cell_text(cell)
            if not filled:
                self.turn(sum(paragraph.breaks_before for paragraph in paragraphs))
            else:
                turned += sum(paragraph.breaks_before + paragraph.breaks_inside for paragraph in paragraphs)
            filled.append(Filled(text, row, column, row_span, column_span))
            hanging.extend(paragraphs)
        self.flow.append(grid(self.writer, filled, rows, columns, header))
        self.turn(turned)
        for paragraph in hanging:
            self.after(paragraph)

    def cell_text(self, cell: Any) -> tuple[str, list[Paragraph]]:
        """The text of a cell, a paragraph a line; a table inside it row by row."""
        lines: list[str] = []
        paragraphs: list[Paragraph] = []
        for child in _blocks(cell):
            if child.tag == f"{W}tbl":
                for _, _, _, _, inner in _cells(child)[0]:
                    text, more = self.cell_text(inner)
                    lines.append(text)
                    paragraphs.extend(more)
                continue
            paragraph = self.read(child)
            paragraphs.append(paragraph)
            number = paragraph.number
            for piece in paragraph.pieces:
                if piece.text:
                    lines.append(f"{number} {piece.text}" if number else piece.text)
                    number = ""
        return "\n".join(lines), paragraphs


def _root(part: Any | None) -> Any | None:
    if part is None:
        return None
    element = getattr(part, "element", None)
    return element if element is not None else etree.fromstring(part.blob)


def _notes(root: Any | None, kind: str) -> dict[str, list[Any]]:
    """Footnotes by id; Word's own separators have a type and are none."""
    if root is None:
        return {}
    return {
        note.get(f"{W}id"): list(note.iter(f"{W}p"))
        for note in root.iter(f"{W}{kind}")
        if note.get(f"{W}type") in (None, "normal")
    }


def _blocks(element: Any) -> Iterator[Any]:
    """Paragraphs and tables in order, content controls and the like opened."""
    for child in element:
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag == f"{MC}AlternateContent":
            yield from _blocks(alternative(child))
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}smartTag"):
            yield from _blocks(child)


def _cells(table: Any) -> tuple[list[tuple[int, int, int, int, Any]], int, int, int]:
    """(row, column, row span, column span, element) of each cell; rows, columns, header rows."""
    found: list[tuple[int, int, int, int, Any]] = []
    open_above: dict[int, int] = {}
    rows = columns = header = 0
    for row in table.iter(f"{W}tr"):
        if next(row.iterancestors(f"{W}tbl")) is not table or row.find(f"{W}trPr/{W}del") is not None:
            continue
        column = _number(row.find(f"{W}trPr/{W}gridBefore"), 0)
        for cell in row.iter(f"{W}tc"):
            if next(cell.iterancestors(f"{W}tr")) is not row:
                continue
            wide = _number(cell.find(f"{W}tcPr/{W}gridSpan"), 1)
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            if merge is not None and merge.get(f"{W}val", "continue") == "continue" and column in open_above:
                index = open_above[column]
                top, left, _, across, element = found[index]
                found[index] = (top, left, rows - top + 1, across, element)
            else:
                open_above.pop(column, None)
                if merge is not None:
                    open_above[column] = len(found)
                found.append((rows, column, 1, wide, cell))
            column += wide
        head = row.find(f"{W}trPr/{W}tblHeader")
        if head is not None and head.get(f"{W}val") not in ("0", "false") and header == rows:
            header += 1
        rows += 1
        columns = max(columns, column)
    return found, rows, columns, header


def _number(element: Any | None, default: int) -> int:
    return int(element.get(f"{W}val", default)) if element is not None else default


def _bordered(table: Any, styles: Styles) -> bool:
    """Does the table draw any line between or around its cells?"""
    own = table.find(f"{W}tblPr/{W}tblBorders")
    style = table.find(f"{W}tblPr/{W}tblStyle")
    found = [own] if own is not None else []
    if own is None and style is not None:
        found = [item.find(f"{W}tblPr/{W}tblBorders") for item in styles.chain(style.get(f"{W}val"))]
    found.extend(table.iter(f"{W}tcBorders"))
    return any(
        side.get(f"{W}val") not in ("nil", "none") for borders in found if borders is not None for side in borders
    )
