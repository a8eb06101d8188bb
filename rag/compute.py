"""Arithmetic over cited operands, with the formula shown: a share of a whole, a sum of parts."""

from collections.abc import Sequence

from ingest.records import Figure
from ingest.vietnamese.numbers import format_number
from rag.draft import Draft, Markers, answer_figure, confidence
from rag.library import Library
from rag.places import Place
from rag.read import Reading
from rag.records import Question
from rag.write import sentence

DECIMALS = 2
"""Decimals of a computed share: as reports print them."""


def share(question: Question, readings: Sequence[Reading], library: Library) -> Draft | None:
    """Part over whole in percent, when a share is asked for and the best place states only a count of a part.

    The whole is the count in the clause that the part hangs on ("tiếp nhận 66, trong đó: đã xử lý 57").
    """
    asks = [a for a in question.asks if a.kind == "number" and a.unit == "%"]
    best = readings[0]
    if not asks or any(f.unit == "%" for f in best.place.figures) or not best.place.heads:
        return None
    part = best.place.figures[0] if best.place.figures else None
    whole = _whole(best.place, part, library)
    if part is None or whole is None or not whole.value or part.value > whole.value:
        return None
    value = round(100 * part.value / whole.value, DECIMALS)
    result = f"{format_number(value)}%"
    formula = f"{format_number(part.value)} / {format_number(whole.value)} × 100 = {format_number(value)}"
    markers = Markers()
    mark = markers.mark(best)
    number = int(mark.strip("[]"))
    lines = [f"{result} — tính từ {part.text} trên {whole.text} {mark}", "", f"{sentence(best)} {mark}"]
    operands = [
        {"text": part.text, "value": part.value, "citation": number},
        {"text": whole.text, "value": whole.value, "citation": number},
    ]
    figures = (answer_figure(part, mark, best), answer_figure(whole, mark, best))
    return Draft(
        "computed", tuple(lines), markers.citations, figures, confidence(best, readings),
        {"formula": formula, "operands": operands, "result": result},
    )


def _whole(place: Place, part: Figure | None, library: Library) -> Figure | None:
    """The count in the nearest head of the place, of the same unit where units are told."""
    if part is None:
        return None
    for start, end in reversed(place.heads):
        inside = [f for f in library.figures(place.statement.id) if start <= f.start and f.end <= end and f.unit != "%"]
        if inside:
            return next((f for f in inside if f.unit == part.unit), inside[-1])
    return None
