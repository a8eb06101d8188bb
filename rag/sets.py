"""Complete sets: the items that one sentence introduces, what stands under a heading, what a sentence lists."""

from collections.abc import Sequence
from dataclasses import replace

from rag.draft import Draft, Markers, confidence
from rag.library import Library
from rag.read import Reading
from rag.records import Question
from rag.write import LINE, quote, sentence, shorten

WHOLE = 2200
"""Characters of a whole list: below the 2,500 that a list may take in a reply."""


def complete_set(question: Question, readings: Sequence[Reading], library: Library) -> Draft:
    """All of the set that the best place belongs to or enumerates."""
    best = readings[0]
    markers = Markers()
    statement = best.place.statement
    sure = confidence(best, readings)
    if best.place.label is not None:
        return Draft("answered", (f"{sentence(best)} {markers.mark(best)}",), markers.citations, (), sure)
    items = library.introduced_by(statement)
    if not items and statement.kind == "item" and _is_member(best):
        items = library.siblings(statement)
    if len(items) < 2:
        return Draft(
            "answered", (f"{shorten(quote(statement), 2 * LINE)} {markers.mark(best)}",), markers.citations, (), sure
        )
    lead = statement if items[0].lead == statement.text or statement.kind == "heading" else None
    head = f"{shorten(statement.text if lead else items[0].lead)}"
    lines = [head if not lead else f"{head} {markers.mark(best)}"]
    room = max(80, WHOLE // len(items))
    for item in items:
        reading = replace(best, place=library.places(item)[0])
        lines.append(f"{shorten(item.text, room)} {markers.mark(reading)}")
    return Draft("answered", tuple(lines), markers.citations, (), sure)


def _is_member(best: Reading) -> bool:
    """Whether the place is one of a set rather than a set itself: it enumerates nothing."""
    return best.place.statement.text.count(";") < 2 and "(1)" not in best.place.statement.text
