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
from ingest.vietnamese.fold import fold, syllables
from ingest.vietnamese.levels import find_scopes
from rag.library import Library
from rag.read import Reading, read
from rag.reading.kinds import Fits, is_change
from rag.reading.nouns import noun_fit
from rag.reading.places import Place
from rag.reading.said_near import Said
from rag.reading.segments import segments, with_heads
from rag.reading.slots import OTHER, agrees, level_factor, levels_in, part_level, period_factor, periods_in, unit_factor
from rag.reading.zones import own_texts
from rag.records import Ask, Evidence, Question
from rag.words import phrases, words

READ = 40
"""How many places with fitting figures are looked at for a part of a question: more never held an operand on the
development questions."""
KEPT = 8
"""How many figures are kept of each part before they are paired."""
COVERED = 0.4
"""The share of a part's terms that the operand's surroundings must say, its document's title counted."""
SAID = 0.5
"""The share of a part's terms that the operand's clause, row, heads and headings must say."""
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
    asked = Said(question, library, named)
    found: dict[tuple[str, int], Operand] = {}
    for reading in readings:
        if reading.covered < COVERED or reading.place.statement.kind in ("heading", "title", "metadata"):
            continue
        for place in segments(reading.place):
            figure = place.figures[0]
            if not fits(figure):
                continue
            operand = _operand(question, reading, with_heads(place, library), asked)
            if operand:
                found.setdefault(operand.key, operand)
    return sorted(found.values(), key=lambda o: -o.score)


def _operand(question: Question, reading: Reading, place: Place, asked: Said) -> Operand | None:
    """A clause with one figure, cut from the place of a reading, as an operand; None where it says too little."""
    whole, figure = reading.place, place.figures[0]
    if asked.said(place) < SAID:
        return None
    if unit_factor(question, place.statement, reading.document) < 1:
        return None
    if not asked.named(place, reading.document.title):
        return None
    phrase = asked.phrase(place)
    score = reading.score * math.exp(asked.close(place, phrase))
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
    if counts_named(figure, question.text):
        score *= COUNTED
    if _TOTAL.search(question.text) and _TOTAL.search(" ".join(own_texts(place)[:1])):
        score *= TOTAL
    score *= 0.5 + 0.5 * noun_fit(question.asks[0], figure, place)
    return Operand(figure, replace(reading, place=place, figures=(figure,)), score, phrase)


def counts_named(figure: Figure, text: str) -> bool:
    """Whether a text names what a figure counts, its unit word for word."""
    unit = " ".join(syllables(figure.unit))
    return bool(unit) and f" {unit} " in f" {' '.join(syllables(text))} "


def _mute(question: Question, place: Place) -> bool:
    """Whether neither the figure nor what introduces it names a level that is asked for."""
    if not question.levels:
        return False
    around = (*own_texts(place), place.statement.lead, *place.statement.path)
    return not any(levels_in(text) & set(question.levels) for text in around)


def beside(operand: Operand, place: Place, figure: Figure | None = None) -> Operand:
    """Another place of the same document as an operand, with its first figure or the one given."""
    found = figure or place.figures[0]
    return Operand(found, replace(operand.reading, place=place, figures=(found,)), operand.score)


def of_reading(reading: Reading) -> Operand | None:
    """The figure that a reading tells, in its own clause or cell; None where it tells none or only a change."""
    wanted = {f.start for f in reading.figures or reading.place.figures[:1]}
    for place in segments(reading.place):
        figure = place.figures[0]
        if figure.start in wanted and not is_change(figure):
            return Operand(figure, replace(reading, place=place, figures=(figure,)), reading.score)
    return None
