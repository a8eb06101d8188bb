"""The same indicator for two periods or places, or two indicators: both figures, both cited, the difference with its
direction; where the document states the change itself, that too, and whether it agrees."""

import re
from collections.abc import Iterator, Sequence

from ingest.vietnamese.fold import fold
from ingest.vietnamese.numbers import format_number
from rag.draft import Draft
from rag.library import Library
from rag.question.standing import own_words
from rag.reading.kinds import ASKS_SHARE, Fits, is_change, is_rank, is_share, is_value
from rag.reading.match import grams
from rag.reading.places import Place, is_value_cell
from rag.reading.segments import PREDICATE, segments
from rag.reading.slots import agrees, levels_in, own_periods, periods_in
from rag.reading.zones import name_of
from rag.reckoning.apart import Apart, Sides, either
from rag.reckoning.both_sides import of_both
from rag.reckoning.changes import CLEARER, ROUNDING, stated, told
from rag.reckoning.compared import WHETHER, rate_words, sides_said
from rag.reckoning.operands import Operand, operands
from rag.reckoning.pairing import chosen, fair, same_indicator, same_unit
from rag.reckoning.set_against import is_earlier
from rag.reckoning.sides import sides, two_bodies
from rag.reckoning.working import in_percent, movement, named, unit_of, worked
from rag.records import Evidence, Question
from rag.write import calm, shorten

_RANK = re.compile(r"\b(?:thứ hạng|xếp hạng|hạng|bậc|thứ mấy)\b", re.IGNORECASE)
_IN_PERCENT = re.compile(
    r"\b(?:tăng|giảm|hơn|kém|nhích|tụt|chênh|lên|xuống)\b[^?]*\b(?:mấy|bao nhiêu)\s*(?:%|phần trăm)", re.IGNORECASE
)
_NATION = "cả nước"
_MARK = re.compile(r"^\s*(?:\(?[0-9a-zđIVX]{1,4}(?:\.\d+)*[.)]|[-–+*])\s*")


def comparison(question: Question, evidence: Sequence[Evidence], apart: Apart, library: Library) -> Draft | None:
    """Both sides and the difference; None when no comparison is asked for or a side is not on file."""
    text = WHETHER.sub("", own_words(question.text))
    asked = {a.kind for a in question.asks}

    def parted() -> tuple[Operand, Operand] | None:
        pairs = list(sides(question, text, "compare" in asked))
        return next(filter(None, (_best(pairs, evidence, library, fits) for fits in _fits(text))), None)

    found = either(apart, parted)
    change = stated(question, evidence, library) if "change" in asked else None
    if change and (found is None or _clearer(change, found)):
        return told(change, library)
    if found is None:
        return None
    several = of_both(question, (found.first, found.second), library)
    return several or side_by_side(question, found.first, found.second, library)


def _clearer(change: Operand, found: Sides) -> bool:
    """Whether the stated change is more surely of the indicator that is asked about than the two values; one that is
    printed in the row of both is told beside them, and no change is clearer than values that are surely meant."""
    both = found.first, found.second
    beside = {o.figure.statement_id for o in both} == {change.figure.statement_id}
    if (beside or found.sure) and change.figure.unit != "bậc":
        return False
    phrase = min(o.phrase for o in both)
    return change.phrase >= phrase + CLEARER or (change.phrase >= phrase and change.score > max(o.score for o in both))


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
    found = tuple(operands(q, evidence, library, fits, named=True) for q in (first, second))
    found = tuple(
        [o for o in side if _of_level(o, q) and _of_indicator(o, q)]
        for side, q in zip(found, (first, second), strict=True)
    )
    both = chosen([fair(side) for side in found], same_unit, same_indicator)
    return (both[0], both[1]) if both else None


def _of_level(operand: Operand, question: Question) -> bool:
    """Whether a figure is of a level that is asked for: another level's is a near twin, whatever its clause says."""
    own = operand.figure.level
    if levels_in(operand.figure.unit) & set(question.levels):
        return True  # "có 148 đơn vị hành chính cấp xã" counts them
    if (own == _NATION) != (_NATION in question.levels):
        return False
    return not question.levels or not own or own in question.levels


def _of_indicator(operand: Operand, question: Question) -> bool:
    """Whether a rate's own words ("tỷ lệ *ký số*") are said of a figure, unless they are everyday words: a figure
    that only shares level and period is of something else."""
    rate = rate_words(question)
    if not rate:
        return True
    place = operand.reading.place
    statement = place.statement
    around = [operand.figure.indicator, place.text, statement.lead, *statement.path[-1:]]
    around += [statement.text[a:b] for a, b in (*place.heads, place.label or (0, 0), place.header or (0, 0))]
    said = grams(" . ".join(around))
    return all(word in said for word in rate)


# --- the answer -----------------------------------------------------------------------------------


