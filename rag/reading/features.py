"""What is measured of a place as an answer to a question: numbers in 0..1 or their logarithms (feature_names.py)."""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ingest.records import Figure
from ingest.vietnamese.abbreviations import normal_words
from ingest.vietnamese.colloquial import formal
from ingest.vietnamese.fold import syllables
from rag.library import Library
from rag.question.standing import own_words
from rag.reading.expect import expectation
from rag.reading.feature_names import FEATURES, OPEN
from rag.reading.match import Term, Zones, grams, held, terms
from rag.reading.nearness import month, nearness, recency
from rag.reading.places import Place, is_value_cell, kept
from rag.reading.said import clash, indicator_words, names, names_said, share_said
from rag.reading.siblings import another
from rag.reading.slots import document_factor, level_factor, own_level, part_level, period_factor, unit_factor
from rag.reading.wanted import Row, Rows, Wanted, spread
from rag.reading.zones import Surroundings, name_of, own_texts, zones_of
from rag.records import Evidence, Question

NAMING = 0.4
"""The share of its weight that a term keeps when it stands in the title of the document that the question names."""
RATE = 0.3
"""The share of its weight that a term of "tỷ lệ" keeps where a share is asked for: a figure in "%" says it itself,
"toàn xã còn 134 hộ nghèo (1,99%)"."""
INHERITED = 0.5
"""Terms taken over from the conversation weigh half: they may belong to another subject."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The features of places, a row for each in the order of FEATURES, and what was found of each on the way."""

    values: NDArray[np.float64]
    told: list["_Told"]


class _Told(NamedTuple):
    """The features of a place that are no shares of the question's terms, how its slots fit, the figures and asks that
    it meets."""

    features: tuple[float, ...]
    fits: float
    figures: tuple[Figure, ...]
    met: tuple[bool, ...]


class _At(NamedTuple):
    """A place with its zones: its own, those it hangs on, those around its statement."""

    place: Place
    piece: Evidence
    own: Zones
    near: Zones
    around: Surroundings

    @property
    def zones(self) -> Zones:
        return (*self.own, *self.near, *self.around.zones)


