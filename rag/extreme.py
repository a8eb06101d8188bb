"""The highest or lowest of a set: the rows of a column, the items of a list, the clauses of a sentence."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.records import Figure
from rag.draft import Draft, Markers, answer_figure, confidence
from rag.library import Library
from rag.places import Place
from rag.read import Reading
from rag.records import Ask, Question
from rag.write import sentence

_NEAR = 0.6
"""A set counts when its place scores this share of the best one."""
FEWEST = 2
"""A set has at least two members."""


def extreme(question: Question, readings: Sequence[Reading], library: Library) -> Draft | None:
    """The member with the greatest or least figure of the first set that the best places stand in, or None.

    A sentence that states several figures of a kind is a set by itself; a column or a list is one when no such
    sentence is near.
    """
    ask = next((a for a in question.asks if a.kind == "extreme"), None)
    near = [r for r in readings if r.place.figures and r.score >= _NEAR * readings[0].score]
    if ask is None:
        return None
    for sets in (_sentence, _column, _list):
        for reading in near:
            figure = (reading.figures or reading.place.figures)[0]
            alike = [
                (p, f)
                for p in sets(reading.place, library)
                for f in p.figures
                if (f.unit, f.kind) == (figure.unit, figure.kind)
            ]
            if len(alike) >= FEWEST:
                return _chosen(ask, reading, alike, readings)
    return None


def _chosen(ask: Ask, reading: Reading, alike: list[tuple[Place, Figure]], readings: Sequence[Reading]) -> Draft:
    greatest = (ask.unit == "max") != (alike[0][1].kind == "xếp hạng")
    place, figure = (max if greatest else min)(alike, key=lambda member: abs(member[1].value))
    chosen = replace(reading, place=place, figures=(figure,))
    markers = Markers()
    mark = markers.mark(chosen)
    how = "cao nhất" if ask.unit == "max" else "thấp nhất"
    lines = [f"{sentence(chosen, chosen.figures)} {mark}", "", f"Đây là mức {how} trong các mục cùng bảng, danh sách hoặc câu {mark}"]
    figures = (answer_figure(figure, mark, chosen),)
    return Draft("answered", tuple(lines), markers.citations, figures, confidence(reading, readings))


def _sentence(place: Place, library: Library) -> Iterator[Place]:
    if place.column is None:
        yield from library.places(place.statement)


def _column(place: Place, library: Library) -> Iterator[Place]:
    if place.column is not None and place.header is not None:
        for row in library.rows(place.statement):
            yield from (p for p in library.places(row) if p.column == place.column and p.header)


def _list(place: Place, library: Library) -> Iterator[Place]:
    if place.column is None:
        for item in library.siblings(place.statement):
            yield from library.places(item)
