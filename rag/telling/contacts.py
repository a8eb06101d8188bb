"""Whom to call: the sentence with a telephone number or address of the matter that a question speaks of.

Such a sentence stands at the end of a plan and says nothing of the plan's subject ("nếu có vướng mắc, phản ánh về Sở …,
điện thoại …"): its document does.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.records import Document, Statement
from ingest.vietnamese.abbreviations import normal_form
from ingest.vietnamese.fold import fold
from rag.draft import Draft, Markers
from rag.library import Library
from rag.question.documents import issued_by
from rag.read import as_it_stands
from rag.reading.causes import without_ill
from rag.reading.expect import REACHED
from rag.reading.match import grams, terms
from rag.reading.slots import OTHER, agrees
from rag.reading.wanted import Wanted
from rag.reading.zones import name_of
from rag.records import Evidence, Question
from rag.refusing.lacking import telling, unsaid
from rag.write import LINE, quote, shorten

LACKING = 0.3
"""The share of what a question tells that the sentence, its headings and its document's name may leave unsaid."""
LEAD = 1.1
"""It must say this share more of the question than the next one's."""
_BESIDE = frozenset(("contact", "who", "number_of_document", "shortcoming", "number"))
"""What may be asked with it: "gọi ai, số mấy", "vướng gì thì hỏi ai"."""
_SURE = 0.9


@dataclass(frozen=True, slots=True)
class _Line:
    """A statement with a number or address, and the share of the question that it says with its document's name."""

    statement: Statement
    document: Document
    said: float


def contact(question: Question, evidence: Sequence[Evidence], library: Library) -> Draft | None:
    """The sentence that says whom to reach; None where that is not asked, or no one sentence of the matter does."""
    kinds = {ask.kind for ask in question.asks}
    if "contact" not in kinds or not kinds <= _BESIDE:
        return None
    wanted = Wanted(terms(without_ill(question.content), library.rarity))
    documents = list(dict.fromkeys(piece.document.id for piece in evidence))
    lines = [
        _Line(s, library.documents[i], wanted.coverage(tuple((zone, 1.0) for zone in _zones(s, library.documents[i]))))
        for i in documents
        if _of_time(question, library.documents[i])
        for s in library.in_order(i)
        if s.kind in ("sentence", "item", "footnote") and REACHED.search(s.text)
    ]
    best = max(lines, key=lambda line: line.said, default=None)
    if best is None or any(best.said < LEAD * line.said for line in lines if line is not best):
        return None
    if not telling(question) or unsaid(question, _zones(best.statement, best.document)) > LACKING:
        return None
    around = fold(normal_form(" . ".join((best.statement.text, *best.statement.path))))
    if not all(fold(normal_form(u)) in around or issued_by(u, best.document) for u in question.units):
        return None
    markers = Markers()
    line = f"{shorten(quote(best.statement), LINE)} {markers.mark(as_it_stands(best.statement, best.document))}"
    return Draft("answered", (line,), markers.citations, confidence=_SURE)


def _zones(statement: Statement, document: Document) -> tuple[frozenset[str], ...]:
    texts = (statement.text, statement.lead, *statement.path, name_of(document), document.issuer, document.place)
    return tuple(grams(text) for text in texts)


def _of_time(question: Question, document: Document) -> bool:
    """Whether a document is of the time that the question names, if it names any."""
    if not question.periods or document.period is None:
        return True
    return max(agrees(period, document.period) for period in question.periods) > OTHER
