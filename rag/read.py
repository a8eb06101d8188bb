"""Evidence → the places that answer, best first: coverage of the question's terms, its slots, the kind of answer asked.

No model decides here: every factor can be read off the words. Weights were chosen on the development questions
(eval/questions/dev.jsonl) and are guarded by the score that CI keeps.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ingest.records import Document, Figure
from ingest.vietnamese.abbreviations import normal_form
from ingest.vietnamese.fold import syllables
from rag.expect import expectation
from rag.library import Library
from rag.match import Term, coverage, grams, held, terms
from rag.places import Place
from rag.records import Evidence, Question
from rag.slots import document_factor, level_factor, own_periods, period_factor, unit_factor

# What a zone is worth when it holds a term: the clause itself counts whole, its document's title half.
OWN, LABEL, HEAD, LEAD, ROW, SENTENCE, PATH, TITLE = 1.0, 1.0, 0.9, 0.85, 0.8, 0.6, 0.75, 0.5
NAMING = 0.4
"""The share of its weight that a term keeps when it stands in the title of the document that the question names."""
INHERITED = 0.5
"""Terms taken over from the conversation weigh half: they may belong to another subject."""
PRECISION = 0.25
"""What the share of the clause's own words that the question says adds to coverage: the terser clause wins a tie."""
HEADER = 0.3
"""What a column whose header the question says gains over the row's other columns."""
RETRIEVED = 0.15
"""What the retrieval score of the statement adds, relative to the best."""
RECENT = 0.06
"""What the newest period gains over the oldest when none is asked for."""
NEWEST = 0.3
"""The same when the newest is asked for in so many words."""
_FORGOTTEN = 60


@dataclass(frozen=True, slots=True)
class Reading:
    """A place as an answer: `covered` the share of the question it says, `fits` of the slots, `score` the whole.

    `figures` are the ones asked for; `met[i]` whether the place holds what the question's i-th ask wants.
    """

    place: Place
    document: Document
    covered: float
    fits: float
    score: float
    figures: tuple[Figure, ...] = ()
    met: tuple[bool, ...] = ()


def read(question: Question, evidence: Sequence[Evidence], library: Library) -> tuple[Reading, ...]:
    """The readings of all places of the evidence, best first."""
    wanted = _wanted(question, library)
    top = max((e.score for e in evidence), default=1.0) or 1.0
    newest = _newest(library.documents.values())
    found = [
        _reading(question, place, e, wanted, e.score / top, newest)
        for e in evidence
        for place in library.places(e.statement)
    ]
    return tuple(sorted(found, key=lambda r: -r.score))


def _wanted(question: Question, library: Library) -> tuple[Term, ...]:
    """The question's terms; those that only name the document it points to weigh little, the choice of it holds them."""
    wanted = terms(question.content, library.rarity) + terms(question.inherited, library.rarity, INHERITED)
    if not question.documents:
        return wanted
    named = grams(" . ".join(_name(library.documents[i]) for i in question.documents))
    return tuple(replace(t, weight=t.weight * NAMING) if held(t, named) else t for t in wanted)


def _name(document: Document) -> str:
    return f"{document.kind} {document.number} {document.title}"


def _reading(
    question: Question, place: Place, evidence: Evidence, wanted: tuple[Term, ...], retrieved: float, newest: int
) -> Reading:
    document = evidence.document
    zones = _zones(place, document)
    covered = coverage(wanted, zones)
    own = grams(place.statement.text[slice(*place.label)]) if place.label else zones[0][0]
    said = sum(1 for t in wanted if t.text in own)
    precise = said / (said + 0.5 * len(own)) if own else 0.0
    fits = (
        period_factor(question, place, document)
        * level_factor(question, place)
        * unit_factor(question, place, document)
        * document_factor(question, document)
    )
    expected, met, figures = expectation(question, place)
    recent = 0.0 if question.periods else (NEWEST if question.newest else RECENT) * _recency(place, document, newest)
    column = HEADER * _header_said(question, place)
    score = (covered + PRECISION * precise + RETRIEVED * retrieved + recent + column) * fits * expected
    return Reading(place, document, covered, fits, score, figures, met)


def _header_said(question: Question, place: Place) -> float:
    """The share of a column header's words that the question says: "cơ quan phối hợp" picks its column."""
    if place.header is None:
        return 0.0
    header = syllables(normal_form(place.statement.text[slice(*place.header)]))
    said = grams(question.text)
    return sum(s in said for s in header) / len(header) if header else 0.0


def _newest(documents: Iterable[Document]) -> int:
    """Year and month, counted in months, of the newest period on file."""
    return max((_month(d.period.end) for d in documents if d.period), default=0)


def _recency(place: Place, document: Document, newest: int) -> float:
    """How new what the place holds for is: 1 for the newest period on file, 0 for `_FORGOTTEN` months before it."""
    own = own_periods(place, document)
    if not own:
        return 0.0
    return min(1.0, max(0.0, 1 - (newest - _month(max(p.end for p in own))) / _FORGOTTEN))


def _month(day: date) -> int:
    return day.year * 12 + day.month


def _zones(place: Place, document: Document) -> tuple[tuple[frozenset[str], float], ...]:
    statement = place.statement
    text = statement.text
    own = grams(place.text)
    if place.header:
        own = own | grams(text[slice(*place.header)])
    zones = [(own, OWN)]
    if place.label:
        zones.append((grams(text[slice(*place.label)]), LABEL))
        ordinal = text[: place.label[0]]
        zones.append((grams(ordinal[-60:]), LABEL))
    zones += [(grams(text[a:b]), HEAD) for a, b in place.heads]
    zones.append((grams(text), ROW if place.label else SENTENCE))
    if statement.lead:
        zones.append((grams(statement.lead), LEAD))
    zones += [(grams(heading), PATH) for heading in statement.path]
    zones.append((grams(_name(document)), TITLE))
    return tuple(zones)
