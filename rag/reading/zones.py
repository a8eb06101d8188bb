"""Where the words of a question may stand around a place: its own words, what it hangs on, what surrounds it."""

import re
from dataclasses import dataclass
from functools import cached_property

from ingest.records import Document, Statement
from ingest.vietnamese.fold import fold
from rag.reading.match import Zones, grams
from rag.reading.places import Place, is_value_cell, kept

OWN, HEAD, LEAD, ROW_WORTH, SENTENCE, PATH, TITLE = 1.0, 0.9, 0.85, 0.8, 0.6, 0.75, 0.5
"""What a zone is worth when it holds a term."""
_BASIS = re.compile(
    r"\W*(?:căn cứ|theo đề nghị|xét đề nghị|thực hiện (?:nghị quyết|quyết định|kế hoạch|công văn))\b", re.IGNORECASE
)
"""How the statements open that precede what a document decides or reports."""


@dataclass(frozen=True)
class Surroundings:
    """What surrounds all places of a statement; `unit` is how its bodies stand to those asked for (slots.py)."""

    statement: Statement
    document: Document
    unit: float = 1.0

    @cached_property
    def zones(self) -> Zones:
        """The zones around the statement."""
        return around(self.statement, self.document)

    @cached_property
    def naming(self) -> Zones:
        """What names the document: its kind, number and title, who issued it and where."""
        return ((grams(f"{name_of(self.document)} . {self.document.issuer} . {self.document.place}"), OWN),)

    @cached_property
    def lead(self) -> Zones:
        """The sentence that introduces the statement alone."""
        return ((grams(self.statement.lead), OWN),)

    @cached_property
    def is_basis(self) -> bool:
        """Whether the statement only says what the document rests on: "Căn cứ …", "Theo đề nghị của …"."""
        return bool(_BASIS.match(self.statement.text))

    @cached_property
    def folded(self) -> str:
        """Everything printed around, without accents."""
        statement, document = self.statement, self.document
        return fold(" ".join([statement.text, statement.lead, *statement.path, name_of(document), document.issuer]))


def name_of(document: Document) -> str:
    """What a document is called: kind, number and title."""
    return f"{document.kind} {document.number} {document.title}"


@kept
def zones_of(place: Place) -> tuple[Zones, Zones]:
    """The zones of a place: its own (for a cell the row label last), and those it hangs on."""
    statement = place.statement
    text = statement.text
    own: list[tuple[frozenset[str], float]] = [(grams(place.text), OWN)]
    near: list[tuple[frozenset[str], float]] = [(grams(text[a:b]), HEAD) for a, b in place.heads]
    if place.label and place.header and is_value_cell(place):
        own.append((grams(text[slice(*place.header)]), OWN))
    if place.label:
        label = (grams(text[slice(*place.label)]), OWN)
        (own if is_value_cell(place) else near).append(label)
        near.append((grams(text[max(0, place.label[0] - 60) : place.label[0]]), OWN))
    if statement.lead:
        near.append((grams(statement.lead), LEAD))
    return tuple(own), tuple(near)


def around(statement: Statement, document: Document) -> Zones:
    """The rest of its sentence or row, its headings, its document."""
    return (
        (grams(statement.text), ROW_WORTH if statement.cells else SENTENCE),
        *((grams(heading), PATH) for heading in statement.path),
        (grams(name_of(document)), TITLE),
    )


@kept
def own_texts(place: Place) -> tuple[str, ...]:
    """What a place tells itself, nearest first: its words, for a cell its row and column, the clauses it hangs on."""
    text = place.statement.text
    spans = (*(span for span in (place.label, place.header) if span), *reversed(place.heads))
    return place.text, *(text[slice(*span)] for span in spans)
