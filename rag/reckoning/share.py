"""A part over its whole, in percent: the whole is what the question names, or what the part hangs on in print."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.vietnamese.numbers import find_numbers, format_number
from rag.draft import Draft
from rag.library import Library
from rag.reading.kinds import is_count, is_share
from rag.reading.segments import segments
from rag.reading.siblings import another
from rag.reading.zones import own_texts
from rag.reckoning.operands import Operand, beside, operands, part
from rag.reckoning.pairing import chosen, fair, same_unit, together
from rag.reckoning.working import DECIMALS, named, worked
from rag.records import Evidence, Question

_BESIDE = 0.1
"""How much less likely a sibling clause is the whole of a part than the clause it hangs on."""
_LOOSE = 0.9
"""The same for another figure of its sentence that it does not hang on."""
_RANGE = re.compile(r"\s*(?:trở (?P<way>xuống|lên))\b")


def share(question: Question, said: dict[str, str], evidence: Sequence[Evidence], library: Library) -> Draft | None:
    """Part over whole. The whole is the count that the question names, else the one that the part hangs on."""
    text, whole_text = said["part"], said.get("whole") or ""
    ranged = _RANGE.search(text)
    parts = operands(part(question, _RANGE.sub(" ", text), whole_text), evidence, library, is_count, named=True)
    if not parts:
        return None
    if ranged:
        return _range_share(parts[0], ranged["way"] == "xuống", library)
    wholes: list[Operand] = []
    if whole_text:
        wholes = operands(part(replace(question, levels=()), whole_text), evidence, library, is_count)
        given = _given(whole_text)
        wholes = [w for w in wholes if w.figure.value == given] or wholes if given is not None else wholes
        wholes = [w for w in wholes if not another(f"{text} {whole_text}", own_texts(w.reading.place))]
    if not wholes:
        wholes = [w for p in parts for w in hangs_on(p, library)]
    pair = chosen((fair(parts), wholes), lambda g: same_unit(g) and 0 < g[0].figure.value < g[1].figure.value, _whole)
    if pair is None:
        return _of(parts[0])
    if stated(pair[0], library):
        return None
    return quotient(pair[0], pair[1])


def _whole(part_of: Operand, whole: Operand) -> float:
    """How likely the second is the whole of the first: what it hangs on is, what hangs beside it is hardly."""
    a, b = part_of.reading.place, whole.reading.place
    near = together(part_of, whole)
    if a.statement.id != b.statement.id:
        return near
    if any(start <= b.start and b.end <= end for start, end in a.heads):
        return near
    return near * (_BESIDE if a.heads == b.heads and a.heads else _LOOSE)


def _given(text: str) -> float | None:
    """A count that the question says itself: "trong 125 trạm"."""
    numbers = find_numbers(text)
    return numbers[0].value if numbers and numbers[0].unit != "%" else None


def quotient(a: Operand, b: Operand) -> Draft:
    """The first as a percentage of the second."""
    value = format_number(round(100 * a.figure.value / b.figure.value, DECIMALS))
    formula = f"{format_number(a.figure.value)} / {format_number(b.figure.value)} × 100 = {value}"
    said = f"{value}% — {named(a)} trên {named(b)}"
    return worked(said, formula, f"{value}%", (a, b))


def _of(operand: Operand) -> Draft | None:
    """A part printed with its whole, "58/168 đơn vị"."""
    figure = operand.figure
    if not figure.of or figure.value > figure.of:
        return None
    value = format_number(round(100 * figure.value / figure.of, DECIMALS))
    formula = f"{format_number(figure.value)} / {format_number(figure.of)} × 100 = {value}"
    return worked(f"{value}% — {named(operand)}", formula, f"{value}%", (operand,))


def _range_share(first: Operand, down: bool, library: Library) -> Draft | None:
    """The classes from one on to the end ("Trung bình trở xuống") of a breakdown, over their common whole."""
    place = first.reading.place
    classes = [p for p in library.places(place.statement) if p.heads == place.heads and p.figures and p.figures[0].of]
    wanted = [p for p in classes if (p.start >= place.start if down else p.start <= place.start)]
    if len(wanted) < 2 or len({p.figures[0].of for p in classes}) != 1:
        return None
    used = [beside(first, p) for p in wanted]
    whole = used[0].figure.of or 1.0
    added = sum(o.figure.value for o in used)
    value = format_number(round(100 * added / whole, DECIMALS))
    terms = " + ".join(format_number(o.figure.value) for o in used)
    said = f"{value}% — {format_number(added)}/{format_number(whole)}: {'; '.join(named(o) for o in used)}"
    formula = f"{terms} = {format_number(added)}; {format_number(added)} / {format_number(whole)} × 100 = {value}"
    return worked(said, formula, f"{format_number(added)}/{format_number(whole)}, {value}%", used)


def hangs_on(operand: Operand, library: Library) -> Iterator[Operand]:
    """The counts in the heads of an operand, the nearest first."""
    place = operand.reading.place
    for start, end in reversed(place.heads):
        inside = [p for p in library.places(place.statement) if start <= p.start and p.end <= end and p.figures]
        own = [f for f in library.figures(place.statement.id) if start <= f.start and f.end <= end]
        bare = replace(place, start=start, end=end, heads=(), figures=tuple(own))  # "Tổng số 43 mô hình: …"
        for other in inside or ([bare] if own else []):
            for segment in segments(other):
                if is_count(segment.figures[0]):
                    yield beside(operand, segment)


def stated(operand: Operand, library: Library) -> bool:
    """Whether the document prints the share itself, right after the part: "trễ hạn 25 hồ sơ, chiếm 0,03%"."""
    after = [f for f in library.figures(operand.figure.statement_id) if f.start >= operand.figure.end]
    return bool(after) and is_share(after[0])
