"""What is measured of a place as an answer to a question: numbers in 0..1 or their logarithms, each with a name."""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ingest.records import Document, Figure, Statement
from ingest.vietnamese.abbreviations import normal_form
from ingest.vietnamese.colloquial import formal
from ingest.vietnamese.fold import syllables
from rag.conversation import own_words
from rag.expect import expectation
from rag.library import Library
from rag.match import Term, Wanted, Zones, grams, held, terms
from rag.nearness import month, nearness, recency
from rag.places import Place, is_value_cell
from rag.records import Evidence, Question
from rag.said import clash, indicator_words, names, names_said, share_said
from rag.siblings import another
from rag.slots import document_factor, level_factor, own_level, part_level, period_factor, unit_factor
from rag.zones import Surroundings, around, name_of, own_texts, zones_of

FEATURES = (
    "covered",  # share of the question's terms said in any zone, nearer zones counting more
    "covered_own",  # the same in the clause (or cell, header and row label) alone
    "covered_near",  # the same with the clauses it hangs on and what introduces it
    "pairs",  # share of the question's neighbouring pairs said near
    "missing",  # weight of the rarest term said nowhere, as a share of the rarest term's
    "missing_pair",  # the same of pairs of syllables that the documents use side by side elsewhere
    "names",  # share of the names in the question (runs of capitals) said anywhere around
    "numbers",  # share of the numbers in the question's content said anywhere around
    "target",  # a target where a result is asked for, or the other way round
    "head",  # share of the indicator's own words ("tỷ lệ *hộ nghèo*") said in its sentence or what leads to it
    "formal",  # share of the formal wording of a spoken phrase, best wording
    "precise",  # share of the clause's own words that the question says
    "precise_heads",  # the same of the clauses it hangs on; of itself when there are none
    "short",  # 1 / (1 + syllables / 30)
    "lexical",  # BM25 score of the statement, as a share of the best
    "dense",  # cosine of the statement, as a share of the best
    "period",  # logarithms of the factors of slots.py
    "level",
    "own_level",  # the place's own words name a level asked for
    "part_level",  # the place's own words name a level where none is asked for: it is a part of what is
    "another",  # the place tells another of a family of alternatives (siblings.py) than the question asks for
    "unit",
    "document",
    "expected",  # logarithm of the factor of expect.py
    "header",  # share of the column header's words that the question says
    "near",  # how near the place stands to the conversation's last answer
    "recent",  # how new the period is, when none is asked for
    "newest",  # the same, when the newest is asked for
    "heading",  # kinds of statements and places, 0 or 1
    "metadata",
    "footnote",
    "value_cell",
    "reference",
    "row",
)
NAMING = 0.4
"""The share of its weight that a term keeps when it stands in the title of the document that the question names."""
INHERITED = 0.5
"""Terms taken over from the conversation weigh half: they may belong to another subject."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The features of a place, in the order of FEATURES, and what was found on the way."""

    values: NDArray[np.float64]
    covered: float
    fits: float
    figures: tuple[Figure, ...]
    met: tuple[bool, ...]


