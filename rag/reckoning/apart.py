"""Two figures that a question tells apart: it names a row, column or clause for each, a period for each, or one of them
and "cùng kỳ" or "kế hoạch" for the other. The pair that together says most of the question is meant."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ingest.vietnamese.abbreviations import normal_form
from ingest.vietnamese.fold import fold
from ingest.vietnamese.letters import UPPER
from rag.library import Library
from rag.question.standing import own_words
from rag.read import Reading
from rag.reading.slots import DEFAULT_LEVEL, levels_in
from rag.reading.zones import name_of
from rag.reckoning.compared import Compared, compared
from rag.reckoning.likeness import likeness
from rag.reckoning.operands import Operand
from rag.reckoning.pairs import Key, Known, Pair, pairs
from rag.reckoning.spots import Spot, pools
from rag.records import Question
from rag.refusing.lacking import FOREIGN, telling, unspoken
from rag.write import citation

_SURE = 0.7
"""A pair that is worth so much was never surpassed on the development questions."""
_FLOOR = 0.2
"""A pair that is worth less is of something else."""
_NAMED = 2.0
"""Nats above the common from which a compound names a thing: a row that lacks "nông nghiệp" is another's."""
_NAMES = re.compile(rf"\b[{UPPER}]\w+(?:\s+[{UPPER}]\w+)+")
"""Names as they are typed with their capitals: a pair that lacks one of them is of another place or body."""
_LOOKED_AT = 40
"""How many of the best pairs are ordered by how alike their sides are."""
_UNLIKE = 0.5
"""What is lost where two sides have no word in common: one counts other things than the other."""
_ONE = 0.35
"""Figures of two periods that have less of their own words in common are of two indicators."""
_TRIED = 8
"""How many of the best pairs are looked at for one that speaks of what is asked."""


class Sides(NamedTuple):
    """The two figures of a comparison, and whether they are surely the ones that are meant."""

    first: Operand
    second: Operand
    sure: bool = False


@dataclass(frozen=True)
class Apart:
    """The figures of a question's readings as sides of a comparison: whatever reckons with two asks for them here."""

    question: Question
    readings: Sequence[Reading]
    library: Library

    @cached_property
    def asked(self) -> Compared:
        """What the question asks of two figures."""
        return compared(self.question, self.library)

    @cached_property
    def pair(self) -> Pair | None:
        """The best pair; None where the question names no two sides or no pair says enough of it."""
        if not self.readings or not self.asked.wanted.terms:
            return None
        found: dict[frozenset[Key], Pair] = {}
        known = Known(self.asked)
        for pool in pools(self.readings, self.asked.wanted, self.asked.periods, self.library):
            for made in pairs(pool, self.asked, known):
                found.setdefault(frozenset((made.first.key, made.second.key)), made)
        ranked = sorted(found.values(), key=lambda p: -p.score)[:_LOOKED_AT]
        ranked.sort(key=lambda p: (-round(p.score * (1 - _UNLIKE * (1 - _alike(p))), 3), -_end(p)))
        return next((p for p in ranked[:_TRIED] if _speaks(self.question, p, self.asked, self.library)), None)

    def worth(self, found: tuple[Operand, Operand]) -> float:
        """What a pair that was found otherwise is worth beside the one here."""
        pool = [Spot(o, self.library) for o in found] if self.asked.wanted.terms else []
        return max((p.score for p in pairs(pool, self.asked, Known(self.asked))), default=0.0)


def _end(made: Pair) -> int:
    """How late the two sides' periods end: of two results of one plan the newest is meant."""
    return sum(o.figure.period.end.toordinal() for o in (made.first, made.second) if o.figure.period)


def _alike(made: Pair) -> float:
    return likeness(made.first, made.second)


def _speaks(question: Question, made: Pair, asked: Compared, library: Library) -> bool:
    """Whether the two places speak of what the question is about, and lack no word of two syllables that tells it;
    what only says how the two are compared ("còn thiếu … nữa mới đủ") need not be said."""
    if not _names_said(question, (made.first, made.second)) or not _levels_said(question, made.first, made.second):
        return False
    if not telling(question):
        return True
    cited = [citation(i, o.reading.place, o.reading.document) for i, o in enumerate((made.first, made.second), 1)]
    lacks = [lack for lack in unspoken(question, cited, library) if not asked.only_compares(lack.text)]
    named = any(" " in lack.text and lack.weight >= _NAMED for lack in lacks)
    return not named and sum(lack.weight for lack in lacks) < FOREIGN * telling(question)


def _names_said(question: Question, sides: Sequence[Operand]) -> bool:
    """Whether the two places, taken together, say every name that the question types with its capitals."""
    around: list[str] = []
    for o in sides:
        statement, document = o.reading.place.statement, o.reading.document
        around += [statement.text, statement.lead, *statement.path, name_of(document), document.issuer, document.place]
    said = fold(normal_form(" . ".join(around)))
    return all(fold(normal_form(name)) in said for name in _NAMES.findall(own_words(question.text)))


def _levels_said(question: Question, a: Operand, b: Operand) -> bool:
    """Whether each of two levels that a question sets against each other is the one side's own, by its words, row,
    column or heads."""
    if len(question.levels) != 2 or DEFAULT_LEVEL in question.levels or len(question.periods) == 2:
        return True
    own = [_levels_of(o) for o in (a, b)]
    first, second = question.levels
    return any(x in one and y in other for x, y in ((first, second), (second, first)) for one, other in (own,))


def _levels_of(operand: Operand) -> frozenset[str]:
    place = operand.reading.place
    text = place.statement.text
    near = [place.text, *(text[slice(*span)] for span in (place.label, place.header) if span)]
    near += [text[a:b] for a, b in place.heads]
    return frozenset((operand.figure.level,)).union(*(levels_in(t) for t in near))


def either(apart: Apart, find: Callable[[], tuple[Operand, Operand] | None]) -> Sides | None:
    """The pair that is told apart, where the one that `find` gives says less of the question or is not told apart; it
    is not asked where the pair says nearly all."""
    made = apart.pair
    if made and made.score >= _SURE:
        return Sides(made.first, made.second, True)
    found = find()
    question = apart.question
    if found and not (_names_said(question, found) and _levels_said(question, *found) and _of_one(question, found)):
        found = None
    if made is None or made.score < (apart.worth(found) if found else _FLOOR):
        return Sides(*found) if found else None
    return Sides(made.first, made.second)


def _of_one(question: Question, found: tuple[Operand, Operand]) -> bool:
    """Whether two figures of two periods are of one indicator: else one of the periods has none on file."""
    if len(question.periods) != 2:
        return True
    a, b = found
    shares = {o.figure.unit == "%" for o in found}
    return len(shares) == 1 and likeness(a, b) >= _ONE
