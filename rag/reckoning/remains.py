"""What remains of a whole whose part stands in the same row or sentence: "giao 2.574, có mặt 2.391" answers "còn
khuyết bao nhiêu biên chế", a row with its plan and its payments "còn bao nhiêu vốn chưa giải ngân".

What a report calls a whole, what it says of the done part and how it prints the remainder itself stands in
data/wholes.tsv.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import permutations
from typing import Literal, NamedTuple

from ingest.vietnamese.numbers import format_number
from rag.draft import Draft
from rag.library import Library
from rag.question.standing import own_words
from rag.read import Reading, read
from rag.reading.kinds import is_count
from rag.reading.places import Place, is_value_cell
from rag.reading.segments import segments
from rag.reading.slots import OTHER, level_factor, period_factor
from rag.reckoning.leftover import short_of
from rag.reckoning.likeness import likeness
from rag.reckoning.operands import Operand, beside, part
from rag.reckoning.pairing import same_unit
from rag.reckoning.share import hangs_on
from rag.reckoning.working import named, unit_left, with_unit, worked
from rag.records import Evidence, Question
from rag.refusing.judge import confidence
from rag.refusing.refuse import verdict
from rag.telling.single import one
from rag.words import table

ASKS_REMAINING = re.compile(
    r"\bcòn\b(?:\s+[^\s,?]+){0,6}?\s+(?:bao nhiêu|mấy)\b"
    r"|\b(?:bao nhiêu|mấy)\b.*\b(?:chưa|còn lại|còn tồn|còn nợ|còn khuyết|nữa)\b"
    r"|\b(?:thiếu|khuyết|hụt|tồn)\b(?:\s+[^\s,?]+){0,3}?\s+(?:bao nhiêu|mấy)\b"
    r"|\b(?:bao nhiêu|mấy)\b.*\b(?:trượt|rớt|bị loại|(?:không|chưa)\s+(?:đỗ|đạt|đậu|được công nhận))\b"
    r"|\b(?:trượt|rớt|bị loại)\b(?:\s+[^\s,?]+){0,3}?\s+(?:bao nhiêu|mấy)\b",
    re.IGNORECASE,
)
"""How a question asks for what remains: "còn tồn bao nhiêu hồ sơ", "còn thiếu mấy tỷ nữa mới đủ dự toán"."""
_SAYS_SO = re.compile(
    r"\b(?:nữa\s+)?(?:mới|thì)\s+(?:đủ|đạt|bằng|xong|hết)\b"
    r"|\b(?:còn lại|còn thiếu|còn khuyết|còn tồn|còn nợ|còn|chưa|nữa|thiếu|khuyết|hụt|tồn đọng|tồn)\b",
    re.IGNORECASE,
)
_BOTH = re.compile(r"\b(?:và|lẫn|cộng)\s+(?:phần\s+|số\s+)?(?:còn lại|chưa)\b", re.IGNORECASE)
"""A question that adds what remains to what is done."""
_FAILED = re.compile(
    r"\b(?:bị\s+)?(?:trượt|rớt|loại)\b|\b(?:không|chưa)\s+(?=(?:đỗ|đạt|đậu|được công nhận)\b)", re.IGNORECASE
)
"""What a question says of those who did not pass: they are the ones who tried less the ones who did."""
_REST = re.compile(r"\b(?:số|phần)?\s*còn lại\b(?!\s*(?:là\s+)?[\d(])", re.IGNORECASE)
"""A sentence that names what remains and does not count it."""
_IN_TURN = re.compile(r"\b(?:lần lượt|tương ứng)\b", re.IGNORECASE)
"""A clause whose counts are each of another whole: "số có mặt lần lượt là 2.207 người và 1.498 người"."""
_SAID = 0.55
"""The share of what is asked, the remaining itself apart, that a row or sentence must say."""
_LOOKED_AT = 12
"""How many of the best places' rows and sentences may hold the whole and the part."""
_NEAR = 0.6
"""A place that scores less than this share of the best is of something else."""

_LIKE = 0.4
"""The share of their own words that a plan and its result in two places have in common: "xử lý kỷ luật 17 người" is
none of "biên chế được giao"."""
_FEW = 2
"""A plan and its result that stand in two places are the best two of all."""
_PLANNED = ("kế hoạch", "chỉ tiêu")

Role = Literal["whole", "done", "open"]


