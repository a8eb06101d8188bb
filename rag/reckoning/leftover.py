"""What is not printed but follows from a part and the whole it hangs on: what share of it is done, by how much it
falls short of the most.

"Tổng số 43 mô hình: đã triển khai 39 mô hình" answers "đã triển khai bao nhiêu phần trăm" (39 / 43 × 100) where no
share is printed; "đạt 10,89/13,5 điểm" by how much (13,5 − 10,89). What is left of a whole is told in remains.py.
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
from rag.reckoning.operands import Operand, operands, part
from rag.reckoning.pairing import same_unit
from rag.reckoning.share import hangs_on, quotient
from rag.reckoning.working import named, with_unit, worked
from rag.records import Evidence, Question

_FALLS = r"\b(?:hụt|còn thiếu|thiếu|mất|kém|còn cách|chưa đạt|bị trừ)\b"
_SHORT = re.compile(rf"{_FALLS}.*\btối đa\b|\btối đa\b.*{_FALLS}", re.IGNORECASE)
"""How it asks by how much a part printed with its whole falls short of it: "đạt 10,89/13,5 điểm"."""
_SAYS_SHORT = re.compile(rf"{_FALLS}|\b(?:tổng cộng|(?:so với\s+)?(?:mức\s+|điểm\s+)?tối đa|nữa|còn)\b", re.IGNORECASE)
_LOOKED_AT = 10
"""How many of the best places may print what is asked for, so that nothing need be computed."""
_AS_GOOD = 0.95
"""A printed answer says this share of what the part says of the question."""


def share_done(
    question: Question, evidence: Sequence[Evidence], readings: Sequence[Reading], library: Library
) -> Draft | None:
    """The share of a whole that a part is; None where it is printed or not asked for."""
    numbers = [a for a in question.asks if a.kind == "number"]
    if question.intent != "figure" or len(numbers) != 1 or numbers[0].unit != "%":
        return None
    for operand in operands(part(question, own_words(question.text)), evidence, library, is_count, named=True)[:1]:
        if share_printed(operand, readings):
            return None
        for whole in hangs_on(operand, library):
            if _wholly(operand, whole) and not _printed_beside(operand, library):
                return quotient(operand, whole)
    return None


def share_printed(part_of: Operand, readings: Sequence[Reading]) -> bool:
    """Whether one of the best places prints a share and says nearly as much of the question as a part does."""
    printed = (r for r in readings[:_LOOKED_AT] if any(is_share(f) for f in r.figures))
    return any(r.covered >= _AS_GOOD * part_of.reading.covered for r in printed)


def fallen_short(question: Question, evidence: Sequence[Evidence], library: Library) -> Draft | None:
    """By how much a figure that is printed with its most ("10,89/13,5 điểm") falls short of it, where that is asked."""
    text = own_words(question.text)
    if not _SHORT.search(text) or not any(a.kind == "number" for a in question.asks):
        return None
    found = operands(part(question, _SAYS_SHORT.sub(" ", text)), evidence, library, lambda f: f.of is not None)
    return short_of(found[0].reading) if found else None


def short_of(best: Reading) -> Draft | None:
    """The whole printed with a place's figure less that figure; None where the place prints none."""
    figure = next((f for f in best.figures if f.of), None)
    if figure is None or not figure.of or not is_count(figure) or not 0 < figure.value < figure.of:
        return None
    left = round(figure.of - figure.value, 6)
    formula = f"{format_number(figure.of)} − {format_number(figure.value)} = {format_number(left)}"
    said = with_unit(left, figure.unit)
    operand = Operand(figure, replace(best, figures=(figure,)))
    return worked(f"{said} — phần còn thiếu của: {named(operand)}", formula, said, (operand,))


def _wholly(operand: Operand, whole: Operand) -> bool:
    return same_unit((operand, whole)) and 0 < operand.figure.value < whole.figure.value


def _printed_beside(operand: Operand, library: Library) -> bool:
    """Whether the part's own sentence prints a share."""
    return any(is_share(f) for f in library.figures(operand.figure.statement_id))
