"""A document's own data: its số/ký hiệu, day, signer and recipients, from the lines that print them, blank ones too."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.records import Document, Statement
from ingest.vietnamese.abbreviations import normal_form
from ingest.vietnamese.fold import fold, syllables
from rag.draft import Draft, Markers
from rag.library import Library
from rag.read import as_it_stands
from rag.reading.references import references
from rag.reading.slots import levels_in
from rag.records import Evidence, Question
from rag.telling.meant import meant
from rag.write import LINE, shorten

# ask → the label (Statement.lead of metadata statements) of the lines that answer it, and how it is called in a reply.
_FIELDS = {
    "number_of_document": ("Số, ký hiệu", "số, ký hiệu"),
    "issued": ("Nơi và ngày ban hành", "ngày ban hành"),
    "issuer": ("Cơ quan ban hành", "cơ quan ban hành"),
    "signer": ("Người ký", "người ký"),
    "recipients": ("Nơi nhận", "nơi nhận"),
    "subject": ("", "nội dung"),
}
_FRAME = frozenset(("signer", "recipients"))
"""What only a document has."""
_OWN = _FRAME | {"issued"}
"""What is asked of a document on file when it is asked for by subject: a number may be a cited document's."""
_SAID = 0.5
"""The share of the question's words that the name of such a document must say."""
_NAMED = 0.65
"""The share for a number, which people ask of documents that are only cited too."""
_CITED = 200
"""Characters in which a text says what a document that it cites is about."""
_NAME_ENDS = re.compile(r"(?<=năm \d{4})\s+(?:và|cùng|của)\s|[;.](?!\d)")
"""Where the name of a document that is cited ends and other things begin: "Kế hoạch … năm 2025 và các văn bản …"."""
_NUMBER_ASKED = re.compile(r"\bsố (?:mấy|bao nhiêu|nào|hiệu|ký hiệu)\b|\bsố, ký hiệu\b|\bký hiệu\b", re.IGNORECASE)
_OF_ANOTHER = re.compile(r"\b(?:thay thế|thay cho|căn cứ|sửa đổi|bổ sung|bãi bỏ)\b", re.IGNORECASE)
"""Where the number is that of a document which another one replaces or rests on."""
_KINDS = (
    "bao cao", "ke hoach", "quyet dinh", "nghi quyet", "thong bao", "cong van", "to trinh", "chi thi", "thong tu",
    "nghi dinh", "luat", "huong dan", "chuong trinh", "de an", "quy che", "quy dinh", "phu luc", "ket luan",
    "cong dien",
)  # fmt: skip
_SENT = re.compile(
    r"(?:bản |cái )?(?:báo cáo|kế hoạch|quyết định|nghị quyết|thông báo|công văn|tờ trình|chỉ thị|văn bản|kết luận)\b"
    r"(?!.*\b(?:phải|hằng|hàng|định kỳ)\b).*\bgửi (?:cho |tới |đến |về |đi )?"
    r"(?:ai|đâu|những ai|nơi nào|những nơi nào|cơ quan nào|những cơ quan nào|đơn vị nào)\b",
    re.IGNORECASE,
)
"""A document that is sent to somebody, which is asked of its list of recipients."""
_BUT = re.compile(r"\b(?:ngoài|trừ|không kể|không tính)\s+(?P<but>.+)$", re.IGNORECASE)
_GENERAL = re.compile(r"\bcác\b", re.IGNORECASE)
"""What is sent to all of a level ("các sở, ban, ngành"), not to one body of it."""
_KIND = 2
"""Syllables of a kind of document: "báo cáo"."""
_SURE = 0.95
"""The data of a document that the question names are read off its own frame."""


def about_document(question: Question, library: Library, evidence: Sequence[Evidence] = ()) -> Draft | None:
    """The answer when a named document's own data are asked for, else None.

    A document is named by its number or title; for its day, signer and recipients also by kind, place and subject.
    What the document leaves blank is a refusal that quotes the blank line. A number is not told where the `evidence`
    cites another document of that kind in the words of the question.
    """
    asked = [a.kind for a in question.asks if a.kind in _FIELDS]
    asked += ["recipients"] if _SENT.match(question.text) and "recipients" not in asked else []
    if "date" in (a.kind for a in question.asks) and asked and "issued" not in asked:
        asked.append("issued")  # "số mấy, ngày nào"
    beside = ("list", "number", "date", *(["who"] if _SENT.match(question.text) else []))
    others = [a for a in question.asks if a.kind not in _FIELDS and a.kind not in beside]
    document = _named(question, asked, library, evidence) if asked and not others else None
    if document is None or _speaks_of_another(question, document):
        return None
    another = _OF_ANOTHER.search(question.text)
    if another and "number_of_document" in asked and another.group().lower() not in document.title.lower():
        return None
    if any(a.kind == "number_of_document" and a.unit not in ("", document.kind) for a in question.asks):
        return None
    markers = Markers()
    lines: list[str] = []
    blank: list[str] = []
    for kind in dict.fromkeys(asked):
        label, name = _FIELDS[kind]
        statements = list(_lines(library, document, label))
        if not statements:
            blank.append(f"Văn bản không ghi {name}.")
            continue
        reading = as_it_stands(statements[0], document)
        if kind == "recipients" and len(statements) > 1:
            listed = _recipients(question, [_value(s) for s in statements[1:]])
            lines += (f"{line} {markers.mark(reading)}" if line else "" for line in listed)
            continue
        if "(để trống)" in statements[0].text:
            blank.append(f"Văn bản để trống {name}: {statements[0].text} {markers.mark(reading)}")
        else:
            lines.append(f"{name[0].upper()}{name[1:]}: {shorten(_value(statements[0]), LINE)} {markers.mark(reading)}")
    if not lines:
        return Draft("not_found", tuple(blank), markers.citations)
    return Draft("answered", (*lines, *blank), markers.citations, confidence=_SURE)


