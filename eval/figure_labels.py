"""Figures as read from whole files against figures labelled by hand (figures_labelled.tsv).

A label is found when a figure of the quoted statement has its digits and value; its identity is right when unit,
indicator, scope, period, kind and comparator are. An indicator is right when it holds four fifths of the labelled
words, and begins with them or is not much longer. A quote is looked for as it stands, then by its words alone, so that
a label outlives another cut of the text: a line read as a row of a table, other heads, a heading parted from it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

from ingest.records import Figure, Parsed, Statement
from ingest.vietnamese.fold import folded_syllables
from ingest.vietnamese.numbers import find_numbers

LABELS = Path(__file__).with_name("figures_labelled.tsv")
SPLITS = ("dev", "held", "dev-2", "held-2", "held-3", "dev-3", "held-4", "dev-4", "held-5", "held-6", "dev-5", "held-7")
"""Labelled one after the other; each "held" half was measured before anybody looked at its figures."""


@dataclass(frozen=True, slots=True)
class Label:
    """One line of the file. `quote` without its brackets, `start` and `end` of the number in it, -1 for none."""

    split: str
    document: str
    quote: str
    start: int
    end: int
    indicators: tuple[str, ...]
    scopes: tuple[str, ...]
    periods: tuple[str, ...]
    kinds: tuple[str, ...]
    comparators: tuple[str, ...]
    unit: str = ""
    """That of a number printed without one, as in a table; "" where it is not judged beyond what is printed."""


@dataclass
class Score:
    """Counts over labelled statements; `misses` says what was wrong, a line a figure."""

    labelled: int = 0
    found: int = 0
    right: int = 0
    given: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.right / self.labelled if self.labelled else 0.0

    @property
    def precision(self) -> float:
        return self.right / self.given if self.given else 0.0


def labels(split: str) -> list[Label]:
    """The labels of one of SPLITS."""
    found = []
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        which, document, quote, *parts = line.split("\t")
        start, end = quote.find("⟦"), quote.find("⟧") - 1
        plain = quote.replace("⟦", "").replace("⟧", "")
        if which == split:
            indicators, scopes, periods, kinds, comparators = (tuple(part.split("|")) for part in parts[:5])
            unit = "".join(parts[5:])
            found.append(
                Label(which, document, plain, start, end, indicators, scopes, periods, kinds, comparators, unit)
            )
    return found


def score(wanted: Iterable[Label], documents: Mapping[str, Parsed]) -> Score:
    """Labels against documents by their stem; labels of a document that is not there are left out."""
    result = Score()
    used: dict[str, list[Figure]] = {}
    for label in wanted:
        parsed = documents.get(label.document)
        if parsed is None:
            continue
        statement, at = _place(label, parsed)
        if statement and statement.id not in used:
            used[statement.id] = [figure for figure in parsed.figures if figure.statement_id == statement.id]
            result.given += len(used[statement.id])
        if label.start < 0:
            continue
        free = label.indicators == ("?",)
        result.labelled += not free
        figure = next((f for f in used[statement.id] if f.start <= at < f.end), None) if statement else None
        if figure is None:
            if not free:
                result.misses.append(f"{label.document}: not found: {label.quote}")
            continue
        assert statement is not None
        used[statement.id].remove(figure)
        if free:
            result.given -= 1
            continue
        result.found += 1
        wrong = _wrong(label, figure)
        result.right += not wrong
        if wrong:
            result.misses.append(f"{label.document}: {label.quote}: " + "; ".join(wrong))
    for figures in used.values():
        result.misses.extend(f"{figure.document_id}: too many: {figure.text} {figure.indicator}" for figure in figures)
    return result


_WORD = re.compile(r"\w+(?:[.,/]\w+)*|%")
# Share of the shorter of two texts that both have in order, and how much shorter it may be.
_SHARED, _SHORTER = 0.8, 0.5


def _place(label: Label, parsed: Parsed) -> tuple[Statement | None, int]:
    """The statement that a label quotes, and where its number begins in it."""
    for statement in parsed.statements:
        plain = re.sub(r"\s+", " ", statement.text)
        if (found := plain.find(label.quote)) >= 0:
            letters = len(plain[: found + max(label.start, 0)].replace(" ", ""))
            return statement, [match.start() for match in re.finditer(r"\S", statement.text)][letters]
    quoted = _values(label.quote, label.quote.count(": ") > 1)
    best: tuple[float, Statement | None, int] = (0.0, None, 0)
    for statement in parsed.statements:
        share, at = _shared(quoted, label.start, statement)
        best = max(best, (share, statement, at), key=lambda each: each[0])
    return best[1:]


def _values(text: str, row: bool) -> list[tuple[str, int]]:
    """The words of a text, of a row those of its cells, and where each begins."""
    heads = [match.span() for match in re.finditer(r"(?:^|(?<=; ))(?:(?!; ).)*: ", text)] if row else []
    words = ((match[0].lower(), match.start()) for match in _WORD.finditer(text))
    return [each for each in words if not any(a <= each[1] < b for a, b in heads)]


def _shared(quoted: list[tuple[str, int]], number: int, statement: Statement) -> tuple[float, int]:
    """How much of a quote a statement has, 0 where it is another one, and where the quoted number stands in it."""
    here = _values(statement.text, statement.kind == "row")
    a, b = [word for word, _ in quoted], [word for word, _ in here]
    few, many = sorted((len(a), len(b)))
    if few < _SHORTER * many or (Counter(a) & Counter(b)).total() < _SHARED * few:
        return 0.0, 0
    blocks = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    at = {i: block.b + i - block.a for block in blocks for i in range(block.a, block.a + block.size)}
    index = next((i for i, (_, start) in enumerate(quoted) if start >= number), 0)
    if len(at) < _SHARED * few or (number >= 0 and index not in at):
        return 0.0, 0
    return len(at) / many, here[at[index]][1] if index in at else 0


def _wrong(label: Label, figure: Figure) -> list[str]:
    printed = find_numbers(label.quote[label.start : label.end])
    wrong = []
    if printed and (printed[0].value, printed[0].of) != (figure.value, figure.of):
        wrong.append(f"value {figure.value}")
    unit = printed[0].unit.lower() if printed else ""
    printed_so = figure.unit.lower().startswith(unit) or unit.startswith(figure.unit.lower() or "?")
    if not printed_so or (label.unit and figure.unit.lower() != label.unit):
        wrong.append(f"unit {figure.unit}")
    if not any(_names(figure.indicator, words) for words in label.indicators):
        wrong.append(f"indicator {figure.indicator!r}")
    said: dict[str, tuple[tuple[str, ...], set[str]]] = {
        "scope": (label.scopes, {figure.level or "-", figure.scope}),
        "period": (label.periods, {figure.period.key if figure.period else "-"}),
        "kind": (label.kinds, {figure.kind}),
        "comparator": (label.comparators, {figure.comparator}),
    }
    for name, (right, got) in said.items():
        if "*" not in right and not got.intersection(right):
            wrong.append(f"{name} {'/'.join(sorted(got))!r}")
    return wrong


def _names(said: str, expected: str) -> bool:
    wanted, got = set(folded_syllables(expected)), folded_syllables(said)
    core = folded_syllables(said.partition(" (")[0])
    brief = len(core) <= max(2.5 * len(wanted), len(wanted) + 14)
    first = len(wanted & set(got[: len(folded_syllables(expected)) + 2])) >= 0.8 * len(wanted)
    return len(wanted & set(got)) >= 0.8 * len(wanted) and (brief or first)
