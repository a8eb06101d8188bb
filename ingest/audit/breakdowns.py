"""Totals with their parts in running text: "1.659 máy (cấp tỉnh 745 máy; cấp huyện 587 máy; cấp xã 372 máy)"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from ingest.audit.passages import slack
from ingest.vietnamese.fold import fold
from ingest.vietnamese.numbers import Number

_COLON = re.compile(
    r"(?:trong đó|bao gồm|gồm có|gồm|cụ thể|chia ra)(?:\s+(?:là|có|như sau))?\s*:?(?!\w)", re.IGNORECASE
)
_BETWEEN = re.compile(r"[.;:]")
_CHUNK = re.compile(r";|,|(?<!\w)và(?!\w)")
_WITHIN = re.compile(r"trong đó|riêng|bao gồm cả|kể cả|tính cả|ngoài ra|còn lại chưa", re.IGNORECASE)
WHOLE = frozenset(("count", "number", "money", "measure", "fraction", "score"))
_FAR = 60  # letters between a total and the bracket with its parts: "1.064 dịch vụ … được tích hợp trên Cổng (…"
_MANY = 12  # parts: with more, some subset adds up to the total by chance


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A total and its parts, all counted in one unit; `complete` where the parts add up to it."""

    total: Number
    parts: tuple[Number, ...]
    text: str
    """From the total to the last part, as printed."""

    @property
    def allowance(self) -> float:
        return slack(self.total) + sum(map(slack, self.parts)) + 1e-9

    @property
    def same_scale(self) -> bool:
        """True where all are points out of so many, and the most points of the parts make those of the total."""
        most = [part.of for part in self.parts if part.of is not None]
        return self.total.of is not None and len(most) == len(self.parts) and abs(sum(most) - self.total.of) < 1e-6

    @property
    def complete(self) -> bool:
        return abs(sum(part.value for part in self.parts) - self.total.value) <= self.allowance


def breakdowns(text: str, numbers: Sequence[Number]) -> Iterator[Breakdown]:
    """The breakdowns of a sentence whose numbers are `numbers`, brackets first."""
    for start, end in _brackets(text):
        total = _last_before(text, numbers, start)
        if total is not None and start - total.end <= _FAR:
            yield from _read(text, total, numbers, start + 1, end)
    for match in (*_COLON.finditer(text), *re.finditer(":", text)):
        depth = text.count("(", 0, match.start()) - text.count(")", 0, match.start())
        closing = text.find(")", match.end()) if depth > 0 else -1
        end = closing if closing > 0 else len(text)
        total = _last_before(text, numbers, match.start())
        if total is not None and (match.group() != ":" or total.end == match.start()):
            yield from _read(text, total, numbers, match.end(), end)


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    opened: list[int] = []
    for i, letter in enumerate(text):
        if letter == "(":
            opened.append(i)
        elif letter == ")" and opened:
            yield opened.pop(), i


def _last_before(text: str, numbers: Sequence[Number], place: int) -> Number | None:
    before = [number for number in numbers if number.end <= place and number.kind in WHOLE]
    if not before or _BETWEEN.search(text[before[-1].end : place]):
        return None
    return before[-1]


def _read(text: str, total: Number, numbers: Sequence[Number], start: int, end: int) -> Iterator[Breakdown]:
    body = text[start:end]
    if _WITHIN.search(body):
        return
    inner = [(a, b) for a, b in _brackets(text) if start <= a and b < end]
    inside = [number for number in numbers if start <= number.start < end and number.kind in WHOLE]
    counted = [number for number in inside if not any(a < number.start < b for a, b in inner)]
    counted = counted or inside  # "đồng bộ (0,88/1 điểm); hợp lý (0,90/1 điểm)"
    cuts = [start] + [start + m.end() for m in (re.finditer(";", body) if ";" in body else _CHUNK.finditer(body))]
    parts: list[Number] = []
    for i, cut in enumerate(cuts):
        until = cuts[i + 1] if i + 1 < len(cuts) else end
        here = [number for number in counted if cut <= number.start < until]
        if len(here) > 1 and any(same_unit(here[0], other) for other in here[1:]):
            return
        if not here and ";" in body and text[cut:until].strip(" ,.;"):
            return
        parts.extend(here[:1])
    if not 2 <= len(parts) <= _MANY or not all(same_unit(total, part) for part in parts):
        return
    yield Breakdown(total, tuple(parts), text[total.start : parts[-1].end])


def same_unit(a: Number, b: Number) -> bool:
    """True where two numbers count the same things; a unit left out is that of the other.

    "văn bản" counts "văn bản đi" too, but "hồ sơ" not "hộ".
    """
    if (a.kind in ("percent", "points", "rank")) != (b.kind in ("percent", "points", "rank")):
        return False
    one, other = fold(a.unit).split(), fold(b.unit).split()
    short = min(len(one), len(other))
    return not short or one[:short] == other[:short]


def nested(breakdown: Breakdown) -> bool:
    """True where some of the parts alone make the total, so that the others are parts of those."""
    values = [part.value for part in breakdown.parts]
    return any(
        abs(sum(chosen) - breakdown.total.value) <= breakdown.allowance
        for size in range(2, len(values))
        for chosen in combinations(values, size)
    )
