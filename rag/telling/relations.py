"""What a document is to others: which one it replaces, amends, carries out, rests on, and on whose proposal it came.

The relation that a question asks for decides which of the documents that a text refers to is the answer; the ways of
asking and of printing a relation are data (data/relations.tsv).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.records import Document, Statement
from ingest.vietnamese.fold import fold
from rag.draft import Draft, as_printed
from rag.library import Library
from rag.reading.references import Reference, references
from rag.records import Evidence, Question
from rag.telling.meant import meant
from rag.words import table

_DOC = (
    r"(?P<doc>văn bản|nghị quyết|nghị định|quyết định|thông tư|chỉ thị|kế hoạch|công văn|công điện|tờ trình|luật|"
    r"chương trình|kết luận|đề án|quy định|quy chế|hướng dẫn|tài liệu)"
)
_WHICH = r"(?:nào|gì|đâu|số mấy|số nào|số bao nhiêu|số(?!\s*:?\s*\d)|mấy|bao nhiêu)\b"
_OF = re.compile(r"\bcủa\s+(?P<body>[^,;?]{3,40})", re.IGNORECASE)
_JOINED = re.compile(r"(?:\bvà|;|,)\s*(?:các\s+)?$", re.IGNORECASE)
"""What stands between two documents that are replaced or amended together."""
_REST = re.compile(r"\s+hết hiệu lực\b.*$|,\s+[^,;]{3,60}\b(?:ban hành|xây dựng)\b.*$|(?:[\s,;.:/]|\bvà$)+$", re.DOTALL)
"""What follows a document and says no more of it: who carries it out, what parts it from the next one."""
_ENDS = {"replaces": "thay thế", "repeals": "bãi bỏ", "amends": "sửa đổi, bổ sung"}
"""Relations that a document states of itself or does not stand in."""
_ANY = frozenset(("văn bản", "tài liệu"))
_TOLD = frozenset(("title", "sentence", "item", "heading"))
_SURE = 0.95
"""A relation is read off the very words that state it."""
_OPENING = 12
"""Statements between two opening lines of one document; further on a form in an annex begins."""
_MOST = 12
"""Documents that one answer names."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A relation that is asked for: its name, the kind of the other document, the body it must be of, and what the
    question says besides."""

    relation: str
    kind: str
    body: str
    rest: str


@dataclass(frozen=True, slots=True)
class _Printed:
    """How a relation is printed: what stands right before the other document, and what its sentence goes on to say."""

    before: re.Pattern[str]
    after: re.Pattern[str]


def related(question: Question, evidence: Sequence[Evidence], library: Library) -> Draft | None:
    """The documents that stand in the asked relation to the one that is meant, as printed there; None when no relation
    is asked for, it is not clear whose, or it is not printed."""
    asked = _asked(question.text)
    document = meant(question, asked.rest, library, evidence) if asked else None
    if asked is None or document is None:
        return None
    own = [s for s in library.statements.values() if s.document_id == document.id and s.kind in _TOLD]
    own.sort(key=lambda s: s.kind == "title")  # a sentence tells it in full and in small letters
    for printed in _printed(asked.relation):
        told = list(_opening(own, printed, asked) if _in_lines(asked) else _found(own, printed, asked, document))
        if told:
            return as_printed(told[:_MOST], document, _SURE)
    if asked.relation in _ENDS and (question.strict or len(question.documents) == 1):
        kind = document.kind.capitalize() or "Văn bản"
        return Draft("not_found", (f"{kind} này không nêu văn bản nào mà nó {_ENDS[asked.relation]}.",))
    return None


def _asked(text: str) -> _Asked | None:
    for relation, pattern in _patterns():
        match = pattern.search(text)
        if match:
            rest = f"{text[: match.start()]} {text[match.end() :]}"
            body = _OF.match(text[match.end() :].lstrip())
            kind = (match.groupdict().get("doc") or "").lower()
            return _Asked(relation, "" if kind in _ANY else kind, body["body"].strip() if body else "", rest)
    return None


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The relations with the ways of asking for them."""
    return tuple(
        (row[0], re.compile(row[1].replace("{doc}", _DOC).replace("{which}", _WHICH), re.IGNORECASE))
        for row in table("relations.tsv")
    )


@lru_cache(maxsize=16)
def _printed(relation: str) -> tuple[_Printed, ...]:
    """The ways of printing a relation, in the order of the table."""
    rows = (row for row in table("relations.tsv") if row[0] == relation)
    return tuple(_Printed(re.compile(row[2], re.IGNORECASE), re.compile(row[3], re.IGNORECASE)) for row in rows)


def _found(
    statements: Sequence[Statement], printed: _Printed, asked: _Asked, document: Document
) -> Iterator[tuple[Statement, str]]:
    """The documents of the kind asked for that the statements put in the relation, with those joined to them, once."""
    seen = {fold(document.number)}
    for statement in statements:
        text = statement.text
        held = False
        for reference in references(text):
            before, after = f"{statement.lead} {text[: reference.start]}", text[reference.start :]
            held = (held and bool(_JOINED.search(before))) or bool(
                printed.before.search(before) and printed.after.search(after)
            )
            told = _named(text[reference.start : reference.end])
            if held and fold(reference.number) not in seen and _fits(asked, reference, told):
                seen.add(fold(reference.number))
                yield statement, told


def _in_lines(asked: _Asked) -> bool:
    """Whether opening lines answer whole: what a document rests on, some of it without a number, or who proposed it."""
    return asked.relation == "based" or (asked.relation == "proposed" and not asked.kind)


def _opening(statements: Sequence[Statement], printed: _Printed, asked: _Asked) -> Iterator[tuple[Statement, str]]:
    """The whole opening lines that begin so, of the kind of document asked for; what forms leave blank is none."""
    last = None
    for statement in statements:
        match = printed.before.match(statement.text)
        if match is None:
            continue
        if last is not None and statement.ordinal - last > _OPENING:
            break
        last = statement.ordinal
        if fold(statement.text[match.end() :]).strip().startswith(fold(asked.kind)):
            yield statement, _named(statement.text)


def _named(text: str) -> str:
    text = _REST.sub("", text)
    return text if text.count(")") == text.count("(") else text.rstrip(") .;/")


def _fits(asked: _Asked, reference: Reference, told: str) -> bool:
    return fold(reference.kind).startswith(fold(asked.kind)) and fold(asked.body) in fold(told)
