"""The cell of a table row that a follow-up asks for by its column: "chết bao nhiêu?" after "quốc lộ xảy ra mấy vụ?"."""

import re
from collections.abc import Sequence, Set
from functools import lru_cache

from ingest.records import Statement
from ingest.vietnamese.abbreviations import normal_words
from ingest.vietnamese.colloquial import formal
from rag.library import Library
from rag.reading.places import Place, is_value_cell
from rag.reading.slots import OTHER, agrees, periods_in
from rag.records import Question
from rag.words import table

_SHARE = re.compile(r"%|\btỷ lệ\b|\btỉ lệ\b", re.IGNORECASE)
_GENERAL = frozenset(("số", "lượng", "tổng", "các", "những", "người", "được", "có", "bị", "rồi", "cái", "mức", "đạt"))
"""Words that say nothing of which column is meant when they are all that a head shares with the message."""
_TOLD = frozenset(("number", "date", "who", "definition", "manner"))
"""Kinds of asks that a cell answers."""
_FEW = 2
"""Words of its own with which a message that names a period still asks for the column of that period alone."""


def column_asked(own: Question, row: Statement, library: Library) -> Place | None:
    """The one value cell of a row whose head says all that a message says, or stands for the time it names; None where
    no head does, or more than one."""
    asks = {ask.kind for ask in own.asks}
    if row.table is None or asks - _TOLD or own.strict:
        return None
    cells = [p for p in library.places(row) if is_value_cell(p) and p.header]
    if any(a.unit == "%" for a in own.asks):
        cells = [p for p in cells if _SHARE.search(f"{_head(p)} {p.text}")]
    elif "number" in asks:
        cells = [p for p in cells if not _SHARE.search(f"{_head(p)} {p.text}")] or cells
    said = set(normal_words(own.content.replace("|", " ")))
    if own.periods:
        fits = [max((agrees(t, q) for t in own.periods for q in periods_in(_head(p))), default=0.0) for p in cells]
        most = max(fits, default=0.0)
        cells = [p for p, fit in zip(cells, fits, strict=True) if fit == most > OTHER]
        if len(cells) == 1 and "number" in asks and len(said) <= _FEW:
            return cells[0]
    named = [p for p in cells if _names(p, said, own.text)]
    if not named and len(said) <= _FEW:
        named = _of_kind(cells, asks)
    return named[0] if len(named) == 1 else None


def _of_kind(cells: Sequence[Place], asks: Set[str]) -> list[Place]:
    """The cells whose heads answer the one kind of ask, by the surest words that any of them says."""
    words = (row[1] for row in table("columns.tsv") if asks == {row[0]})
    found = ([p for p in cells if word in _head(p).lower()] for word in words)
    return next((some for some in found if some), [])


def label_of(place: Place) -> str:
    """The label of a cell's row."""
    return place.statement.text[slice(*place.label)] if place.label else ""


def _names(place: Place, said: set[str], text: str) -> bool:
    head = set(normal_words(_head(place)))
    if said and said <= head and said - _GENERAL:
        return True
    return any(set(words) <= head for phrase in formal(text) if (words := normal_words(phrase)))


def _head(place: Place) -> str:
    return _full(place.head)


@lru_cache(maxsize=4096)
def _full(head: str) -> str:
    """The head of a column with what it shortens in full.

    >>> _full("So sánh (%) – TH/DT HĐND tỉnh giao")
    'So sánh (%) – thực hiện/dự toán HĐND tỉnh giao'
    """
    full = {row[0]: row[1] for row in table("heads.tsv")}
    return re.sub(r"[^\W\d_]+", lambda m: full.get(m[0], m[0]), head)
