"""A page as read (lines of print, tables, rules) and what is decided about it over the whole document.

Page numbers, running heads and footnotes are told from the text by looking at all pages together. Pure functions.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ingest.loaders.glyphs import Rule
from ingest.loaders.layout import Print
from ingest.loaders.ruled import Lattice

# Nghị định 30/2020/NĐ-CP sets margins of 20-25 mm (7-8 % of A4's height) with the page number inside them.
MARGIN = 0.1
# A running head stands at the same height on this many pages at least.
REPEATED = 3
SAME_HEIGHT = 4.0
# A note is set smaller than the text: 10 against 13-14 points by the same decree.
NOTE_SIZE = 0.93
PAGE_NUMBER = re.compile(
    r"[-–—\s]*(?:(?:trang|page)\s*)?(\d{1,4})(?:\s*(?:/|trên|of)\s*\d{1,4})?[-–—.\s]*", re.IGNORECASE
)
PLAIN_MARK = re.compile(r"(\d{1,3}|\*{1,3})[.)]?\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Table:
    """A lattice with the lines of print of each field, in the order of `lattice.fields`."""

    lattice: Lattice
    texts: tuple[tuple[Print, ...], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: its lines of print and tables in reading order, and its rules that belong to no table."""

    number: int
    width: float
    height: float
    items: tuple[Print | Table, ...]
    rules: tuple[Rule, ...] = ()
    method: Literal["text", "ocr", "none"] = "text"
    problem: str = ""
    turn: int = 0
    """The way its print runs on the page as shown (90: upwards, 270: downwards); its places are those of the page
    turned until that is level."""

    @property
    def prints(self) -> list[Print]:
        return [item for item in self.items if isinstance(item, Print)]


def furniture(sheets: Sequence[Sheet]) -> set[int]:
    """The ids of the lines of print that are page numbers or running heads."""
    found: set[int] = set()
    numbers: list[tuple[int, Print]] = []
    heads: dict[tuple[str, bool], list[tuple[int, Print]]] = defaultdict(list)
    for sheet in sheets:
        for line in sheet.prints:
            top = line.box[3] < MARGIN * sheet.height
            if not top and line.box[1] < (1 - MARGIN) * sheet.height:
                continue
            matched = PAGE_NUMBER.fullmatch(line.text)
            if matched:
                numbers.append((int(matched.group(1)) - sheet.number, line))
            heads[re.sub(r"\d+", "#", line.text.casefold()), top].append((sheet.number, line))
    if numbers:
        shift = Counter(offset for offset, _ in numbers).most_common(1)[0][0]
        found.update(id(line) for offset, line in numbers if offset == shift)
    for lines in heads.values():
        pages = {number for number, _ in lines}
        level = sorted(line.box[1] for _, line in lines)[len(lines) // 2]
        if len(pages) >= max(REPEATED, 0.3 * len(sheets)):
            found.update(id(line) for _, line in lines if abs(line.box[1] - level) <= SAME_HEIGHT)
    return found


def body_size(sheets: Sequence[Sheet]) -> float:
    """The size most letters outside tables are set in."""
    sizes: Counter[float] = Counter()
    for sheet in sheets:
        for line in sheet.prints:
            sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def notes_start(sheet: Sheet, lines: Sequence[Print], size: float, open_note: bool) -> int:
    """The index in `lines` (the page's lines without furniture) where the footnotes begin; len(lines) if none.

    They begin below a short rule at the left, or at a smaller line with a raised number after which all is small.
    `open_note`: a note of the page before may go on here without a mark.
    """
    small = [line.size <= NOTE_SIZE * size for line in lines]
    start = len(lines)
    while start and small[start - 1]:
        start -= 1
    for rule in sheet.rules:
        width = rule.x1 - rule.x0
        if not rule.horizontal or not 40 < width < 0.45 * sheet.width or rule.top < 0.25 * sheet.height:
            continue
        below = [index for index, line in enumerate(lines) if line.box[1] > rule.top - 3]
        if below and below == list(range(below[0], len(lines))):
            first = lines[below[0]]
            if first.own or (small[below[0]] and (open_note or PLAIN_MARK.match(first.text))):
                return below[0]
    for index in range(start, len(lines)):
        if lines[index].own:
            return index
    return len(lines)
