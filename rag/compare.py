"""The same indicator for two periods or places, or two indicators: both figures, both cited, the difference with its
direction; where the document states the change itself, that too, and whether it agrees."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.records import Period
from ingest.vietnamese.abbreviations import normal_form
from ingest.vietnamese.colloquial import formal
from ingest.vietnamese.fold import syllables
from ingest.vietnamese.levels import find_scopes
from ingest.vietnamese.numbers import format_number
from rag.changes import CLEARER, ROUNDING, stated, told
from rag.conversation import own_words
from rag.draft import Draft
from rag.kinds import ASKS_SHARE, Fits, is_change, is_rank, is_share, is_value
from rag.library import Library
from rag.match import grams
from rag.operands import Operand, operands, part
from rag.pairing import chosen, fair, same_indicator, same_unit
from rag.places import is_value_cell
from rag.records import Evidence, Question
from rag.segments import segments
from rag.slots import own_periods
from rag.working import movement, named, unit_of, worked
from rag.write import shorten

_RANK = re.compile(r"\b(?:thứ hạng|xếp hạng|hạng|bậc|thứ mấy)\b", re.IGNORECASE)
_JOINED = re.compile(r"\s*,?\s*(?:với|và|so với|sang|hay|hoặc)\b", re.IGNORECASE)
"""What stands between two periods that a question sets side by side."""
_JOIN = re.compile(r"\s+(?:so với|khác gì|khác với|với|và|hay)\s+", re.IGNORECASE)
_LEAD = re.compile(r"^[^:]{3,80}:\s+")
_NATION = "cả nước"
_RATE_OF = re.compile(r"\b(?:tỷ lệ|tỉ lệ|chỉ số)\s+(?P<words>\w+\s+\w+)", re.IGNORECASE)
"""The two syllables that tell a rate: "ký số", "hồ sơ"; the next may be a level."""


def comparison(question: Question, evidence: Sequence[Evidence], library: Library) -> Draft | None:
    """Both sides and the difference; None when no comparison is asked for or a side is not on file."""
    text = own_words(question.text)
    asked = {a.kind for a in question.asks}
    sides = _periods_apart(question, text) if len(question.periods) == 2 else None
    if sides is None and asked & {"compare"}:
        pairs = [*_levels_apart(question, text), *_bodies_apart(question, text), *_halves(question, text)]
    else:
        pairs = [sides] if sides else []
    found = next(filter(None, (_best(pairs, evidence, library, fits) for fits in _fits(text))), None)
    change = stated(question, evidence, library) if "change" in asked else None
    if change and (found is None or _clearer(change, found)):
        return told(change, library)
    return side_by_side(question, found[0], found[1], library) if found else None


def _clearer(change: Operand, found: tuple[Operand, Operand]) -> bool:
    """Whether the stated change is more surely of the indicator that is asked about than the two values."""
    phrase = min(o.phrase for o in found)
    return change.phrase >= phrase + CLEARER or (change.phrase >= phrase and change.score > max(o.score for o in found))


def _fits(text: str) -> Iterator[Fits]:
    if _RANK.search(text) and not ASKS_SHARE.search(text):
        yield is_rank
    elif ASKS_SHARE.search(text):
        yield is_share
    yield is_value


def _best(
    pairs: Sequence[tuple[Question, Question]], evidence: Sequence[Evidence], library: Library, fits: Fits
) -> tuple[Operand, Operand] | None:
    """The best pair of figures of all the ways to part the question."""
    found = [p for first, second in pairs if (p := _pair(first, second, evidence, library, fits))]
    return max(found, key=lambda p: p[0].score * p[1].score * same_indicator(*p) ** 2, default=None)


def _pair(
    first: Question, second: Question, evidence: Sequence[Evidence], library: Library, fits: Fits
) -> tuple[Operand, Operand] | None:
    sides = tuple(operands(q, evidence, library, fits, named=True) for q in (first, second))
    sides = tuple(
        [o for o in side if _of_level(o, q) and _of_indicator(o, q)]
        for side, q in zip(sides, (first, second), strict=True)
    )
    found = chosen([fair(side) for side in sides], same_unit, same_indicator)
    return (found[0], found[1]) if found else None


def _of_level(operand: Operand, question: Question) -> bool:
    """Whether a figure is of a level that is asked for: another level's is a near twin, whatever its clause says."""
    own = operand.figure.level
    if (own == _NATION) != (_NATION in question.levels):
        return False
    return not question.levels or not own or own in question.levels


def _of_indicator(operand: Operand, question: Question) -> bool:
    """Whether a rate's own words ("tỷ lệ *ký số*") are said of a figure, unless they are everyday words: a figure
    that only shares level and period is of something else."""
    rate = _RATE_OF.search(question.content.replace("|", " "))
    wanted = syllables(normal_form(rate["words"])) if rate else []
    place = operand.reading.place
    statement = place.statement
    around = [operand.figure.indicator, place.text, statement.lead, *statement.path[-1:]]
    around += [statement.text[a:b] for a, b in (*place.heads, place.label or (0, 0), place.header or (0, 0))]
    said = grams(" . ".join(around))
    return bool(formal(" ".join(wanted))) or all(word in said for word in wanted)


# --- the two sides of a question ------------------------------------------------------------------


def _periods_apart(question: Question, text: str) -> tuple[Question, Question] | None:
    """The question for each of its two periods, the older first, when it sets them side by side."""
    spans = sorted((text.lower().find(p.text.lower()), p) for p in question.periods if p.text)
    if len(spans) < 2 or spans[0][0] < 0:
        return None
    (_, a), (_, b) = spans
    if not any(x.kind in ("compare", "change") for x in question.asks) and not _JOINED.match(_between(text, a, b)):
        return None
    older, newer = sorted((a, b), key=lambda p: (p.end, p.start))
    return _for_period(question, text, older, newer), _for_period(question, text, newer, older)


