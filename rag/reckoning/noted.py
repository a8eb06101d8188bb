"""The footnote that names what a sentence counts: "đã triển khai 08 TTHC không phụ thuộc địa giới¹"."""

import re

from ingest.records import Statement
from rag.draft import Draft, Markers
from rag.library import Library
from rag.read import Reading, as_it_stands
from rag.records import Question
from rag.write import LINE, quote, shorten

_WHICH = re.compile(r"\b(?:nào|gì|những|các|kể|liệt kê|danh sách|nêu tên)\b", re.IGNORECASE)
_OTHER = frozenset(("number", "date", "compute", "check", "compare"))
"""Asks that a count, a day or a body answers."""
_NOTES = 40
"""Statements around a sentence among which its footnotes stand: those of its page and the next."""
_COUNTED = re.compile(r"(?<![\d.,/])0?(?P<n>[2-9]|[1-4]\d)\s+[^\W\d_]")
_NUMBERED = re.compile(r"\((\d{1,2})\)")
_LISTS = re.compile(r"^\W*\d*\W*(?:bao gồm|gồm|đó là|cụ thể|là|trong đó)\b", re.IGNORECASE)
_FEWEST = 3
_WHOLE = 2200
"""Characters of a whole list: below the 2,500 that a list may take in a reply."""


def noted(question: Question, best: Reading, library: Library) -> Draft | None:
    """The footnote under the best place's heading that numbers as many things as the sentence counts, or that is the
    best place itself, where a question asks which they are; None where it asks for something else or none does."""
    statement = best.place.statement
    if not _WHICH.search(question.text) or any(a.kind in _OTHER for a in question.asks) or statement.cells:
        return None
    if statement.kind == "footnote" and question.intent == "list" and _numbers(statement):
        markers = Markers()
        line = f"{shorten(statement.text, _WHOLE)} {markers.mark(as_it_stands(statement, best.document))}"
        return Draft("answered", (line,), markers.citations)
    counted = {int(match["n"]) for match in _COUNTED.finditer(statement.text)}
    for note in library.beside(statement, _NOTES) if counted else ():
        under = note.kind == "footnote" and note.path == statement.path and note.ordinal > statement.ordinal
        if under and _numbers(note) in counted:
            markers = Markers()
            lines = (
                f"{shorten(quote(statement), 2 * LINE)} {markers.mark(best)}",
                f"{shorten(note.text, _WHOLE)} {markers.mark(as_it_stands(note, best.document))}",
            )
            return Draft("answered", lines, markers.citations)
    return None


def _numbers(note: Statement) -> int:
    """How many things a footnote numbers, "(1) …; (2) …", or lists, "Gồm: …; …"; 0 where they are not three or more."""
    marks = [int(n) for n in _NUMBERED.findall(note.text)]
    if len(marks) >= _FEWEST and marks == list(range(1, len(marks) + 1)):
        return len(marks)
    listed = len([part for part in note.text.split(";") if part.strip()]) if _LISTS.match(note.text) else 0
    return listed if listed >= _FEWEST else 0
