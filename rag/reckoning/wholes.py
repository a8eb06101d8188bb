"""A part is no answer for the whole: "nhận mấy kiến nghị" asks for the 66 that came in, not for the 9 among them that
are still worked on."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.records import Figure
from ingest.vietnamese.abbreviations import normal_words
from ingest.vietnamese.colloquial import formal
from ingest.vietnamese.fold import fold
from rag.library import Library
from rag.question.standing import own_words
from rag.read import Reading
from rag.reading.places import Place, is_value_cell
from rag.reading.siblings import members
from rag.reckoning.remains import ASKS_REMAINING
from rag.records import Question

_TIER = frozenset(("cap", "tinh"))
"""What a province's own tier is called in a breakdown; that a question says "trên địa bàn tỉnh" does not ask for it."""
_NEAR = 0.9
"""What the row of the whole must score of the row of its part, whose name says as much of the question."""
_MARK = re.compile(r"^\s*(?P<inside>\()?(?P<number>(?:\d{1,2}|[IVX]{1,4})(?:\.\d+)*)[.)]?\s")
_INSIDE = re.compile(r"\btrong đó\b", re.IGNORECASE)
TOTAL = re.compile(r"\s*(?:tổng(?: số| cộng| kinh phí| vốn)?|cộng|toàn bộ)\s*(?:\([^)]*\))?\s*", re.IGNORECASE)
"""The head of a column that holds the whole of a row."""
_JOINS = frozenset(
    ("va", "la", "co", "duoc", "da", "trong", "do", "voi", "cua", "tai", "o", "so", "ty", "le", "dat", "muc", "chi")
)
"""Words that tell no part."""


def wholes_first(question: Question, readings: Sequence[Reading], library: Library) -> tuple[Reading, ...]:
    """The readings, the best one at the whole it hangs on where the question says nothing of what makes it a part."""
    if not readings or question.intent != "figure" or ASKS_REMAINING.search(own_words(question.text)):
        return tuple(readings)
    best = _whole_row(question, readings)
    while (whole := _whole(question, best, library) or _whole_column(question, best, library)) is not None:
        best = whole
    return (best, *(r for r in readings if r is not best))


def _whole_row(question: Question, readings: Sequence[Reading]) -> Reading:
    """The best reading; of a table whose rows are numbered down to parts, the near one of the row that holds it, where
    the question says nothing of the part: "hài lòng của dân năm 2023" is the index, not "2. Mức độ hài lòng … công"."""
    best = readings[0]
    if not is_value_cell(best.place) or best.place.label is None:
        return best
    depth = _depth(_label(best.place))
    for other in readings[1:]:
        if other.score < _NEAR * best.score:
            break
        place = other.place
        above = (
            is_value_cell(place)
            and place.statement.table == best.place.statement.table
            and place.head == best.place.head
            and place.label is not None
            and _depth(_label(place)) < depth
        )
        if above and not _own_words_said(question, _label(best.place), _label(place), ()):
            return other
    return best


def _label(place: Place) -> str:
    return place.statement.text[slice(*place.label)] if place.label else ""


def _depth(label: str) -> int:
    """How deep a row is numbered: 0 for none, 1 for "2.", 2 for "1.3", 3 for what stands in brackets below that."""
    mark = _MARK.match(label)
    return 0 if not mark else 3 if mark["inside"] else 1 + mark["number"].strip(".").count(".")


def _whole_column(question: Question, part: Reading, library: Library) -> Reading | None:
    """The total of a row, for a cell below "Trong đó – …" or beside "… – Tổng số" of whose head nothing is asked."""
    place = part.place
    if not is_value_cell(place):
        return None
    group, _, own = place.head.rpartition(" – ")
    inside = bool(_INSIDE.search(place.head))
    if TOTAL.fullmatch(own) or not (inside or group):
        return None
    cells = [p for p in library.places(place.statement) if is_value_cell(p) and p.figures]
    others = tuple(p.head for p in library.places(place.statement) if p.header and p.head != place.head)
    for cell in cells:
        over, _, name = cell.head.rpartition(" – ")
        total = TOTAL.fullmatch(name) and (over == group or (inside and not over))
        if total and not _own_words_said(question, own, cell.head, tuple(h for h in others if h != cell.head)):
            return replace(part, place=cell, figures=cell.figures)
    return None


def _own_words_said(question: Question, part: str, whole: str, others: Sequence[str]) -> bool:
    """Whether the question says what tells a part from its whole; what the heads of other parts say too tells none."""
    if members(question.text) & members(part):
        return True
    shared = {word for head in others for word in _words(head.rpartition(" – ")[2])}
    own = set(_words(part)) - set(_words(whole)) - shared - _JOINS
    asked = set(_words(" . ".join([question.text, question.inherited, *formal(question.text)])))
    return bool(own & asked) or not own


def _whole(question: Question, part: Reading, library: Library) -> Reading | None:
    place = part.place
    if not place.heads or is_value_cell(place) or len(part.figures) != 1:
        return None
    start, end = place.heads[-1]
    for other in library.places(place.statement):
        figure = next((f for f in other.figures if _same_unit(f, part.figures[0])), None)
        inside = start <= other.start and other.end <= end + 1
        if inside and len(other.heads) < len(place.heads) and figure and not _said(question, place, other):
            return replace(part, place=other, figures=(figure,))
    return None


def _said(question: Question, part: Place, whole: Place) -> bool:
    """Whether the question says any word that tells the part from its whole."""
    if members(question.text) & members(part.text):
        return True  # "quá hạn" asks for what is printed as "trễ hạn"
    own = set(_words(part.text)) - set(_words(whole.text)) - _JOINS
    asked = _words(" . ".join([question.text, *formal(question.text)]))
    if "cap tinh" not in " ".join(asked):
        own -= _TIER
    return bool(own & set(asked)) or (not own and not set(_words(part.text)) & _TIER)


def _words(text: str) -> list[str]:
    return [fold(s) for s in normal_words(text) if not s[0].isdigit()]


def _same_unit(a: Figure, b: Figure) -> bool:
    """Whether a figure may be the whole of another; a total is often printed without what it counts."""
    return a.kind == b.kind and (not a.unit or _words(a.unit) == _words(b.unit))
