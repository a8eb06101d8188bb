"""All rows of a table that a question asks to be listed, each with a number where it asks for one; and all columns
under one head, of one row: "chia theo nguồn thì gồm những nguồn nào, bao nhiêu"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.records import Document
from ingest.vietnamese.abbreviations import normal_words
from rag.draft import Draft
from rag.library import Library
from rag.read import as_it_stands
from rag.reading.grid import Grid, Row, bare
from rag.reading.match import grams
from rag.reading.places import is_value_cell
from rag.reading.zones import name_of
from rag.reckoning.called import alike, called
from rag.reckoning.operands import Operand
from rag.reckoning.working import each_told
from rag.records import Evidence, Question
from rag.refusing.lacking import unsaid
from rag.tables.amounts import column
from rag.tables.choice import Chosen
from rag.tables.ends import Extreme, extreme
from rag.tables.suits import of_time

_EACH = re.compile(
    r"\b(?:kèm|cùng|mỗi|từng|và|với|,)\s*(?:\w+\s+){0,3}?(?:số|bao nhiêu|mấy|nhiêu|kinh phí|tiền|tỷ lệ|tỉ lệ|điểm)\b"
    r"|\b(?:bao nhiêu|mấy|nhiêu)\b",
    re.IGNORECASE,
)
"""How a number of each is asked for too."""
_SORTS = (("nhóm",), ("mảng",), ("phần",), ("khối",))
"""How the bands of a table are asked for before what its rows are called."""
_MOST = 25
"""More rows are a table to be read, and no answer."""
_SOURCE = re.compile(r"^\W*(?:ngân sách|nguồn|vốn|nstw|nsđp|nst|xã hội hóa|trung ương|địa phương)\b", re.IGNORECASE)
_PARTS = re.compile(r"\b(?:trong đó|chia ra|chia theo|gồm|phân theo|cơ cấu|theo)\b", re.IGNORECASE)
_SOURCES = "nguồn nguồn vốn nguồn tiền kinh phí nguồn kinh phí số tiền từng chia phân bổ cơ cấu tổng lấy từ đâu bố trí"
_UNSAID = 0.15
_TABLES = 6
_FEWEST = 2


def every_row(question: Question, made: Chosen, library: Library) -> Chosen | None:
    """The choice of all rows that a table calls as a question does, where that asks to have them listed; None where it
    does not, calls them by another name, or they are too many."""
    listed = any(a.kind == "list" for a in question.asks)
    if not listed or not _FEWEST <= len(made.rows) <= _MOST or not _is_called(made):
        return None
    if made.grid.bands and any(p[:1] in _SORTS and p[1:3] == normal_words(made.noun)[:2] for p in made.wish.phrases):
        return replace(made, rows=made.grid.bands, noun=f"nhóm {made.noun}", sure=False)
    amounts = column(question, made.grid, made.rows, library.rarity, None)
    each = made.grid.of("number")[:1] if _EACH.search(question.text) else ()
    return replace(made, columns=amounts.columns if amounts else each, amounts=amounts, sure=False)


def _is_called(made: Chosen) -> bool:
    """Whether the head of a table's rows says what a question calls them, or a word that people use for it."""
    noun, head = normal_words(made.noun), normal_words(bare(made.grid.headers[made.grid.named]))
    if noun[:2] == head[:2] or noun[-1:] == head[-1:] or noun == head[-len(noun) :]:
        return True
    return any(own[:2] == head[:2] for own in alike(noun[:2]))


def under_head(question: Question, evidence: Sequence[Evidence], library: Library) -> Draft | None:
    """The figures of the columns under one head that a question asks to be told, of the row that it names or of the
    total; None where it asks for no such list or no table near has such a head."""
    listed = next((a.noun for a in question.asks if a.kind == "list" and a.noun), "")
    noun = called(question.text, listed)[:1]
    end = extreme(question.text)
    if not noun or not (end or any(a.kind == "list" for a in question.asks)):
        return None
    seen = dict.fromkeys(
        (e.statement.document_id, e.statement.table) for e in evidence if e.statement.table is not None
    )
    for document_id, number in list(seen)[:_TABLES]:
        grid, document = (
            library.grid(document_id, number) if number is not None else None,
            library.documents[document_id],
        )
        if grid is None or not of_time(question, grid, document):
            continue
        for columns in _groups(grid, noun[0]):
            row = _row(question, grid)
            found = [o for c in columns if (o := _operand(row, c, document, library))] if row else []
            if row is not None and len(found) >= _FEWEST and _unsaid(question, grid, document, row) < _UNSAID:
                return each_told(_at_end(found, end) if end else found)
    return None


def _at_end(found: Sequence[Operand], end: Extreme) -> Sequence[Operand]:
    """The operands at an end of those found."""
    ordered = sorted({o.figure.value for o in found}, reverse=end.most)
    return [o for o in found if end.nth <= len(ordered) and o.figure.value == ordered[end.nth - 1]]


def _groups(grid: Grid, noun: str) -> Iterator[tuple[int, ...]]:
    """The columns of numbers under each head that says what they are parts by."""
    heads: dict[str, list[int]] = {}
    for c in grid.of("number"):
        above, dash, _ = grid.headers[c].rpartition(" – ")
        if dash:
            heads.setdefault(above, []).append(c)
    for above, columns in heads.items():
        sources = sum(bool(_SOURCE.match(grid.headers[c].rpartition(" – ")[2])) for c in columns)
        fits = noun in normal_words(above) or (noun == "nguồn" and 2 * sources >= len(columns))
        if len(columns) >= _FEWEST and fits and _PARTS.search(above):
            yield tuple(columns)


def _row(question: Question, grid: Grid) -> Row | None:
    """The row that a question names in full, else the only total."""
    said = f" {' '.join(normal_words(question.text))} "
    named = [r for r in grid.data if f" {' '.join(normal_words(r.label))} " in said]
    totals = [r for r in grid.rows if r.total]
    return max(named, key=lambda r: len(r.label)) if named else totals[0] if len(totals) == 1 else None


def _operand(row: Row, column: int, document: Document, library: Library) -> Operand | None:
    place = next((p for p in library.places(row.statement) if p.column == column and is_value_cell(p)), None)
    if place is None or not place.figures:
        return None
    figure = place.figures[0]
    return Operand(figure, replace(as_it_stands(row.statement, document), place=place, figures=(figure,)))


def _unsaid(question: Question, grid: Grid, document: Document, row: Row) -> float:
    first = grid.rows[0].statement
    texts = (
        row.label,
        first.lead,
        *first.path,
        name_of(document),
        document.issuer,
        document.place,
        *grid.headers.values(),
    )
    return unsaid(question, [grams(text) for text in (*texts, _SOURCES) if text])
