"""A part is no answer for the whole: "nhận mấy kiến nghị" asks for the 66 that came in, not for the 9 among them that
are still worked on."""

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
_JOINS = frozenset(("va", "la", "co", "duoc", "da", "trong", "do", "voi", "cua", "tai", "o", "so", "ty", "le", "dat"))
"""Words that tell no part."""


def wholes_first(question: Question, readings: Sequence[Reading], library: Library) -> tuple[Reading, ...]:
    """The readings, the best one at the whole it hangs on where the question says nothing of what makes it a part."""
    if not readings or question.intent != "figure" or ASKS_REMAINING.search(own_words(question.text)):
        return tuple(readings)
    best = readings[0]
    while (whole := _whole(question, best, library)) is not None:
        best = whole
    return (best, *readings[1:])


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
