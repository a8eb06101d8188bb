"""Questions answered by an explanation: the sentence that states the fact is found, the one that explains it is told.

In a report the two stand together ("… còn chậm do …"), one after the other ("Nguyên nhân: …"), or apart, the facts
under "Tồn tại, hạn chế", what they come from under "Nguyên nhân". An explanation is told whole.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.records import Statement
from rag.draft import Draft, Markers, confidence
from rag.library import Library
from rag.read import Reading
from rag.reading.causes import TELLS, heads_causes, names_cause, praises, speaks_ill, states_cause, without_ill
from rag.reading.match import Zones, grams, terms
from rag.reading.wanted import Wanted
from rag.records import Question
from rag.write import LINE, quote, shorten

REASONS = 3
"""How many places explain: as many as a person reads between two meetings."""
FIRST = 1200
"""Characters of the explanation itself: it is not cut, for what it comes to often stands last."""
EXPLAINED = 1800
"""Characters of all that is told, below the 2,500 that a reply may take."""
CLOSE = 0.7
"""A further reason must be worth this share of the best one, or say of the question what it says."""
AS_MUCH = 0.85
"""How much of it."""
NEAR_REASONS = 8
"""How many of the best statements are looked at, and around, for a reason."""
FAR = 0.4
"""What such a statement must score of the best one."""
UNTOLD, ROW = 0.55, 0.35
"""What a statement is worth that only states the fact, and a row of a table that does."""
GOES_ON, UNDER, SECTION = 0.95, 0.9, 0.85
"""What a reason is worth that goes on after the fact in its paragraph, stands under it, or where the section says what
its facts come from."""
FOLLOWING = 4
"""Sentences of a paragraph that may go on to explain what it states."""
ABOUT = 0.75
"""The share of what the best statement says of a question that a heading must say alone for its section to be what is
asked about: all that explains in it is told."""
HEADINGS = 3
"""How many of a statement's headings may be such a one."""
_ANNOUNCES = re.compile(r"^[^.;]{0,30}:$")
"""A sentence that only leads to what follows it: "Trong đó:"."""


@dataclass(frozen=True, slots=True)
class _Reason:
    """A statement that may explain, the reading it was come by from, what it is worth beside the others, the share of
    the question that it says with its headings."""

    statement: Statement
    reading: Reading
    worth: float
    tells: bool
    said: float


def reasons(question: Question, readings: Sequence[Reading], library: Library) -> Draft:
    """The sentences that explain, the best first, each whole and with what goes on after it in its paragraph."""
    wanted = Wanted(terms(question.content, library.rarity))
    found = _found(question, readings, wanted, library)
    best = found[0]
    ill = speaks_ill(question.text)
    about = Wanted(terms(without_ill(question.content), library.rarity))
    section = [s for s in _of_section(best.statement, about, library) if not ill or _fits_ill(s)]
    further = _further([f for f in found[1:] if not (ill and praises(f.statement)) and _as_good(f, best)])
    told = [best.statement, *(section or library.goes_on(best.statement)), *further]
    markers = Markers()
    lines: list[str] = []
    for statement in dict.fromkeys(told):
        document = library.documents[statement.document_id]
        text = shorten(quote(statement), 2 * LINE if lines else FIRST)
        if not lines or sum(map(len, lines)) + len(text) <= EXPLAINED:
            lines.append(f"{text} {markers.mark(Reading(library.places(statement)[0], document, 1.0, 1.0, 1.0))}")
    body = (lines[0], "", *lines[1:]) if lines[1:] else (lines[0],)
    return Draft("answered", body, markers.citations, (), confidence(readings[0], readings))


def _found(question: Question, readings: Sequence[Reading], wanted: Wanted, library: Library) -> list[_Reason]:
    """All that may explain, each statement once, the worthiest first."""
    kind = next((a.kind for a in question.asks if a.kind in TELLS), None)
    found: dict[str, _Reason] = {}
    first = {r.place.statement.id: r for r in reversed(readings)}
    for reading in sorted(first.values(), key=lambda r: -r.score)[:NEAR_REASONS]:
        share = reading.score / readings[0].score
        if share < FAR:
            break
        for statement, near in _around(reading.place.statement, kind, wanted, library):
            if _ANNOUNCES.match(statement.text) and statement is not readings[0].place.statement:
                continue
            tells = kind is None or TELLS[kind](statement)
            worth = share * near * (1.0 if tells else ROW if statement.kind == "row" else UNTOLD)
            if statement.id not in found or found[statement.id].worth < worth:
                said = wanted.coverage(_zones(statement))
                found[statement.id] = _Reason(statement, reading, worth, tells, said)
    return sorted(found.values(), key=lambda reason: -reason.worth)


def _zones(statement: Statement) -> Zones:
    return tuple((grams(text), 1.0) for text in (statement.text, statement.lead, *statement.path))


def _around(own: Statement, kind: str | None, wanted: Wanted, library: Library) -> Iterator[tuple[Statement, float]]:
    """A statement and those that may say why, each with what its nearness is worth."""
    yield own, 1.0
    if kind is None:
        return
    yield from ((s, GOES_ON) for s in library.goes_on(own, FOLLOWING))
    yield from ((s, UNDER) for s in library.introduced_by(own))
    if kind != "explain" or own.kind == "row" or not own.path:
        return
    near = (s for s in library.in_order(own.document_id) if s.id != own.id and _beside(s.path, own.path))
    causes = [s for s in near if s.kind in ("item", "sentence") and names_cause(s)]
    shares = [wanted.coverage(((grams(s.text), 1.0), (grams(s.lead), 1.0))) for s in causes]
    most = max(shares, default=0.0)
    for cause, share in zip(causes, shares, strict=True):
        yield cause, SECTION * (1 - (most - share))


def _fits_ill(statement: Statement) -> bool:
    """Whether a statement may explain something ill: it speaks of what is lacking or of its cause, not of what went
    well."""
    return not praises(statement) and (speaks_ill(statement.text) or states_cause(statement.text))


def _beside(path: Sequence[str], own: Sequence[str]) -> bool:
    """Whether a section is another one or a part of it, or stands beside it under a heading that names causes."""
    depth = len(own) - 1
    return (
        path[:depth] == own[:depth] and len(path) > depth and (path[depth] == own[depth] or heads_causes(path[depth]))
    )


def _further(others: Sequence[_Reason]) -> list[Statement]:
    """The worthiest of other reasons, and of the rest the one that says most of the question."""
    rest = sorted(others[1:], key=lambda reason: -reason.said)
    return [reason.statement for reason in (*others[:1], *rest)][: REASONS - 1]


def _as_good(other: _Reason, best: _Reason) -> bool:
    """Whether another reason comes close to the best one or says as much of the question; what only states a fact must
    say all that the best one does."""
    return other.worth >= CLOSE * best.worth or other.said >= (AS_MUCH if other.tells else 1.0) * best.said


def _of_section(own: Statement, about: Wanted, library: Library) -> list[Statement]:
    """All that explains in the section of a reason, in order, where its heading is what is asked about."""
    said = about.coverage(_zones(own))
    depths = range(len(own.path), max(0, len(own.path) - HEADINGS), -1)
    depth = next((n for n in depths if about.coverage(((grams(own.path[n - 1]), 1.0),)) >= ABOUT * said > 0), 0)
    if not depth:
        return []
    inside = (s for s in library.in_order(own.document_id) if s.path[:depth] == own.path[:depth])
    return [s for s in inside if s.kind in ("item", "sentence") and not _ANNOUNCES.match(s.text) and names_cause(s)]
