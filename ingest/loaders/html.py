"""HTML saved from a portal → Loaded: the article's text and tables; menus, scripts and hidden text left out.

lxml parses; what is content is decided by tag, role and class (html_visible.py).
Hidden text is counted and reported: a page may try to plant sentences nobody sees.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from lxml import etree, html

from ingest.loaders.encoding import decode
from ingest.loaders.errors import DEFAULT_LIMITS, Limits, LoadError, OnPage, quiet
from ingest.loaders.flow import Filled, Writer, grid
from ingest.loaders.html_tables import is_table, laid_out
from ingest.loaders.html_visible import (
    DROPPED,
    article,
    is_aside_title,
    is_field,
    is_furniture,
    is_hidden,
    is_of_page,
    words,
)
from ingest.loaders.raised import MARK
from ingest.records import Grid, Line, Loaded, Note, Page
from ingest.vietnamese.normalize import clean

NO_TEXT = "Trang HTML không có chữ (có thể chỉ hiện khi chạy JavaScript); hãy lưu trang thành PDF rồi nạp lại."
HIDDEN = "Trang HTML có {count} ký tự ẩn (người đọc không thấy), đã bỏ qua."
BLOCKS = {
    "p", "div", "section", "article", "main", "header", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl",
    "dt", "dd", "blockquote", "pre", "figure", "figcaption", "center", "address", "body", "html", "br", "hr", "tr",
    "td", "th", "table", "thead", "tbody", "tfoot", "caption", "fieldset", "details", "summary",
}  # fmt: skip
HEADS = ("h1", "h2", "h3", "h4", "h5", "h6")
# A note under the text that is printed as a paragraph of its own: "(1) Gồm …", "[2] Theo …".
NOTE = re.compile(r"[(\[](\d{1,2})[)\]]\s*(?=\S)")


def load_html(path: Path, limits: Limits = DEFAULT_LIMITS, on_page: OnPage = quiet) -> Loaded:
    """Read a saved web page. Raises LoadError when it holds no visible text."""
    return read_html(path.read_bytes())


def read_html(data: bytes) -> Loaded:
    """The same, from the bytes; the page's own charset is believed when UTF-8 does not fit."""
    declared = re.search(rb"charset\s*=\s*[\"']?([\w-]+)", data[:4096], re.IGNORECASE)
    text = _decode(data, declared.group(1).decode("ascii") if declared else "")
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        root = html.document_fromstring(text, parser=html.HTMLParser(huge_tree=False, no_network=True))
    except (etree.ParserError, ValueError) as error:
        raise LoadError(NO_TEXT) from error
    reader = _Reader()
    body = root.find("body")
    reader.walk(article(body if body is not None else root))
    reader.flush()
    if not reader.flow:
        raise LoadError(NO_TEXT)
    problems = (HIDDEN.format(count=reader.hidden),) if reader.hidden else ()
    return Loaded("html", (Page(0, reader.writer.text),), tuple(_noted(reader.flow)), problems)


def _noted(flow: list[Line | Grid | Note]) -> Iterator[Line | Grid | Note]:
    """The flow, where a paragraph that begins with the mark of a note is one: marks before it, notes in order."""
    marks: set[str] = set()
    begun = 0
    for item in flow:
        matched = NOTE.match(item.text) if isinstance(item, Line) else None
        if isinstance(item, Line) and matched and matched.group(1) in marks and int(matched.group(1)) == begun + 1:
            begun += 1
            span = replace(item.span, start=item.span.start + matched.end())
            yield Note(matched.group(1), (replace(item, text=item.text[matched.end() :], span=span),))
            continue
        if isinstance(item, Line):
            marks.update(mark for _, mark in item.marks)
        yield item


