"""Whether a message leans on the question before it, and how much it says of its own."""

import re

from ingest.vietnamese.abbreviations import normal_form
from ingest.vietnamese.fold import syllables
from rag.question.exchange import without_scopes
from rag.question.followups import BEGINS, PART, opened, points_back
from rag.question.standing import own_words
from rag.reading.siblings import alike
from rag.records import Ask, Question
from rag.words import measures

_BESIDE = re.compile(r"^\s*(?:thế |vậy )?còn\b", re.IGNORECASE)
TELLING = 2
"""Syllables of its own content from which a follow-up names a subject that the next one is about too."""
SHORT = 4
"""A question with at most this many syllables of its own content cannot name its subject by itself."""


def follows_up(message: str, own: Question) -> bool:
    """Whether a message needs the one before it: it says so, points back, or names no subject of its own."""
    if BEGINS.search(message) or points_back(message):
        return not (own.documents and left_over(own) > SHORT)
    if own.asks and own.periods and (own.levels or own.units) and left_over(own) >= TELLING:
        return False
    return left_over(own) <= SHORT and not own.documents


def asks_the_same(own: Question, earlier: Question) -> bool:
    """Whether all that a message asks the earlier question asks too: "chuối thì bao nhiêu" after "mấy tấn xoài"."""
    return bool(own.asks) and all(any(_same(a, b) for b in earlier.asks) for a in own.asks)


def _same(ask: Ask, earlier: Ask) -> bool:
    unit = not ask.unit or ask.unit == earlier.unit
    noun = ask.kind != "number" or not ask.noun or earlier.noun.startswith(ask.noun)
    return ask.kind == earlier.kind and unit and noun


def takes_place(message: str, own: Question, earlier: Question) -> bool:
    """Whether what a message names that asks the same again takes the place of its like, rather than adding to it: a
    period or body, an alternative, a thing measured alike, what "còn" or "mảng" sets beside it."""
    subject = without_scopes(own.content).strip(" |")
    measured = any(len(a.noun.split()) > 1 and a.noun.split()[0] in measures() for a in earlier.asks)
    beside = _BESIDE.match(message) or PART.match(opened(message))
    return not subject or bool(alike(own_words(earlier.text), subject)) or measured or bool(beside)


def only_lists(own: Question) -> bool:
    """Whether a message asks for a list and nothing else."""
    return {ask.kind for ask in own.asks} == {"list"}


def left_over(own: Question) -> int:
    """Syllables of content that are not the name of a place or body, nor a unit that is asked for ("mấy ha"); a short
    form counts as what it stands for: "chỉ số CCHC" names its subject."""
    units = {ask.noun for ask in own.asks if ask.noun in measures()}
    return sum(s not in units for s in syllables(normal_form(without_scopes(own.content))))