def _named(question: Question, asked: Sequence[str], library: Library, evidence: Sequence[Evidence]) -> Document | None:
    """The document that the question names: surely, or as the only one of its kind and time, by nothing else; for what
    is told of no document that is only cited, also the one of that kind whose name says most of the question."""
    one = library.documents[question.documents[0]] if question.documents else None
    if question.strict or (len(question.documents) == 1 and set(asked) <= _FRAME):
        return one
    if len(question.documents) == 1 and len(syllables(question.content)) <= _KIND and not question.inherited:
        return one
    if not set(asked) <= _OWN | {"number_of_document"} or references(normal_form(question.text)):
        return None
    said = fold(normal_form(question.text))
    if "number_of_document" in asked:
        if not _NUMBER_ASKED.search(question.text):
            return None
        found = meant(replace(question, documents=(), strict=False), question.text, library, (), _NAMED)
        return found if found and _names_first(found.kind, said) and not _cited(question, found, evidence) else None
    found = meant(question, question.text, library, (), _SAID)
    return found if found and fold(found.kind) in said else None


def _cited(question: Question, document: Document, evidence: Sequence[Evidence]) -> bool:
    """Whether another document of that kind is cited with most of what the question says of it."""
    wanted = set(syllables(fold(normal_form(question.content.replace("|", " ")))))
    for text in (normal_form(piece.statement.text) for piece in evidence):
        for cited in references(text):
            told = set(syllables(fold(_NAME_ENDS.split(text[cited.start : cited.start + _CITED])[0])))
            other = fold(cited.kind) == fold(document.kind) and cited.number.split("/")[0] not in document.number
            if other and len(wanted & told) >= _NAMED * len(wanted):
                return True
    return False


def _names_first(kind: str, said: str) -> bool:
    """Whether a question names that kind of document before any other: "quyết định ban hành quy chế …" is of one."""
    kinds = {at: other for other in _KINDS if (at := said.find(other)) >= 0}
    return bool(kinds) and kinds[min(kinds)] == fold(kind)


def _recipients(question: Question, items: Sequence[str]) -> list[str]:
    """All recipients in a line, and in a list of their own where a line does not hold them; without those that the
    question leaves out ("ngoài các sở")."""
    but = _BUT.search(question.text)
    gone = levels_in(but["but"]) if but else frozenset()
    kept = [i.strip(" -;.") for i in items if not (_GENERAL.search(i) and levels_in(i) and levels_in(i) <= gone)]
    line = f"Nơi nhận: {'; '.join(kept)}"
    return [line] if len(line) <= LINE else [shorten(line), "", *(f"- {item}" for item in kept)]


def _speaks_of_another(question: Question, document: Document) -> bool:
    """Whether the question names a document by a number that neither this document nor its title bears."""
    own = {r.number.split("/")[0] for r in references(f"{document.kind} {document.number}; {document.title}")}
    own |= set(re.findall(r"\d+", f"{document.number} {document.title}"))
    return any(r.number.split("/")[0].split("-")[0] not in own for r in references(normal_form(question.text)))


def _lines(library: Library, document: Document, label: str) -> Iterable[Statement]:
    """The lines of the frame with a label; without one, the title."""
    if not label:
        titles = [s for s in library.statements.values() if s.document_id == document.id and s.kind == "title"]
        return titles[-1:]
    return (
        s
        for s in library.statements.values()
        if s.document_id == document.id and s.kind == "metadata" and s.lead == label
    )


def _value(statement: Statement) -> str:
    """The line without the label that it begins with in print ("Nơi nhận:")."""
    head, colon, rest = statement.text.partition(":")
    return rest.strip() if colon and head.strip().lower() in ("nơi nhận", "số") else statement.text
