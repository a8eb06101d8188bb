"""The same indicator for two periods or two places: both figures, both cited, the difference with its direction."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.records import Figure, Period
from ingest.vietnamese.numbers import format_number
from rag.draft import Draft, Markers, answer_figure, confidence
from rag.library import Library
from rag.read import Reading, read
from rag.records import Ask, Evidence, Question
from rag.slots import OTHER, level_factor, own_periods, period_factor
from rag.write import sentence, shorten

_STATES_CHANGE = re.compile(r"\b(?:tăng|giảm|cao hơn|thấp hơn|vượt|bằng)\b", re.IGNORECASE)
_ENOUGH = 0.8
"""Each side must cover this share of what the best place of the whole question covers."""


def comparison(question: Question, evidence: Sequence[Evidence], readings: Sequence[Reading], library: Library) -> Draft | None:
    """The two sides and their difference; None when the documents do not hold both as figures of one unit."""
    sides = _by_period(question, evidence, library) or _by_level(question, evidence, library)
    if sides is None:
        return None
    (name_a, a), (name_b, b) = sides
    first, second = _pair(a, b)
    if first is None or second is None or min(a.covered, b.covered) < _ENOUGH * readings[0].covered:
        return None
    markers = Markers()
    marks = markers.mark(a), markers.mark(b)
    stated = _stated(question, readings)
    difference = round(second.value - first.value, 6)
    result, verb = _said(difference, first)
    label = shorten(_label(b), 200)
    lines = [
        f"{name_a}: {first.text} {marks[0]}; {name_b}: {second.text} {marks[1]}: {verb} {result}.",
        "",
        f"{label} {marks[1]}",
    ]
    if stated:
        lines.append(f"Văn bản ghi: {sentence(stated, stated.figures)} {markers.mark(stated)}")
    operands = [
        {"text": first.text, "value": first.value, "citation": int(marks[0].strip("[]"))},
        {"text": second.text, "value": second.value, "citation": int(marks[1].strip("[]"))},
    ]
    formula = f"{format_number(second.value)} − {format_number(first.value)} = {format_number(difference)}"
    return Draft(
        "computed",
        tuple(lines),
        markers.citations,
        (answer_figure(first, marks[0], a), answer_figure(second, marks[1], b)),
        min(confidence(a, [a]), confidence(b, [b])),
        {"formula": formula, "operands": operands, "result": result},
        {"type": "bar", "labels": [name_a, name_b], "values": [first.value, second.value], "unit": first.unit},
    )


def stated_change(question: Question, readings: Sequence[Reading]) -> bool:
    """Whether the best place itself says how the figure moved, and that is what is asked."""
    best = readings[0]
    return any(f.kind == "so sánh" for f in best.place.figures) and any(a.kind == "change" for a in question.asks)


def _by_period(
    question: Question, evidence: Sequence[Evidence], library: Library
) -> tuple[tuple[str, Reading], tuple[str, Reading]] | None:
    if len(question.periods) < 2:
        return None
    older, newer = sorted(question.periods[:2], key=lambda p: p.start)
    a, b = _best(question, evidence, library, older), _best(question, evidence, library, newer)
    if a is None or b is None:
        return None
    return (_name(older, a), a), (_name(newer, b), b)


def _best(question: Question, evidence: Sequence[Evidence], library: Library, period: Period) -> Reading | None:
    """The best place that holds a figure for one period alone."""
    single = replace(question, periods=(period,), asks=_number_asks(question))
    for reading in read(single, evidence, library):
        if reading.figures and reading.figures[0].kind != "so sánh":
            return reading if period_factor(single, reading.place, reading.document) > OTHER else None
    return None


def _by_level(
    question: Question, evidence: Sequence[Evidence], library: Library
) -> tuple[tuple[str, Reading], tuple[str, Reading]] | None:
    """The province, or the level named first, beside another level ("trung bình cả nước")."""
    if not question.levels:
        return None
    other = question.levels[-1]
    own = question.levels[0] if len(question.levels) > 1 else ""
    single = replace(question, asks=_number_asks(question))
    b = next((r for r in read(replace(single, levels=(other,)), evidence, library) if r.figures), None)
    if b is None or level_factor(replace(single, levels=(other,)), b.place) <= OTHER:
        return None
    for a in read(replace(single, levels=(own,) if own else ()), evidence, library):
        if a.figures and a.place != b.place and level_factor(replace(single, levels=(other,)), a.place) < 1:
            return (_side(a, own or "Tỉnh"), a), (_side(b, other), b)
    return None


def _side(reading: Reading, fallback: str) -> str:
    header = reading.place.header
    return reading.place.statement.text[slice(*header)] if header else fallback[0].upper() + fallback[1:]


def _number_asks(question: Question) -> tuple[Ask, ...]:
    return tuple(a for a in question.asks if a.kind == "number") or (Ask("number"),)


def _pair(a: Reading, b: Reading) -> tuple[Figure | None, Figure | None]:
    """Figures of one unit and kind, one of each side."""
    for first in a.figures + a.place.figures:
        for second in b.figures + b.place.figures:
            if (first.unit, first.kind) == (second.unit, second.kind):
                return first, second
    return None, None


def _said(difference: float, figure: Figure) -> tuple[str, str]:
    """How much, in the unit a difference has, and in which direction; a rank that falls in number is better."""
    size = format_number(abs(difference))
    if figure.kind == "xếp hạng":
        return f"{size} bậc", "tăng" if difference < 0 else "giảm" if difference else "không đổi,"
    unit = " điểm phần trăm" if figure.unit == "%" else f" {figure.unit}" if figure.unit else ""
    return f"{size}{unit}", "tăng" if difference > 0 else "giảm" if difference else "không đổi,"


def _stated(question: Question, readings: Sequence[Reading]) -> Reading | None:
    """A place about the same thing that states the change in its own words."""
    for reading in readings[:12]:
        about = reading.covered >= _ENOUGH * readings[0].covered
        if about and reading.place.figures and _STATES_CHANGE.match(reading.place.text.lower()):
            return reading
    return None


def _label(reading: Reading) -> str:
    place = reading.place
    return place.statement.text[slice(*place.label)] if place.label else place.text


def _name(period: Period, reading: Reading) -> str:
    """A period as the document prints it, so that the line can be checked against it."""
    own = own_periods(reading.place, reading.document)
    text = next((p.text for p in own if p.key == period.key and p.text), "") or (own[0].text if own else period.text)
    return text[0].upper() + (text[1:].lower() if text.isupper() else text[1:]) if text else period.key
