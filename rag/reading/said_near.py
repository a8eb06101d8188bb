"""How well a figure's surroundings say the words of one part of a question, and how near the figure they stand."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.vietnamese.colloquial import formal
from rag.library import Library
from rag.reading.match import Term, grams, held, terms
from rag.reading.places import Place
from rag.reading.segments import AROUND, AT, HANGS_ON, zones
from rag.reading.siblings import another, members
from rag.reading.wanted import Wanted
from rag.reading.zones import own_texts
from rag.records import Question

_RARE = 0.7
"""A word is telling when its rarity is this share of a word's that no statement uses."""
_OWN = 4.0
"""What the share of a part's words counts that stand right at the figure, on the scale of the place's score."""
_PHRASE = 2.0
"""The same for neighbouring words: an indicator is a phrase, its words alone stand in many rows."""
_TERSE = 1.5
"""The same for the share of the clause's words that the part says: of two rows the terser label is meant."""
_SHARED = 0.5
"""What words weigh that belong to every operand: they choose the section, not the figure."""
_STAGES = {family for family, _ in members("đã tiếp nhận")}
"""Families that nearly every report's clauses name: "đã", "tiếp nhận"."""


class Said:
    """The terms of a part, and those of its neighbouring pairs, matched against the zones of a clause."""

    def __init__(self, question: Question, library: Library, named: bool) -> None:
        found = terms(question.content, library.rarity)
        shared = _outweighed(terms(question.inherited, library.rarity, _SHARED), found)
        self._all = Wanted(found)
        self._near = Wanted(found + shared) if shared else self._all
        self._telling = _telling(found, library) if named and not formal(question.content) else ()
        self._words = question.content
        self._said = f"{question.text} . {question.inherited}"

    def said(self, place: Place) -> float:
        """The share that a place says itself or hangs on, its siblings left out; 1 when nothing is asked."""
        return self._all.coverage(tuple((zone, 1.0) for zone, _ in zones(place))) if self._all.terms else 1.0

    def named(self, place: Place, title: str) -> bool:
        """Whether the telling words of the part are said around the figure: "máy chiếu" is not "máy in"."""
        around = (grams(place.statement.text if place.label else ""), grams(title))
        said = (*zones(place), *((zone, AROUND) for zone in around))
        return all(any(held(term, zone) for zone, _ in said) for term in self._telling)

    def close(self, place: Place, phrase: float) -> float:
        """How near the figure the terms stand, how much of them stands as one phrase, how little else is said."""
        around = zones(place)
        own = around[0][0]
        terse = self._all.said(own) / (self._all.said(own) + 0.5 * len(own)) if own else 0.0
        return _OWN * self._near.coverage(around) + _PHRASE * phrase + _TERSE * terse

    def twin(self, place: Place) -> bool:
        """Whether the figure is told of another of a family of alternatives: "trễ hạn" where "đúng hạn" is meant."""
        return another(self._words, own_texts(place))

    def unasked(self, place: Place) -> bool:
        """Whether a figure is one of the alternatives that a whole is broken down into, and the part names none."""
        if not any(re.search(r"\d", place.statement.text[a:b]) for a, b in place.heads):
            return False
        return bool({f for f, _ in members(place.text)} - {f for f, _ in members(self._said)} - _STAGES)

    def phrase(self, place: Place) -> float:
        """The share of neighbouring words that stand together at the figure or in what it hangs on."""
        said = tuple((zone, AT if worth == HANGS_ON else worth) for zone, worth in zones(place))
        return float(self._all.pair_share(self._all.best(said)))


def _outweighed(shared: tuple[Term, ...], own: Sequence[Term]) -> tuple[Term, ...]:
    """Words of all operands, so that together they weigh no more than a part's own: these tell the figures apart."""
    mine, theirs = sum(t.weight for t in own), sum(t.weight for t in shared)
    if not mine or theirs <= mine:
        return shared
    return tuple(replace(t, weight=t.weight * mine / theirs) for t in shared)


def _telling(found: Sequence[Term], library: Library) -> tuple[Term, ...]:
    """The words that few statements use, or none: an operand that lacks one of them is another thing."""
    rarity = library.rarity
    unseen = rarity("")
    words = [t for t in found if " " not in t.text]
    known = [t for t in words if rarity.known(t.text) or rarity.known(t.folded)]
    return tuple(t for t in words if t not in known or rarity(t.text) >= _RARE * unseen)
