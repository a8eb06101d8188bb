"""The operands of arithmetic: each is a figure of its own, found by reading the evidence for its part of the question.

A part of a question ("TTHC bị hủy bỏ", "cả nước", "quý I/2024") becomes a question of its own; what its clause, row or
heads do not say is no operand. Several operands are chosen together, for they mostly stand near each other.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from ingest.records import Figure, Period
from ingest.vietnamese.colloquial import formal
from ingest.vietnamese.fold import fold, syllables
from ingest.vietnamese.levels import find_scopes
from rag.expect import noun_fit
from rag.kinds import Fits
from rag.library import Library
from rag.match import Term, Wanted, grams, held, terms
from rag.places import Place
from rag.read import Reading, read
from rag.records import Ask, Evidence, Question
from rag.segments import AROUND, AT, HANGS_ON, all_heads, segments, zones
from rag.siblings import another, members
from rag.slots import OTHER, agrees, level_factor, levels_in, part_level, period_factor, periods_in, unit_factor
from rag.words import phrases, words
from rag.zones import own_texts

READ = 40
"""How many places with fitting figures are looked at for a part of a question: more never held an operand on the
development questions."""
KEPT = 8
"""How many figures are kept of each part before they are paired."""
COVERED = 0.4
"""The share of a part's terms that the operand's surroundings must say, its document's title counted."""
_RARE = 0.7
"""A word is telling when its rarity is this share of a word's that no statement uses."""
SAID = 0.5
"""The share of a part's terms that the operand's clause, row, heads and headings must say."""
_OWN = 4.0
"""What the share of a part's words counts that stand right at the figure, on the scale of the place's score."""
_PHRASE = 2.0
"""The same for neighbouring words: an indicator is a phrase, its words alone stand in many rows."""
_TERSE = 1.5
"""The same for the share of the clause's words that the part says: of two rows the terser label is meant."""
_SHARED = 0.5
"""What words weigh that belong to every operand: they choose the section, not the figure."""
_SLOT = 4
"""A narrower clause fits level and period as sharply as a place does (the weights of data/reader.json)."""
TWIN = 0.2
"""What a figure keeps that is told of another alternative than the one asked for."""
PART = 0.15
"""What a figure of one level keeps where none is named, so that the total is meant; one of no level where one is."""
TOTAL = 2.0
"""What a figure gains whose clause calls it a total where a total is named."""
UNASKED = 0.5
"""What a part of a breakdown keeps ("trễ hạn 25 hồ sơ") where none of its alternatives is named: the whole is meant."""
COUNTED = 2.0
"""What a figure gains whose unit the part names: of "133 xã và 15 phường" the first for "số xã"."""
PRINTED = 1.3
"""What a place gains that prints the period itself, beside one that has it from its document."""


