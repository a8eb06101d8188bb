"""Rows of one table that a question names ("Hòa Sơn với Đắk Rơm cộng lại trễ bao nhiêu hồ sơ"): their figures of the
one column that it asks for, added, set against each other, in proportion, or all told."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ingest.vietnamese.abbreviations import normal_words
from rag.compare import side_by_side
from rag.draft import Draft
from rag.library import Library
from rag.question.standing import own_words
from rag.read import as_it_stands
from rag.reading.grid import Grid, Row
from rag.reading.kinds import ASKS_SHARE, is_change
from rag.reading.match import grams, terms
from rag.reading.places import is_value_cell
from rag.reading.siblings import another
from rag.reading.slots import OTHER, period_factor
from rag.reading.wanted import Wanted
from rag.reckoning.compared import compares
from rag.reckoning.operands import Operand, content
from rag.reckoning.working import added, each_told, in_proportion
from rag.records import Evidence, Question

_LOOKED_AT = 30
"""How many pieces of evidence lead to a table."""
_TABLES = 6
_ROWS = 300
_MOST = 4
"""A question names up to four rows; more are a list."""
_KIND = re.compile(
    r"^(?:(?:ubnd|các|trong đó|riêng|tỉnh|thành phố|xã|phường|thị trấn|đặc khu|huyện|thị xã|quận|sở|ban|chi cục"
    r"|văn phòng)\b[\s:]*)+",
    re.IGNORECASE,
)
"""What a body's name opens with and people leave out."""
_NOTED = re.compile(r"\s*\([^()]*\)|[\d*¹²³⁴]+\s*$")
_NEEDED = 2
"""Syllables by which a row is known without the kind of body that it is."""
_ADDS = re.compile(r"\b(?:cộng|gộp|tổng|cả thảy|tất cả|tính chung|cả hai)\b", re.IGNORECASE)
_TIMES = re.compile(r"\b(?:mấy|bao nhiêu)\s+lần\b", re.IGNORECASE)
_JOINS = re.compile(r"\b(?:và|với|cùng|hay|hoặc|vs|so|còn|hơn|kém|trừ|cộng|gấp|bằng)\b|[,;/&]", re.IGNORECASE)
_SAID = 0.5
"""The share of what else the question says that the column and what stands around the table must say."""
_HEADED = 0.15
"""The share that the column itself must say."""


@dataclass(frozen=True, slots=True)
class _Cut:
    """Figures of the rows named, in the order of the question, all of one column; and how well that is the one."""

    operands: tuple[Operand, ...]
    worth: float


def rows_named(question: Question, evidence: Sequence[Evidence], library: Library) -> Draft | None:
    """What the question asks of two rows or more; None where it names no such rows or no column of theirs."""
    text = own_words(question.text)
    if len(question.periods) > 1 or not _JOINS.search(text):
        return None
    cuts = [
        cut
        for grid, document_id in _grids(evidence, library)
        for cut in _cuts(question, text, grid, document_id, library)
    ]
    best = max(cuts, key=lambda cut: cut.worth, default=None)
    return _told(question, text, best.operands, library) if best else None


def _grids(evidence: Sequence[Evidence], library: Library) -> Iterator[tuple[Grid, str]]:
    seen: dict[tuple[str, int], None] = {}
    for e in evidence[:_LOOKED_AT]:
        if e.statement.table is not None and len(seen) < _TABLES:
            seen.setdefault((e.statement.document_id, e.statement.table))
    for document_id, number in seen:
        grid = library.grid(document_id, number)
        if grid and len(grid.rows) <= _ROWS:
            yield grid, document_id


def _cuts(question: Question, text: str, grid: Grid, document_id: str, library: Library) -> Iterator[_Cut]:
    """A cut for each column of a table of which the question names two rows."""
    said = normal_words(text)
    rows, rest = _named(grid, said)
    if not 2 <= len(rows) <= _MOST:
        return
    document = library.documents[document_id]
    wanted = Wanted(terms(content(rest, question.periods), library.rarity))
    shares = bool(ASKS_SHARE.search(text)) or any(a.unit == "%" for a in question.asks)
    for column in grid.of("number"):
        header = grid.headers[column]
        found = [_operand(row, column, document_id, library) for row in rows]
        operands = [o for o in found if o is not None]
        if len(operands) < len(rows) or another(rest, (header,)) or any(is_change(o.figure) for o in operands):
            continue
        place = operands[0].reading.place
        if period_factor(question, place, document) <= OTHER or shares != _is_share(header, operands):
            continue
        own = wanted.best(((grams(header), 1.0),)) if wanted.terms else None
        near = " . ".join((header, place.statement.lead, *place.statement.path, document.title))
        head = float(wanted.share(own)) if own is not None else 0.0
        if head < _HEADED or wanted.coverage(((grams(near), 1.0),)) < _SAID:
            continue
        extra = len(grams(header) - grams(rest)) / (1 + len(grams(header)))
        sure = [replace(o, reading=replace(o.reading, covered=1.0, fits=1.0)) for o in operands]
        yield _Cut(tuple(sure), head - 0.1 * extra)


def _is_share(header: str, operands: Sequence[Operand]) -> bool:
    return bool(ASKS_SHARE.search(header)) or all(o.figure.unit == "%" for o in operands)


def _operand(row: Row, column: int, document_id: str, library: Library) -> Operand | None:
    place = next((p for p in library.places(row.statement) if p.column == column and is_value_cell(p)), None)
    if place is None or not place.figures:
        return None
    reading = as_it_stands(row.statement, library.documents[document_id])
    return Operand(place.figures[0], replace(reading, place=place, figures=place.figures[:1]))


def _named(grid: Grid, said: Sequence[str]) -> tuple[list[Row], str]:
    """The rows that are named, in the order of the question, and the question without their names; a row whose name
    stands within a longer one's is not."""
    found: list[tuple[int, int, Row]] = []
    for row in grid.rows:
        if row.total or row.band:
            continue
        whole, core = _name(row.label)
        at = _at(said, core if len(core) >= _NEEDED else whole)
        if at is not None:
            size = len(core if len(core) >= _NEEDED else whole)
            found.append((at, at + size, row))
    found.sort(key=lambda f: (f[0], f[0] - f[1]))
    kept: list[tuple[int, int, Row]] = []
    for start, end, row in found:
        if kept and start < kept[-1][1]:
            if (start, end) == kept[-1][:2]:
                return [], ""  # two rows of one name
            continue
        kept.append((start, end, row))
    rest = list(said)
    for start, end, _ in reversed(kept):
        rest[start:end] = ["|"]
    return [row for _, _, row in kept], " ".join(rest)


@lru_cache(maxsize=16384)
def _name(label: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A row's name in syllables, whole and without the kind of body that it is."""
    bare = _NOTED.sub("", label).strip(" .,;:-")
    return normal_words(bare), normal_words(_KIND.sub("", bare))


def _at(said: Sequence[str], name: Sequence[str]) -> int | None:
    size = len(name)
    starts = range(len(said) - size + 1) if size else ()
    return next((i for i in starts if list(said[i : i + size]) == list(name)), None)


# --- the answer -----------------------------------------------------------------------------------


def _told(question: Question, text: str, found: tuple[Operand, ...], library: Library) -> Draft | None:
    counts = all(o.figure.unit != "%" for o in found)
    if _ADDS.search(text) and counts:
        return added(found)
    if len(found) != 2:
        return each_told(found)
    if _TIMES.search(text):
        return in_proportion(found)
    if compares(question):
        return side_by_side(question, *found, library)
    return each_told(found)
