"""Whether what several places print of a document agrees: the dates that it is cited with, who signed it and others."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.records import Statement
from ingest.vietnamese.dates import find_dates
from rag.draft import Draft, Markers
from rag.library import Library
from rag.question.documents import hinted
from rag.read import Reading, as_it_stands
from rag.reading.references import references
from rag.reckoning.operands import part
from rag.records import Question

_SIGNS = re.compile(r"\bký\b(?!\s+số)", re.IGNORECASE)
_DATED = re.compile(r"\b(?:ngày|năm nào|khi nào)\b", re.IGNORECASE)
JOIN = re.compile(r"\s*(?:,\s*|\bvà\b|\bcộng với\b|\bcộng\b|\bvới\b|\bcùng\b)\s*", re.IGNORECASE)
"""What stands between things that are set beside each other."""
_SHOWN = 6
"""How many places of a date are cited."""


def same_dates(question: Question, library: Library, in_doubt: bool = False) -> Draft | None:
    """The dates that a document named by its number is cited with; `in_doubt`, only where they differ in one year (a
    number begins anew each year)."""
    if not _DATED.search(question.text):
        return None
    numbers = [r.number for r in references(question.text)]
    wanted = {_key(number) for number in numbers}
    begins = tuple(number[: number.find("/") + 1] or number for number in numbers)
    citing = [s for s in library.statements.values() if any(begin in s.text for begin in begins)]
    found = [(s, text, key) for s in citing for key, text in _dated(s) if key in wanted]
    own = [f for f in found if f[0].document_id in question.documents]
    for group in (own, found):
        days = {text: s for s, text, _ in group}
        differ = len({_day(t) for t in days}) > 1
        if in_doubt and not (differ and len({_day(t)[:4] for t in days}) == 1):
            continue
        if days and (differ or group is found):
            return _said_dates([(s, t) for s, t, _ in group], library)
    return None


def _dated(statement: Statement) -> Iterator[tuple[str, str]]:
    for reference in references(statement.text):
        if reference.date:
            yield _key(reference.number), reference.date


def _key(number: str) -> str:
    """A document's number without what print varies: "104/QĐ-TTg" is "104/QĐTTg"."""
    return re.sub(r"[^\w/]", "", number).lower()


def _day(text: str) -> str:
    dates = find_dates(text if text.startswith("ngày") else f"ngày {text}")
    return dates[0].date.isoformat() if dates and dates[0].date else text


def _said_dates(found: Sequence[tuple[Statement, str]], library: Library) -> Draft:
    markers = Markers()
    by_day: dict[str, tuple[str, list[str]]] = {}
    for statement, text in sorted(found, key=lambda f: (f[0].document_id, f[0].ordinal)):
        text_and_marks = by_day.setdefault(_day(text), (text, []))
        if len(text_and_marks[1]) < _SHOWN:
            text_and_marks[1].append(markers.mark(_whole(statement, library)))
    said = "; ".join(f"{text} {''.join(dict.fromkeys(marks))}" for text, marks in by_day.values())
    if len(by_day) == 1:
        return Draft("answered", (f"Thống nhất: đều ghi ngày {said}",), markers.citations, (), 1.0)
    warning = "Văn bản ghi các ngày khác nhau cho cùng một số, ký hiệu."
    return Draft(
        "answered", (f"Không thống nhất, các ngày được ghi: {said}",), markers.citations, (), 1.0, warnings=(warning,)
    )


def _whole(statement: Statement, library: Library) -> Reading:
    return as_it_stands(statement, library.documents[statement.document_id])


def same_signers(question: Question, library: Library) -> Draft | None:
    """Whether the documents that a question names are signed by the same; None where it names fewer than two."""
    if not _SIGNS.search(question.text):
        return None
    documents = tuple(library.documents.values())
    ids: dict[str, None] = {}
    for text in JOIN.split(question.text):
        periods = tuple(p for p in question.periods if p.text and p.text.lower() in text.lower())
        piece = replace(part(question, text), text=text, periods=periods)
        for found in hinted(piece, documents)[0][:1]:
            ids[found] = None
    signed = [(library.documents[i].signer, _line(library, i)) for i in ids if library.documents[i].signer]
    if len(signed) < 2:
        return None
    markers = Markers()
    said = "; ".join(f"{name} {markers.mark(_whole(s, library))}" for name, s in signed if s)
    same = len({name for name, _ in signed}) == 1
    line = f"{'Giống nhau' if same else 'Không giống nhau'}: {said}"
    return Draft("answered", (line,), markers.citations, (), 1.0)


def _line(library: Library, document_id: str) -> Statement | None:
    signer = library.documents[document_id].signer
    own = [s for s in library.statements.values() if s.document_id == document_id and signer in s.text]
    return min(own, key=lambda s: (s.kind != "metadata", len(s.text)), default=None)
