"""What disagrees between documents that none of them has alone: one name, one date, one figure said in two ways.

See compared.py for how a catalogue finds them by looking up what a new document says, without reading the others.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import cast

from ingest.audit.called import Called, is_one, one_time
from ingest.audit.cited import DATES, cited, group_keys
from ingest.audit.names import PERSON, signed
from ingest.audit.passages import finding
from ingest.audit.slipped import masks, name_of, printed
from ingest.audit.slips import slip
from ingest.audit.twice import TWICE, stated
from ingest.compared import APART, Found, Said, in_order
from ingest.records import Document, Finding, Parsed, Period, PeriodKind, Statement
from ingest.vietnamese.fold import fold
from ingest.vietnamese.normalize import canonical_tone

_SIGNER, _DATE, _FIGURE, _SLIP = "1 signer", "2 date", "3 figure", "4 slip"
"""How a key begins: the findings on one subject stand together, in this order."""
_PROVINCE = re.compile(r"(?:tinh|thanh pho)\s+\w+\s+\w+")  # two syllables tell one from all others
_COMMUNE = re.compile(r"(?:xa|phuong|huyen|quan|dac khu)\s+\w+\s+\w+")
_FEW = 4
"""Digits and marks: shorter numbers change by one digit from one month to the next, longer ones hardly."""


def sayings(parsed: Parsed) -> tuple[Said, ...]:
    """All that other documents may say otherwise, in order."""
    made = (*_signer(parsed), *_dates(parsed), *_figures(parsed), *_slips(parsed))
    return tuple(
        Said(parsed.document.id, position, APART.join(key), value, statement.id, name, text)
        for position, (key, value, statement, name, text) in enumerate(made)
    )


_Made = tuple[tuple[str, ...], str, Statement, str, str]


def _signer(parsed: Parsed) -> Iterator[_Made]:
    document, statement = parsed.document, signed(parsed)
    if statement is not None:
        name = canonical_tone(document.signer).title()
        yield (_SIGNER, fold(document.issuer), fold(document.signer)), name, statement, "", name


def _dates(parsed: Parsed) -> Iterator[_Made]:
    for each in cited(parsed):
        if each.national:  # elsewhere one number and one year name a document of each issuer
            for key in group_keys(each):
                yield (_DATE, *key), "-".join(map(str, each.day)), each.statement, each.name, each.date


def _figures(parsed: Parsed) -> Iterator[_Made]:
    document = parsed.document
    if document.period is None:
        return
    for each in stated(parsed):
        for whose in dict.fromkeys((fold(document.issuer), "")):  # an appendix names no issuer
            key = (_FIGURE, whose, document.period.key, *each.key)
            yield key, repr(each.figure.value), each.statement, each.name, each.figure.text


def _slips(parsed: Parsed) -> Iterator[_Made]:
    """The figures of the whole province or commune; `name` says too what they are called (see called.py), and when."""
    whose = _whose(parsed.document)
    for each in printed(parsed) if whose else ():
        period, (unit, place, planned) = each.figure.period, each.called.sort
        if period is None or (place and each.figure.column is not None):
            continue  # rows of single places are told again by no other document
        about = (
            name_of(each),
            " ".join(sorted(each.called.own)),
            " ".join(sorted(each.called.around)),
            "total" if each.called.total else "",
            period.kind,
            period.start.isoformat(),
            period.end.isoformat(),
        )
        for mask in masks(each.digits):
            key = (_SLIP, whose, str(period.end.year), unit, place, planned, mask)
            yield key, each.digits, each.statement, APART.join(about), each.figure.text


def _whose(document: Document) -> str:
    """The province, or else the commune, whose bodies issued a document: "UBND TỈNH HƯƠNG GIANG SỞ XÂY DỰNG"."""
    match = _PROVINCE.search(fold(f"{document.issuer} ")) or _COMMUNE.search(fold(f"{document.issuer} "))
    return match.group() if match else ""


def disagreements(group: Sequence[Said], statements: Mapping[str, Statement]) -> Iterator[Finding]:
    """The findings on one key; `group` is in the order of documents, `statements` holds theirs by id."""
    subject = group[0].key.partition(APART)[0]
    yield from _RULES[subject](group, statements)


def _signers(group: Sequence[Said], statements: Mapping[str, Statement]) -> Iterator[Finding]:
    first: dict[str, Said] = {}
    for each in group:
        first.setdefault(each.value, each)
    for a, b in combinations(first.values(), 2):
        quoted = (statements[a.statement_id], statements[b.statement_id])
        yield finding(PERSON, f"Người ký in là “{a.text}” và “{b.text}”.", *quoted, severity="thấp")


def _two_dates(group: Sequence[Said], statements: Mapping[str, Statement]) -> Iterator[Finding]:
    days = Counter(each.value for each in group)
    if len(days) < 2 or _says_two(group):
        return
    first = {value: next(each for each in group if each.value == value) for value, _ in days.most_common()}
    printed = " và ".join(f"“{each.text}”" for each in first.values())
    name = max((each.name for each in group), key=len)  # "104/QĐ-TTg" rather than "104/QĐTTg"
    quoted = (statements[each.statement_id] for each in first.values())
    yield finding(DATES, f"{name} được ghi nhiều ngày khác nhau: {printed}.", *quoted, severity="trung bình")


def _two_values(group: Sequence[Said], statements: Mapping[str, Statement]) -> Iterator[Finding]:
    if len({each.value for each in group}) != 2 or len({(each.document_id, each.value) for each in group}) > 2:
        return
    first = group[0]
    other = next(each for each in group if each.value != first.value)
    message = f"“{first.name}” in là {first.text} và {other.text}."
    yield finding(TWICE, message, statements[first.statement_id], statements[other.statement_id])


def _misprinted(group: Sequence[Said], statements: Mapping[str, Statement]) -> Iterator[Finding]:
    """One finding for two documents of which each prints one of two values that are a slip apart, under one name."""
    by_document: dict[str, list[Said]] = {}
    for each in group:
        by_document.setdefault(each.document_id, []).append(each)
    for one, other in combinations(by_document.values(), 2):
        pairs = [(a, b) for a in one for b in other if _one(a, b)]
        if not pairs or any(a.value == b.value for a, b in pairs) or len({(a.value, b.value) for a, b in pairs}) > 1:
            continue
        a, b = pairs[0]
        if len(a.value) == len(b.value) and slip(a.value, b.value):
            name = max((x.name.split(APART) for x in (a, b)), key=lambda about: len(about[1]))
            message = f"“{name[0]}” in là {a.text} và {b.text}."
            yield finding(TWICE, message, statements[a.statement_id], statements[b.statement_id])


def _one(a: Said, b: Said) -> bool:
    (one, when), (other, then) = _read(a), _read(b)
    return is_one(one, other) and (one_time(when, then) or len(a.value) > _FEW)


def _read(said: Said) -> tuple[Called, Period]:
    """What a figure is called and when it holds, as _slips wrote it down."""
    _, own, around, total, kind, start, end = said.name.split(APART)
    period = Period(cast(PeriodKind, kind), date.fromisoformat(start), date.fromisoformat(end), "")
    return Called(frozenset(own.split()), frozenset(around.split()), bool(total), ()), period


def _says_two(group: Sequence[Said]) -> bool:
    """Whether a document disagrees with itself, which is found there."""
    values = {(each.document_id, each.value) for each in group}
    return len(values) > len({document_id for document_id, _ in values})


_Rule = Callable[[Sequence[Said], Mapping[str, Statement]], Iterator[Finding]]
_RULES: Mapping[str, _Rule] = {
    _SIGNER: _signers,
    _DATE: _two_dates,
    _FIGURE: _two_values,
    _SLIP: _misprinted,
}


def found(said: Iterable[Said], read: Callable[[Collection[str]], Iterable[Statement]]) -> tuple[Found, ...]:
    """The findings of each key that has any; `read` gives statements by their ids."""
    groups: dict[str, list[Said]] = {}
    for each in sorted(said, key=lambda each: (each.document_id, each.position)):
        groups.setdefault(each.key, []).append(each)
    several = [group for group in groups.values() if len({each.value for each in group}) > 1]
    statements = {s.id: s for s in read({each.statement_id for group in several for each in group})}
    made = (
        Found(group[0].key, (group[0].document_id, group[0].position), tuple(disagreements(group, statements)))
        for group in several
    )
    return tuple(each for each in made if each.findings)


def audit_between(documents: Iterable[Parsed]) -> tuple[Finding, ...]:
    """The disagreements between documents that none of them has alone; each is filed under the first it quotes.

    Each document is read once and only what can be compared is kept of it.
    """
    said: list[Said] = []
    statements: dict[str, Statement] = {}
    for parsed in documents:
        mine = sayings(parsed)
        said.extend(mine)
        wanted = {each.statement_id for each in mine}
        statements.update((s.id, s) for s in parsed.statements if s.id in wanted)
    return in_order(found(said, lambda ids: (statements[key] for key in ids)))
