"""All that a document gives a body to do: what stands under its name, and every clause that begins with it."""

import re
from collections.abc import Iterator, Sequence

from ingest.records import Document, Statement
from rag.draft import Draft, Markers
from rag.library import Library
from rag.question.instructions import instructs
from rag.read import as_it_stands
from rag.reading.match import grams
from rag.reading.zones import name_of
from rag.reckoning.body_asked import Asked, body_asked
from rag.records import Evidence, Question
from rag.refusing.lacking import unsaid
from rag.write import shorten

ASKS = re.compile(
    r"\b(?:giao|phân công|yêu cầu|đề nghị|chỉ đạo|phải|cần|có nhiệm vụ|nhiệm vụ|có trách nhiệm|trách nhiệm|làm|lo)\b"
    r"[^?]*\b(?:gì|những gì|việc nào|nhiệm vụ nào|những việc|các việc|các nhiệm vụ|những nhiệm vụ)\b"
    r"|\b(?:những|các)\s+(?:nhiệm vụ|việc|công việc|phần việc)\b[^?]*\b(?:giao|của)\b"
    r"|^(?:việc|nhiệm vụ|công việc|phần việc)\s+(?:của|giao)\b",
    re.IGNORECASE,
)
"""How a question asks what a body has to do."""
_PART = re.compile(r"\b(?:phối hợp|chủ trì|mấy|bao nhiêu|hạn|khi nào|bao giờ|vì sao|tại sao|kinh phí)\b", re.IGNORECASE)
"""What narrows it to something else than all of it."""
_MARK = re.compile(r"^\W*(?:\(?[0-9a-zđIVX]{1,4}(?:\.\d+)*[.)]\s+)?\W*")
_ORDERS = re.compile(r"\b(?:tổ chức thực hiện|nhiệm vụ|trách nhiệm|phân công|yêu cầu|giao|giải pháp)\b", re.IGNORECASE)
"""What stands above clauses that give all bodies of a level something to do."""
_GIVES = re.compile(r"^(?:giao|yêu cầu|đề nghị|phân công|chỉ đạo)\s+(?:cho\s+)?", re.IGNORECASE)
_UNSAID = 0.35
"""The share of what a question tells that the document's name may leave unsaid: a question that names a matter asks of
it alone."""
_WHOLE, _SHORTEST, _HEAD = 2200, 120, 120
_MOST = 40
_DOCUMENTS = 3
"""How many documents are looked at where the question names none: those found first."""


def duties(question: Question, evidence: Sequence[Evidence], library: Library) -> Draft | None:
    """All statements of a document that say what a body has to do, where a question asks for that; None where it asks
    for something else, or no document near it says such of that body."""
    if not ASKS.search(question.text) or _PART.search(question.text):
        return None
    wanted = body_asked(question.text)
    if wanted is None:
        return None
    near = question.documents or tuple(dict.fromkeys(e.document.id for e in evidence))[:_DOCUMENTS]
    for document_id in near:
        document = library.documents[document_id]
        found = tuple(_of(wanted, library.in_order(document_id)))
        around = (name_of(document), document.issuer, document.place, _SAID, " ".join(wanted.said))
        if found and unsaid(question, [grams(t) for t in around]) < _UNSAID:
            return _draft(found, document)
    return None


_SAID = "giao nhiệm vụ việc công việc phải làm trách nhiệm yêu cầu phân công thực hiện"


def _of(body: Asked, statements: Sequence[Statement]) -> Iterator[Statement]:
    """The statements that begin with a body, and those that stand under one that does."""
    heads: set[str] = set()
    for s in statements:
        if s.cells or s.kind in ("title", "metadata", "footnote") or instructs(s.text):
            continue
        if body.level and not _ORDERS.search(" . ".join((s.lead, *s.path))):
            continue
        under = s.lead in heads or any(body.heads(_bare(name)) for name in s.path[-1:])
        if under:
            yield s
        elif body.begins(_bare(s.text)):
            heads.add(s.text)
            yield s


def _bare(text: str) -> str:
    """The beginning of a clause without its mark and the words that give somebody something."""
    return _GIVES.sub("", _MARK.sub("", text[:_HEAD]))


def _draft(found: Sequence[Statement], document: Document) -> Draft | None:
    if len(found) > _MOST:
        return None
    markers = Markers()
    room = max(_SHORTEST, _WHOLE // len(found))
    lines = [f"{shorten(s.text, room)} {markers.mark(as_it_stands(s, document))}" for s in found]
    return Draft("answered", tuple(lines), markers.citations, (), 1.0)