def side_by_side(question: Question, a: Operand, b: Operand, library: Library) -> Draft:
    """Both figures, which way they differ and by how much; the older first where they are told apart by period."""
    over_time = len(question.periods) == 2 or is_earlier(a, b) or "before" in sides_said(own_words(question.text))
    difference = round(b.figure.value - a.figure.value, 6)
    rank = a.figure.kind == "xếp hạng"
    unit = "bậc" if rank else unit_of([a.figure, b.figure])
    moved = movement(a.figure, b.figure, over_time)
    if over_time and _IN_PERCENT.search(own_words(question.text)):
        moved = in_percent(moved, a.figure, b.figure)
    names = _bodies(question, a, b) or _in_table(a, b) or [_side(o, over_time) for o in (a, b)]
    if names[0] == names[1]:
        names = [_bare(a), _bare(b)]
    if is_earlier(a, b) and _period(a) in ("", _period(b)):
        names = ["Cùng kỳ", _bare(b)]
    way = moved.said if over_time or not difference else _verdict(names, (difference > 0) != rank, moved.size)
    said = f"{names[0]}: {a.figure.text}; {names[1]}: {b.figure.text} — {way}"
    extra, warnings = _stated(a, b, abs(difference), unit, library) if over_time else ([], [])
    chart: dict[str, object] = {
        "type": "bar", "labels": names, "values": [a.figure.value, b.figure.value], "unit": unit_of([a.figure])
    }  # fmt: skip
    return worked(said, moved.formula, moved.size, (a, b), extra, warnings, chart)


def _verdict(names: Sequence[str], second: bool, size: str) -> str:
    """Which side is higher, in words; `second` says whether the second is."""
    winner, loser = (names[1], names[0]) if second else (names[0], names[1])
    return f"{winner} cao hơn {size}; {loser} thấp hơn"


def _bodies(question: Question, a: Operand, b: Operand) -> list[str]:
    """The two bodies that a question compares, where each figure is of one of them and not of the other."""
    around = [fold(f"{o.reading.place.statement.text} {name_of(o.reading.document)}") for o in (a, b)]
    for names in ([*(two_bodies(question) or ())], [*(two_bodies(question) or ())][::-1]):
        own, other = [fold(n) for n in names], [fold(n) for n in names][::-1]
        if names and all(n in text and o not in text for n, o, text in zip(own, other, around, strict=True)):
            return names
    return []


def _period(operand: Operand) -> str:
    """The period that a figure prints of itself, by its key."""
    return operand.figure.period.key if operand.figure.period else ""


def _in_table(a: Operand, b: Operand) -> list[str]:
    """Two cells by what tells them apart: their columns in one row, their rows in one column."""
    first, second = a.reading.place, b.reading.place
    if not (is_value_cell(first) and is_value_cell(second)) or first.statement.table != second.statement.table:
        return []
    same_row = first.statement.id == second.statement.id
    spans = [(p, p.header if same_row else p.label) for p in (first, second)]
    return [shorten(p.statement.text[slice(*span or (0, 0))].strip(" ;,."), 80) for p, span in spans]


def _side(operand: Operand, over_time: bool) -> str:
    """How a side is named: by its period as the document prints it, else by its column or its level."""
    reading = operand.reading
    place = reading.place
    if over_time:
        own = own_periods(place, reading.document)
        text = next((p.text for p in own if p.text), "")
        return text[:1].upper() + calm(text)[1:] if text else named(operand)
    if place.header and is_value_cell(place):
        return shorten(place.statement.text[slice(*place.header)], 60)
    return _bare(operand)


def _bare(operand: Operand) -> str:
    """What an operand is, without its figure: "Tỷ lệ ký số tại xã phường"; of a bare "đạt 97,74%", its heading."""
    place = operand.reading.place
    if PREDICATE.match(place.text) and place.statement.path and not is_value_cell(place):
        return shorten(_MARK.sub("", place.statement.path[-1]), 80)
    name = named(operand)
    head, found, tail = name.partition(operand.figure.text)
    if not found or re.search(r"\w", tail):
        return name
    return re.sub(r"(?:[\s:,–-]|\b(?:đạt tỷ lệ|đạt|là|được|chiếm))+$", "", head) or name


def _stated(
    older: Operand, newer: Operand, difference: float, unit: str, library: Library
) -> tuple[list[str], list[str]]:
    """The change that the newer figure's own row or sentence states, and a warning when it is another one."""
    place = newer.reading.place
    for other in library.places(place.statement):
        hangs = any(start <= place.start and place.end <= end for start, end in other.heads)
        if not (hangs or (place.label and other.label == place.label)) or _of_others(older, newer, other):
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


def _of_others(older: Operand, newer: Operand, place: Place) -> bool:
    """Whether a column of changes is headed by a period that is neither side's: "So sánh năm 2026 với năm 2025"."""
    named = periods_in(place.statement.text[slice(*place.header)]) if place.header else ()
    own = [p for o in (older, newer) for p in own_periods(o.reading.place, o.reading.document)]
    return any(all(agrees(period, p) < 1 for p in own) for period in named)
