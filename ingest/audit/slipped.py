"""One figure printed with a slip of the hand: "1.556 giáo viên" here and "1.656" there, under the same name.

That two numbers are one slip apart says much by itself, so their names need not be the same words (see called.py).
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from ingest.audit.called import SOURCE, Called, called, comparable, is_one, one_time
from ingest.audit.passages import finding
from ingest.audit.slips import slip
from ingest.audit.twice import TWICE
from ingest.records import Figure, Finding, Parsed, Statement

_DIGITS = re.compile(r"\d[\d.,]*\d|\d")


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure with its digits as printed, where it stands and what it is called."""

    figure: Figure
    statement: Statement
    digits: str
    called: Called


def printed(parsed: Parsed) -> Iterator[Printed]:
    """The figures of a document that another place may print otherwise, in reading order."""
    statements = {s.id: s for s in parsed.statements}
    for figure in parsed.figures:
        statement = statements[figure.statement_id]
        if statement.kind in ("title", "heading", "metadata") or not comparable(figure, statement):
            continue
        match = _DIGITS.match(figure.text)
        if match and slip(match.group(), match.group()):  # enough digits to tell
            yield Printed(
                figure, statement, match.group(), called(figure, statement, parsed.document, parsed.abbreviations)
            )


def slipped(parsed: Parsed, told: Collection[frozenset[str]]) -> Iterator[Finding]:
    """Findings on figures of sentences that another sentence or a row prints with a slip; `told` are the statements
    that other findings quote together."""
    figures = list(printed(parsed))
    for a in figures:
        if a.statement.table is not None:
            continue
        others = _nearest(a, [b for b in figures if b.statement is not a.statement and _same(a, b)])
        values = {b.figure.value for b in others}
        if len(values) != 1 or a.figure.value in values:
            continue  # agreed with elsewhere, or a name that several figures bear
        b = others[0]
        pair = frozenset((a.statement.id, b.statement.id))
        first = b.statement.table is not None or a.statement.ordinal < b.statement.ordinal
        if first and pair not in told and len(a.digits) == len(b.digits) and slip(a.digits, b.digits):
            where = (" trong câu", " trong bảng") if b.statement.table is not None else ("", "")
            message = (
                f"“{name_of(max(b, a, key=_tells))}” in là {a.figure.text}{where[0]} và {b.figure.text}{where[1]}."
            )
            yield finding(TWICE, message, a.statement, b.statement)


def _same(a: Printed, b: Printed) -> bool:
    if a.figure.period is None or b.figure.period is None:
        return False
    return one_time(a.figure.period, b.figure.period) and is_one(a.called, b.called)


def _nearest(a: Printed, others: Sequence[Printed]) -> list[Printed]:
    """Those whose names share most words with a figure's, and have fewest others."""
    ranks = [(len(a.called.own & b.called.own), -len(a.called.own ^ b.called.own)) for b in others]
    return [b for b, rank in zip(others, ranks, strict=True) if rank == max(ranks)]


def _tells(each: Printed) -> tuple[bool, int]:
    """How well a figure's own name says what it is."""
    return not each.called.total, len(each.called.own)


def name_of(each: Printed) -> str:
    """What a finding calls a figure: a row by its label, a sentence's figure with what is counted."""
    figure = each.figure
    if figure.column is not None and not each.called.total:
        return figure.indicator.rpartition(", ")[0] or figure.indicator
    name = SOURCE.sub("", figure.indicator)
    counted = "" if each.called.sort[0] or figure.unit.lower() in name else figure.unit
    return f"{name}, {counted}" if name and counted else name or counted


def masks(digits: str) -> Iterator[str]:
    """What the digits have in common with those that one slip makes of them: all but one, or all in another order.

    >>> list(masks("1.556"))
    ['*556', '1*56', '15*6', '155*', '1556']
    """
    plain = re.sub(r"\D", "", digits)
    yield from (f"{plain[:i]}*{plain[i + 1 :]}" for i in range(len(plain)))
    yield "".join(sorted(plain))