class _Part(NamedTuple):
    """A count with what it is, its place before it was cut to the figure, and how it fits period and level."""

    operand: Operand
    role: Role
    place: Place
    fits: float


@lru_cache(maxsize=1)
def roles() -> tuple[tuple[re.Pattern[str], str], ...]:
    """How reports word a whole, its done part and the open one (data/wholes.tsv): patterns, each with its role."""
    return tuple((re.compile(row[0], re.IGNORECASE), row[1]) for row in table("wholes.tsv"))


def remaining(question: Question, evidence: Sequence[Evidence], library: Library) -> Draft | None:
    """The whole less its done part, both of the row or sentence that says most of what is asked; None where the
    question does not ask for it, the document prints it, or the two are not told apart."""
    text = own_words(question.text)
    if _BOTH.search(text) or not ASKS_REMAINING.search(text) or sum(a.kind == "number" for a in question.asks) != 1:
        return None
    if any(a.unit == "%" for a in question.asks):
        return None
    done = _FAILED.sub(lambda m: "" if m.group().lower().startswith(("không", "chưa")) else "đỗ", text)
    asked = part(question, _SAYS_SO.sub(" ", done))
    readings = [
        r for r in read(asked, evidence, library) if r.covered >= _SAID and not all(f.unit == "%" for f in r.figures)
    ]
    seen: dict[str, list[_Part]] = {}
    for at, reading in enumerate(readings[:_LOOKED_AT]):
        if reading.score < _NEAR * readings[0].score:
            break
        if reading.place.statement.id in seen:
            continue
        parts = seen[reading.place.statement.id] = list(_parts(asked, reading, library))
        rest = readings[at:]
        made = _left(asked, reading, parts, library)
        if made is not None:
            sure = confidence(asked, rest, library.rarity)
            return None if verdict(asked, rest, library.rarity, sure) else replace(made, confidence=round(sure, 3))
    made = _apart(readings[0].place, [parts for parts in seen.values() if parts]) if readings else None
    return made if made and not verdict(asked, readings, library.rarity, made.confidence) else None


def _apart(best: Place, found: Sequence[Sequence[_Part]]) -> Draft | None:
    """The plan of one place less what another tells of it, the best two that are of one unit and one year's time."""
    for dones, wholes in permutations(found[:_FEW], 2):
        for done in (p.operand for p in dones if p.role == "done"):
            for whole in (p.operand for p in wholes if p.role == "whole"):
                timed = whole.figure.period and done.figure.period and whole.figure.unit and done.figure.unit
                fits = timed and whole.figure.kind in _PLANNED and likeness(whole, done) >= _LIKE
                if fits and _wholly(whole, done) and _of(best, (whole, done)):
                    return _less(whole, done)
    return None


def _left(asked: Question, reading: Reading, parts: Sequence[_Part], library: Library) -> Draft | None:
    """What the counts of a reading's row or sentence leave over, or what it prints as left."""
    statement = reading.place.statement
    open_ = [p for p in parts if p.role == "open"]
    pair = _pair(parts, reading.place)
    if open_ and (pair is None or any(same_unit((pair[0], p.operand)) for p in open_)):
        best = [p for p in open_ if p.fits == max(o.fits for o in open_)]
        return one(asked, [best[0].operand.reading]) if len(best) == 1 else None
    rest = _REST.search(statement.text)
    if rest:  # "tiếp nhận 8.462 hồ sơ, đã giải quyết 8.391, quá hạn 26, số còn lại đang giải quyết"
        whole = next((p for p in parts if p.role == "whole"), None)
        done = _before(rest.start(), whole, library) if whole else []
        return _less(whole.operand, *done) if whole and done else None
    if pair is None or not _of(reading.place, pair):
        return None
    return short_of(pair[0].reading) if pair[0].key == pair[1].key else _less(*pair)


def _parts(question: Question, reading: Reading, library: Library) -> Iterator[_Part]:
    """The counts of a row or sentence with what each is: the whole, what is done of it, what is left."""
    for place in library.places(reading.place.statement):
        if place.reference is not None or not place.figures or _IN_TURN.search(place.text):
            continue
        for cut in (place,) if is_value_cell(place) else segments(place):
            figure = cut.figures[0]
            role = _role(cut)
            if role is None or not (is_count(figure) or (role == "open" and figure.unit != "%")):
                continue  # "Số còn thiếu – So với biên chế giao" is no change, whatever it is set against
            fit = period_factor(question, cut, reading.document)
            if fit > OTHER:
                operand = Operand(figure, replace(reading, place=cut, figures=(figure,)))
                fit *= level_factor(question, place)
                yield _Part(operand, role, place, fit)
                if role == "done":  # "Tổng số 43 mô hình: đã triển khai 39 mô hình"
                    yield from (_Part(w, "whole", place, fit) for w in hangs_on(operand, library))


