"""Does a printed total come out? The total beside the sum of the parts that its sentence names."""

import re
from collections.abc import Iterator, Sequence

from ingest.audit.breakdowns import breakdowns
from ingest.records import Figure, Statement
from ingest.vietnamese.numbers import find_numbers, format_number
from rag.draft import Draft
from rag.library import Library
from rag.read import of_cell
from rag.reading.kinds import is_count, is_value
from rag.reading.segments import segments
from rag.reckoning.operands import Operand, beside, operands, part
from rag.reckoning.pairing import same_unit
from rag.reckoning.working import unit_of, with_unit, worked
from rag.records import Evidence, Question

_ADDS = re.compile(r"\b(?:cộng|tổng|ba cấp|các cấp|các phần|thành phần|cấu thành)\b", re.IGNORECASE)
_SPREAD = re.compile(r"\b(?:cả\s+)?(?:hai|ba|bốn|các)\s+(?:cấp|phần|khoản|số|loại|nhóm)\b", re.IGNORECASE)
"""Words for the parts that a total has, which its clause need not say."""
_FEWEST = 2
"""A total has at least two parts; a question that names as many by their figures means these."""
_LOOKED_AT = 12
"""How many of the best places are looked at for a total that the question gives by its figure."""


def total_and_parts(question: Question, text: str, evidence: Sequence[Evidence], library: Library) -> Draft | None:
    """A printed total beside the sum of its parts; `text` is what the question says before it asks about them."""
    if not _ADDS.search(question.text):
        return None
    said = {n.value for n in find_numbers(question.text)}
    found = operands(part(question, _SPREAD.sub(" ", text)), evidence, library, is_value)
    for total in (*_given(said, evidence, library), *found):
        parts = _named_parts(total, library) or _hanging(total, said, library)
        if not parts and total.figure.value in said:
            parts = _following(total, library)
        if len(parts) >= _FEWEST:
            return _compared(total, parts)
    return None


def _given(said: set[float], evidence: Sequence[Evidence], library: Library) -> Iterator[Operand]:
    """The figures that a question gives by their values, where they stand in the best places."""
    for piece in evidence[:_LOOKED_AT]:
        for figure in library.figures(piece.statement.id):
            operand = _at(piece.statement, figure, library) if figure.value in said and is_value(figure) else None
            if operand is not None:
                yield operand


def _at(statement: Statement, figure: Figure, library: Library) -> Operand | None:
    place = next((p for p in library.places(statement) if p.start <= figure.start and figure.end <= p.end), None)
    return Operand(figure, of_cell(place, library.documents[statement.document_id])) if place else None


def _named_parts(total: Operand, library: Library) -> list[Operand]:
    """The parts that the sentence of a total lists: in brackets, after "gồm", "trong đó"."""
    statement = total.reading.place.statement
    own = {f.start: f for f in library.figures(statement.id)}
    for breakdown in breakdowns(statement.text, find_numbers(statement.text)):
        figures = [own[number.start] for number in breakdown.parts if number.start in own]
        if breakdown.total.start == total.figure.start and len(figures) == len(breakdown.parts):
            parts = [_at(statement, figure, library) for figure in figures]
            return [operand for operand in parts if operand is not None]
    return []


def _hanging(total: Operand, said: set[float], library: Library) -> list[Operand]:
    """The figures that hang on a total where they make it, all or the first of them, or where the question gives them;
    others may be of something else that the sentence goes on to."""
    found = [
        beside(total, segment)
        for place in library.places(total.reading.place.statement)
        if place.heads and place.heads[-1][0] <= total.figure.start and total.figure.end <= place.heads[-1][1]
        for segment in segments(place)
        if is_value(segment.figures[0])
    ]
    parts = [operand for operand in found if same_unit((total, operand))]
    named = [operand for operand in parts if operand.figure.value in said]
    if len(named) >= _FEWEST:
        return named
    return _making(total, parts)


def _following(total: Operand, library: Library) -> list[Operand]:
    """The counts that follow a total in its sentence where they make it: "37 văn bản (05 quyết định; 32 công văn)"."""
    statement = total.reading.place.statement
    after = (f for f in library.figures(statement.id) if f.start > total.figure.start and is_count(f))
    found = [_at(statement, figure, library) for figure in after]
    return _making(total, [operand for operand in found if operand is not None])


def _making(total: Operand, parts: Sequence[Operand]) -> list[Operand]:
    """As many of the first parts as make a total; none where no number of them does."""
    sums = (list(parts[:count]) for count in range(_FEWEST, len(parts) + 1))
    return next((some for some in sums if _added(some) == total.figure.value), [])


def _added(parts: Sequence[Operand]) -> float:
    return round(sum(operand.figure.value for operand in parts), 6)


def _compared(total: Operand, parts: Sequence[Operand]) -> Draft:
    added = _added(parts)
    unit = unit_of([total.figure])
    difference = round(added - total.figure.value, 6)
    formula = f"{' + '.join(format_number(o.figure.value) for o in parts)} = {format_number(added)}"
    if not difference:
        said = f"Khớp: tổng in là {total.figure.text}, cộng các phần được {with_unit(added, unit)}"
        return worked(said, formula, with_unit(added, unit), (total, *parts))
    high, low = max(added, total.figure.value), min(added, total.figure.value)
    formula += f"; {format_number(high)} − {format_number(low)} = {format_number(high - low)}"
    said = f"Không khớp: tổng in là {total.figure.text}, nhưng cộng các phần được {with_unit(added, unit)}"
    warning = f"Tổng in ({total.figure.text}) khác tổng cộng các phần ({with_unit(added, unit)})."
    said += f", chênh {with_unit(abs(difference), unit)}"
    return worked(said, formula, with_unit(added, unit), (total, *parts), warnings=(warning,))