class Measure:
    """Measures the places of one question, all at once: what they share is matched once."""

    def __init__(self, question: Question, library: Library) -> None:
        self._question = question
        self._wanted = Wanted(_wanted(question, library))
        self._surroundings: dict[str, Surroundings] = {}
        self._formal = [Wanted(terms(phrase, library.rarity)) for phrase in formal(question.text)]
        self._said = grams(question.text)
        self._asked = own_words(question.text)
        self._head = indicator_words(question)
        self._names = names(question.asked)
        self._numbers = tuple((n,) for n in syllables(question.content) if n[0].isdigit())
        self._near = [library.statements[i] for i in question.near if i in library.statements]
        self._newest = max((month(d.period.end) for d in library.documents.values() if d.period), default=0)

    def promises(self, evidence: Sequence[Evidence]) -> list[float]:
        """The share of the question's terms each statement and its surroundings hold: no place in it holds more."""
        own = (((grams(e.statement.text), 1.0), (grams(e.statement.lead), 1.0)) for e in evidence)
        zones = [(*near, *self._around(e).zones) for near, e in zip(own, evidence, strict=True)]
        return list(self._wanted.share(self._wanted.rows(spread(zones))).tolist()) if zones else []

    def __call__(self, found: Sequence[tuple[Place, Evidence]]) -> Measured:
        """The features of places, each given with the piece of evidence that it stands in."""
        if not found:
            return Measured(np.empty((0, len(FEATURES))), [])
        all_at = [_At(place, piece, *zones_of(place), self._around(piece)) for place, piece in found]
        held, heads = self._held(all_at)
        told = [self._told(at, head) for at, head in zip(all_at, heads.tolist(), strict=True)]
        others = np.fromiter(itertools.chain.from_iterable(t.features for t in told), np.float64)
        return Measured(np.column_stack((*held, others.reshape(len(told), -1))), told)

    def _held(self, all_at: Sequence[_At]) -> tuple[tuple[Row, ...], Row]:
        """The features that are shares of the question's terms, from "covered" to "lead"; and the share of formal
        words in the sentence of each place and what leads to it."""
        wanted = self._wanted
        nearer = spread([(*at.own, *at.near) for at in all_at])
        statements = list({id(at.around): at.around for at in all_at}.values())
        number = {id(around): i for i, around in enumerate(statements)}
        which = [number[id(at.around)] for at in all_at]
        around = spread([around.zones for around in statements])

        def rows(of: Wanted) -> tuple[Rows, Rows]:
            """How the terms are held near each place, and anywhere around it."""
            near = of.rows(nearer)
            return near, np.maximum(near, of.rows(around)[which])

        near, row = rows(wanted)
        named = wanted.rows(spread([around.naming for around in statements]))[which]
        lead = wanted.rows(spread([around.lead for around in statements]))[which]
        formally = [of.share(rows(of)[1]) for of in self._formal]
        heads: list[Row] = []
        if self._head and self._formal:
            sentences = spread([(*at.own, *at.near, at.around.zones[0]) for at in all_at])
            heads = [of.share(of.rows(sentences)) for of in self._formal]
        held = (
            wanted.share(row),
            wanted.share(wanted.rows(spread([at.own for at in all_at]))),
            wanted.share(near),
            wanted.pair_share(near),
            wanted.missing(row),
            wanted.missing(row, pairs=True),
            _best(formally, len(all_at)),
            wanted.share_beyond(row, named),
            wanted.share(named),
            wanted.share(lead),
        )
        return held, _best(heads, len(all_at))

    def _told(self, at: _At, head_formally: float) -> _Told:
        """The other features of a place, from "names" on; how its slots fit; the figures and asks that it meets."""
        question, place, document = self._question, at.place, at.piece.document
        period = period_factor(question, place, document)
        level = level_factor(question, place)
        unit = at.around.unit
        named = document_factor(question, document)
        expected, met, figures = expectation(question, place)
        recent = 0.0 if question.periods else recency(place, document, self._newest)
        short, *kinds = _kinds(place)
        words = at.own[-1][0]
        features = (
            names_said(self._names, at.around.folded, at.zones) if self._names else 1.0,
            share_said(self._numbers, at.zones) if self._numbers else 1.0,
            clash(question, figures),
            self._head_said(at, head_formally),
            self._precision(words),
            self._precision(words_of_heads(place) if place.heads else words),
            short,
            at.piece.lexical,
            at.piece.dense,
            math.log(period),
            math.log(level),
            own_level(question, place),
            part_level(question, place),
            another(self._asked, own_texts(place)),
            math.log(unit),
            math.log(named),
            math.log(expected),
            self._header(place),
            max((nearness(place.statement, other) for other in self._near), default=0.0) if self._near else 0.0,
            0.0 if question.newest else recent,
            recent if question.newest else 0.0,
            *kinds,
            short * (question.intent in OPEN),
            at.around.is_basis,
        )
        return _Told(features, period * level * unit * named, figures, met)

    def _around(self, piece: Evidence) -> Surroundings:
        """What surrounds all places of a statement, found once."""
        statement, document = piece.statement, piece.document
        found = self._surroundings.get(statement.id)
        if found is None:
            unit = unit_factor(self._question, statement, document)
            found = self._surroundings[statement.id] = Surroundings(statement, document, unit)
        return found

    def _head_said(self, at: _At, formally: float) -> float:
        """1 when all words of the indicator are said, as they are or in formal words; accents count."""
        if not self._head:
            return 1.0
        zones = (*at.own, *at.near, at.around.zones[0])
        said = sum(any(s in zone for zone, _ in zones) for s in self._head) / len(self._head)
        return max(said, formally)

    def _precision(self, words: frozenset[str]) -> float:
        said, size = self._wanted.said(words), len(words)
        return said / (said + 0.5 * size) if size else 0.0

    def _header(self, place: Place) -> float:
        """The share of a column header's words that the question says: "cơ quan phối hợp" picks its column."""
        header = header_words(place)
        return sum(s in self._said for s in header) / len(header) if header else 0.0


@kept
def _kinds(place: Place) -> tuple[float, ...]:
    """How short a place is, and of which kinds it and its statement are: from "heading" to "row"."""
    kind = place.statement.kind
    size = len(zones_of(place)[0][0][0])  # grams: four for a syllable, about
    return (
        1 / (1 + size / 120),
        kind in ("heading", "title"),
        kind == "metadata",
        kind == "footnote",
        is_value_cell(place),
        place.reference is not None,
        place.label is not None,
    )


@kept
def words_of_heads(place: Place) -> frozenset[str]:
    """The grams of all clauses that a place hangs on."""
    return frozenset().union(*(grams(place.statement.text[a:b]) for a, b in place.heads))


@kept
def header_words(place: Place) -> tuple[str, ...]:
    """The words of a value cell's column header; none for any other place."""
    if place.header is None or not is_value_cell(place):
        return ()
    return normal_words(place.statement.text[slice(*place.header)])


def _best(shares: Sequence[Row], size: int) -> Row:
    return np.max(shares, axis=0) if shares else np.zeros(size)


def _says_rate(term: Term) -> bool:
    """Whether a term is of the words "tỷ lệ" or joins them to what the rate is of."""
    return not {"tỷ", "tỉ", "lệ"}.isdisjoint(term.text.split())


def _wanted(question: Question, library: Library) -> tuple[Term, ...]:
    """The question's terms; those that only name the document it points to weigh little."""
    wanted = terms(question.content, library.rarity) + terms(question.inherited, library.rarity, INHERITED)
    if any(a.unit == "%" for a in question.asks):
        wanted = tuple(replace(t, weight=t.weight * RATE) if _says_rate(t) else t for t in wanted)
    if not question.documents:
        return wanted
    named = grams(" . ".join(name_of(library.documents[i]) for i in question.documents))
    return tuple(Term(t.text, t.folded, t.weight * NAMING) if held(t, named) else t for t in wanted)
