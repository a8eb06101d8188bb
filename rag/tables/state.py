"""The rows of a band, or in a state that a cell tells."""

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
_COUNTED = re.compile(r"\s*\([^()]*\)\s*$")
_NUMBERED = re.compile(r"\b(?:mục|phần|nhóm|chương)\s+(?P<n>[IVXL]+|[A-ZĐ]|\d{1,2})\b")
_SORTS = frozenset(("nhóm", "mảng", "phần", "mục", "khối", "lĩnh vực", "về", "nhiệm vụ", "công tác"))
"""What a question calls a band by before its name."""
_LIST_OF_BAND = re.compile(r"\b(?:lĩnh vực|nhóm|mảng|phần|mục|thuộc|khối|về)\b", re.IGNORECASE)
_AUXILIARY, _NOT = listed("row_words.tsv", "auxiliary"), listed("row_words.tsv", "denial")
_STATE = 8
"""Words of a cell that tells a state, at most."""
_LONG, _SHORT = 4, 3
_FEW = 6
"""More different cells than these are no verdicts."""
_VERDICT = re.compile(r"\b(?:đánh giá|kết quả|tình trạng|trạng thái|mức độ|xếp loại|nhận xét)\b", re.IGNORECASE)
_MOSTLY = 0.6
_BRINGS = frozenset(("đạt", "được", "xếp", "loại", "hạng", "mức", "bị", "là", "phải", "thuộc", "đánh", "giá", "chấm"))
"""Words that bring a verdict."""


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
        name = _called(band)
        if holds(wanted.tokens, name) and (len(name) > 1 or _LIST_OF_BAND.search(question.text)):
            best = max(best, (len(name), band))
        elif len(name) > _LONG:
            shared = _longest(wanted.tokens, name)
            alone = shared >= _LONG and all(b == band or _longest(wanted.tokens, _called(b)) < 2 for b in bands)
            if shared >= _MOSTLY * len(name) or alone or (shared >= _LONG and _LIST_OF_BAND.search(question.text)):
                best = max(best, (shared * 0.9, band))
    if not best[0]:
        begun = [(size, band) for band in bands if (size := _begun_by(wanted.tokens, _called(band)))]
        longest = max((size for size, _ in begun), default=0)
        if [size for size, _ in begun].count(longest) != 1:
            return None
        best = max(begun)
    elif any(b != best[1] and best[0] < 99 and _longest(wanted.tokens, _called(b)) >= best[0] for b in bands):
        return None
    right_under = tuple(r for r in rows if r.bands[-1:] == (best[1],))
    return Stated(right_under or tuple(r for r in rows if best[1] in r.bands), best[1])


def _called(band: str) -> Words:
    """What a band is called: without its mark, what sorts it ("Lĩnh vực …") and how many stand under it."""
    return normal_words(_LED.sub("", _COUNTED.sub("", bare(band))))


def _begun_by(said: Words, name: Words) -> int:
    """How many words of a band's beginning follow a word that sorts rows: "nhóm hiện đại hóa"; 0 where under two."""
    sorts = [i + 1 for i in range(len(said)) if " ".join(said[i : i + 1]) in _SORTS]
    sorts += [i + 2 for i in range(len(said)) if " ".join(said[i : i + 2]) in _SORTS]
    sizes = (next((n for n in range(len(name), 1, -1) if said[i : i + n] == name[:n]), 0) for i in sorts)
    return max(sizes, default=0)


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
            told = _told(wanted.tokens, state) or _begun(after, state) or _graded(wanted.tokens, grid.headers[c], state)
            if told and (best is None or len(told) > best[0]):
                found = tuple(r for r in rows if _same(normal_words(r.cells.get(c, "")), told))
                best = (len(told), found, told, (c,))
    return Stated(best[1], " ".join(best[2]), best[3]) if best else None


def judged(wanted: Wish, grid: Grid, rows: Sequence[Row]) -> Stated | None:
    """The rows that a column of verdicts ("Đạt", "Chưa đạt") judges as a question says; None where it has no such
    column or says no verdict of it."""
    said = _denied(wanted.tokens)
    for c in grid.of("words", "deadline", "number"):
        cells = {r.statement.id: _denied(normal_words(r.cells[c])) for r in rows if c in r.cells}
        verdicts = set(cells.values())
        if not _VERDICT.search(grid.headers[c]) or not 1 < len(verdicts) <= _FEW or max(map(len, verdicts)) > _SHORT:
            continue
        told = max((v for v in verdicts if holds(said, v)), key=len, default=())
        if told:
            denied = not _said(said, told)
            found = tuple(r for r in rows if r.statement.id in cells and (cells[r.statement.id] == told) != denied)
            return Stated(found, f"{grid.headers[c]} {' '.join(told)}", (c,))
    return None


def _denied(said: Words) -> Words:
    """Words with every way of denying alike."""
    return tuple("chưa" if word in _NOT else word for word in said)


def _said(said: Words, verdict: Words) -> bool:
    """Whether words say a verdict somewhere without denying it."""
    size = len(verdict)
    return any(
        said[i : i + size] == verdict and (verdict[:1] == ("chưa",) or not _is_denied(said[:i]))
        for i in range(len(said) - size + 1)
    )


def _is_denied(before: Words) -> bool:
    """Whether what stands before a verdict denies it, right there or before words that bring it: "không đạt loại"."""
    at = next((i for i, word in reversed(tuple(enumerate(before))) if word not in _BRINGS), -1)
    return at >= 0 and before[at] == "chưa"


def _graded(said: Words, header: str, state: Words) -> Words:
    """A short cell that the question says right after the last word of its head: "xếp loại Khá", "hạng II"."""
    head = normal_words(header.rpartition(" – ")[2])[-1:]
    return state if head and 0 < len(state) <= _SHORT and holds(said, (*head, *state)) else ()


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