def _between(text: str, a: Period, b: Period) -> str:
    low = text.lower()
    start = low.find(a.text.lower()) + len(a.text)
    return text[start : low.find(b.text.lower())]


def _for_period(question: Question, text: str, period: Period, other: Period) -> Question:
    alone = re.sub(re.escape(other.text), " | ", text, flags=re.IGNORECASE)
    made = part(replace(question, documents=(), strict=False), alone)
    return replace(made, periods=(period,), units=question.units)


def _levels_apart(question: Question, text: str) -> Iterator[tuple[Question, Question]]:
    """The question for each of two levels; beside the whole country, for the province."""
    scopes = [s for s in find_scopes(text) if s.level]
    levels = list(dict.fromkeys(s.level for s in scopes))
    if len(levels) == 1 and levels[0] == _NATION:
        yield _for_level(question, text, "", [_NATION]), _for_level(question, text, _NATION, [""])
    elif len(levels) >= 2:
        yield _for_level(question, text, levels[0], [levels[1]]), _for_level(question, text, levels[1], [levels[0]])


def _for_level(question: Question, text: str, level: str, others: Sequence[str]) -> Question:
    for scope in sorted(find_scopes(text), key=lambda s: -s.start):
        if scope.level in others or scope.level == _NATION:
            text = f"{text[: scope.start]} | {text[scope.end :]}"
    return replace(part(question, text), levels=(level,) if level else ())


def _bodies_apart(question: Question, text: str) -> Iterator[tuple[Question, Question]]:
    """The question for each of two named provinces or bodies."""
    if len(question.units) == 2:
        first, second = question.units
        yield _for_body(question, text, first, second), _for_body(question, text, second, first)


def _for_body(question: Question, text: str, body: str, other: str) -> Question:
    alone = re.sub(re.escape(other), " | ", text, flags=re.IGNORECASE)
    return replace(part(question, alone), units=(body,))


def _halves(question: Question, text: str) -> Iterator[tuple[Question, Question]]:
    """The question for what stands on either side of a joining word; a short side is about what goes before too."""
    lead = _LEAD.match(text)
    shared = lead.group() if lead else ""
    body = text[len(shared) :]
    for join in _JOIN.finditer(body):
        first, second = body[: join.start()], body[join.end() :]
        yield part(question, first, shared), part(question, second, shared or first)


# --- the answer -----------------------------------------------------------------------------------


def side_by_side(question: Question, a: Operand, b: Operand, library: Library) -> Draft:
    """Both figures, which way they differ and by how much; the older first where they are told apart by period."""
    over_time = len(question.periods) == 2
    difference = round(b.figure.value - a.figure.value, 6)
    rank = a.figure.kind == "xếp hạng"
    unit = "bậc" if rank else unit_of([a.figure, b.figure])
    moved = movement(a.figure, b.figure, over_time)
    names = [_side(o, over_time) for o in (a, b)]
    if names[0] == names[1]:
        names = [_bare(a), _bare(b)]
    way = moved.said if over_time or not difference else _verdict(names, (difference > 0) != rank, moved.size)
    said = f"{names[0]}: {a.figure.text}; {names[1]}: {b.figure.text} — {way}"
    extra, warnings = _stated(b, abs(difference), unit, library) if over_time else ([], [])
    chart: dict[str, object] = {
        "type": "bar", "labels": names, "values": [a.figure.value, b.figure.value], "unit": unit_of([a.figure])
    }  # fmt: skip
    return worked(said, moved.formula, moved.size, (a, b), extra, warnings, chart)


def _verdict(names: Sequence[str], second: bool, size: str) -> str:
    """Which side is higher, in words; `second` says whether the second is."""
    winner, loser = (names[1], names[0]) if second else (names[0], names[1])
    return f"{winner} cao hơn {size}; {loser} thấp hơn"


def _side(operand: Operand, over_time: bool) -> str:
    """How a side is named: by its period as the document prints it, else by its column or its level."""
    reading = operand.reading
    place = reading.place
    if over_time:
        own = own_periods(place, reading.document)
        text = next((p.text for p in own if p.text), "")
        return text[:1].upper() + (text[1:].lower() if text.isupper() else text[1:]) if text else named(operand)
    if place.header and is_value_cell(place):
        return shorten(place.statement.text[slice(*place.header)], 60)
    return _bare(operand)


def _bare(operand: Operand) -> str:
    """What an operand is, without its figure: "Tỷ lệ ký số tại xã phường"."""
    name = named(operand)
    head, found, tail = name.partition(operand.figure.text)
    if not found or re.search(r"\w", tail):
        return name
    return re.sub(r"(?:[\s:,–-]|\b(?:đạt tỷ lệ|đạt|là|được|chiếm))+$", "", head) or name


def _stated(newer: Operand, difference: float, unit: str, library: Library) -> tuple[list[str], list[str]]:
    """The change that the newer figure's own row or sentence states, and a warning when it is another one."""
    place = newer.reading.place
    for other in library.places(place.statement):
        hangs = any(start <= place.start and place.end <= end for start, end in other.heads)
        if not (hangs or (place.label and other.label == place.label)):
            continue
        for segment in segments(other):
            figure = segment.figures[0]
            if is_change(figure) and figure.unit == unit:
                line = f"Văn bản ghi: {shorten(' '.join(segment.text.split()), 120)}"
                if abs(abs(figure.value) - difference) <= ROUNDING:
                    return [line], []
                between = format_number(difference)
                warning = f"Văn bản ghi mức thay đổi {figure.text}, nhưng hai số in chênh nhau {between}."
                return [line, f"Lưu ý: {warning}"], [warning]
    return [], []
