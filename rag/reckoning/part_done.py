"""Which share of a whole is done ("đã xử lý được mấy phần trăm"): done over what came in, or over done and open
together where no whole is printed. What says which a count is stands in data/wholes.tsv."""

import re
from collections.abc import Iterator, Sequence

from ingest.vietnamese.numbers import format_number
from rag.draft import Draft
from rag.library import Library
from rag.question.standing import own_words
from rag.read import Reading
from rag.reading.kinds import is_count
from rag.reading.segments import segments
from rag.reckoning.leftover import share_printed
from rag.reckoning.operands import Operand, beside, operands, part
from rag.reckoning.pairing import fair, same_unit
from rag.reckoning.remains import roles
from rag.reckoning.share import quotient
from rag.reckoning.working import DECIMALS, named, worked
from rag.records import Evidence, Question

_OPEN = re.compile(r"\b(?:còn lại|chưa|đang|tồn(?!\s+tại))\b", re.IGNORECASE)
_SAYS_DONE = re.compile(r"\b(?:đã|được|xong|hoàn thành|rồi|đạt)\b", re.IGNORECASE)


def part_done(
    question: Question, evidence: Sequence[Evidence], readings: Sequence[Reading], library: Library
) -> Draft | None:
    """The share that is done; None where it is not asked for, printed, or its whole is not."""
    text = own_words(question.text)
    if not any(a.unit == "%" for a in question.asks) or not _SAYS_DONE.search(text):
        return None
    for seed in fair(operands(part(question, text), evidence, library, is_count, named=True)):
        counts = [seed, *_beside(seed, library)]
        done = next((o for o in counts if _role(o) == "done" and _shared_verb(text, o)), None)
        if done is None:
            continue
        if share_printed(seed, readings):
            return None
        others = [o for o in counts if o.key != done.key and same_unit((done, o))]
        whole = next((o for o in others if _role(o) == "whole" and o.figure.value > done.figure.value), None)
        if whole is not None:
            return quotient(done, whole)
        rest = [o for o in others if _role(o) == "open"]
        return _of_all(done, _outermost(rest)) if rest else None
    return None


def _beside(seed: Operand, library: Library) -> Iterator[Operand]:
    """The other counts of a figure's sentence."""
    for place in library.places(seed.reading.place.statement):
        for segment in segments(place):
            other = beside(seed, segment)
            if other.key != seed.key and is_count(other.figure):
                yield other


def _shared_verb(text: str, done: Operand) -> bool:
    """Whether the question and a clause say the same of what is done: "xử lý", "hoàn thành"."""
    said = done.reading.place.text
    return any(
        found.group().lower() in text.lower()
        for pattern, role in roles()
        if role == "done"
        for found in pattern.finditer(said)
    )


def _outermost(counts: Sequence[Operand]) -> list[Operand]:
    """The counts that hang on none of the others: "đang xử lý 25, trong đó 07 quá hạn"."""
    spans = [(o.reading.place.start, o.reading.place.end) for o in counts]
    return [o for o in counts if not any(a <= x and y <= b for a, b in o.reading.place.heads for x, y in spans)]


def _role(operand: Operand) -> str:
    """Whether a count is a whole, what is done of it or what is open, by its own clause; empty where that says none."""
    text = operand.reading.place.text
    if _OPEN.search(text):
        return "open"
    return next((role for pattern, role in roles() if pattern.search(text)), "")


def _of_all(done: Operand, rest: Sequence[Operand]) -> Draft:
    """The done part over done and open together."""
    parts = [done.figure.value, *(o.figure.value for o in rest)]
    whole = format_number(round(sum(parts), 6))
    value = format_number(round(100 * parts[0] / sum(parts), DECIMALS))
    added = f"{' + '.join(map(format_number, parts))} = {whole}"
    formula = f"{added}; {format_number(parts[0])} / {whole} × 100 = {value}"
    said = f"{value}% — {named(done)} trên tổng {whole} {done.figure.unit}".rstrip()
    return worked(said, formula, f"{value}%", (done, *rest))
