"""TXT and Markdown → Loaded, as OCR exports and converters leave them.

Tables written with tabs or pipes become grids, and so do those flattened to one cell a line (flattened.py).
"""

import re
from pathlib import Path

from ingest.loaders.aligned import aligned_tables
from ingest.loaders.encoding import decode
from ingest.loaders.errors import DEFAULT_LIMITS, Limits, LoadError, OnPage, quiet
from ingest.loaders.flattened import flat_tables
from ingest.loaders.flow import Filled, FlatTable, Writer, grid, plain_grid
from ingest.loaders.markup import HEADING, IS_MARKDOWN, Rich, rich
from ingest.loaders.plain_notes import PlainNotes, plain_notes
from ingest.loaders.spaced import spaced_tables
from ingest.loaders.text_columns import columns_apart, page_numbers
from ingest.records import Grid, Line, Loaded, Note, Page
from ingest.vietnamese.normalize import clean

NO_TEXT = "Tệp không có chữ nào."
# Hard-wrapped text has no line longer than this, and paragraphs written on one line often are.
WRAPPED = 130
# A label before a colon ("Tháng 01/2024") is at most this long.
LABEL = 24
RULE_ROW = re.compile(r"\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*(?::?-{2,}:?)?\s*")
BRACKET_NOTE = re.compile(r"\s*\[(\d{1,3})\]\s+(?=\S)")
BRACKET_MARK = re.compile(r"\s*\[(\d{1,3})\]")
SUP_NOTE = re.compile(r"\s*(?:<sup>\s*\(?(\d{1,3}|\*{1,3})\)?\s*</sup>|\[\^(\w{1,8})\]:)\s*(?=\S)")


def load_text(path: Path, limits: Limits = DEFAULT_LIMITS, on_page: OnPage = quiet) -> Loaded:
    """Read a text file. Raises LoadError when it holds no text."""
    return read_text(decode(path.read_bytes()))


def read_text(source: str) -> Loaded:
    """The same, from the text itself."""
    source = source.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    markdown = IS_MARKDOWN.search(source) is not None
    lines = columns_apart(source.split("\n"))
    cleaned = [clean(line) for line in lines]
    flat: dict[int, FlatTable] = {table.start: table for table in flat_tables(cleaned)}
    flat |= {table.start: table for table in (*spaced_tables(cleaned), *aligned_tables(cleaned))}
    reader = _Reader(markdown, _whole(lines), _bracketed(source), plain_notes(lines), flat, page_numbers(lines))
    at = 0
    while at < len(lines):
        at = reader.step(lines, at)
    if not reader.flow:
        raise LoadError(NO_TEXT)
    return Loaded("md" if markdown else "txt", (Page(0, reader.writer.text),), tuple(reader.flow))


def _whole(lines: list[str]) -> bool:
    """Does a line hold a whole paragraph? Yes when more than a few go far beyond any page's width."""
    written = [line for line in lines if line.strip() and "\t" not in line and "|" not in line]
    long = sum(len(line) > WRAPPED for line in written)
    return long > 0.02 * len(written) or len(written) < 3


def _bracketed(source: str) -> frozenset[str]:
    """The numbers that stand as [1] both in the text and at the start of a line: footnotes, not list items."""
    begun = set(re.findall(r"(?m)^\s*\[(\d{1,3})\]\s+\S", source))
    used = set(re.findall(r"\S\s{0,3}\[(\d{1,3})\]", source))
    return frozenset(begun & used)


