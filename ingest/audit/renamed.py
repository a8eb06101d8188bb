"""One figure with two values in two documents of a province, though they call it otherwise (see called.py).

Figures are looked up by what two tellings of one have in common: the digits that a slip leaves (SLIP), or a word of
their name, for the same time, place, unit and kind (NAMED).
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import cast

from ingest.audit.called import Called, is_one, one_time
from ingest.audit.passages import finding, half_unit
from ingest.audit.slipped import masks, name_of, printed
from ingest.audit.slips import slip
from ingest.audit.twice import TWICE
from ingest.compared import APART, Said
from ingest.records import Document, Finding, Parsed, Period, PeriodKind, Statement
from ingest.vietnamese.digits import parse_number
from ingest.vietnamese.fold import fold

SLIP, NAMED = "4 slip", "5 named"
"""How a key begins, as in between.py."""
_PROVINCE = re.compile(r"(?:tinh|thanh pho)\s+\w+\s+\w+")  # two syllables tell one from all others
_COMMUNE = re.compile(r"(?:xa|phuong|huyen|quan|dac khu)\s+\w+\s+\w+")
_FEW = 4
"""Digits and marks: shorter numbers change by one digit from one month to the next, longer ones hardly."""
_SHARED = 3
"""Words that both names must say where no slip explains the two values; of the total of a table two, see called.py."""


def renamed(parsed: Parsed) -> Iterator[tuple[tuple[str, ...], str, Statement, str, str]]:
    """The figures of the whole province or commune; `name` says too what they are called, and when."""
    whose = _whose(parsed.document)
    for each in printed(parsed) if whose else ():
        period, (unit, place, planned) = each.figure.period, each.called.sort
        if period is None or (place and each.figure.column is not None):
            continue  # rows of single places are told again by no other document
        start, end = period.start.isoformat(), period.end.isoformat()
        own, around = (" ".join(sorted(words)) for words in (each.called.own, each.called.around))
        about = (name_of(each), own, around, "total" if each.called.total else "", period.kind, start, end)
        keys: list[tuple[str, ...]] = [
            (SLIP, whose, str(period.end.year), unit, place, planned, mask) for mask in masks(each.digits)
        ]
        keys += [(NAMED, whose, start, end, unit, place, planned, word) for word in sorted(each.called.own)]
        for key in keys:
            yield key, each.digits, each.statement, APART.join(about), each.figure.text


def _whose(document: Document) -> str:
    """The province, or else the commune, whose bodies issued a document: "UBND TỈNH HƯƠNG GIANG SỞ XÂY DỰNG"."""
    issuer = fold(f"{document.issuer} ")
    match = _PROVINCE.search(issuer) or _COMMUNE.search(issuer)
    return match.group() if match else ""


def misprinted(group: Sequence[Said], statements: Mapping[str, Statement]) -> Iterator[Finding]:
    """Findings on two values that are one slip apart."""

    def alike(a: Said, b: Said) -> bool:
        (one, when), (other, then) = _read(a), _read(b)
        return is_one(one, other) and (one_time(when, then) or len(a.value) > _FEW)

    yield from _apart(group, statements, alike, _slipped)


def told_apart(group: Sequence[Said], statements: Mapping[str, Statement]) -> Iterator[Finding]:
    """Findings on two values that rounding does not explain, of names that say the same."""

    def alike(a: Said, b: Said) -> bool:
        one, other = _read(a)[0], _read(b)[0]
        enough = one.total or other.total or len(one.own & other.own) >= _SHARED
        return enough and is_one(one, other)

    def differ(a: str, b: str) -> bool:
        return not _slipped(a, b) and abs(parse_number(a) - parse_number(b)) > half_unit(a) + half_unit(b)

    yield from _apart(group, statements, alike, differ)


def _slipped(a: str, b: str) -> bool:
    return len(a) == len(b) and slip(a, b)


def _apart(
    group: Sequence[Said],
    statements: Mapping[str, Statement],
    alike: Callable[[Said, Said], bool],
    differ: Callable[[str, str], bool],
) -> Iterator[Finding]:
    """One finding for two documents of which each prints one of two values under one name."""
    by_document: dict[str, list[Said]] = {}
    for each in group:
        by_document.setdefault(each.document_id, []).append(each)
    for one, other in combinations(by_document.values(), 2):
        pairs = [(a, b) for a in one for b in other if alike(a, b)]
        if not pairs or any(a.value == b.value for a, b in pairs) or len({(a.value, b.value) for a, b in pairs}) > 1:
            continue  # agreed on elsewhere, or a name that several figures bear
        a, b = pairs[0]
        if differ(a.value, b.value):
            name = max((each.name.split(APART) for each in (a, b)), key=lambda about: (not about[3], len(about[1])))
            message = f"“{name[0]}” in là {a.text} và {b.text}."
            yield finding(TWICE, message, statements[a.statement_id], statements[b.statement_id])


def _read(said: Said) -> tuple[Called, Period]:
    """What a figure is called and when it holds, as renamed() wrote it down."""
    _, own, around, total, kind, start, end = said.name.split(APART)
    period = Period(cast(PeriodKind, kind), date.fromisoformat(start), date.fromisoformat(end), "")
    return Called(frozenset(own.split()), frozenset(around.split()), bool(total), ()), period
