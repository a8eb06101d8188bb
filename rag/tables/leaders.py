"""The bodies that a table's rows are given to: all of them, the one with most, or the one of two that has more.

"cơ quan nào chủ trì nhiều nhiệm vụ nhất", "những sở nào chủ trì nhiệm vụ", "Sở Y tế hay Công an lo nhiều việc hơn".
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.vietnamese.abbreviations import normal_words
from rag.reading.grid import Grid, Row, bare
from rag.records import Question
from rag.tables.asked import Wish, Words, called, is_any
from rag.tables.state import of_band
from rag.tables.who import has_body, named_bodies, names_in, parts

_WHO = r"(?:cơ quan|đơn vị|sở|ban|ngành|chủ đầu tư|nơi|bên|phòng|đầu mối|bộ|nhà thầu)"
_PART = r"(?:chủ trì|phụ trách|đầu mối|theo dõi|phối hợp|tham gia|được giao|chịu trách nhiệm)"
_MOST = re.compile(
    rf"(?:\b{_WHO}\s+nào\b|^ai\b)[^?]*\b(?P<most>nhiều|ít)\b[^?]*\bnhất\b",
    re.IGNORECASE,
)
_ALL = re.compile(
    rf"\b(?:những|các|mấy|bao nhiêu)\s+(?P<who>{_WHO})\b(?:\s+nào\b[^,;?]{{0,12}}?)?\s*{_PART}\b[^?]*"
    rf"|\b(?:giao|phân công)\s+(?:cho\s+)?(?:những|các|mấy)\s+(?P<given>{_WHO})\s+nào\b"
    rf"|\b(?:liệt kê|kể tên|danh sách)\b[^?]*?\b(?P<listed>{_WHO})\s+{_PART}\b",
    re.IGNORECASE,
)
_WHICH = re.compile(
    rf"\b(?:những|các|mấy|bao nhiêu)\s+{_WHO}\b[^?]*\bnào\b|\bliệt kê|\bkể tên|\bdanh sách|\bmấy\b", re.IGNORECASE
)
_MORE = re.compile(r"\b(?P<most>nhiều|ít)\b[^?]*\bhơn\b", re.IGNORECASE)
_GIVEN = re.compile(rf"\b(?:{_PART}|làm|lo|nhận|ôm|gánh)\b", re.IGNORECASE)
_ASKED = frozenset(("cơ", "quan", "đơn", "vị", "sở", "ban", "ngành", "nơi", "bên", "phòng", "bộ", "ai"))
_TIED = 4
"""More bodies that lead as many rows are no answer to who leads most."""
_HELPS = re.compile(r"\b(?:phối hợp|tham gia)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Leaders:
    """The bodies as printed, each with its rows; the column that names them, what the rows are called, and what is told
    of the bodies: "nhiều nhất", "ít nhất", "nhiều hơn", "ít hơn", or nothing where all are; the band that they stand
    under, if only that was asked for."""

    bodies: tuple[tuple[str, tuple[Row, ...]], ...]
    column: int
    noun: str
    told: str
    band: str = ""


def leading(question: Question, wanted: Wish, grid: Grid) -> Leaders | None:
    """The bodies that a question asks for by the rows of a table that they lead; None when it asks for none, or too
    many lead as many to be an answer."""
    columns = grid.of("helps" if _HELPS.search(question.text) else "leads")
    most, every, more = _MOST.search(question.text), _ALL.search(question.text), _MORE.search(question.text)
    if not columns or not (most or every or more):
        return None
    rows, noun = called(grid, replace(wanted, phrases=tuple(p for p in wanted.phrases if p[0] not in _ASKED)))
    if most or more:
        if not rows or rows == grid.bands:
            return None
        if most:
            return _extreme(_by_body(rows, columns[0]), columns[0], noun, most["most"].lower())
        assert more is not None
        return _of_two(question, rows, columns, noun, more["most"].lower())
    assert every is not None
    if not _WHICH.search(question.text):
        return None
    who = normal_words(every["who"] or every["given"] or every["listed"])
    rows = rows or grid.data
    band = of_band(question, wanted, grid, rows)
    found = _by_body(band.rows if band else rows, columns[0])
    kept = [(name, own) for name, own in found.items() if is_any(who) or who == ("ngành",) or name[: len(who)] == who]
    noun = noun or " ".join(normal_words(bare(grid.headers[grid.named]))[-2:])
    bodies = tuple((printed(name, own, columns[0]), tuple(own)) for name, own in kept)
    return Leaders(bodies, columns[0], noun, "", band.said if band else "") if len(bodies) > 1 else None


def _by_body(rows: Sequence[Row], column: int) -> dict[Words, list[Row]]:
    found: dict[Words, list[Row]] = {}
    for row in rows:
        for name in dict.fromkeys(names_in(row.cells.get(column, ""))):
            found.setdefault(name, []).append(row)
    return found


def _extreme(found: Mapping[Words, Sequence[Row]], column: int, noun: str, most: str) -> Leaders | None:
    size = (max if most == "nhiều" else min)((len(own) for own in found.values()), default=0)
    best = [(printed(name, own, column), tuple(own)) for name, own in found.items() if len(own) == size]
    told = size > (most == "nhiều")
    return Leaders(tuple(best), column, noun, f"{most} nhất") if 0 < len(best) <= _TIED and told else None


def _of_two(question: Question, rows: Sequence[Row], columns: Sequence[int], noun: str, most: str) -> Leaders | None:
    """Two bodies that a question names, the one with more rows (or fewer) first; None where one has none."""
    names = named_bodies(question)
    if len(names) != 2 or not _GIVEN.search(question.text):
        return None
    both = [(name, [r for r in rows if has_body(r.cells.get(columns[0], ""), name)]) for name in names]
    if not all(own for _, own in both):
        return None
    both.sort(key=lambda b: len(b[1]), reverse=most == "nhiều")
    bodies = tuple((printed(name, own, columns[0]), tuple(own)) for name, own in both)
    return Leaders(bodies, columns[0], noun, f"{most} hơn")


def printed(name: Words, rows: Sequence[Row], column: int) -> str:
    """A body's name as the cells of a column print it: the part of the shortest cell that says it."""
    cell = min((row.cells[column] for row in rows if column in row.cells), key=len)
    return next((part for part in parts(cell) if normal_words(part) == name), cell)