class _Reader:
    def __init__(
        self,
        markdown: bool,
        whole: bool,
        bracketed: frozenset[str],
        plain: PlainNotes,
        flat: dict[int, FlatTable],
        numbers: frozenset[int],
    ) -> None:
        self.markdown, self.whole, self.bracketed, self.plain, self.flat = markdown, whole, bracketed, plain, flat
        self.numbers = numbers
        self.writer = Writer(0)
        self.flow: list[Line | Grid | Note] = []

    def step(self, lines: list[str], at: int) -> int:
        """Read what begins at line `at`; the line after it."""
        line = lines[at]
        if not line.strip():
            if not self.whole:
                self.writer.add("")  # what ends a paragraph of hard-wrapped lines
            return at + 1
        if at in self.numbers:
            self.writer.add(line.strip())
            return at + 1
        if at in self.flat:
            return self.flat_table(self.flat[at])
        if "\t" in line.strip("\n") or "|" in line:
            end = self.table(lines, at)
            if end > at:
                return end
        if at in self.plain.notes:
            return self.plain_note(lines, at)
        noted = SUP_NOTE.match(line)
        bracket = BRACKET_NOTE.match(line)
        if noted:
            self.note(noted.group(1) or noted.group(2), line[noted.end() :])
        elif bracket and bracket.group(1) in self.bracketed:
            self.note(bracket.group(1), line[bracket.end() :])
        elif self.continues(line):
            last = self.flow[-1]
            assert isinstance(last, Note)
            more = tuple(self.writer.line(made.text, whole=self.whole, marks=made.marks) for made in self.made(line))
            self.flow[-1] = Note(last.mark, (*last.lines, *more))
        else:
            self.line(line, self.plain.marks.get(at, ()))
        return at + 1

    def continues(self, line: str) -> bool:
        """A further paragraph of the note before it: a labelled number, then the same words
        ("Tháng 01/2024: Xếp loại …", "Quý I/2024: Xếp loại …")."""
        last = self.flow[-1] if self.flow else None
        if not isinstance(last, Note) or self.plain.notes:
            return False
        begins = _opening(last.lines[-1].text)
        return len(begins) == 2 and begins == _opening(line)

    def line(self, source: str, plain: tuple[tuple[int, str], ...] = ()) -> None:
        heading = HEADING.match(source) if self.markdown else None
        for made in self.made(heading.group(2) if heading else source, plain):
            self.flow.append(
                self.writer.line(
                    made.text,
                    whole=self.whole or heading is not None,
                    level=len(heading.group(1)) if heading else 0,
                    bold=made.bold,
                    italic=made.italic,
                    marks=made.marks,
                )
            )

    def made(self, source: str, plain: tuple[tuple[int, str], ...] = ()) -> list[Rich]:
        """A source line → printed lines (HTML breaks cut it), its bracketed and plain marks taken out."""
        if plain:
            for offset, mark in reversed(plain):
                source = f"{source[:offset]}<sup>{mark}</sup>{source[offset + len(mark) :]}"
        if self.bracketed:
            source = BRACKET_MARK.sub(
                lambda m: f"<sup>{m.group(1)}</sup>" if m.group(1) in self.bracketed else m.group(), source
            )
        one = rich(source, self.markdown)
        found, start = [], 0
        for part in one.text.split("\n"):
            end = start + len(part)
            marks = tuple((offset - start, mark) for offset, mark in one.marks if start <= offset <= end)
            if part:
                found.append(Rich(part, one.bold, one.italic, marks))
            start = end + 1
        return found

    def note(self, mark: str, source: str) -> None:
        self.writer.add(mark, " ")
        lines = tuple(self.writer.line(made.text, whole=self.whole, marks=made.marks) for made in self.made(source))
        self.flow.append(Note(mark, lines))

    def plain_note(self, lines: list[str], at: int) -> int:
        mark, end = self.plain.notes[at]
        sources = [lines[at].lstrip().removeprefix(mark), *lines[at + 1 : end]]
        self.writer.add(mark, " ")
        made = [part for source in sources for part in self.made(source)]
        self.flow.append(Note(mark, tuple(self.writer.line(part.text, whole=self.whole) for part in made)))
        return end

    def flat_table(self, table: FlatTable) -> int:
        cells = [
            Filled(rich(cell.text, self.markdown).text, cell.row, cell.column, cell.row_span, cell.column_span)
            for cell in table.cells
        ]
        self.flow.append(grid(self.writer, cells, table.rows, table.columns, table.header_rows))
        return table.end

    def table(self, lines: list[str], at: int) -> int:
        """A run of rows by tabs or pipes as a grid; the line after it, or `at` when it is no table."""
        split = _tab_row if "\t" in lines[at].strip() or _tab_row(lines[at]) else _pipe_row
        end, header = at, 0
        rows: list[list[str]] = []
        while end < len(lines) and lines[end].strip():
            if split is _pipe_row and RULE_ROW.fullmatch(lines[end]):
                header = header or (1 if len(rows) == 1 else 0)
            else:
                row = split(lines[end])
                if row is None:
                    break
                rows.append(row)
            end += 1
        ruled = header and split is _pipe_row  # a frame's two columns as a table of one row
        if not rows or (len(rows) < 2 and len(rows[0]) < 3 and not ruled):
            return at
        if len(rows) == 1 and split is _pipe_row:
            for cell in rows[0]:
                if cell:
                    self.line(cell)
            return end
        cells = [[rich(cell, self.markdown).text for cell in row] for row in rows]
        self.flow.append(plain_grid(self.writer, cells, header))
        return end


def _opening(text: str) -> list[str]:
    """The first words after a label with a number and a colon ("Tháng 01/2024: Xếp loại …" → Xếp, loại)."""
    label, colon, rest = text.partition(":")
    return rest.split()[:2] if colon and len(label) <= LABEL and re.search(r"\d", label) else []


def _tab_row(line: str) -> list[str] | None:
    cells = line.rstrip("\n").split("\t")
    return [cell.strip() for cell in cells] if len(cells) > 1 else None


def _pipe_row(line: str) -> list[str] | None:
    text = line.strip()
    if "|" not in text or len(text) < 3:
        return None
    framed = text.startswith("|")
    cells = re.split(r"(?<!\\)\|", text.removeprefix("|").removesuffix("|"))
    if not framed and len(cells) < 3 and not text.endswith("|"):
        return None
    return [cell.strip() for cell in cells]