def _role(place: Place) -> Role | None:
    """What a figure is by the words nearest to it: those of its column, or of its clause before and then after it."""
    figure, text = place.figures[0], place.statement.text
    if is_value_cell(place) and place.header:
        said = text[slice(*place.header)]
        found = [(m.end(), role) for pattern, role in roles() for m in pattern.finditer(said)]
    else:
        before = text[place.start : figure.start]
        found = [(m.end(), role) for pattern, role in roles() for m in pattern.finditer(before)]
        if not found:
            after = re.split(r"[,;:.(]", text[figure.end : place.end], maxsplit=1)[0]
            found = [(-m.start(), role) for pattern, role in roles() for m in pattern.finditer(after)]
    if any(role == "open" for _, role in found):
        return "open"
    if is_value_cell(place) and figure.kind in ("kế hoạch", "chỉ tiêu"):
        return "whole"
    nearest = max(found, default=None)
    return None if nearest is None else "whole" if nearest[1] == "whole" else "done"


def _pair(parts: Sequence[_Part], best: Place) -> tuple[Operand, Operand] | None:
    """The whole and the part done of it, of one unit and year; the pair that fits best, of those the one in one clause,
    of those the one with the `best` place in it, of those the largest ("riêng cấp xã giao …" is asked for by name), of
    those the newest result.

    A part printed with its whole ("19.147/24.890 hồ sơ") is both.
    """
    pairs = [
        (
            (w.fits * d.fits, w.place == d.place, best in (w.place, d.place), w.operand.figure.value, _end(d.operand)),
            w,
            d,
        )
        for w in parts
        for d in parts
        if (w.role == "whole" and d.role == "done" and _wholly(w.operand, d.operand))
        or (w is d and d.role == "done" and w.operand.figure.of)
    ]
    top = max((p[0] for p in pairs), default=None)
    kept = {(w.operand.key, d.operand.key): (w.operand, d.operand) for score, w, d in pairs if score == top}
    first = min(kept, key=lambda keys: keys[1], default=None)
    return kept[first] if first and len({whole for whole, _ in kept}) == 1 else None


def _end(operand: Operand) -> date:
    return operand.figure.period.end if operand.figure.period else date.min


def _of(best: Place, pair: tuple[Operand, Operand]) -> bool:
    """Whether a pair is what is asked for: of a row the cell that says most of it ("Số hộ nghèo") is one of the two."""
    cells = [o.reading.place for o in pair]
    return not is_value_cell(best) or any((p.start, p.end) == (best.start, best.end) for p in cells)


def _wholly(whole: Operand, done: Operand) -> bool:
    """Whether one count can be done of another: one unit, less, of the same time."""
    if not same_unit((whole, done)) or not 0 < done.figure.value < whole.figure.value:
        return False
    planned, reached = whole.figure.period, done.figure.period
    return planned is None or reached is None or planned.start <= reached.end <= planned.end


def _before(end: int, whole: _Part, library: Library) -> list[Operand]:
    """The counts of a whole's unit between it and the words that name the rest."""
    reading, first = whole.operand.reading, whole.operand.figure
    cuts = (c for p in library.places(reading.place.statement) if p.figures and not p.reference for c in segments(p))
    between = [beside(whole.operand, c) for c in cuts if first.end <= c.figures[0].start < end]
    done = {o.key: o for o in between if same_unit((whole.operand, o)) and is_count(o.figure)}
    return list(done.values()) if sum(o.figure.value for o in done.values()) < first.value else []


def _less(whole: Operand, *done: Operand) -> Draft:
    value = round(whole.figure.value - sum(d.figure.value for d in done), 6)
    left = with_unit(value, unit_left(whole, done[0]))
    terms = " − ".join(format_number(o.figure.value) for o in (whole, *done))
    said = f"{left} — còn lại: {named(whole)} trừ đi {'; '.join(named(d) for d in done)}"
    return worked(said, f"{terms} = {format_number(value)}", left, (whole, *done))
