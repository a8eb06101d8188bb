"""The highest or lowest of a set: the rows of a column, the items of a list, the clauses of a sentence."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.records import Figure
from rag.draft import Draft, Markers, answer_figure, confidence
from rag.library import Library
from rag.places import Place
from rag.read import Reading
from rag.records import Question
from rag.write import sentence

FEWEST = 2
"""A set has at least two members."""


def extreme(question: Question, readings: Sequence[Reading], library: Library) -> Draft | None:
    """The member with the greatest or least figure among those comparable with the best place, or None."""
    ask = next((a for a in question.asks if a.kind == "extreme"), None)
    best = next((r for r in readings if r.place.figures), None)
    if ask is None or best is None or best.score < 0.6 * readings[0].score:
        return None
    kind, unit = best.figures[0].kind if best.figures else best.place.figures[0].kind, _unit(best)
    members = [(p, f) for p in _members(best.place, library) for f in p.figures if f.unit == unit and f.kind == kind]
    if len(members) < FEWEST:
        return None
    rank = kind == "xếp hạng"
    greatest = (ask.unit == "max") != rank
    place, figure = (max if greatest else min)(members, key=lambda m: abs(m[1].value))
    chosen = replace(best, place=place, figures=(figure,))
    markers = Markers()
    mark = markers.mark(chosen)
    how = "cao nhất" if ask.unit == "max" else "thấp nhất"
    lines = [f"{sentence(chosen, chosen.figures)} {mark}", "", f"Đây là mức {how} trong các mục so sánh được của cùng bảng, danh sách hoặc câu {mark}"]
    return Draft("answered", tuple(lines), markers.citations, (answer_figure(figure, mark, chosen),), confidence(best, readings))


def _unit(best: Reading) -> str:
    figures: tuple[Figure, ...] = best.figures or best.place.figures
    return figures[0].unit


def _members(place: Place, library: Library) -> Iterator[Place]:
    statement = place.statement
    if place.column is not None and place.header is not None:
        for row in library.rows(statement):
            yield from (p for p in library.places(row) if p.column == place.column and p.header)
        return
    own = library.places(statement)
    if sum(bool(p.figures) for p in own) >= FEWEST:
        yield from own
        return
    for item in library.siblings(statement):
        yield from library.places(item)