class Measure:
    """Measures places for one question; what they share is matched once."""

    def __init__(self, question: Question, library: Library) -> None:
        self._question = question
        wanted = _wanted(question, library)
        self._wanted = Wanted(wanted)
        self._surroundings: dict[str, Surroundings] = {}
        self._formal = [Wanted(terms(phrase, library.rarity)) for phrase in formal(question.text)]
        self._said = grams(question.text)
        self._asked = own_words(question.text)
        self._head = indicator_words(question)
        self._names = names(question.asked)
        self._numbers = tuple((n,) for n in syllables(question.content) if n[0].isdigit())
        self._near = [library.statements[i] for i in question.near if i in library.statements]
        self._newest = max((month(d.period.end) for d in library.documents.values() if d.period), default=0)

    def promise(self, evidence: Evidence) -> float:
        """The share of the question's terms that a statement and what is around it hold: no place in it holds more."""
        statement = evidence.statement
        far = self._far(statement, evidence.document)
        own = ((grams(statement.text), 1.0), (grams(statement.lead), 1.0))
        return self._wanted.share(np.maximum(far.row, self._wanted.best(own)))

    def __call__(self, place: Place, evidence: Evidence) -> Measured:
        """The features of a place of a piece of evidence."""
        question, document = self._question, evidence.document
        own, near = zones_of(place)
        far = self._far(place.statement, document)
        row_own = self._wanted.best(own)
        row_near = np.maximum(row_own, self._wanted.best(near))
        row = np.maximum(row_near, far.row)
        covered = self._wanted.share(row)
        text = grams(place.text)
        period = period_factor(question, place, document)
        level = level_factor(question, place)
        unit = unit_factor(question, place, document)
        named = document_factor(question, document)
        expected, met, figures = expectation(question, place)
        recent = recency(place, document, self._newest)
        kind = place.statement.kind
        values = np.array(
            (
                covered,
                self._wanted.share(row_own),
                self._wanted.share(row_near),
                self._wanted.pair_share(row_near),
                self._wanted.missing(row),
                self._wanted.missing(row, pairs=True),
                names_said(self._names, place, document, (*own, *near, *far.zones)),
                share_said(self._numbers, (*own, *near, *far.zones)),
                clash(question, figures),
                self._head_said((*own, *near, far.zones[0])),
                max((w.share(w.best((*own, *near, *far.zones))) for w in self._formal), default=0.0),
                _precision(self._wanted.said(own[-1][0]), len(own[-1][0])),
                self._precise_heads(place, own),
                1 / (1 + len(text) / 120),  # grams: four for a syllable, about
                evidence.lexical,
                evidence.dense,
                math.log(period),
                math.log(level),
                own_level(question, place),
                part_level(question, place),
                another(self._asked, own_texts(place)),
                math.log(unit),
                math.log(named),
                math.log(expected),
                self._header(place),
                self._nearness(place.statement),
                0.0 if question.periods or question.newest else recent,
                recent if question.newest and not question.periods else 0.0,
                kind in ("heading", "title"),
                kind == "metadata",
                kind == "footnote",
                is_value_cell(place),
                place.reference is not None,
                place.label is not None,
            ),
            dtype=np.float64,
        )
        return Measured(values, covered, period * level * unit * named, figures, met)

    def _far(self, statement: Statement, document: Document) -> Surroundings:
        """What surrounds all places of a statement, matched once."""
        found = self._surroundings.get(statement.id)
        if found is None:
            zones = around(statement, document)
            found = self._surroundings[statement.id] = Surroundings(zones, self._wanted.best(zones))
        return found

    def _nearness(self, statement: Statement) -> float:
        return max((nearness(statement, other) for other in self._near), default=0.0)

    def _head_said(self, zones: Zones) -> float:
        """1 when all words of the indicator are said, as they are or in formal words; accents count."""
        if not self._head:
            return 1.0
        formal_words = max((w.share(w.best(zones)) for w in self._formal), default=0.0)
        said = sum(any(s in zone for zone, _ in zones) for s in self._head) / len(self._head)
        return max(said, formal_words)

    def _precise_heads(self, place: Place, own: Zones) -> float:
        heads = [grams(place.statement.text[a:b]) for a, b in place.heads]
        words = frozenset().union(*heads) if heads else own[-1][0]
        return _precision(self._wanted.said(words), len(words))

    def _header(self, place: Place) -> float:
        """The share of a column header's words that the question says: "cơ quan phối hợp" picks its column."""
        if place.header is None or not is_value_cell(place):
            return 0.0
        header = _syllables(place.statement.text[slice(*place.header)])
        return sum(s in self._said for s in header) / len(header) if header else 0.0


@lru_cache(maxsize=4096)
def _syllables(text: str) -> tuple[str, ...]:
    return tuple(syllables(normal_form(text)))


def _precision(said: int, size: int) -> float:
    return said / (said + 0.5 * size) if size else 0.0


def _wanted(question: Question, library: Library) -> tuple[Term, ...]:
    """The question's terms; those that only name the document it points to weigh little."""
    wanted = terms(question.content, library.rarity) + terms(question.inherited, library.rarity, INHERITED)
    if not question.documents:
        return wanted
    named = grams(" . ".join(name_of(library.documents[i]) for i in question.documents))
    return tuple(Term(t.text, t.folded, t.weight * NAMING) if held(t, named) else t for t in wanted)
