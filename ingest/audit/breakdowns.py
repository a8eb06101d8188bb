"""Totals with their parts in running text: "1.659 máy (cấp tỉnh 745 máy; cấp huyện 587 máy; cấp xã 372 máy)"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from ingest.audit.passages import slack
from ingest.vietnamese.fold import fold
from ingest.vietnamese.numbers import Number

_COLON = re.compile(
    r"(?:trong đó|bao gồm|gồm có|gồm|cụ thể|chia ra)(?:\s+(?:là|có|như sau))?\s*:?(?!\w)", re.IGNORECASE
)
_BETWEEN = re.compile(r"[.;:)]")
_CHUNK = re.compile(r";|,|(?<!\w)và(?!\w)")
_ESTIMATED = re.compile(r"(?<!\w)ước(?:\s+(?:đạt|tính))?\s*$", re.IGNORECASE)  # printed as exactly as it was made
_WITHIN = re.compile(  # parts of parts, other totals and other times: what is listed does not simply add up
    r"trong đó|riêng|bao gồm cả|kể cả|tính cả|tổng|năm trước|trước năm|trước đây|cùng kỳ|so với|kế hoạch|×",
    re.IGNORECASE,
)
_BESIDES = re.compile(r"bên cạnh đó|ngoài ra|còn có|đồng thời", re.IGNORECASE)  # what follows is counted apart
_UNREAD = re.compile(r"(?<=[^\s\d])[.,]\d|\d{3,}")  # digits that no number was read from: a year, "quốc gia,4 xã"
WHOLE = frozenset(("count", "number", "money", "measure", "fraction", "score"))
_ALL = re.compile(r"(?:bao gồm|gồm có|gồm|chia ra)", re.IGNORECASE)
_ENDS = re.compile(
    r"[.;](?=\s)(?!\s*(?:bao\s+)?gồm(?!\w))", re.IGNORECASE
)  # a sentence, unless its parts follow the mark
_TRIED = 2  # totals in front of the nearest number: "312 phòng học với tổng mức đầu tư 415,6 tỷ đồng, gồm: …"
_CLOSED = re.compile(r"[^;]*\d[^;]*,[^;]*\d[^;]*\svà\s[^;,]*\d[^;,]*;")  # "a 1, b 2 và c 3; …": a list that has ended
_FAR = 60  # letters between a total and the bracket with its parts: "1.064 dịch vụ … được tích hợp trên Cổng (…"
_MANY = 12  # parts: with more, some subset adds up to the total by chance


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A total and its parts, all counted in one unit; `complete` where the parts add up to it."""

    total: Number
    parts: tuple[Number, ...]
    text: str
    """From the total to the last part, as printed."""
    set_apart: bool
    """The parts stand in brackets or after a colon, or are divided by semicolons."""

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
            found = list(_read(text, total, numbers, match.end(), end))
            yield from found
            if found:
                continue
        if _ALL.match(match.group()):
            for further in _further(text, numbers, match.start(), total):
                found = list(_read(text, further, numbers, match.end(), end))
                yield from found
                if found:
                    break


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    opened: list[int] = []
    for i, letter in enumerate(text):
        if letter == "(":
            opened.append(i)
        elif letter == ")" and opened:
            yield opened.pop(), i


def _last_before(text: str, numbers: Sequence[Number], place: int) -> Number | None:
    before = [number for number in numbers if number.end <= place]
    whole = [number for number in before if number.kind in WHOLE]
    if not whole or before.index(whole[-1]) < len(before) - 2:  # its share may stand between: "60 xã, đạt 80% (…"
        return None
    return None if _BETWEEN.search(text[whole[-1].end : place]) else whole[-1]


def _further(text: str, numbers: Sequence[Number], place: int, nearest: Number | None) -> list[Number]:
    """The totals in front of the nearest number, for words that name all parts: "8.746 tỷ đồng, đạt 82,1% dự toán và
    tăng 13,7% so với cùng kỳ; gồm …", the last first."""
    sentence = max((match.end() for match in _ENDS.finditer(text) if match.end() <= place), default=0)
    before = [n for n in numbers if sentence <= n.start and n.end <= place and n.kind in WHOLE and n.unit]
    return [n for n in reversed(before) if n is not nearest][:_TRIED]


def _read(text: str, total: Number, numbers: Sequence[Number], start: int, end: int) -> Iterator[Breakdown]:
    besides = _BESIDES.search(text, start, end)
    end = besides.start() if besides else end
    closed = _CLOSED.match(text, start, end)
    end = closed.end() - 1 if closed else end
    body = text[start:end]
    if _WITHIN.search(body):
        return
    inner = [(a, b) for a, b in _brackets(text) if start <= a and b < end]
    inside = [number for number in numbers if start <= number.start < end and number.kind in WHOLE]
    counted = [number for number in inside if not any(a < number.start < b for a, b in inner)]
    counted = counted or inside  # "đồng bộ (0,88/1 điểm); hợp lý (0,90/1 điểm)"
    if any(_unread(match.start() + start, numbers, inner) for match in _UNREAD.finditer(body)):
        return
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
    apart = ";" in body or text[start - 1] in "(:"
    if _ESTIMATED.search(text, 0, total.start):
        total = replace(total, comparator="=")
    yield Breakdown(total, tuple(parts), text[total.start : parts[-1].end], apart)


def _unread(place: int, numbers: Sequence[Number], inner: Sequence[tuple[int, int]]) -> bool:
    return not any(n.start <= place < n.end for n in numbers) and not any(a < place < b for a, b in inner)


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
