"""What the rules of the audit read: sentences with the statement they stand in, and numbers as exact as printed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.records import Finding, Parsed, Severity, Statement
from ingest.vietnamese.digits import is_misprint
from ingest.vietnamese.letters import UPPER
from ingest.vietnamese.number_units import unit_kind
from ingest.vietnamese.numbers import Number

_SENTENCE = re.compile(rf"(?<=[.!?])\s+(?=[{UPPER}•+-])|\n")
_DECIMALS = re.compile(r"(?:,|(?<!\d)\d{1,3}\.(?=\d{1,2}(?!\d)))(\d+)$")
_EXACT = frozenset(("count", "number", "fraction", "rank"))
_MEASURED = frozenset(("money", "measure", "score", "points"))  # "2.062/2.155 tỷ đồng" is rounded to whole billions


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of a statement, or of a cell of a row: numbers that belong together stand in one."""

    statement: Statement
    text: str


def passages(parsed: Parsed) -> Iterator[Passage]:
    """The sentences of the body in order; titles and metadata are not part of it."""
    for statement in parsed.statements:
        if statement.kind in ("title", "metadata", "heading"):
            continue
        cells = [statement.text[start:end] for _, start, end in statement.cells] or [statement.text]
        for cell in dict.fromkeys(cells):  # a merged cell stands in every column it covers
            for sentence in _SENTENCE.split(cell):
                yield Passage(statement, sentence)


def finding(kind: str, message: str, *statements: Statement, severity: Severity = "cao") -> Finding:
    """A finding about `statements`, which are quoted once each, in order."""
    places = tuple({statement.id: statement for statement in statements}.values())
    return Finding(
        kind,
        message,
        places[0].document_id,
        tuple(statement.id for statement in places),
        tuple(statement.text for statement in places),
        severity,
        tuple(dict.fromkeys(each.document_id for each in places if each.document_id != places[0].document_id)),
    )


def digits(number: Number) -> str:
    """The digits of a number as printed: of "63,55/68 điểm" the first."""
    match = re.match(r"-?\d[\d., ]*\d|-?\d", number.text)
    return match.group() if match else number.text


def half_unit(printed: str) -> float:
    """Half a unit of the last printed digit: by so much rounding may move a number.

    >>> half_unit("63,55"), half_unit("93.1"), half_unit("2.104"), half_unit("87")
    (0.005, 0.05, 0.5, 0.5)
    """
    match = _DECIMALS.search(printed)
    return float(0.5 / 10 ** (len(match[1]) if match and not is_misprint(printed) else 0))


def slack(number: Number) -> float:
    """By how much the true value may differ from the printed one: nothing where whole things are counted."""
    printed = digits(number)
    counts = number.kind in _EXACT and unit_kind(number.unit) not in _MEASURED
    return 0.0 if counts and half_unit(printed) == 0.5 else half_unit(printed)
