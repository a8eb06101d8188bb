"""Tellings of administrative sentences by class: lies are held back, honest paraphrases are shown.

The tellings (data/told_*.tsv) were written before the rules that judge them and split by chance: the rules were made
looking at one half, the other was only counted. Those of real documents (names of "r…") were written later, before the
rules that bind a number to its words, and looked at. Run with -s to see the totals.
"""

import hashlib
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from ingest.figures import figures
from ingest.records import Document, Statement
from ingest.vietnamese.periods import find_periods
from rag.chat.claims import faults
from rag.chat.sources import Source, as_printed
from rag.reading.places import Place
from rag.write import citation

LIES_SHOWN = {"looked at": 0.01, "never looked at": 0.06, "real documents": 0.11}
HONEST_WITHHELD = {"looked at": 0.07, "never looked at": 0.15, "real documents": 0.21}
"""The most of each part; what was reached, so that no change makes it worse. The aims are 1 % and 5 %."""


def rows(name: str) -> list[list[str]]:
    lines = Path(f"tests/data/told_{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@cache
def sources() -> dict[str, Source]:
    """Each printed sentence as a model may cite it."""
    found = {}
    for name, kind, title, text in rows("printed"):
        periods = find_periods(title, today=date(2026, 1, 10))
        period = periods[-1].period if periods else None
        report = Document(name, "d", "x", "txt", 1, title=title, kind=kind, issuer="UBND tỉnh", period=period)
        statement = Statement(name, report.id, 1, "sentence", text)
        cited = citation(1, Place(statement, 0, len(text)), report)
        found[name] = Source("k", cited, statement, report, tuple(figures(report, [statement], ())))
    return found


def belongs(part: str, telling: Sequence[str]) -> bool:
    """Whether a telling belongs to a part: of real documents, or of a half by its own bytes, by chance and for ever."""
    if telling[-2].startswith("r"):
        return part == "real documents"
    even = hashlib.sha256(telling[-1].encode()).digest()[0] % 2 == 0
    return part == ("looked at" if even else "never looked at")


def held(name: str, telling: str) -> bool:
    source = sources()[name]
    return bool(faults(as_printed(telling, [source]), [source]))


@pytest.mark.parametrize("part", LIES_SHOWN)
def test_lies_are_held_back(part: str) -> None:
    lies = [row for row in rows("lies") if belongs(part, row)]
    asked, shown = len(lies), sum(not held(*row[1:]) for row in lies)  # counts alone: a failure shows no telling
    print(f"\nlies {part}: {shown} of {asked} shown")
    assert asked > 60
    assert shown <= LIES_SHOWN[part] * asked


@pytest.mark.parametrize("part", HONEST_WITHHELD)
def test_honest_tellings_are_shown(part: str) -> None:
    honest = [row for row in rows("honest") if belongs(part, row)]
    asked, withheld = len(honest), sum(held(*row) for row in honest)
    print(f"\nhonest tellings {part}: {withheld} of {asked} withheld")
    assert asked > 60
    assert withheld <= HONEST_WITHHELD[part] * asked


@pytest.mark.parametrize("name", [row[0] for row in rows("printed")])
def test_what_is_told_as_printed_has_no_fault(name: str) -> None:
    source = sources()[name]
    assert faults(source.statement.text, [source]) == ()
