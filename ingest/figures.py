"""Statements → Figures: every number that states something, with its full identity.

Sentences are read in figure_prose.py, the cells of tables in figure_cells.py; here is what a statement stands under:
the paragraph's period, the whole that a sentence breaks down, the sentence that a footnote is on.
"""

import re
from collections.abc import Iterator, Sequence

from ingest.attributes import goes_on
from ingest.column_heads import is_unit_note
from ingest.figure_cells import cell_figures, holds_figures, row_label
from ingest.figure_prose import prose
from ingest.identity import Ground, periods_in
from ingest.records import Document, Figure, Statement, Table
from ingest.vietnamese.letters import UPPER

_LONG_CELL = 6  # syllables: a cell with more words than this beside its number is prose, not a value
_PARTS_FOLLOW = re.compile(
    r"(?<!\w)(?:trong đó|bao gồm|gồm|cụ thể|chia ra)(?:\s+(?:là|có|như sau))?\s*:\s*$", re.IGNORECASE
)
_OPENING = re.compile(r"\W*(?:(?:trong|đến|tính|tính đến|từ|hết|vào)\s+)?(?:\d+h\d*\s+)?", re.IGNORECASE)
_SENTENCE = re.compile(rf"(?<=[.!?;])\s+(?=[{UPPER}])|\n")


def figures(document: Document, statements: Sequence[Statement], tables: Sequence[Table]) -> tuple[Figure, ...]:
    """The figures of every statement but titles and metadata, in order. `text` is the statement's text[start:end]."""
    by_ordinal = {table.ordinal: table for table in tables}
    told: dict[str, tuple[Figure, ...]] = {}  # of each statement by its text: what the parts below it are parts of
    noted: dict[str, Statement] = {}  # the last statement with each footnote mark
    said: tuple[int | None, str] = (None, "")
    made: list[Figure] = []
    for statement in statements:
        if statement.kind in ("title", "metadata"):
            continue
        if statement.kind == "row" and statement.table in by_ordinal:
            made.extend(_row(document, statement, by_ordinal[statement.table]))
            continue
        above = statement.lead
        if statement.kind == "footnote":
            above = next((noted[mark].text for mark in statement.notes if mark in noted), above)
        else:
            noted.update(dict.fromkeys(statement.notes, statement))
        breaks_down = statement.kind == "footnote" or goes_on(statement.text) or _PARTS_FOLLOW.search(statement.lead)
        wholes = told.get(above, ()) if breaks_down else ()
        wholes = wholes[::-1] if statement.kind == "footnote" else wholes  # its mark stands behind what it is on
        when = said[1] if said[0] == statement.block else ""
        period = wholes[0].period if wholes else None
        ground = Ground(document, (above, *reversed(statement.path)), statement.path, when, period)
        said = (statement.block, _opening_period(statement.text, ground) or when)
        own = tuple(prose(statement, statement.text, 0, ground, wholes=wholes))
        made.extend(own)
        if own:
            told[statement.text] = own
    return tuple(made)


def _opening_period(text: str, ground: Ground) -> str:
    """The period a sentence opens with; it holds for the sentences of its paragraph that follow."""
    found = periods_in(text[:80], ground)
    if not found or found[0].period.kind == "day":  # "Ngày 24/10/2023, tỉnh ban hành …" dates one act
        return ""
    return text[found[0].start : found[0].end] if _OPENING.fullmatch(text[: found[0].start]) else ""


def _row(document: Document, statement: Statement, table: Table) -> Iterator[Figure]:
    cells = {column: statement.text[start:end] for column, start, end in statement.cells}
    label = row_label(cells, table)
    for column, start, end in statement.cells:
        header = table.header[column] if column < len(table.header) else ()
        title = " ".join(header)
        if not holds_figures(title) or (cells[column] == label.text and not label.tells_a_task):
            continue
        around = (label.text, title, "" if is_unit_note(statement.lead) else statement.lead, *reversed(statement.path))
        ground = Ground(document, around, statement.path)
        cell = statement.text[start:end]
        if cell == label.text or len(re.findall(r"[^\W\d_]+", cell)) > _LONG_CELL:
            for part_start, part_end in _sentences(cell):
                yield from prose(statement, cell[part_start:part_end], start + part_start, ground, column)
            continue
        yield from cell_figures(statement, table, (column, start, end), label, ground)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _SENTENCE.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)
