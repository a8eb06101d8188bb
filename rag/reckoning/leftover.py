"""What is not printed but follows from a part and the whole it hangs on: what share of it is done, what is left.

"Tổng số 43 mô hình: đã triển khai 39 mô hình" answers "còn mấy mô hình chưa triển khai" (43 − 39) and, where no
share is printed, "đã triển khai bao nhiêu phần trăm" (39 / 43 × 100).
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.vietnamese.numbers import format_number
from rag.draft import Draft
from rag.library import Library
from rag.question.standing import own_words
from rag.read import Reading
from rag.reading.kinds import is_count, is_share
from rag.reading.siblings import members
from rag.reckoning.operands import Operand, operands, part
from rag.reckoning.pairing import same_unit
from rag.reckoning.share import hangs_on, quotient
from rag.reckoning.working import named, unit_left, with_unit, worked
from rag.records import Evidence, Question
from rag.refusing.lacking import telling
from rag.telling.single import one

_LEFT = re.compile(r"\b(?:còn lại|còn thiếu|còn|chưa|nữa)\b", re.IGNORECASE)
ASKS_LEFT = re.compile(
    r"\bcòn\s+(?:lại\s+)?(?:mấy|bao nhiêu)\b|\b(?:mấy|bao nhiêu)\b.*\b(?:chưa|còn lại)\b", re.IGNORECASE
)
"""How a question asks for what is left of a whole."""
_FALLS = r"\b(?:hụt|còn thiếu|thiếu|mất|kém|còn cách|chưa đạt|bị trừ)\b"
_SHORT = re.compile(rf"{_FALLS}.*\btối đa\b|\btối đa\b.*{_FALLS}", re.IGNORECASE)
"""How it asks by how much a part printed with its whole falls short of it: "đạt 10,89/13,5 điểm"."""
_SAYS_SHORT = re.compile(rf"{_FALLS}|\b(?:tổng cộng|(?:so với\s+)?(?:mức\s+|điểm\s+)?tối đa|nữa|còn)\b", re.IGNORECASE)
_DONE = members("đã")
_OPEN = members("đang") | members("chưa")
_MARK = re.compile(r"[:;,.(]")
_LOOKED_AT = 10
"""How many of the best places may print what is asked for, so that nothing need be computed."""
_AS_GOOD = 0.95
"""A printed answer says this share of what the part says of the question."""


def left_over(
    question: Question, evidence: Sequence[Evidence], readings: Sequence[Reading], library: Library
) -> Draft | None:
    """The share of a whole that a part is, or what a part leaves of it; None where it is printed or not asked for."""
    numbers = [a for a in question.asks if a.kind == "number"]
    if question.intent != "figure" or len(numbers) != 1:
        return None
    if numbers[0].unit == "%":
        return _share(question, evidence, readings, library)
    text = own_words(question.text)
    if ASKS_LEFT.search(text) and (rest := _rest(question, evidence, readings, library)):
        return rest
    return _short(readings[0]) if readings and ASKS_LEFT.search(text) else None


def fallen_short(question: Question, evidence: Sequence[Evidence], library: Library) -> Draft | None:
    """By how much a figure that is printed with its most ("10,89/13,5 điểm") falls short of it, where that is asked."""
    text = own_words(question.text)
    if not _SHORT.search(text) or not any(a.kind == "number" for a in question.asks):
        return None
    found = operands(part(question, _SAYS_SHORT.sub(" ", text)), evidence, library, lambda f: f.of is not None)
    return _short(found[0].reading) if found else None


def _short(best: Reading) -> Draft | None:
    """The whole printed with a place's figure less that figure; None where the place prints none."""
    figure = next((f for f in best.figures if f.of), None)
    if figure is None or not figure.of or not is_count(figure) or not 0 < figure.value < figure.of:
        return None
    if members(_told(best)) & _OPEN:
        return None
    left = round(figure.of - figure.value, 6)
    formula = f"{format_number(figure.of)} − {format_number(figure.value)} = {format_number(left)}"
    said = with_unit(left, figure.unit)
    operand = Operand(figure, replace(best, figures=(figure,)))
    return worked(f"{said} — phần còn thiếu của: {named(operand)}", formula, said, (operand,))


def _share(
    question: Question, evidence: Sequence[Evidence], readings: Sequence[Reading], library: Library
) -> Draft | None:
    for operand in operands(part(question, own_words(question.text)), evidence, library, is_count, named=True)[:1]:
        printed = [r for r in readings[:_LOOKED_AT] if any(is_share(f) for f in r.figures)]
        if any(r.covered >= _AS_GOOD * operand.reading.covered for r in printed):
            return None
        for whole in hangs_on(operand, library):
            if _wholly(operand, whole) and not _printed_beside(operand, library):
                return quotient(operand, whole)
    return None


def _wholly(operand: Operand, whole: Operand) -> bool:
    return same_unit((operand, whole)) and 0 < operand.figure.value < whole.figure.value


def _printed_beside(operand: Operand, library: Library) -> bool:
    """Whether the part's own sentence prints a share."""
    return any(is_share(f) for f in library.figures(operand.figure.statement_id))


def _rest(
    question: Question, evidence: Sequence[Evidence], readings: Sequence[Reading], library: Library
) -> Draft | None:
    """The whole less what is done of it; where some place prints what is not done, that, if nothing else is said of
    what is asked ("vậy còn bao nhiêu?")."""
    met = (r for r in readings[:_LOOKED_AT] if r.figures and all(r.met))
    left = next((r for r in met if members(_told(r)) & _OPEN), None)
    if left is not None:
        return None if telling(question) else one(question, (left, *readings))
    asked = part(question, _LEFT.sub(" ", own_words(question.text)))
    for done in operands(replace(asked, asks=question.asks), evidence, library, is_count):
        if not members(done.reading.place.text) & _DONE:
            continue
        for whole in hangs_on(done, library):
            if _wholly(done, whole):
                return _remainder(whole, done)
    return None


def _told(reading: Reading) -> str:
    """The words of a place up to the next mark after its figure: what is said of the figure itself."""
    figure, text = reading.figures[0], reading.place.statement.text
    stop = _MARK.search(text, figure.end)
    return text[reading.place.start : stop.start() if stop else reading.place.end]


def _remainder(whole: Operand, done: Operand) -> Draft:
    left = with_unit(round(whole.figure.value - done.figure.value, 6), unit_left(whole, done))
    value = format_number(round(whole.figure.value - done.figure.value, 6))
    formula = f"{format_number(whole.figure.value)} − {format_number(done.figure.value)} = {value}"
    return worked(f"{left} — còn lại: {named(whole)} trừ đi {named(done)}", formula, left, (whole, done))
