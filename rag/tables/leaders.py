"""The body that leads most of a table's rows: "cơ quan nào chủ trì nhiều nhiệm vụ nhất"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.vietnamese.abbreviations import normal_words
from rag.reading.grid import Grid, Row
from rag.records import Question
from rag.tables.asked import Wish, Words, called
from rag.tables.who import names_in, parts

_ASKS = re.compile(
    r"(?:\b(?:cơ quan|đơn vị|sở|ban|ngành|chủ đầu tư|nơi|bên|phòng|đầu mối|bộ|nhà thầu)\s+nào\b|^ai\b)[^?]*"
    r"\b(?P<most>nhiều|ít)\b[^?]*\bnhất\b",
    re.IGNORECASE,
)
_WHO = frozenset(("cơ", "quan", "đơn", "vị", "sở", "ban", "ngành", "nơi", "bên", "phòng", "bộ", "ai"))
_TIED = 4
"""More bodies that lead as many rows are no answer to who leads most."""
_HELPS = re.compile(r"\bphối hợp\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Leaders:
    """The bodies with most (or fewest) rows, as printed, each with its rows; the column that names them, what the rows
    are called, and whether most were asked for."""

    bodies: tuple[tuple[str, tuple[Row, ...]], ...]
    column: int
    noun: str
    most: bool


def leading(question: Question, wanted: Wish, grid: Grid) -> Leaders | None:
    """The bodies that lead most (or fewest) of a table's rows; None when the question asks for none, or too many lead
    as many to be an answer."""
    match = _ASKS.search(question.text)
    columns = grid.of("helps" if _HELPS.search(question.text) else "leads")
    if match is None or not columns:
        return None
    rows, noun = called(grid, replace(wanted, phrases=tuple(p for p in wanted.phrases if p[0] not in _WHO)))
    if not rows or rows == grid.bands:
        return None
    by_body: dict[Words, list[Row]] = {}
    for row in rows:
        for name in dict.fromkeys(names_in(row.cells.get(columns[0], ""))):
            by_body.setdefault(name, []).append(row)
    most = match["most"].lower() == "nhiều"
    size = (max if most else min)((len(found) for found in by_body.values()), default=0)
    best = [(printed(name, found, columns[0]), tuple(found)) for name, found in by_body.items() if len(found) == size]
    return Leaders(tuple(best), columns[0], noun, most) if 0 < len(best) <= _TIED and size > 1 - most else None


def printed(name: Words, rows: Sequence[Row], column: int) -> str:
    """A body's name as the cells of a column print it: the part of the shortest cell that says it."""
    cell = min((row.cells[column] for row in rows if column in row.cells), key=len)
    return next((part for part in parts(cell) if normal_words(part) == name), cell)
