"""Words with places → lines of print in reading order, with columns kept apart and footnote marks taken out.

Works for any reader that gives words with places (PDF, OCR). Pure functions.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.loaders.glyphs import Word, rows
from ingest.loaders.raised import POWER
from ingest.records import Box

# A mark is printed at most this large beside its word (Word and LibreOffice print 58-65 %, a browser's <sup> 83 %), and
# raised by this much.
MARK_SIZE = 0.85
RAISED = (0.12, 0.8)
# What is printed raised beside a word and is a footnote mark: "1", "12", "*", "(1)", "[1]".
MARK = re.compile(r"\(?\[?(\d{1,3}|\*{1,3})\]?\)?[,;.]?")
# A gap wider than this share of the size, plus this for each space character in it, divides two columns.
COLUMN_GAP, SPACE = 0.9, 1.0
# A narrower gap divides them too where a row near by (so many rows, so many sizes away) has its columns there.
NARROW_GAP, NEAR_ROWS, NEAR = 0.65, 3, 6.0
# What may stand before a tab at the start of a line without being a column: "1.", "a)", "-", "1.2.3.", "(i)", "IV."
LIST_MARK = re.compile(r"\(?\d{1,3}(?:\.\d{1,3})*[.)/]?|\(?[^\W\d_]{1,5}[.)/:]|[-+*•–—]")


@dataclass(frozen=True, slots=True)
class Print:
    """A line of print: its text without marks, its box, and how it looks. `own` is the mark it begins with."""

    text: str
    box: Box
    size: float
    bold: bool
    italic: bool
    marks: tuple[tuple[int, str], ...] = ()
    own: str = ""


def lines(words: Sequence[Word]) -> list[Print]:
    """The lines of print of a page (or of a table cell) in reading order."""
    kept, marks = _raised(words)
    order = _aligned([_segments(row) for row in rows(kept)])
    return [_print(segment, marks) for segment in _reading_order(order)]


# --- footnote marks --------------------------------------------------------------------------------


def _raised(words: Sequence[Word]) -> tuple[list[Word], dict[int, list[Word]]]:
    """Words without the raised marks, and the marks by the id of the word they follow (or precede).

    A raised 2 or 3 after a unit ("km2") is an exponent: it stays, on the line of its unit.
    """
    marks: dict[int, list[Word]] = {}
    kept = []
    for word in words:
        host = _host(word, words) if MARK.fullmatch(word.text) else None
        if host is None:
            kept.append(word)
        elif word.text in ("2", "3") and host.x0 < word.x0 and POWER.search(host.text):
            kept.append(word._replace(base=host.base, size=host.size))
        else:
            marks.setdefault(id(host), []).append(word)
    return kept, marks


def _host(mark: Word, words: Sequence[Word]) -> Word | None:
    """The full-size word that a raised mark touches: before it, else (a note's own mark) after it."""
    before: Word | None = None
    after: Word | None = None
    for word in words:
        lift = word.base - mark.base
        if mark.size > MARK_SIZE * word.size or not RAISED[0] * word.size <= lift <= RAISED[1] * word.size:
            continue
        if -0.3 * word.size <= mark.x0 - word.x1 <= 0.6 * word.size and (before is None or word.x1 > before.x1):
            before = word
        if -0.3 * word.size <= word.x0 - mark.x1 <= 1.2 * word.size and (after is None or word.x0 < after.x0):
            after = word
    return before or after


# --- rows, columns, reading order -------------------------------------------------------------------


def _segments(row: list[Word]) -> list[list[Word]]:
    """A row cut at the gaps between columns."""
    found = [[row[0]]]
    for word in row[1:]:
        last = found[-1][-1]
        size = max(last.size, word.size)
        gap = word.x0 - last.x1
        after_mark = len(found) == 1 and len(found[0]) == 1 and LIST_MARK.fullmatch(last.text) is not None
        limit = (COLUMN_GAP + SPACE * last.spaces + (3.0 if after_mark else 0.0)) * size
        if gap > limit:
            found.append([word])
        else:
            found[-1].append(word)
    return found


def _aligned(order: list[list[list[Word]]]) -> list[list[list[Word]]]:
    """Rows cut also at a narrower gap where a row close by is cut at the same place.

    In a letterhead the long name of an office comes near the national title; the row below shows the columns.
    """
    cuts = [[(a[-1].x1, b[0].x0) for a, b in pairwise(row)] for row in order]
    found = []
    for index, row in enumerate(order):
        base, size = row[0][0].base, row[0][0].size
        near = [
            cut
            for other in range(max(0, index - NEAR_ROWS), min(len(order), index + NEAR_ROWS + 1))
            if other != index and abs(order[other][0][0].base - base) <= NEAR * size
            for cut in cuts[other]
        ]
        found.append([part for segment in row for part in (_cut(segment, near) if near else [segment])])
    return found


def _cut(segment: list[Word], near: list[tuple[float, float]]) -> list[list[Word]]:
    parts = [[segment[0]]]
    for last, word in pairwise(segment):
        gap = word.x0 - last.x1
        wide = gap >= NARROW_GAP * max(last.size, word.size)
        if wide and any(min(word.x0, high) - max(last.x1, low) >= 0.8 * gap for low, high in near):
            parts.append([word])
        else:
            parts[-1].append(word)
    return parts


def _reading_order(order: list[list[list[Word]]]) -> list[list[Word]]:
    """Rows in order; where neighbouring rows share a gap between two columns, the left column first, then the right.

    A band begins at a row in two parts and goes on while no row crosses the gap; its last row is in two parts, or
    continues one column closely.
    """
    found: list[list[Word]] = []
    at = 0
    while at < len(order):
        if len(order[at]) < 2:
            found.extend(order[at])
            at += 1
            continue
        end, cut = _band(order, at)
        left = [segment for row in order[at:end] for segment in row if segment[-1].x1 <= cut]
        right = [segment for row in order[at:end] for segment in row if segment[-1].x1 > cut]
        found.extend(left)
        found.extend(right)
        at = end
    return found


def _band(order: list[list[list[Word]]], start: int) -> tuple[int, float]:
    """The row after the band that begins at `start`, and the x that divides its columns (its widest gap)."""
    first = order[start]
    gaps = [(b[0].x0 - a[-1].x1, a[-1].x1, b[0].x0) for a, b in pairwise(first)]
    _, low, high = max(gaps)
    end, last_split = start + 1, start
    for index in range(start + 1, len(order)):
        row = order[index]
        if row[0][0].base - order[index - 1][0][0].base > 3.2 * row[0][0].size:
            break
        left = [segment[-1].x1 for segment in row if (segment[0].x0 + segment[-1].x1) / 2 < (low + high) / 2]
        right = [segment[0].x0 for segment in row if (segment[0].x0 + segment[-1].x1) / 2 >= (low + high) / 2]
        new_low, new_high = max([low, *left]), min([high, *right])
        if new_high - new_low < 0.5 * row[0][0].size:
            break
        low, high = new_low, new_high
        if left and right:
            last_split = index
        close = row[0][0].base - order[index - 1][0][0].base <= 1.6 * row[0][0].size
        if index - last_split > 1 and not close:
            break
        end = index + 1
    return end, (low + high) / 2


def _print(segment: list[Word], marks: dict[int, list[Word]]) -> Print:
    text, own = "", ""
    found: list[tuple[int, str]] = []
    for index, word in enumerate(segment):
        if index:
            last = segment[index - 1]
            printed = [last, *marks.get(id(last), ())]
            gap = word.x0 - max(item.x1 for item in printed)
            joined = gap <= 0.12 * word.size and not any(item.spaces for item in printed)
            text += "" if joined else " "
        before = [mark for mark in marks.get(id(word), ()) if mark.x0 < word.x0]
        if before and not text:
            own = _mark(before[0].text)
        text += word.text
        found.extend((len(text), _mark(mark.text)) for mark in marks.get(id(word), ()) if mark not in before)
    letters, bold, italic = 0, 0, 0
    sizes: dict[float, int] = {}
    for word in segment:
        length = len(word.text)
        letters += length
        bold += length if word.bold else 0
        italic += length if word.italic else 0
        sizes[word.size] = sizes.get(word.size, 0) + length
    size = max((count, size) for size, count in sizes.items())[1]
    box = (
        round(segment[0].x0, 1),
        round(min(word.top for word in segment), 1),
        round(max(word.x1 for word in segment), 1),
        round(max(word.bottom for word in segment), 1),
    )
    return Print(
        text,
        box,
        round(size, 1),
        bold > letters / 2,
        italic > letters / 2,
        tuple(found),
        own,
    )


def _mark(text: str) -> str:
    matched = MARK.fullmatch(text)
    return matched.group(1) if matched else text


def margins(found: Iterable[Print]) -> tuple[float, float]:
    """Left and right edge of the text: where long lines begin and end."""
    items = list(found)
    if not items:
        return 0.0, 0.0
    widest = max(line.box[2] - line.box[0] for line in items)
    long = [line for line in items if line.box[2] - line.box[0] >= 0.7 * widest] or items
    return min(line.box[0] for line in long), max(line.box[2] for line in long)
