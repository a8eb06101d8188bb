"""Lists that hold more or fewer things than is said before them, and section numbers that repeat or jump."""

import re
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise

from ingest.audit.passages import Passage, finding
from ingest.records import Finding, Parsed, Statement

COUNT = "số lượng liệt kê không khớp"
SECTION = "số thứ tự mục"
_ANNOUNCED = re.compile(
    r"(?<![\d.,/%])(?P<n>0?[2-9]|1\d|2\d)\s+(?P<noun>[^\W\d_]+(?:\s+[^\W\d_]+){0,5}?)"
    r"(?:,?\s+(?:sau|gồm|như sau|cụ thể))*\s*:\s*(?=\(1\)|\(i\))"
)
_NUMBERED = re.compile(r"(?<=[\s:;,.(])\((\d{1,2}|[ivx]{1,5})\)(?=\s)")
_SECTION = re.compile(r"^\W*([IVX]+)(?=[.\s])", re.MULTILINE)
_LETTERS = {"i": 1, "v": 5, "x": 10}


def counted(passage: Passage) -> Iterator[Finding]:
    """Findings on "04 chỉ số: (1) …; (2) …" where the numbers do not come to that many."""
    match = _ANNOUNCED.search(passage.text)
    if match is None:
        return
    marks = [_value(mark) for mark in _NUMBERED.findall(passage.text[match.end() - 1 :])]
    said = int(match["n"])
    if marks == list(range(1, len(marks) + 1)) and len(marks) > 1 and len(marks) != said:
        message = f"Ghi “{match['n']} {match['noun']}” nhưng liệt kê {len(marks)}."
        yield finding(COUNT, message, passage.statement, severity="trung bình")


def sections(parsed: Parsed) -> Iterator[Finding]:
    """Findings on the Roman numbers of sections: one that two sections bear, one that stands nowhere."""
    headings = [s for s in parsed.statements if s.kind == "heading"]
    groups: dict[tuple[str, ...], list[Statement]] = {}
    for heading in headings:
        groups.setdefault(heading.path, []).append(heading)
    printed = {m[1] for page in parsed.pages for m in _SECTION.finditer(page.text)}
    for siblings in groups.values():
        yield from _order(siblings, {_value(mark.lower()) for mark in printed})


def _order(siblings: Sequence[Statement], printed: Container[int]) -> Iterator[Finding]:
    numbered = [(s, _value(m[1].lower())) for s in siblings if (m := re.match(r"([IVX]+)\.\s+[^\W\d_]{2}", s.text))]
    for (before, a), (after, b) in pairwise(numbered):
        if b == a:
            yield finding(SECTION, f"Hai mục cùng mang số “{after.text.split()[0]}”.", before, after, severity="thấp")
        elif b > a + 1 and not any(number in printed for number in range(a + 1, b)):
            yield finding(
                SECTION,
                f"Sau mục “{before.text.split()[0]}” là mục “{after.text.split()[0]}”.",
                before,
                after,
                severity="thấp",
            )


def _value(mark: str) -> int:
    """The number that a mark says, in digits or as a Roman number of sections (at most 39).

    >>> _value("7"), _value("iv"), _value("xix")
    (7, 4, 19)
    """
    if mark.isdigit():
        return int(mark)
    values = [_LETTERS[letter] for letter in mark]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
