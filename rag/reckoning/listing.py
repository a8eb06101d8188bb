"""Which of the sets on file a question asks for: one that a document lays out, or a sentence that lists.

Candidates are measured by a weighted sum. The weights were fitted on the list questions of the development banks (102
with the sets that hold their answers; of five, four told apart by what the fifth taught) and rounded.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ingest.records import Document, Statement
from rag.library import Library
from rag.read import Reading
from rag.reading.laid_out import Laid
from rag.reading.match import Zones, grams, terms
from rag.reading.wanted import Wanted
from rag.reading.zones import LEAD, OWN, PATH, TITLE, name_of
from rag.reckoning.called import Noun, called, fits
from rag.records import Question

COVERED, NEAR, LED, PRECISE, CALLED, HINTED, LISTS = 4.5, 7.0, 1.4, 2.0, 2.0, 1.5, 1.2
"""What counts for a candidate: the share of the question that it says; how good the best place in it is, beside the
best of all; the same of its introduction; how much of its introduction the question says; that it calls its members
what is asked for; that the question hints at its document; how much the best clause of a sentence lists."""
SENTENCE, LONG = -3.7, -2.3
"""A sentence says more of a question than any introduction, and holds less; a set that no reply holds is none."""
WHOLE = 2200
"""Characters of a whole list: below the 2,500 that a list may take in a reply."""
_PLACES, _SENTENCES = 80, 40
"""How many of the best places tell for a set, and may be one that lists."""
_MEMBERS = 0.6
"""What it is worth that a set's members say a word of the question."""
_ENOUGH = 6
"""Commas or semicolons from which on a clause surely lists."""
_GAP, _BEFORE = 90, 90
"""Characters between two marks of one list, and before its first: the first member and what introduces it."""
FEWEST = 2
"""Marks from which on a sentence lists."""
_SEPARATOR = re.compile(r"[;,](?!\d)|\(\d\)")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A set or, where `laid` is None, a sentence that lists; `called` says how surely its members are what is asked
    for, `near` how good the best place in it is beside the best of all."""

    laid: Laid | None
    statement: Statement
    document: Document
    score: float
    covered: float
    called: float
    near: float


def listing(question: Question, readings: Sequence[Reading], library: Library) -> tuple[Candidate, ...]:
    """The candidates for what a question wants listed, the best first."""
    found = _Search(question, readings, library)
    return tuple(sorted((*found.sets(), *found.sentences()), key=lambda c: -c.score))


class _Search:
    """The candidates of one question; what they share is worked out once."""

    def __init__(self, question: Question, readings: Sequence[Reading], library: Library) -> None:
        self._question, self._readings, self._library = question, readings, library
        self._wanted = Wanted(terms(question.content, library.rarity))
        listed = next((a.noun for a in question.asks if a.kind == "list" and a.noun), "")
        self._noun: Noun = called(question.text, listed)

    @cached_property
    def _near(self) -> dict[str, float]:
        """How good the best place in each statement is, beside the best of all."""
        near: dict[str, float] = {}
        for r in self._readings[:_PLACES]:
            near.setdefault(r.place.statement.id, r.score / self._readings[0].score)
        return near

    def sets(self) -> Iterator[Candidate]:
        """The sets that the best places' statements introduce or are members of."""
        seen: set[int] = set()
        for r in self._readings[:_PLACES]:
            if self._question.strict and r.document.id not in self._question.documents:
                continue
            for laid in self._library.sets(r.place.statement):
                if id(laid) not in seen:
                    seen.add(id(laid))
                    yield self._set(laid, r.document)

    def _set(self, laid: Laid, document: Document) -> Candidate:
        named = laid.named
        zones: Zones = (
            *((grams(s.text), OWN) for s in laid.own),
            *((grams(heading), PATH) for heading in named.path),
            (grams(name_of(document)), TITLE),
            (laid.said, _MEMBERS),
        )
        covered = self._wanted.coverage(zones)
        near = max((self._near.get(s.id, 0.0) for m in laid.members for s in m), default=0.0)
        led = max((self._near.get(s.id, 0.0) for s in laid.own), default=0.0)
        fit = fits(self._noun, named.text, [m[0].text for m in laid.members])
        score = COVERED * covered + NEAR * near + LED * led + PRECISE * self._precise(named) + CALLED * fit
        return Candidate(laid, named, document, score + self._worth(document, laid.size), covered, fit, max(near, led))

    def sentences(self) -> Iterator[Candidate]:
        """The best places' sentences that list."""
        seen: set[str] = set()
        for r in self._readings[:_SENTENCES]:
            s = r.place.statement
            if s.id in seen or s.kind == "metadata" or listed_in(s.text) < FEWEST:
                continue
            seen.add(s.id)
            zones: Zones = (
                (grams(s.text), OWN),
                (grams(s.lead), LEAD),
                *((grams(heading), PATH) for heading in s.path),
                (grams(name_of(r.document)), TITLE),
            )
            covered, near = self._wanted.coverage(zones), self._near[s.id]
            fit = max((fits(self._noun, lead) for lead in leads(s.text)), default=0.0)
            score = COVERED * covered + (NEAR + LED) * near + PRECISE * self._precise(s) + CALLED * fit + SENTENCE
            score += LISTS * min(1.0, listed_in(r.place.text) / _ENOUGH)
            yield Candidate(None, s, r.document, score + self._worth(r.document, len(s.text)), covered, fit, near)

    def _precise(self, statement: Statement) -> float:
        own = grams(statement.text)
        return self._wanted.said(own) / len(own) if own else 0.0

    def _worth(self, document: Document, size: int) -> float:
        return HINTED * (document.id in self._question.documents) + LONG * (size > WHOLE)


def leads(text: str) -> Iterator[str]:
    """What stands right before each run of marks of a list in a sentence.

    >>> list(leads("Có 05 xã giữ nguyên là các xã Đăk Long, Ba Xa, Rờ Kơi, Mô Rai"))
    ['Có 05 xã giữ nguyên là các xã Đăk Long']
    """
    marks = [m.start() for m in _SEPARATOR.finditer(text)]
    runs = [i for i, at in enumerate(marks) if i == 0 or at - marks[i - 1] > _GAP]
    for i, j in zip(runs, [*runs[1:], len(marks)], strict=True):
        if j - i >= FEWEST:
            yield text[max(0, marks[i] - _BEFORE) : marks[i]]


def listed_in(text: str) -> int:
    """How many marks of a list a text has: commas or semicolons, or numbers in brackets.

    >>> listed_in("gồm: Y tế, Du lịch, Giáo dục và Ngoại vụ"), listed_in("(1) Hộ tịch (2) Đất đai"), listed_in("100%")
    (2, 2, 0)
    """
    numbered = sum(f"({n})" in text for n in range(1, _ENOUGH + 1)) if "(1)" in text else 0
    return max(text.count(";"), text.count(","), numbered)
