"""A figure asked for by its bare name, as officials type all day: "mức độ hài lòng", "thu tiền sử dụng đất của tỉnh".

Nothing in such words asks for a number; that they are what figures on file are called does.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.records import Document, Figure
from ingest.vietnamese.abbreviations import normal_words
from ingest.vietnamese.fold import fold
from rag.records import Ask, Evidence, Question

FEWEST, MOST = 2, 9
"""Syllables of a bare name: one is a topic ("thuế"), more than nine are a sentence."""
BESIDE = 4
"""Syllables that the figure's name may have more: "mức độ hài lòng" is short for "mức độ hài lòng chung"."""
LOOKED_AT = 30
"""How many of the best pieces of evidence may call a figure so."""
_OPEN = re.compile(r"\b(?:nào|gì|ai|đâu|sao|không|chưa|hay|mấy|khi|thế)\b|[:;]", re.IGNORECASE)
_OF = re.compile(
    r"\b(?:(?:của|trên địa bàn|ở|tại)\s+)?(?:toàn\s+)?(?:tỉnh|xã|phường|sở|thành phố|mình|ta)\b|\b(?:cả|trong) năm\b",
    re.IGNORECASE,
)
"""How one's own place and the year are named: they are no part of a figure's name."""


def by_name(question: Question, evidence: Sequence[Evidence]) -> Question:
    """The question as one for a figure where it only says what figures of its evidence are called; else as it is."""
    if question.asks or question.intent != "other" or question.inherited or _OPEN.search(question.text):
        return question
    for piece in evidence[:LOOKED_AT]:
        name = _name(question, piece.document)
        if FEWEST <= len(name) <= MOST and any(_is_called(f, name) for f in piece.figures):
            return replace(question, intent="figure", asks=(Ask("number"),))
    return question


def _name(question: Question, document: Document) -> tuple[str, ...]:
    """The words of a question without those that say whose figure it is."""
    content = _OF.sub(" ", question.content.replace("|", " "))
    whose = set(_words(f"{document.place} {document.issuer} {' '.join(question.units)}"))
    return tuple(s for s in _words(content) if s not in whose)


def _is_called(figure: Figure, name: tuple[str, ...]) -> bool:
    """Whether a figure's name is these words, with a few more at most."""
    called = _words(figure.indicator)
    return len(called) <= len(name) + BESIDE and set(name) <= set(called)


def _words(text: str) -> tuple[str, ...]:
    return tuple(fold(s) for s in normal_words(text))
