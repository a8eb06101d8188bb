"""What a figure must be by those beside it, where a question doubts the print: a share beside its fraction, a part
beside its total and the other parts. The print is told first; nothing is corrected in silence."""

import re
from collections.abc import Sequence

from ingest.vietnamese.numbers import format_number
from rag.draft import Draft
from rag.library import Library
from rag.reading.kinds import is_count, is_share
from rag.reading.places import Place
from rag.reading.segments import segments
from rag.reckoning.changes import ROUNDING
from rag.reckoning.operands import Operand, beside, operands, part
from rag.reckoning.share import hangs_on
from rag.reckoning.working import DECIMALS, named, unit_left, with_unit, worked
from rag.records import Evidence, Question

DOUBTS = re.compile(
    r"\b(?:mới đúng|đúng ra|đáng lẽ|lẽ ra|(?:in|viết|ghi|gõ) (?:sai|nhầm|lỗi)|có đúng|đúng không"
    r"|chính xác (?:không|chưa))\b",
    re.IGNORECASE,
)
"""How a question doubts what is printed."""
_REACH = 60
"""Characters between a fraction and the share that is printed for it."""


def mended(question: Question, evidence: Sequence[Evidence], library: Library) -> Draft | None:
    """The print and what it must be, for the best figure that its neighbours contradict or bear out; else None."""
    if not DOUBTS.search(question.text):
        return None
    asked = part(question, DOUBTS.sub(" ", question.text))
    for operand in operands(asked, evidence, library, is_count):
        made = _fraction(operand, library) or _part(operand, library)
        if made:
            return made
    return None


def _fraction(operand: Operand, library: Library) -> Draft | None:
    """ "8,55/10 điểm, đạt 82,71%": the share that the fraction makes beside the one that is printed."""
    figure = operand.figure
    after = [f for f in library.figures(figure.statement_id) if 0 <= f.start - figure.end <= _REACH]
    if not figure.of or not after or not is_share(after[0]):
        return None
    printed = beside(operand, Place(operand.reading.place.statement, after[0].start, after[0].end), after[0])
    value = round(100 * figure.value / figure.of, DECIMALS)
    formula = f"{format_number(figure.value)} / {format_number(figure.of)} × 100 = {format_number(value)}"
    apart = abs(value - after[0].value)
    half = 0.5 * 10 ** -len(after[0].text.rstrip(" %").partition(",")[2])  # what its own rounding may take away
    share = with_unit(value, "%")
    verdict = "Không khớp"
    if apart <= max(half, ROUNDING):
        verdict = "Khớp" if not apart else "Khớp (làm tròn)" if apart <= half else "Lệch ở chữ số cuối"
    said = f"{verdict}: văn bản in {figure.text} và {after[0].text}; {figure.text} là {share}"
    return worked(said, formula, share, (operand, printed))


def _part(operand: Operand, library: Library) -> Draft | None:
    """A misprinted part of a total: the total less its other parts."""
    figure, place = operand.figure, operand.reading.place
    doubts = library.disagreements(figure.document_id, place.statement.text)
    if not any(figure.text in message for message in doubts):
        return None
    whole = next(hangs_on(operand, library), None)
    others = [
        beside(operand, segment)
        for other in library.places(place.statement)
        if other.heads == place.heads and other.heads
        for segment in segments(other)
        if is_count(segment.figures[0]) and segment.figures[0] != figure
    ]
    if whole is None or not others:
        return None
    left = round(whole.figure.value - sum(o.figure.value for o in others), 6)
    if left <= 0:
        return None
    terms = " − ".join(format_number(o.figure.value) for o in (whole, *others))
    result = with_unit(left, unit_left(whole, others[0]))
    said = f"{result} — theo tổng và các phần còn lại; văn bản in “{figure.text}” ({named(whole)})"
    return worked(said, f"{terms} = {format_number(left)}", result, (whole, *others))
