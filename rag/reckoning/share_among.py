"""A share that nobody prints: of the figures that stand together with the best places, the part and the whole that
together say most of the question and tell it apart best — two cells of a row, a cell and the total of its column, a
clause and the one before it."""

import re
from collections.abc import Iterator, Sequence
from itertools import permutations
from typing import NamedTuple

import numpy as np

from ingest.records import Statement
from ingest.vietnamese.colloquial import formal
from rag.draft import Draft
from rag.library import Library
from rag.question.standing import own_words
from rag.read import Reading
from rag.reading.kinds import is_count, is_share, unit_words
from rag.reading.match import grams, terms
from rag.reading.places import is_value_cell
from rag.reading.siblings import members
from rag.reading.slots import NEAR
from rag.reading.wanted import Row, Wanted
from rag.reckoning.operands import Operand, content
from rag.reckoning.set_against import period_fit
from rag.reckoning.share import quotient, stated
from rag.reckoning.spots import Spot, spots_in
from rag.records import Question

_ASKS = re.compile(
    r"\b(?:chiếm|được|đạt|bằng)?\s*(?:(?:tỷ|tỉ) (?:lệ|trọng))?\s*(?:khoảng\s+)?(?:bao nhiêu|mấy)\s*(?:%|phần trăm)"
    r"|\bchiếm\b|\b(?:tỷ|tỉ) (?:lệ|trọng)\b|%",
    re.IGNORECASE,
)
_SHARE = re.compile(r"%|\bphần trăm\b|\bchiếm\b|\b(?:tỷ|tỉ) (?:lệ|trọng)\b", re.IGNORECASE)
_MOVES = re.compile(
    r"\b(?:tăng|giảm|so với|cùng kỳ|kế hoạch|chỉ tiêu|mục tiêu|dự toán|so|hơn|kém|chênh)\b", re.IGNORECASE
)
"""What asks for a change or against a plan."""
_TOTAL = re.compile(r"\b(?:tổng|toàn tỉnh|chung|cộng|tất cả|cả)\b", re.IGNORECASE)
_PART = re.compile(r"\b(?:trong đó|riêng|trong số)\b", re.IGNORECASE)
_LOOKED_AT = 15
"""How many of the best places lead to figures."""
_ROWS = 300
_AROUND = 0.4
"""What a word is worth that only stands around both."""
_LEAST = 0.6
"""The share of the question's words that a part and its whole say together."""
_APART = 0.08
"""The share of them that the part says and the whole does not."""
_WHOLE = 0.3
"""What it is worth that the whole says a word of the question itself."""
_TERSE = 0.25
"""What is lost where the part's own words are mostly not asked for."""
_SAME_HEAD = 0.1
"""What is gained by two cells under one head."""
_NAMED_WHOLE = 0.1
"""What is gained by a total that the question asks for as one."""
_AS_GOOD = 0.9
"""A printed share says this much of what the part and its whole say of the question."""


class _Pair(NamedTuple):
    score: float
    cover: float
    part: Spot
    whole: Spot


def asks_share(question: Question) -> bool:
    """Whether a question asks which share of something is something else, not how a share moved."""
    text = own_words(question.text)
    return bool(_SHARE.search(text)) and not _MOVES.search(text)


def share_among(question: Question, readings: Sequence[Reading], library: Library) -> Draft | None:
    """The part over the whole; None where no share is asked for, one is printed, or no two figures fit."""
    text = own_words(question.text)
    if not asks_share(question) or not readings:
        return None
    wanted = Wanted(terms(content(_ASKS.sub(" | ", text), question.periods), library.rarity))
    if not wanted.terms:
        return None
    asks_total = bool(_TOTAL.search(text))
    seen: set[str] = set()
    best: _Pair | None = None
    for reading in readings[:_LOOKED_AT]:
        if reading.place.statement.id in seen or reading.place.statement.kind in ("heading", "title", "metadata"):
            continue
        seen.add(reading.place.statement.id)
        for part, whole in _pairs(reading, library):
            if part.operand.key == whole.operand.key or not _is_part(part, whole) or _unasked(part, text):
                continue
            if min(period_fit(s, question.periods) for s in (part, whole)) < NEAR:
                continue
            made = _weighed(part, whole, wanted, asks_total)
            if made is not None and (best is None or made.score > best.score):
                best = made
    if best is None or _printed(readings, wanted, library) >= _AS_GOOD * best.cover:
        return None
    if not is_value_cell(best.part.place) and stated(best.part.operand, library):
        return None
    return quotient(best.part.operand, best.whole.operand)


