"""Where the points of a sentence stand (points.py): document numbers, times, numbers, levels, names, and the words that
have an opposite (data/opposites.tsv)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.vietnamese.dates import find_dates
from ingest.vietnamese.levels import find_scopes
from ingest.vietnamese.normalize import canonical_tone
from ingest.vietnamese.numbers import find_numbers
from rag.words import phrases, words

NUMBER, TIME, NAME, LEVEL, DOCUMENT = "number", "time", "name", "level", "document"
_PERIOD = re.compile(
    r"\b(?:quý\s+(?:IV|III|II|I|[1-4])\b|\d{1,2} tháng (?:đầu|cuối) năm|tháng \d{1,2}(?:/20\d\d)?|(?:năm )?20\d\d)"
    r"(?![\d/])",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(r"\b\d+(?:/\d{4})?/[A-ZĐ][\w-]*")
_BEFORE_NUMBER = {
    **dict.fromkeys(("trên", "hơn"), ("about", "over")),
    "dưới": ("about", "under"),
    **dict.fromkeys(("xuống còn", "còn", "xuống", "lên", "thành"), ("to", "end")),
    "từ": ("to", "begin"),
}
"""Words that say something of the number right behind them, and of nothing else they stand before."""
_ABOUT = re.compile(rf"\b({'|'.join(_BEFORE_NUMBER)})(?=\s+\d)", re.IGNORECASE)
_LASTING = re.compile(r"\b(\d+)(?=\s+(giờ|ngày|tuần|tháng|năm|tuổi)\b)", re.IGNORECASE)
"""A stretch of time that may look like a period ("9 tháng")."""
_NAMED = re.compile(r"[^\W\d_a-zà-ỹ]\w*(?:\s+[^\W\d_a-zà-ỹ]\w*)+")


@dataclass(frozen=True, slots=True)
class Span:
    """Characters [start, end) with what kind of point they are, its value, a number's unit, and as what term the words
    of other points see it. Kind "=" is a term that is no point."""

    kind: str
    value: str
    unit: str
    start: int
    end: int
    printed: str = ""

    @property
    def term(self) -> str:
        """The span as one term."""
        return f"{self.kind}:{self.printed or self.value}"


def spans(text: str) -> Iterator[Span]:
    """The points of a text, none overlapping another.

    >>> [(s.kind, s.value) for s in spans("Quý I giảm 3,5% so với cấp xã tại Nghị quyết 131/NQ-CP")]
    [('document', '131/NQ-CP'), ('time', 'quý i'), ('number', '3.5'), ('level', 'cấp xã'), ('way', 'down')]
    """
    taken: list[tuple[int, int]] = []
    for found in _all(text):
        behind = min((start for start, _ in taken if found.start < start < found.end), default=found.end)
        span = replace(found, end=behind)  # "trước ngày" of "trước ngày 30/6/2026"
        if not any(span.start < end and start < span.end for start, end in taken):
            taken.append((span.start, span.end))
            yield span


def _all(text: str) -> Iterator[Span]:
    """What may be a point, the surest kinds first."""
    for match in _DOCUMENT.finditer(text):
        yield Span(DOCUMENT, match.group(), "", *match.span())
    for day in find_dates(text):
        yield Span(TIME, str(day.date or day.text), "", day.start, day.end)
    for match in _PERIOD.finditer(text):
        yield Span(TIME, _plain(match.group()), "", *match.span())
    for number in find_numbers(text):
        whole = f"/{number.of:g}" if number.of is not None else ""
        yield Span(NUMBER, f"{number.value:.12g}{whole}", number.unit, number.start, number.digits_end)
    for match in _LASTING.finditer(text):
        yield Span(NUMBER, f"{int(match[1])}", match[2].lower(), *match.span())
    scopes = find_scopes(text)
    for scope in scopes:
        if scope.name == scope.level:
            yield Span(LEVEL, scope.level, "", scope.start, scope.end, _plain(text[scope.start : scope.end]))
    for scope in scopes:
        if scope.name != scope.level:
            yield Span(NAME, _plain(scope.name), "", scope.start, scope.end)
    for match in _NAMED.finditer(text):
        yield Span(NAME, _plain(match.group()), "", *match.span())
    for match in _ABOUT.finditer(text):
        yield Span(*_BEFORE_NUMBER[match[1].lower()], "", *match.span(1))
    found = words(text)
    for first, last, (_, kind, side, *_why) in phrases("opposites.tsv").find(found):
        if kind != "-":
            yield Span(kind, side, "", found[first].start, found[last - 1].end)


def _plain(name: str) -> str:
    return " ".join(canonical_tone(name).lower().replace(",", " ").removeprefix("năm ").split())
