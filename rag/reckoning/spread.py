"""How far apart the two ends of a set stand ("chênh giữa nơi cao nhất và nơi thấp nhất"): as a sentence names them,
else of the rows, items or clauses that the question chooses from."""

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.draft import Draft
from rag.library import Library
from rag.question.standing import own_words
from rag.reading.kinds import is_value
from rag.reading.places import is_value_cell
from rag.reckoning.operands import Operand, beside, operands, part
from rag.reckoning.pairing import same_unit
from rag.reckoning.working import movement, worked
from rag.records import Evidence, Question
from rag.tables.members import members, name

_HIGH = r"(?:cao|nhiều|lớn|đông|tốt|mạnh|dài|rộng|đầu bảng|đứng đầu|quan tâm|hài lòng)"
_LOW = r"(?:thấp|ít|nhỏ|kém|yếu|chậm|ngắn|cuối bảng|đứng cuối|bét)"
_APART = re.compile(r"\b(?:chênh|lệch|cách|cách biệt|khoảng cách|hơn kém|hơn)\b", re.IGNORECASE)
_TOP = re.compile(rf"\b{_HIGH}(?:\s+[^\W\d]+)?\s+nhất\b", re.IGNORECASE)
_END = re.compile(rf"\b{_LOW}(?:\s+[^\W\d]+)?\s+nhất\b", re.IGNORECASE)
_Ends = tuple[tuple[Operand, str], tuple[Operand, str]]
"""The low and the high end, each with its name."""
_FEWEST = 3
"""A set of fewer members has no ends."""


def spread(question: Question, evidence: Sequence[Evidence], library: Library) -> Draft | None:
    """Both ends and what lies between them; None where not both are asked for or no set is on file."""
    text = own_words(question.text)
    top, end = _TOP.search(text), _END.search(text)
    if not (_APART.search(text) and top and end):
        return None
    bare = _APART.sub(" ", re.sub(r"\bgiữa\b", " ", text))
    found = _named(part(question, bare), evidence, library) or _ends(replace(question, text=bare), evidence, library)
    if found is None:
        return None
    (low, lowest), (high, highest) = found
    moved = movement(low.figure, high.figure, over_time=False)
    said = f"{moved.size} — {highest}: {high.figure.text} (cao nhất); {lowest}: {low.figure.text} (thấp nhất)"
    return worked(said, moved.formula, moved.size, (high, low))


def _named(asked: Question, evidence: Sequence[Evidence], library: Library) -> _Ends | None:
    """The ends that one sentence calls so: "cao nhất là … 91,0%, thấp nhất là … 22,4%"."""
    for seed in operands(asked, evidence, library, is_value)[:1]:
        if is_value_cell(seed.reading.place):
            return None
        ends = [_after(seed, end, library) for end in (_END, _TOP)]
        low, high = ends
        if low and high and same_unit((low[0], high[0])) and low[0].figure.value < high[0].figure.value:
            return low, high
    return None


def _after(seed: Operand, end: re.Pattern[str], library: Library) -> tuple[Operand, str] | None:
    """The first figure of the seed's unit after the word for an end in its sentence, with what stands between them."""
    statement = seed.reading.place.statement
    said = end.search(statement.text)
    if said is None:
        return None
    for place in library.places(statement):
        for figure in place.figures:
            if figure.start >= said.end() and figure.unit == seed.figure.unit:
                name = statement.text[said.end() : figure.start].strip(" :,–-").removeprefix("là ")
                return beside(seed, place, figure), name
    return None


def _ends(question: Question, evidence: Sequence[Evidence], library: Library) -> _Ends | None:
    found = members(question, evidence, library, rows=True)
    if found is None or len(found.all) < _FEWEST:
        return None
    ordered = sorted(found.all, key=lambda o: o.figure.value)
    return (ordered[0], name(ordered[0])), (ordered[-1], name(ordered[-1]))
