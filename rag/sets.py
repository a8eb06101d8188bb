"""Complete sets: the items that one sentence introduces, what stands under a heading, what a sentence lists."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ingest.records import Document, Statement
from ingest.vietnamese.abbreviations import normal_form
from ingest.vietnamese.fold import syllables
from ingest.vietnamese.levels import find_scopes
from rag.draft import Draft, Markers, confidence
from rag.library import Library
from rag.match import Wanted, grams, terms
from rag.places import Place
from rag.read import Reading
from rag.records import Question
from rag.words import phrases, table, words
from rag.write import LINE, quote, sentence, shorten
from rag.zones import PATH, TITLE, name_of

WHOLE = 2200
"""Characters of a whole list: below the 2,500 that a list may take in a reply."""
FEWEST = 2
"""A set has at least two members."""
_NEAR = 0.6
"""A place whose set is called what is asked for must score this share of the best one."""
_SAID = 0.7
"""The share that a set's introduction must say of what the best place says of the question."""
_END = 10
"""Words before the items in which their introduction calls them ("… có 02 trong 03 tiêu chí sau đây:")."""
_NOTES = 16
"""Statements after a sentence among which its footnotes stand: those of its page."""
_ARTICLE = re.compile(
    r"^(?:(?:những|các|mấy|đủ|hết|ra|tên|tôi|em|anh|chị|giúp|cho)\s+)+|\s+(?:trong|của|về|cho|để|mà)$", re.IGNORECASE
)
_ORDERS = re.compile(r"^\W*(?:quyết định|quyết nghị|nghị quyết|chỉ thị)\W*$", re.IGNORECASE)
"""The formula before the articles of a document: they are its text, no set that anybody asks for."""
_NUMBERED = re.compile(r"\(1\).*\(2\)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Set:
    """A set: the items that `lead` (a sentence, or the text of one) introduces."""

    lead: Statement | str
    items: tuple[Statement, ...]

    @property
    def name(self) -> str:
        """What introduces it."""
        return self.lead if isinstance(self.lead, str) else self.lead.text


def complete_set(question: Question, readings: Sequence[Reading], library: Library) -> Draft:
    """All of the set that the best place belongs to or lists, or of one near it that is called what is asked for."""
    best = readings[0]
    noun = next((_ARTICLE.sub("", a.noun) for a in question.asks if a.kind == "list" and a.noun), "")
    found = _set_of(best, library) if best.place.label is None else None
    bodies = any(a.kind == "who" for a in question.asks)  # bodies are listed anywhere, and any heading names some
    named = calls(found.name, noun) if found else _mentions(best.place.statement.text, noun)
    if noun and not bodies and not named:
        near = (r for r in readings if r.score >= _NEAR * best.score and r.place.label is None)
        found = next((s for s in (_called(r, noun, question, library) for r in near) if s is not None), found)
    if found:
        return _told(found, best, confidence(best, readings), library)
    if best.place.label is None:
        note = _footnote(best.place.statement, question, library)
        if note is not None:
            best = replace(best, place=Place(note, 0, len(note.text)), figures=())
    markers = Markers()
    statement = best.place.statement
    whole = WHOLE if _enumerates(statement.text) else 2 * LINE
    line = sentence(best) if best.place.label is not None else shorten(quote(statement), whole)
    return Draft("answered", (f"{line} {markers.mark(best)}",), markers.citations, (), confidence(best, readings))


def calls(lead: str, noun: str) -> bool:
    """Whether what introduces a set calls its members what is asked for, or what people say for it, where it ends.

    >>> calls("2. Hình thức khen thưởng", "loại khen"), calls("b) Nguyên tắc khen thưởng:", "loại khen")
    (True, False)
    """
    said = _words(lead)[-_END:]
    head, rest = _head(_words(noun))
    return any(_within(word, said) for word in _alike(head)) and all(word in said for word in rest)


def _mentions(text: str, noun: str) -> bool:
    """Whether a sentence that lists says what is asked for."""
    return _enumerates(text) and _within(_words(noun), _words(text))


def _head(noun: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words that class the members, as long as the table knows them, and the rest: "loại" of "loại khen"."""
    size = next((n for n in range(len(noun), 0, -1) if len(_alike(noun[:n])) > 1), 1)
    return noun[:size], noun[size:]


def _within(word: tuple[str, ...], said: tuple[str, ...]) -> bool:
    return any(said[i : i + len(word)] == word for i in range(len(said) - len(word) + 1))


@lru_cache(maxsize=256)
def _alike(word: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    rows = ([_words(w) for w in row[0].split(", ")] for row in table("kinds_of_members.tsv"))
    return (word, *(other for row in rows if word in row for other in row if other != word))


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    return tuple(syllables(normal_form(text)))


def _set_of(reading: Reading, library: Library) -> _Set | None:
    """The set that a place introduces, or is one of."""
    statement = reading.place.statement
    items = library.introduced_by(statement)
    if not items and statement.kind == "item" and not _is_set(statement.text):
        items = library.siblings(statement)
    if len(items) < FEWEST or _ORDERS.match(items[0].lead):
        return None
    own = items[0].lead == statement.text or statement.kind == "heading"
    return _Set(statement if own else items[0].lead, items)


def _called(reading: Reading, noun: str, question: Question, library: Library) -> _Set | None:
    """The set of a place, or one that stands in the same document, if it is called what is asked for; of several the
    one whose introduction says most of the question."""
    own = _set_of(reading, library)
    if own and calls(own.name, noun):
        return own
    wanted = Wanted(terms(question.content, library.rarity))
    named = [(_said(s, wanted, reading.document), s) for s in _sets(reading.document, library) if calls(s.name, noun)]
    said, found = max(named, key=lambda pair: pair[0], default=(0.0, None))
    return found if said >= _SAID * reading.covered else None


def _sets(document: Document, library: Library) -> Iterator[_Set]:
    """The sets that headings and sentences of a document introduce."""
    for statement in library.statements.values():
        if statement.document_id == document.id and statement.kind in ("heading", "sentence", "item"):
            items = library.introduced_by(statement)
            if len(items) >= FEWEST:
                yield _Set(statement, items)


def _said(found: _Set, wanted: Wanted, document: Document) -> float:
    """The share of the question that the introduction of a set says with what it stands under; the shorter of two that
    say the same, a little more."""
    path = found.lead.path if isinstance(found.lead, Statement) else ()
    own = grams(found.name)
    above = ((grams(name_of(document)), TITLE), *((grams(heading), PATH) for heading in path))
    return wanted.coverage(((own, 1.0), *above)) - len(own) / 1000


def _told(found: _Set, best: Reading, sure: float, library: Library) -> Draft:
    markers = Markers()
    head = shorten(found.name)
    if isinstance(found.lead, Statement):
        lead = replace(best, place=Place(found.lead, 0, len(found.lead.text)), figures=())
        head = f"{head} {markers.mark(lead)}"
    lines = [head]
    room = max(80, WHOLE // len(found.items))
    for item in found.items:
        reading = replace(best, place=library.places(item)[0])
        lines.append(f"{shorten(item.text, room)} {markers.mark(reading)}")
    return Draft("answered", tuple(lines), markers.citations, (), sure)


def _is_set(text: str) -> bool:
    """Whether a sentence is a set rather than one of a set: "(1) …; (2) …", "a; b; c"."""
    return bool(_NUMBERED.search(text)) or text.count(";") >= FEWEST


def _enumerates(text: str) -> bool:
    """Whether a sentence lists anything: a set, or "a, b, c và d"."""
    return _is_set(text) or text.count(",") > FEWEST


def _footnote(statement: Statement, question: Question, library: Library) -> Statement | None:
    """The footnote on the sentence's page that lists, and says most of the question; None when none does."""
    notes = (
        s
        for s in library.beside(statement, _NOTES)
        if s.kind == "footnote"
        and s.page == statement.page
        and s.ordinal > statement.ordinal
        and s.path == statement.path
    )
    if any(a.kind == "who" for a in question.asks):
        found = max(notes, key=lambda s: len(_bodies(s.text)), default=None)
        enough = max(FEWEST, len(_bodies(statement.text)) + 1)
        return found if found and len(_bodies(found.text)) >= enough else None
    if _enumerates(statement.text):
        return None
    wanted = Wanted(terms(question.content, library.rarity))
    listing = (s for s in notes if _enumerates(s.text))
    return max(listing, key=lambda s: wanted.coverage(((grams(s.text), 1.0),)), default=None)


def _bodies(text: str) -> frozenset[str]:
    """The provinces and bodies that a text names."""
    provinces = (row[0] for _, _, row in phrases("provinces.tsv").find(words(text)))
    return frozenset((*provinces, *(s.name for s in find_scopes(text) if s.name != s.level)))