def _decode(data: bytes, declared: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode(declared) if declared else decode(data)
    except (LookupError, UnicodeDecodeError):
        return decode(data)


class _Reader:
    """Walks the tree once, gathering inline text into lines at every block."""

    def __init__(self) -> None:
        self.writer = Writer(0)
        self.flow: list[Line | Grid | Note] = []
        self.hidden = 0
        self.text = ""
        self.marks: list[tuple[int, str]] = []
        self.bold = self.italic = 0
        self.number = ""
        self.level = 0

    def walk(self, element: Any, bold: bool = False, italic: bool = False) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or tag in DROPPED or is_furniture(element):
            return
        if is_hidden(element):
            self.hidden += len(words(element))
            return
        if tag == "table" and is_table(element):
            self.flush()
            self.table(element)
            return
        block = tag in BLOCKS
        if block:
            self.flush()
        if tag in HEADS:
            self.level = int(tag[1])
        if tag == "li":
            self.number = _list_number(element)
        matched = MARK.fullmatch(words(element)) if tag == "sup" else None
        if matched and self.text.strip() and not re.search(r"(?:^|[\d\s(/])(?:k|d|c|m)?m$", self.text):
            self.marks.append((len(self.text.rstrip()), matched.group(1)))
            return
        bold, italic = bold or tag in ("b", "strong", "th"), italic or tag in ("i", "em")
        self.add(element.text, bold, italic)
        aside = ""  # the tag of the portal's own title that stands above
        for child in element:
            if is_aside_title(child):
                self.flush()
                aside = child.tag
            elif not aside or (aside in HEADS and child.tag in HEADS and child.tag <= aside):
                aside = ""
                self.walk(child, bold, italic)
                self.add(child.tail, bold, italic)
        if block:
            self.flush()

    def add(self, text: str | None, bold: bool, italic: bool) -> None:
        if not text:
            return
        part = re.sub(r"\s+", " ", clean(text))
        if not self.text or self.text.endswith(" "):
            part = part.lstrip()
        self.text += part
        letters = len(part.strip())
        self.bold += letters * bold
        self.italic += letters * italic

    def flush(self) -> None:
        text = self.text.strip()
        if text and not is_of_page(text):
            letters = len(text)
            if self.number:
                self.writer.add(self.number, " ")
            self.flow.append(
                Line(
                    text,
                    self.writer.add(text),
                    bold=self.bold >= 0.8 * letters,
                    italic=self.italic >= 0.8 * letters,
                    level=self.level,
                    number=self.number,
                    marks=tuple((min(offset, len(text)), mark) for offset, mark in self.marks),
                    whole=True,
                )
            )
            self.number, self.level = "", 0
        self.text, self.marks, self.bold, self.italic = "", [], 0, 0

    def table(self, element: Any) -> None:
        laid = laid_out(element)
        self.hidden += laid.hidden
        cells = [Filled(self.cell(c.element), c.row, c.column, c.high, c.wide) for c in laid.cells]
        labels = [cell for cell in cells if cell.column % 2 == 0]
        if 2 * sum(is_field(cell.text) for cell in labels) > len(labels):
            self.fields(cells)
        elif any(cell.text for cell in cells):
            self.flow.append(grid(self.writer, cells, laid.rows, laid.columns, laid.header))

    def fields(self, cells: list[Filled]) -> None:
        """What a portal says about a document in a table of labels and values, a line each."""
        values = {(cell.row, cell.column): cell.text for cell in cells}
        for (row, column), label in values.items():
            if column % 2 == 0 and label:
                self.add(f"{label.rstrip(': ')}: {' '.join(values.get((row, column + 1), '').split())}", False, False)
                self.flush()

    def cell(self, element: Any) -> str:
        """The text of a cell, a block a line."""
        inner = _Reader()
        inner.walk_cell(element)
        self.hidden += inner.hidden
        lines = []
        for item in inner.flow:
            if isinstance(item, Line):
                lines.append(f"{item.number} {item.text}" if item.number else item.text)
            elif isinstance(item, Grid):
                lines.extend(cell.text for cell in item.cells if cell.text)
        return "\n".join(lines)

    def walk_cell(self, element: Any) -> None:
        self.add(element.text, False, False)
        for child in element:
            self.walk(child)
            self.add(child.tail, False, False)
        self.flush()


def _list_number(item: Any) -> str:
    """What the browser prints before a list item."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return "-" if parent is not None and parent.tag == "ul" else ""
    start = int(parent.get("start")) if (parent.get("start") or "").isdigit() else 1
    index = start + sum(1 for before in item.itersiblings("li", preceding=True))
    letters = {"a": chr(96 + index), "A": chr(64 + index)} if index <= 26 else {}
    return f"{letters.get(parent.get('type') or '', str(index))}."
