"""What stands below a heading, where the heading says the words of a question: it only announces what answers."""

from collections.abc import Sequence

from rag.read import Reading
from rag.records import Question

_OPEN = ("other", "explain", "list")
"""Intents that no heading by itself answers: "5. Sở Tư pháp" says nothing of what it does."""


def under_heading(question: Question, readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The readings, of what stands right below the best one, a heading, the best first; as they are where nothing that
    was found does."""
    if not readings or question.intent not in _OPEN or readings[0].place.statement.kind != "heading":
        return tuple(readings)
    head = readings[0].place.statement
    below = (
        r
        for r in readings[1:]
        if r.place.statement.document_id == head.document_id and head.text in r.place.statement.path[-1:]
    )
    found = next(below, None)
    return (found, *(r for r in readings if r is not found)) if found else tuple(readings)
