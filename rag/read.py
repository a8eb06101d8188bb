"""Evidence → the places that answer, best first: coverage of the question's terms, its slots, the kind of answer asked.

No model decides here: every factor can be read off the words. Weights were chosen on the development questions
(eval/questions/dev.jsonl) and are guarded by the score that CI keeps.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.records import Document, Figure
from ingest.vietnamese.fold import fold
from ingest.vietnamese.levels import find_scopes
from ingest.vietnamese.periods import find_dates
from rag.library import Library
from rag.match import Term, coverage, grams, terms
from rag.places import Place
from rag.records import Ask, Evidence, Question
from rag.slots import document_factor, level_factor, period_factor, periods_in, unit_factor

# What a zone is worth when it holds a term: the clause itself counts whole, its document's title half.
OWN, LABEL, HEAD, LEAD, SENTENCE, PATH, TITLE = 1.0, 1.0, 0.9, 0.85, 0.6, 0.75, 0.5
INHERITED = 0.5
"""Terms taken over from the conversation weigh half: they may belong to another subject."""
PRECISION = 0.15
"""What the share of the clause's own words that the question says adds to coverage: the terser clause wins a tie."""
RETRIEVED = 0.15
"""What the retrieval score of the statement adds, relative to the best."""
RECENT = 0.04
"""What the newest document gains over the oldest when no period is asked for."""
_RANK = re.compile(r"(?:thứ|hạng|vị trí)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """A place as an answer: `covered` the share of the question it says, `fits` of the slots, `score` the whole."""

    place: Place
    document: Document
    covered: float
    fits: float
    score: float
    figures: tuple[Figure, ...] = ()


def read(question: Question, evidence: Sequence[Evidence], library: Library) -> tuple[Reading, ...]:
    """The readings of all places of the evidence, best first."""
    wanted = terms(question.content, library.rarity) + terms(question.inherited, library.rarity, INHERITED)
    top = max((e.score for e in evidence), default=1.0) or 1.0
    ages = _ages(library.documents.values())
    found = [
        _reading(question, place, e, wanted, e.score / top, ages)
        for e in evidence
        for place in library.places(e.statement)
    ]
    return tuple(sorted(found, key=lambda r: -r.score))


def _reading(
    question: Question, place: Place, evidence: Evidence, wanted: tuple[Term, ...], retrieved: float, ages: dict[str, float]
) -> Reading:
    document = evidence.document
    zones = _zones(place, document)
    covered = coverage(wanted, zones)
    own = zones[0][0]
    said = sum(t.weight for t in wanted if t.text in own)
    precise = said / (said + 0.5 * len(own)) if own else 0.0
    fits = (
        period_factor(question, place, document)
        * level_factor(question, place)
        * unit_factor(question, place)
        * document_factor(question, document)
    )
    expected, figures = expectation(question.asks, place)
    recent = 0.0 if question.periods else RECENT * ages.get(document.id, 0.0)
    score = (covered + PRECISION * precise + RETRIEVED * retrieved + recent) * fits * expected
    return Reading(place, document, covered, fits, score, figures)


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
    if not place.label:
        zones.append((grams(text), SENTENCE))
    if statement.lead:
        zones.append((grams(statement.lead), LEAD))
    zones += [(grams(heading), PATH) for heading in statement.path]
    zones.append((grams(f"{document.kind} {document.number} {document.title}"), TITLE))
    return tuple(zones)


def expectation(asks: Sequence[Ask], place: Place) -> tuple[float, tuple[Figure, ...]]:
    """How well the place holds the kinds of answer asked for, 0..1, and the figures that are it."""
    if not asks:
        return 1.0, place.figures[:1]
    figures: list[Figure] = []
    factor = 1.0
    for ask in asks:
        if ask.kind == "number":
            fit, figure = _number(ask, place)
            factor *= fit
            if figure and figure not in figures:
                figures.append(figure)
        elif ask.kind in _HOLDS:
            factor *= 1.0 if _HOLDS[ask.kind](place) else 0.6
    return factor, tuple(figures)


def _number(ask: Ask, place: Place) -> tuple[float, Figure | None]:
    if not place.figures:
        return 0.45, None
    fitting = [f for f in place.figures if _unit_fits(ask, f)]
    if fitting:
        return 1.0, max(fitting, key=lambda f: _noun_fits(ask, f, place))
    return (0.7 if ask.unit else 0.9), place.figures[0]


def _unit_fits(ask: Ask, figure: Figure) -> bool:
    if not ask.unit:
        return figure.kind != "xếp hạng" and not figure.unit.startswith("điểm phần")
    if ask.unit == "hạng":
        return figure.kind == "xếp hạng" or figure.unit in ("hạng", "thứ hạng")
    if ask.unit == "đồng":
        return "đồng" in figure.unit
    return figure.unit == ask.unit


def _noun_fits(ask: Ask, figure: Figure, place: Place) -> float:
    """How much of the counted noun stands in the figure's unit or right after it."""
    if not ask.noun:
        return 0.0
    after = fold(place.statement.text[figure.start : figure.end + 30])
    return sum(fold(s) in after for s in ask.noun.split()) / len(ask.noun.split())


def _has_date(place: Place) -> bool:
    return bool(find_dates(place.text)) or bool(periods_in(place.text)) or "thường xuyên" in place.text.lower()


def _has_body(place: Place) -> bool:
    return bool(find_scopes(place.text))


_HOLDS = {"date": _has_date, "who": _has_body}


def _ages(documents: Iterable[Document]) -> dict[str, float]:
    """Document id → 0 (oldest) … 1 (newest), by the end of its period, else its day."""
    ends = {d.id: (d.period.end if d.period else d.issued) for d in documents}
    order = sorted({end for end in ends.values() if end})
    last = max(len(order) - 1, 1)
    return {key: order.index(end) / last if end else 0.0 for key, end in ends.items()}
