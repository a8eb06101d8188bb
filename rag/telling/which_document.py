"""Which documents a request for a summary may mean, and what is told where it does not say enough."""

from collections.abc import Sequence
from dataclasses import replace

from ingest.records import Document
from ingest.vietnamese.calendar import is_partial
from ingest.vietnamese.fold import fold
from rag.draft import Draft, Markers
from rag.library import Library
from rag.reading.slots import OTHER, agrees
from rag.records import Question
from rag.refusing.refuse import said_periods
from rag.telling.highlights import LINE, whole
from rag.write import shorten, title

KINDS = ("phụ lục", "báo cáo", "kế hoạch", "tờ trình", "thông báo", "chương trình", "đề án", "công văn")
LIST = 6
"""How many documents are named when it is not clear which is meant."""


def may_be_meant(question: Question, library: Library) -> list[Document]:
    """The documents that the question may mean: those it names, or of the kind it says, of its period; of a quarter
    or month without a year, those of the newest year."""
    pool = [library.documents[i] for i in question.documents if i in library.documents]
    if pool and question.strict:
        return pool[:1]
    said = [kind for kind in KINDS if kind in question.text.lower()]
    pool = pool or [d for d in library.documents.values() if not said or fold(d.kind) in map(fold, said)]
    if question.periods:
        pool = [d for d in pool if d.period and max(agrees(p, d.period) for p in question.periods) > OTHER]
        if all(is_partial(p) for p in question.periods):
            year = max((d.period.end.year for d in pool if d.period), default=0)
            pool = [d for d in pool if d.period and d.period.end.year == year]
    return pool


def newest_of(documents: Sequence[Document]) -> list[Document]:
    """The newest of the documents; a report goes before an annex of the same day."""

    def age(d: Document) -> tuple[int, int]:
        day = d.period.end if d.period else d.issued
        return (day.toordinal() if day else 0, -KINDS.index(d.kind) if d.kind in KINDS[1:] else -len(KINDS))

    reports = [d for d in documents if d.kind == "báo cáo"]
    pool = reports if reports and len({d.kind for d in documents}) > 1 else list(documents)
    top = max(age(d) for d in pool)
    return [d for d in pool if age(d) == top]


def said_of(document: Document) -> str:
    """What a document is called in a sentence, with its number where it has one."""
    name = title(document)
    name = name[:1].lower() + name[1:] if document.kind else name
    return f"{document.kind} số {document.number} {document.title}" if document.number and document.kind else name


def which(documents: Sequence[Document], library: Library) -> Draft:
    """The documents that may be meant, to choose from."""
    markers = Markers()
    named = [f"- {shorten(title(d), LINE)} {markers.mark(whole(d, library))}" for d in documents[:LIST]]
    lines = ("Có nhiều văn bản như vậy, hãy nói rõ cần văn bản nào.", "", *named)
    return Draft("ambiguous", lines, markers.citations, suggestions=tuple(f"Tóm tắt {title(d)}" for d in documents))


def other_period(question: Question, library: Library) -> Draft | None:
    """That there is no such document of the period asked for, and which there are."""
    free = may_be_meant(replace(question, periods=(), documents=(), strict=False), library)
    if not free or not question.periods:
        return None
    markers = Markers()
    named = [f"- {shorten(title(d), LINE)} {markers.mark(whole(d, library))}" for d in free[:LIST]]
    said = f"Không có văn bản nào của {said_periods(question.periods)} trong các văn bản đã nạp."
    return Draft("other_period", (said, "", "Các văn bản có:", *named), markers.citations)
