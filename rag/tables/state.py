"""The rows of a band, in a state that a cell tells, or with a cell left blank."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.vietnamese.abbreviations import normal_words
from rag.reading.grid import Grid, Row, bare
from rag.records import Question
from rag.tables.asked import Wish, Words, holds
from rag.words import listed

_LED = re.compile(
    r"^(?:về|lĩnh vực|nhóm(?: nhiệm vụ| giải pháp)?(?: về)?|phần|mục|công tác|các|nhiệm vụ|lĩnh vực về)\s+",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\b(?:mục|phần|nhóm|chương)\s+(?P<n>[IVXL]+|[A-ZĐ]|\d{1,2})\b")
_LIST_OF_BAND = re.compile(r"\b(?:lĩnh vực|nhóm|mảng|phần|mục|thuộc|khối|về)\b", re.IGNORECASE)
_BLANK = re.compile(
    r"\b(?:để trống|bỏ trống|còn trống|chưa (?:ghi|có|nêu|điền|bố trí|xác định)|không (?:ghi|có|nêu|điền))\s+",
    re.IGNORECASE,
)
_AUXILIARY, _NOT = listed("row_words.tsv", "auxiliary"), listed("row_words.tsv", "denial")
_STATE = 8
"""Words of a cell that tells a state, at most."""
_LONG = 4
_MOSTLY = 0.6


@dataclass(frozen=True, slots=True)
class Stated:
    """Rows with the words that they are chosen by, and the columns that these stand in."""

    rows: tuple[Row, ...]
    said: str
    columns: tuple[int, ...] = ()


def of_band(question: Question, wanted: Wish, grid: Grid, rows: Sequence[Row]) -> Stated | None:
    """The rows under the band that a question names by its words or number; None when it names none."""
    bands = dict.fromkeys(band for r in rows for band in r.bands)
    numbered = _NUMBERED.search(question.text)
    best: tuple[float, str] = (0.0, "")
    for band in bands:
        if numbered and re.match(rf"\W*{numbered['n']}\b[.)]?", band):
            best = (99.0, band)
            continue
        name = normal_words(_LED.sub("", bare(band)))
        if holds(wanted.tokens, name) and (len(name) > 1 or _LIST_OF_BAND.search(question.text)):
            best = max(best, (len(name), band))
        elif len(name) > _LONG:
            shared = _longest(wanted.tokens, name)
            if shared >= _MOSTLY * len(name) or (shared >= _LONG and _LIST_OF_BAND.search(question.text)):
                best = max(best, (shared * 0.9, band))
    if not best[0]:
        return None
    rivals = [
        b
        for b in bands
        if b != best[1] and best[0] < 99 and _longest(wanted.tokens, normal_words(_LED.sub("", bare(b)))) >= best[0]
    ]
    if rivals:
        return None
    right_under = tuple(r for r in rows if r.bands[-1:] == (best[1],))
    return Stated(right_under or tuple(r for r in rows if best[1] in r.bands), best[1])


def _longest(said: Words, name: Words) -> int:
    """The length of the longest run of a name's words that stands in what is said."""
    return max(
        (j - i for i in range(len(name)) for j in range(i + 1, len(name) + 1) if holds(said, name[i:j])), default=0
    )


def in_state(wanted: Wish, grid: Grid, rows: Sequence[Row]) -> Stated | None:
    """The rows one of whose cells of words tells what a question says of them: "chưa khởi công", "vướng GPMB"."""
    columns = tuple(c for c in grid.of("words", "deadline") if c != grid.named)
    after = _predicate(wanted)
    best: tuple[int, tuple[Row, ...], Words, tuple[int, ...]] | None = None
    for c in columns:
        for cell in {r.cells[c] for r in rows if c in r.cells}:
            state = normal_words(cell)
            told = _told(wanted.tokens, state) or _begun(after, state)
            if told and (best is None or len(told) > best[0]):
                found = tuple(r for r in rows if _same(normal_words(r.cells.get(c, "")), told))
                best = (len(told), found, told, (c,))
    return Stated(best[1], " ".join(best[2]), best[3]) if best else None


def _told(said: Words, state: Words) -> Words:
    """A short cell that the question says whole, and does not deny."""
    if not 1 < len(state) <= _STATE or not holds(said, state):
        return ()
    at = next(i for i in range(len(said)) if said[i : i + len(state)] == state)
    return () if at and said[at - 1] in _NOT and state[0] not in _NOT else state


def _begun(after: Words, state: Words) -> Words:
    """The words with which a predicate begins, where a cell says them: at least two."""
    size = next((n for n in range(len(after), 1, -1) if holds(state, after[:n])), 0)
    told = after[:size]
    return told if size and (size == len(after) or size >= 2) and not (set(state) & _NOT - set(told)) else ()


def _same(state: Words, told: Words) -> bool:
    if not holds(state, told):
        return False
    at = next(i for i in range(len(state)) if state[i : i + len(told)] == told)
    return not (at and state[at - 1] in _NOT)


def _predicate(wanted: Wish) -> Words:
    """What is said of the rows: the words after "nào", without those that only help a verb."""
    tokens = wanted.tokens
    at = max((i for i, t in enumerate(tokens) if t in ("nào", "gì")), default=len(tokens))
    after = list(tokens[at + 1 :])
    while after and after[0] in _AUXILIARY:
        del after[0]
    return tuple(after)


def blank(question: Question, grid: Grid, rows: Sequence[Row]) -> Stated | None:
    """The rows that leave a column blank of which a question says so: "chưa ghi cơ quan phối hợp"."""
    match = _BLANK.search(question.text)
    if match is None:
        return None
    after = normal_words(question.text[match.end() :])
    for c, header in grid.headers.items():
        own = normal_words(header.rpartition(" – ")[2])
        own = tuple(w for w in own if w[0].isalpha())
        if c != grid.named and len(own) > 1 and holds(after[: len(own) + 2], own[:4]):
            found = tuple(r for r in rows if c not in r.cells)
            return Stated(found, header, (c,)) if found else None
    return None
