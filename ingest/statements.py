"""Blocks, tables and metadata → Statements: the smallest units that can be quoted as an answer.

A sentence of a paragraph or item, a footnote's sentence, a heading, the title, a table row as "header: cell;
header: cell", and a line of the frame (number, date, signer, recipients). Nothing is rewritten: a statement's text is
what is printed, joined over line breaks, with its mark in front.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ingest.attributes import goes_on, owner
from ingest.metadata import Stated
from ingest.outlining import run_in_label
from ingest.places import Places
from ingest.records import Block, Page, Row, Statement, StatementKind, Table
from ingest.sentences import sentences
from ingest.structure import Structure

BLANK = "(trống)"  # how an empty cell is quoted: that it is blank may be the answer
_KINDS: dict[str, StatementKind] = {
    "heading": "heading",
    "title": "title",
    "item": "item",
    "footnote": "footnote",
    "paragraph": "sentence",
    "caption": "sentence",
}


def statements(
    document_id: str,
    structure: Structure,
    tables: Sequence[Table],
    stated: Sequence[Stated],
    pages: Sequence[Page],
) -> tuple[Statement, ...]:
    """Every statement of a document in reading order; those about the document itself come first."""
    by_number = {page.number: page for page in pages}
    made: list[Statement] = [_metadata(item) for item in stated]
    after: dict[int, list[Table]] = {}
    for table in tables:
        after.setdefault(table.after, []).append(table)
    for table in after.get(-1, []):
        made.extend(_table(table))
    for block in structure.blocks:
        made.extend(_block(block, structure, by_number))
        for table in after.get(block.ordinal, []):
            made.extend(_table(table))
    return _numbered(document_id, made)


def full_text(block: Block) -> str:
    """A block as printed: its mark, then its words."""
    if block.kind == "footnote" or not block.mark:
        return block.text
    return f"{block.mark} {block.text}"


def _numbered(document_id: str, made: Sequence[Statement]) -> tuple[Statement, ...]:
    """Ids from what is said, not from where: an unchanged statement keeps its id when others come or go."""
    seen: Counter[str] = Counter()
    result = []
    for ordinal, statement in enumerate(made):
        content = "\x1f".join((document_id, statement.kind, *statement.path, statement.lead, statement.text))
        seen[content] += 1
        digest = hashlib.sha256(f"{content}\x1f{seen[content]}".encode()).hexdigest()[:20]
        result.append(replace(statement, id=digest, document_id=document_id, ordinal=ordinal))
    return tuple(result)


def _metadata(stated: Stated) -> Statement:
    page = stated.spans[0].page if stated.spans else 0
    return Statement("", "", 0, "metadata", stated.text, stated.label, (), page, stated.spans, stated.block)


def _block(block: Block, structure: Structure, pages: Mapping[int, Page]) -> Iterator[Statement]:
    kind = _KINDS.get(block.kind)
    if kind is None:
        return
    text = full_text(block)
    places = Places(text, block.spans, pages)
    above = owner(block, structure.blocks)
    lead = _lead(structure.blocks[block.lead]) if block.lead is not None and block.kind == "item" else ""
    lead = full_text(above) if above else lead
    within = _within(block)
    shift = len(text) - len(block.text)
    parts = _parts(block, shift, whole=kind in {"heading", "title"})
    marks = structure.marks.get(block.ordinal, ())
    for number, (start, end) in enumerate(parts):
        notes = tuple(mark for offset, mark in marks if start < offset <= end + 1)
        if kind == "footnote":
            notes = (block.mark,)
        spans = places.of(start, end)
        yield Statement(
            "",
            "",
            0,
            kind,
            text[start:end],
            lead or (text[slice(*parts[number - 1])] if number and goes_on(text[start:end]) else ""),
            (*block.path, within) if number and within else block.path,
            spans[0].page if spans else (block.spans[0].page if block.spans else 0),
            spans or block.spans,
            block.ordinal,
            notes=notes or (block.notes if len(parts) == 1 else ()),
        )


def _parts(block: Block, shift: int, whole: bool) -> tuple[tuple[int, int], ...]:
    """Offsets of the sentences in a block's full text; the mark belongs to the first."""
    found = ((0, len(block.text)),) if whole else sentences(block.text)
    return tuple((start + shift if number else 0, end + shift) for number, (start, end) in enumerate(found))


def _lead(block: Block) -> str:
    """The sentence that introduces a list: the last of the block above it."""
    found = sentences(block.text)
    if block.kind == "paragraph" and len(found) > 1:
        return block.text[found[-1][0] : found[-1][1]]
    return full_text(block)


def _within(block: Block) -> str:
    """What the later sentences of a labelled item stand under: "a) Lĩnh vực X"."""
    label = run_in_label(block.text) if block.kind == "item" else ""
    bullet = block.mark[:1] in "-–—−*+•"
    return f"{block.mark} {label}" if label and not bullet else label


def _table(table: Table) -> Iterator[Statement]:
    for row in table.rows:
        text, cells = row_text(table, row)
        page = row.spans[0].page if row.spans else 0
        path = (*table.path, *row.group)
        yield Statement(
            "", "", 0, "row", text, table.caption, path, page, row.spans, None, table.ordinal, row.index, cells
        )


def _one_cell(table: Table, row: Row, column: int) -> bool:
    """Whether a column only repeats the merged cell on its left: it is said once."""
    if row.cells[column] != row.cells[column - 1]:
        return False
    spans = row.cell_spans[column - 1 : column + 1]
    merged = len(spans) == 2 and spans[0] is not None and spans[0] == spans[1]
    return merged or table.header[column] == table.header[column - 1]


def row_text(table: Table, row: Row) -> tuple[str, tuple[tuple[int, int, int], ...]]:
    """A row as it is quoted, and the offsets of each cell in it: (column, start, end)."""
    text = ""
    cells: list[tuple[int, int, int]] = []
    if row.kind == "group":
        for column, cell in enumerate(row.cells):
            if cell and cell not in row.cells[:column]:
                text += " " if text else ""
                cells.append((column, len(text), len(text) + len(cell)))
                text += cell
        return text, tuple(cells)
    for column, cell in enumerate(row.cells):
        header = " – ".join(table.header[column]) if column < len(table.header) else ""
        if not cell and not header:
            continue
        if column and cell and _one_cell(table, row, column):
            continue
        text += "; " if text else ""
        text += f"{header}: " if header else ""
        printed = cell or BLANK
        if cell:
            cells.append((column, len(text), len(text) + len(cell)))
        text += printed
    return text, tuple(cells)