_STAGES = {family for family, _ in members("đã tiếp nhận")}
"""Families that nearly every report's clauses name: "đã", "tiếp nhận"."""
_ALL = re.compile(r"\b(?:trên địa bàn|toàn|cả) (?:tỉnh|thành phố)\b|\bcác cấp\b", re.IGNORECASE)
"""Bodies of a level named beside these are all bodies of the province: "các sở, ban, ngành … trên địa bàn tỉnh"."""
_TOTAL = re.compile(r"\btổng\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Operand:
    """A figure with the clause or cell it stands in.

    `score` compares operands of one part; `phrase` is the share of the part's neighbouring words that stand together
    in what the figure is about, whatever the part.
    """

    figure: Figure
    reading: Reading
    score: float = 0.0
    phrase: float = 0.0

    @property
    def key(self) -> tuple[str, int]:
        """Which printed number this is."""
        return self.figure.statement_id, self.figure.start


def part(question: Question, text: str, context: str = "", noun: str = "") -> Question:
    """The question that a part of it asks for by itself; `context` are words that belong to every part.

    It has the periods, levels and bodies that its text names, else those of the whole question; a level only where
    the question names a single one ("máy in và máy scan ở cấp xã").
    """
    periods = tuple(p for p in question.periods if p.text and fold(p.text) in fold(text))
    levels = tuple(dict.fromkeys(s.level for s in find_scopes(text) if s.level))
    units = tuple(u for u in question.units if fold(u) in fold(f"{text} {context}"))
    return replace(
        question,
        text=text,
        intent="figure",
        asks=(Ask("number", "", noun),),
        content=content(text, question.periods),
        inherited=" | ".join(c for c in (content(context, question.periods), question.inherited) if c),
        periods=periods or question.periods,
        levels=levels or tuple(s.level for s in find_scopes(context) if s.level) or _single(question.levels),
        units=units,
    )


def _single(levels: tuple[str, ...]) -> tuple[str, ...]:
    return levels if len(levels) == 1 else ()


def content(text: str, periods: Sequence[Period] = ()) -> str:
    """The words of a part that name what it is about, in runs parted by "|": no cue, filler, period or arithmetic."""
    for period in periods:
        if period.text:
            text = re.sub(re.escape(period.text), " | ", text, flags=re.IGNORECASE)
    found = words(text)
    gone: set[int] = set()
    for name in ("cues.tsv", "operands.tsv", "fillers.tsv"):
        for start, end, row in phrases(name).find(found):
            if row[1:2] != ("none",) and not gone & set(range(start, end)):
                gone.update(range(start, end))
    runs: list[list[str]] = []
    last = None
    for i, word in enumerate(found):
        if i in gone:
            continue
        joined = last == i - 1 and last is not None and not re.search(r"\S", text[found[last].end : word.start])
        if joined:
            runs[-1].append(word.text)
        else:
            runs.append([word.text])
        last = i
    return " | ".join(" ".join(run) for run in runs)


def operands(
    question: Question, evidence: Sequence[Evidence], library: Library, fits: Fits, named: bool = False
) -> list[Operand]:
    """The figures that `fits` lets pass and that answer a part of a question, best first.

    With `named` the part is what an operand is called, not a whole question: its telling words must all be there.
    """
    fitting = [e for e in evidence if any(fits(f) for f in library.figures(e.statement.id))]
    holding = (r for r in read(question, fitting, library) if any(fits(f) for f in r.place.figures))
    return operands_in(question, list(islice(holding, READ)), library, fits, named)[:KEPT]


def operands_in(
    question: Question, readings: Sequence[Reading], library: Library, fits: Fits, named: bool = False
) -> list[Operand]:
    """The same, among readings that there are already."""
    asked = _Asked(question, library, named)
    found: dict[tuple[str, int], Operand] = {}
    for reading in readings:
        if reading.place.statement.kind in ("heading", "title", "metadata"):
            continue
        for place in segments(reading.place):
            figure = place.figures[0]
            if not fits(figure):
                continue
            narrowed = replace(reading, place=place, figures=(figure,))
            operand = _operand(question, narrowed, reading.place, asked, library)
            if operand:
                found.setdefault(operand.key, operand)
    return sorted(found.values(), key=lambda o: -o.score)


class _Asked:
    """The terms of a part, and those of its neighbouring pairs, matched against the zones of a clause."""

    def __init__(self, question: Question, library: Library, named: bool) -> None:
        found = terms(question.content, library.rarity)
        shared = _outweighed(terms(question.inherited, library.rarity, _SHARED), found)
        self._all, self._near = Wanted(found), Wanted(found + shared)
        self._telling = _telling(found, library) if named and not formal(question.content) else ()
        self._pairs = Wanted(tuple(t for t in found if " " in t.text))
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

    def close(self, place: Place) -> float:
        """How near the figure the terms stand, how much of them stands as one phrase, how little else is said."""
        around = zones(place)
        own = around[0][0]
        terse = self._all.said(own) / (self._all.said(own) + 0.5 * len(own)) if own else 0.0
        return _OWN * self._near.coverage(around) + _PHRASE * self.phrase(place) + _TERSE * terse

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
        return self._pairs.coverage(said)


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


def _operand(question: Question, reading: Reading, whole: Place, asked: _Asked, library: Library) -> Operand | None:
    place = replace(reading.place, heads=tuple(all_heads(reading.place, library)))
    reading = replace(reading, place=place)
    if reading.covered < COVERED or asked.said(place) < SAID:
        return None
    if unit_factor(question, place.statement, reading.document) < 1:
        return None
    if not asked.named(place, reading.document.title):
        return None
    score = reading.score * math.exp(asked.close(place))
    score *= (level_factor(question, place) / level_factor(question, whole)) ** _SLOT
    fit, before = period_factor(question, place, reading.document), period_factor(question, whole, reading.document)
    if fit <= OTHER:
        return None
    score *= (fit / before) ** _SLOT
    printed = periods_in(place.statement.text)
    if any(agrees(asked_for, own) == 1.0 for asked_for in question.periods for own in printed):
        score *= PRINTED
    if asked.twin(place):
        score *= TWIN
    if asked.unasked(place):
        score *= UNASKED
    if (part_level(question, place) and not _ALL.search(place.text)) or _mute(question, place):
        score *= PART
    if counts_named(reading.figures[0], question.text):
        score *= COUNTED
    if _TOTAL.search(question.text) and _TOTAL.search(" ".join(own_texts(place)[:1])):
        score *= TOTAL
    score *= 0.5 + 0.5 * noun_fit(question.asks[0], reading.figures[0], place)
    return Operand(reading.figures[0], reading, score, asked.phrase(place))


def counts_named(figure: Figure, text: str) -> bool:
    """Whether a text names what a figure counts, its unit word for word."""
    unit = " ".join(syllables(figure.unit))
    return bool(unit) and f" {unit} " in f" {' '.join(syllables(text))} "


def _mute(question: Question, place: Place) -> bool:
    """Whether neither the figure nor what introduces it names a level that is asked for."""
    around = (*own_texts(place), place.statement.lead, *place.statement.path)
    return bool(question.levels) and not any(levels_in(text) & set(question.levels) for text in around)


def beside(operand: Operand, place: Place, figure: Figure | None = None) -> Operand:
    """Another place of the same document as an operand, with its first figure or the one given."""
    found = figure or place.figures[0]
    return Operand(found, replace(operand.reading, place=place, figures=(found,)), operand.score)
