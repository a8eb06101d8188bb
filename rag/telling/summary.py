"""Summaries of a whole document or of what it says on a topic, and which document is meant, without a model.

The lines are the document's own sentences (highlights.py), each cited; the first says of which document they are.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.records import Document, Statement
from ingest.vietnamese.fold import fold
from rag.draft import Draft, Markers, answer_figure
from rag.library import Library
from rag.reading.match import grams, terms
from rag.reading.wanted import Wanted
from rag.reading.zones import name_of
from rag.records import Question
from rag.telling.highlights import POINTS, Highlight, chosen, clipped, highlights, sections, whole
from rag.telling.side_by_side import pair, side_by_side
from rag.telling.which_document import KINDS, LIST, may_be_meant, newest_of, other_period, said_of, which
from rag.words import phrases, words
from rag.write import LINE as FIRST
from rag.write import shorten

_ALLOWED = frozenset(("summary", "list", "explain", "manner", "compare", "change", "subject"))
"""Kinds of asks that a request for a summary may have; one for a figure, a day, a body is answered as such."""
_COMPARES = re.compile(r"\b(?:so sánh|đối chiếu|so với|khác nhau|khác biệt|có gì khác|điểm khác)\b", re.IGNORECASE)
_DOCUMENTS = re.compile(r"\b(?:văn bản|tài liệu)\b", re.IGNORECASE)
_POINTS = re.compile(
    r"\b(\d{1,2}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s+"
    r"(?:điểm|ý|nội dung|kết quả|câu|gạch đầu dòng|vấn đề|dòng|nét)\b",
    re.IGNORECASE,
)
_SPELLED = ("", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
MOST = 20
"""Lines that a summary may be asked to have."""
_COVERED = 0.75
"""What a sentence with its headings must say of a topic to belong to it."""
_HEADING = 90
"""Characters of a heading above its lines."""
_SURE = 0.9


@dataclass(frozen=True, slots=True)
class Plan:
    """What a summary is made of: statements of a document by section (path of headings), the lines that it may have,
    other documents that might be meant; `topical` when it keeps to what the document says on a topic."""

    document: Document
    sections: Mapping[tuple[str, ...], Sequence[Statement]]
    points: int
    others: tuple[Document, ...] = ()
    topical: bool = False


def summary(question: Question, library: Library) -> Draft | None:
    """The summary or comparison of documents that a question asks for, a refusal or a choice; None when it asks for
    something else, or for a topic that no document has."""
    found = planned(question, library)
    return told(found, library) if isinstance(found, Plan) else found


def planned(question: Question, library: Library) -> Plan | Draft | None:
    """The plan of a summary; a draft when documents are compared or it is not clear which is meant; else None."""
    kinds = {ask.kind for ask in question.asks}
    if not library.documents or not kinds <= _ALLOWED:
        return None
    topic = _topic(question)
    if _COMPARES.search(question.text):
        return _of_two(question, topic, library)
    return _of_one(question, topic, library) if "summary" in kinds else None


def _of_two(question: Question, topic: str, library: Library) -> Draft | None:
    """Two whole documents compared, the choice when more are meant; None when an indicator is compared."""
    said = [kind for kind in KINDS if kind in question.text.lower()]
    if not said and not _DOCUMENTS.search(question.text):
        return None
    pool = [d for d in library.documents.values() if not said or d.kind in said]
    if any(_beyond_title(topic, d, library) for d in pool) or len(pool) < 2:
        return None
    both = pair(question, pool)
    return side_by_side(*both, library) if both else which(pool, library)


def _of_one(question: Question, topic: str, library: Library) -> Plan | Draft | None:
    candidates = may_be_meant(question, library)
    named = bool(question.documents) or any(kind in question.text.lower() for kind in KINDS)
    if not candidates:
        return other_period(question, library) if named or not topic else None
    points = _points(question.text)
    rest = {d.id: _beyond_title(topic, d, library) for d in candidates}
    whole = [d for d in candidates if not rest[d.id]]
    if not whole:
        return _on_topic(topic, candidates, points, library)
    best = newest_of(whole)
    if len(best) > 1:
        return which(best, library)
    others = tuple(d for d in candidates if d is not best[0] and d.kind == best[0].kind)
    return Plan(best[0], sections(best[0], library), points or POINTS, others)


def _topic(question: Question) -> str:
    """The words of the question beside cues, fillers, periods, kinds and numbers of documents and of points."""
    text = _POINTS.sub(" | ", question.content)
    found = words(text)
    gone: set[int] = {i for i, w in enumerate(found) if w.text[0].isdigit()}
    for start, end, _ in phrases("summaries.tsv").find(found):
        gone.update(range(start, end))
    return " ".join(w.text for i, w in enumerate(found) if i not in gone)


def _beyond_title(topic: str, document: Document, library: Library) -> str:
    """What a topic says beyond the title of a document: nothing when the document itself is meant."""
    there = grams(f"{name_of(document)} {document.issuer} {document.place}")
    left = [w.text for w in words(topic) if not grams(w.text) & there]
    return " ".join(left) if any(library.rarity.known(w) or library.rarity.known(fold(w)) for w in left) else ""


def _points(text: str) -> int:
    """How many lines are asked for, 0 when no number is."""
    match = _POINTS.search(text)
    if match is None:
        return 0
    said = match[1].lower()
    return min(int(said) if said.isdigit() else _SPELLED.index(said), MOST)


def _on_topic(topic: str, documents: Sequence[Document], points: int, library: Library) -> Plan | None:
    """What the document that says most on a topic says on it; None when none does."""
    wanted = Wanted(terms(topic, library.rarity))
    held: list[tuple[int, Document, list[Statement]]] = []
    for document in documents:
        body = [s for inside in sections(document, library).values() for s in inside]
        about = [s for s in body if _about(s, wanted)]
        if about:
            held.append((len(about), document, about))
    if not held:
        return None
    newest = newest_of([d for _, d, _ in held])
    _, document, about = max(held, key=lambda h: (h[1] in newest, h[0]))
    by_heading: dict[tuple[str, ...], list[Statement]] = {}
    for s in about:
        by_heading.setdefault(s.path[-1:], []).append(s)
    return Plan(document, by_heading, points or POINTS, topical=True)


def _about(statement: Statement, wanted: Wanted) -> bool:
    """Whether a statement with its headings says most of a topic, its neighbouring words side by side."""
    row = wanted.best(tuple((grams(text), 1.0) for text in (statement.text, *statement.path)))
    paired = any(" " in term.text for term in wanted.terms)
    return bool(wanted.share(row) >= _COVERED and (not paired or wanted.pair_share(row) >= _COVERED))


def told(plan: Plan, library: Library) -> Draft | None:
    """The draft of a plan: which document, then its own sentences under their headings, all cited."""
    lines = lines_of(plan, library)
    if not lines:
        return None
    markers = Markers()
    said: list[str] = [f"{head(plan)} {markers.mark(whole(plan.document, library))}", ""]
    section: tuple[str, ...] = ()
    for line in lines:
        if line.section != section:
            section = line.section
            said += heading(plan, section)
        said.append(f"- {clipped(line.text)} {markers.mark(line.reading)}")
    return Draft(
        "answered",
        tuple(said),
        markers.citations,
        tuple(answer_figure(f, markers.mark(h.reading), h.reading) for h in lines for f in h.reading.figures),
        _SURE,
        suggestions=tuple(f"Tóm tắt {said_of(d)}" for d in plan.others[:LIST]),
    )


def lines_of(plan: Plan, library: Library) -> list[Highlight]:
    """The sentences that are told, in order."""
    found = [h for section, body in plan.sections.items() for h in highlights(section, body, library)]
    return chosen(found, plan.points)


def head(plan: Plan) -> str:
    """The first line, unmarked: of which document the summary is."""
    about = "nội dung được hỏi trong " if plan.topical else ""
    return shorten(f"Tóm tắt {about}{said_of(plan.document)}", FIRST)


def heading(plan: Plan, section: tuple[str, ...]) -> list[str]:
    """The heading above the lines of a section; none above a few points, or where there is one section only."""
    headed = len(plan.sections) > 1 and plan.points >= POINTS and section
    return [shorten(section[-1], _HEADING)] if headed else []
