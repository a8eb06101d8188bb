"""The footnote of a sentence that lists what the sentence only counts or ranks: "xếp thứ 4/11 tỉnh [1]"."""

from collections.abc import Sequence

from ingest.records import Statement
from ingest.vietnamese.levels import find_scopes
from rag.library import Library
from rag.reading.match import grams, terms
from rag.reading.wanted import Wanted
from rag.reckoning.listing import FEWEST, listed_in
from rag.records import Question
from rag.words import phrases, words

_NOTES = 16
"""Statements after a sentence among which its footnotes stand: those of its page."""


def footnote(statement: Statement, question: Question, library: Library) -> Statement | None:
    """The footnote on the sentence's page that lists, and says most of the question; of bodies, the one that names
    most and more than the sentence. None when none does, or the sentence lists itself."""
    notes = [
        s
        for s in library.beside(statement, _NOTES)
        if s.kind == "footnote"
        and s.page == statement.page
        and s.ordinal > statement.ordinal
        and s.path == statement.path
    ]
    if any(a.kind == "who" for a in question.asks):
        found = max(notes, key=lambda s: len(_bodies(s.text)), default=None)
        enough = max(FEWEST, len(_bodies(statement.text)) + 1)
        return found if found and len(_bodies(found.text)) >= enough else None
    return None if listed_in(statement.text) > FEWEST else _said_most(notes, question, library)


def _said_most(notes: Sequence[Statement], question: Question, library: Library) -> Statement | None:
    wanted = Wanted(terms(question.content, library.rarity))
    listing = (s for s in notes if listed_in(s.text) > FEWEST)
    return max(listing, key=lambda s: wanted.coverage(((grams(s.text), 1.0),)), default=None)


def _bodies(text: str) -> frozenset[str]:
    """The provinces and bodies that a text names."""
    provinces = (row[0] for _, _, row in phrases("provinces.tsv").find(words(text)))
    return frozenset((*provinces, *(s.name for s in find_scopes(text) if s.name != s.level)))
