"""All that a document gives a body to do: what stands under its name, and every clause that begins with it."""

import re
from collections.abc import Iterator, Sequence

from ingest.records import Document, Statement
from ingest.vietnamese.abbreviations import normal_words
from ingest.vietnamese.levels import find_scopes
from rag.draft import Draft, Markers
from rag.library import Library
from rag.question.instructions import instructs
from rag.read import as_it_stands
from rag.reading.match import grams
from rag.reading.zones import name_of
from rag.records import Evidence, Question
from rag.refusing.lacking import unsaid
from rag.write import shorten

_ASKS = re.compile(
    r"\b(?:giao|phân công|yêu cầu|đề nghị|chỉ đạo|phải|cần|có nhiệm vụ|nhiệm vụ|có trách nhiệm|trách nhiệm|làm)\b[^?]*"
    r"\b(?:gì|những gì|việc nào|nhiệm vụ nào|những việc|các việc|các nhiệm vụ|những nhiệm vụ)\b"
    r"|\b(?:những|các)\s+(?:nhiệm vụ|việc|công việc)\b[^?]*\b(?:giao|của)\b",
    re.IGNORECASE,
)
"""How a question asks what a body has to do."""
_PART = re.compile(r"\b(?:phối hợp|chủ trì|mấy|bao nhiêu|hạn|khi nào|bao giờ|vì sao|tại sao|kinh phí)\b", re.IGNORECASE)
"""What narrows it to something else than all of it."""
_MARK = re.compile(r"^\W*(?:\(?[0-9a-zđIVX]{1,4}(?:\.\d+)*[.)]\s+)?\W*")
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
    if not _ASKS.search(question.text) or _PART.search(question.text):
        return None
    bodies = [s.name for s in find_scopes(question.text) if s.name != s.level]
    if len(bodies) != 1:
        return None
    body = normal_words(bodies[0])
    near = question.documents or tuple(dict.fromkeys(e.document.id for e in evidence))[:_DOCUMENTS]
    for document_id in near:
        document = library.documents[document_id]
        found = tuple(_of(body, library.in_order(document_id)))
        if (
            found
            and unsaid(question, [grams(t) for t in (name_of(document), document.issuer, document.place, _SAID)])
            < _UNSAID
        ):
            return _draft(found, document)
    return None


_SAID = "giao nhiệm vụ việc công việc phải làm trách nhiệm yêu cầu phân công thực hiện"


def _of(body: tuple[str, ...], statements: Sequence[Statement]) -> Iterator[Statement]:
    """The statements that begin with a body, and those that stand under one that does."""
    heads: set[str] = set()
    for s in statements:
        if s.cells or s.kind in ("title", "metadata", "footnote") or instructs(s.text):
            continue
        under = s.lead in heads or any(_begins(body, name) for name in s.path[-1:])
        if under:
            yield s
        elif _begins(body, s.text):
            heads.add(s.text)
            yield s


def _begins(body: tuple[str, ...], text: str) -> bool:
    """Whether a clause begins with a body, maybe after words that give it something."""
    said = _GIVES.sub("", _MARK.sub("", text[:_HEAD]))
    return normal_words(said)[: len(body)] == body


def _draft(found: Sequence[Statement], document: Document) -> Draft | None:
    if len(found) > _MOST:
        return None
    markers = Markers()
    room = max(_SHORTEST, _WHOLE // len(found))
    lines = [f"{shorten(s.text, room)} {markers.mark(as_it_stands(s, document))}" for s in found]
    return Draft("answered", tuple(lines), markers.citations, (), 1.0)