def _printed(readings: Sequence[Reading], wanted: Wanted, library: Library) -> float:
    """How much of the question the share that says most of it says in its own row and column, or clause."""
    most = 0.0
    for reading in readings[:_LOOKED_AT]:
        if any(is_share(f) for f in reading.figures):
            spot = Spot(Operand(reading.figures[0], reading), library)
            held = np.maximum(wanted.best(spot.own), _AROUND * wanted.best(spot.around))
            most = max(most, float(wanted.share(held)))
    return most


def _unasked(part: Spot, text: str) -> bool:
    """Whether a clause tells one of alternatives of which the question names none or another: "quá hạn"."""
    return bool(members(part.place.text) - members(" . ".join((text, *formal(text)))))


def _weighed(part: Spot, whole: Spot, wanted: Wanted, asks_total: bool) -> _Pair | None:
    """A pair with what it is worth; None where it says too little or does not tell the part from the whole."""
    own, other = (wanted.best(s.own) for s in (part, whole))
    around: Row = _AROUND * np.maximum(wanted.best(part.around), wanted.best(whole.around))
    cover = float(wanted.share(np.maximum(np.maximum(own, other), around)))
    apart = float(wanted.share(np.maximum(0.0, own - other)))
    if cover < _LEAST or apart < _APART:
        return None
    terse = sum(wanted.said(zone) for zone, _ in part.own[:2]) * 2 / max(1, sum(len(zone) for zone, _ in part.own[:2]))
    score = cover + _WHOLE * float(wanted.share(other)) - _TERSE * (1 - min(1.0, terse))
    if is_value_cell(part.place) and part.place.statement.id == whole.place.statement.id:
        a, b = grams(part.place.head), grams(whole.place.head)
        score += _SAME_HEAD * len(a & b) / max(1, len(a | b))
    is_total = bool(_TOTAL.search(whole.place.head or whole.place.text))
    return _Pair(score + _NAMED_WHOLE * (asks_total and is_total), cover, part, whole)


def _pairs(reading: Reading, library: Library) -> Iterator[tuple[Spot, Spot]]:
    """The figures that may be a part and its whole: of one row or sentence, or of one column below and in its total."""
    statement = reading.place.statement
    own = _counts(statement, reading, library)
    yield from permutations(own, 2)
    if statement.table is None:
        return
    grid = library.grid(statement.document_id, statement.table)
    for row in [r.statement for r in grid.rows[:_ROWS] if r.total] if grid else ():
        if row.id != statement.id:
            totals = _counts(row, reading, library)
            yield from ((part, whole) for whole in totals for part in own if part.place.column == whole.place.column)
            yield from permutations(totals, 2)  # "ngân sách tỉnh chiếm mấy % tổng kinh phí"


def _counts(statement: Statement, reading: Reading, library: Library) -> list[Spot]:
    return [spot for spot in spots_in(statement, reading, library) if is_count(spot.figure)]


def _is_part(part: Spot, whole: Spot) -> bool:
    """Whether one figure may be a part of another: less, of the same things, told after it or under its heads."""
    if not 0 < part.figure.value < whole.figure.value:
        return False
    if unit_words(part.figure).split()[:1] != unit_words(whole.figure).split()[:1]:
        return False
    a, b = part.place, whole.place
    if is_value_cell(a) != is_value_cell(b):
        return False
    if is_value_cell(a):
        return not (_PART.search(b.head) and not _PART.search(a.head) and a.statement.id == b.statement.id)
    return b.start <= a.start
