"""Lines of print → whole paragraphs: wraps, page breaks and stray blank lines mended.

A line goes on with the paragraph before it unless something says that it begins one: a mark, a first-line indent,
the end of a short line, another face. Where the format gives places, they decide; in plain text the punctuation and
the length of the line before decide.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ingest import frame
from ingest.headings import ANNEX, Mark, read_mark
from ingest.records import Line, Span
from ingest.vietnamese.normalize import join_broken

END = re.compile(r"[.;:!?…/][\"”’)\]]*\s*$")
# Words that no paragraph ends with: what follows goes on. The second group only before a figure ("năm" + "2026").
_HANGING = re.compile(r"(?:,|\s[-–]|\w[-/]|\b(?:và|của|các|những|theo|về|tại|cho|với|từ|bởi|do|để|là|thuộc|trong))\s*$")
_RANGE = re.compile(r".*\d\s*[-–]\s*\d.*")  # "tăng bình quân 05" + "- 06%/năm"
_HANGING_NUMBER = re.compile(r"\b(?:số|ngày|tháng|năm|khoản|điều|điểm|quý|đạt|gồm|tổng số|trên)\s*$", re.IGNORECASE)
# Each căn cứ is a paragraph of its own and ends in a semicolon (Nghị định 30/2020, phụ lục I, mục II.5).
_GROUND = re.compile(r"^(?:Căn cứ|Xét|Theo đề nghị)\s", re.IGNORECASE)
# A line counts as full when it reaches this share of the usual measure.
_FULL = 0.86
# First lines are indented by a centimetre or more (Nghị định 30/2020, phụ lục I: 1 cm or 1,27 cm); ragged print
# and OCR stray a few points.
INDENT = 12.0


@dataclass(frozen=True, slots=True)
class Draft:
    """A paragraph whole again: its text with its mark in front, how it looks and where its lines stand.

    `notes` are footnote marks with their offset in `text`.
    """

    text: str
    zone: str
    spans: tuple[Span, ...]
    mark: Mark | None = None
    bold: bool = False
    italic: bool = False
    centred: bool = False
    level: int = 0
    notes: tuple[tuple[int, str], ...] = ()


@dataclass
class Paragraphs:
    """Collects lines; `add` returns the paragraphs that the new line closes."""

    measure: float
    right: dict[int, float]
    zone: str = "body"
    open: list[Line] = field(default_factory=list)
    counted: Mark | None = None

    def add(self, line: Line, zone: str, gap: bool) -> list[Draft]:
        mark = read_mark(_printed(line), self.counted) if zone == "body" else None
        if self.open and zone == self.zone and self._continues(line, mark, gap):
            self.open.append(line)
            return []
        closed = self.close()
        self.open, self.zone = [line], zone
        return closed

    def close(self) -> list[Draft]:
        if not self.open:
            return []
        draft = _draft(self.open, self.zone, self.counted)
        self.open = []
        if draft.mark and draft.mark.kind in {"letter", "roman"}:
            self.counted = draft.mark
        return [draft]

    def _continues(self, line: Line, mark: Mark | None, gap: bool) -> bool:
        last = self.open[-1]
        if self.zone == "title":
            return True
        if self.zone != "body":
            return False
        if line.level or line.number or (last.level and last.whole and not _lower(line.text)):
            return False
        open_end = not END.search(last.text)
        if ANNEX.fullmatch(line.text.strip()) and (line.centred or line.bold or not open_end):
            return False
        if mark and mark.kind == "dash" and _RANGE.fullmatch(f"{last.text[-3:]}{line.text[:6]}"):
            return True
        if mark and not self._false_mark(line, mark, open_end):
            return False
        if not mark and hangs(last.text, line.text):
            return True
        if last.text.rstrip().endswith(";") and _GROUND.match(self.open[0].text):
            return False
        if line.whole or last.whole:
            return open_end and not mark and _lower(line.text)
        placed = bool(line.span.boxes and last.span.boxes and line.indent is not None)
        if line.centred != last.centred and placed and (line.centred or self._short(last)):
            return bool(open_end and _lower(line.text))
        if placed:
            return self._continues_placed(line, last, open_end)
        if open_end:
            return _lower(line.text) or not self._short(last)
        return not self._short(last) and not gap

    def _continues_placed(self, line: Line, last: Line, open_end: bool) -> bool:
        indented = (line.indent or 0.0) >= INDENT
        hanging = indented and len(self.open) > 1 and abs((line.indent or 0.0) - (last.indent or 0.0)) < 3.0
        if open_end and _lower(line.text):
            return True
        if line.bold != last.bold and self._short(last):
            return False
        if indented and not hanging:
            return False
        return not self._short(last)

    def _false_mark(self, line: Line, mark: Mark, open_end: bool) -> bool:
        """A wrapped line that only looks marked: "kinh tế" + "- xã hội", "hồ sơ" + "(2) Các nhóm"."""
        last, rest = self.open[-1], _printed(line)[mark.end :]
        if line.number or line.level:
            return False
        whole = " ".join(item.text for item in self.open)
        if mark.kind == "paren" and mark.order > 1 and f"({mark.order - 1})" in whole[4:]:
            return True
        if mark.kind == "paren" and whole.rstrip().endswith((":", ";")) and not self._short(last):
            return (line.indent or 0.0) < INDENT and bool(line.span.boxes)
        if not open_end:
            return False
        if mark.bullet and _lower(rest):
            return not line.whole or not last.whole or last.text.rstrip()[-1:].isalpha()
        flush = line.indent is not None and line.indent < INDENT and bool(line.span.boxes)
        started = (self.open[0].indent or 0.0) >= INDENT
        return flush and started and not self._short(last)

    def _short(self, line: Line) -> bool:
        """Whether a line of print ends clearly before the right margin."""
        if line.span.boxes:
            right = self.right.get(line.span.page, 0.0)
            return line.span.boxes[-1][2] < right - 0.12 * max(right, 1.0)
        return len(line.text) < _FULL * self.measure


def hangs(above: str, below: str) -> bool:
    """Whether a line cannot be the end of its paragraph.

    >>> hangs("do Hội đồng nhân dân tỉnh,", "Uỷ ban"), hangs("hằng năm", "Sở Nội vụ"), hangs("năm", "2026")
    (True, False, True)
    """
    return bool(_HANGING.search(above)) or (below[:1].isdigit() and bool(_HANGING_NUMBER.search(above)))


def _lower(text: str) -> bool:
    """Whether a line begins as only the middle of a sentence can: in lower case, with a digit and no mark, or ,;)."""
    start = text.lstrip(" “\"‘'(*")[:1]
    return start.islower() or text.lstrip()[:1] in {",", ";", ")", "%", "/"}


def _printed(line: Line) -> str:
    return f"{line.number} {line.text}" if line.number else line.text


def _draft(lines: Sequence[Line], zone: str, counted: Mark | None) -> Draft:
    text = ""
    notes: list[tuple[int, str]] = []
    for line in lines:
        printed = _printed(line).strip()
        joined = join_broken(text, printed) if text else printed
        shift = len(joined) - len(line.text.strip()) - (len(line.text) - len(line.text.lstrip()))
        notes.extend((max(0, min(len(joined), shift + offset)), mark) for offset, mark in line.marks)
        text = joined
    mark = read_mark(text, counted) if zone == "body" else None
    return Draft(
        text,
        zone,
        tuple(line.span for line in lines),
        mark,
        all(line.bold for line in lines),
        all(line.italic for line in lines),
        all(line.centred for line in lines),
        max(line.level for line in lines),
        tuple(notes),
    )


def measures(lines: Iterable[Line]) -> tuple[float, dict[int, float]]:
    """The usual length of a full line in characters, and the right margin of each page in points."""
    lengths: list[int] = []
    right: dict[int, list[float]] = {}
    for line in lines:
        if not line.whole:
            lengths.append(len(line.text))
        if line.span.boxes:
            right.setdefault(line.span.page, []).append(line.span.boxes[-1][2])
    usual = sorted(lengths)[int(len(lengths) * 0.85)] if lengths else 0
    return float(usual), {page: _high(edges) for page, edges in right.items()}


def _high(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)] if len(values) > 20 else max(values)


def is_annex(draft: Draft) -> bool:
    """Whether a paragraph is the name of an attached annex ("PHỤ LỤC II"), not a mention of one."""
    found = ANNEX.match(draft.text)
    if not found or draft.mark or draft.zone != "body":
        return False
    alone = not found["title"] and not draft.text.rstrip().endswith((".", ";", ":"))
    return alone or (frame.shouting(draft.text) and len(draft.text) < 300)
