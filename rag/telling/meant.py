"""Which document a question about a document means, when its number does not settle it: by kind, place and subject."""

from collections import Counter
from collections.abc import Sequence

from ingest.records import Document
from ingest.vietnamese.abbreviations import normal_form
from ingest.vietnamese.fold import fold
from rag.library import Library
from rag.question.documents import issued_by
from rag.reading.match import grams, terms
from rag.reading.slots import OTHER, agrees
from rag.reading.wanted import Wanted
from rag.reading.zones import name_of
from rag.records import Evidence, Question

LEAD = 1.15
"""A document is meant when its name says this share more of the question than the next one's."""
SAID = 0.3
"""The share of the question's words that the name of the document must say."""

KIND = 0.15
"""What it adds that a document is of the kind that is said first; a "quy chế" is issued by a decision."""


FOUND, OF = 6, 8
"""So many of the first statements that are found must stand in one document where its name does not tell."""


def meant(
    question: Question, words: str, library: Library, evidence: Sequence[Evidence] = (), least: float = SAID
) -> Document | None:
    """The one document that a question describes, `words` being what it says of it; None when several may be meant.

    Its name must say the share `least` of the question, or nearly all that was found for it stand there.
    """
    pool = [library.documents[i] for i in question.documents if i in library.documents]
    if question.strict and len(pool) == 1:
        return pool[0]
    hinted = bool(pool)
    pool = pool or list(library.documents.values())
    pool = [d for d in pool if all(issued_by(body, d) for body in question.units)] or pool
    pool = [d for d in pool if d.period and any(agrees(p, d.period) > OTHER for p in question.periods)] or pool
    if hinted and len(pool) == 1:
        return pool[0]
    kind = _kind(words, {d.kind for d in pool if d.kind})
    wanted = Wanted(terms(question.content, library.rarity))
    scored = [(wanted.coverage(((grams(_described(d)), 1.0),)) + KIND * (d.kind == kind), d) for d in pool]
    best, document = max(scored, key=lambda found: found[0], default=(0.0, None))
    others = (score for score, d in scored if d is not document)
    if best >= max(least, LEAD * max(others, default=0.0)):
        return document
    first = Counter(e.document.id for e in sorted(evidence, key=lambda e: -e.score)[:OF])
    return next((library.documents[i] for i, count in first.items() if count >= FOUND), None)


def _kind(words: str, kinds: set[str]) -> str:
    """The kind of document that is said first."""
    said = fold(normal_form(words))
    found = [(said.index(fold(kind)), kind) for kind in kinds if fold(kind) in said]
    return min(found, default=(0, ""))[1]


def _described(document: Document) -> str:
    return f"{name_of(document)} . {document.issuer} . {document.place}"
