"""Glyphs and words with their places: what the PDF and OCR readers give, and what the layout is made of.

Coordinates are PDF points from the top-left corner of the page as shown. Pure functions.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from ingest.records import Box
from ingest.vietnamese.normalize import clean

# Shares of the font size. A space is about 0.25 wide in the faces in use; kerning moves letters by less than 0.1.
WORD_GAP = 0.17
OVERLAP = 0.5
SAME_BASELINE = 0.12
ASCENT, DESCENT = 0.9, 0.25


class Glyph(NamedTuple):
    """A character as drawn. `base` is the y of its baseline. A space is a glyph too."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool
    italic: bool


# A reader puts this between two words that no space character divides.
BREAK = Glyph("", 0.0, 0.0, 0.0, 0.0, False, False)


class Word(NamedTuple):
    """Glyphs drawn side by side. `spaces` counts the space characters drawn after it."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool = False
    italic: bool = False
    spaces: int = 0

    @property
    def top(self) -> float:
        return self.base - ASCENT * self.size

    @property
    def bottom(self) -> float:
        return self.base + DESCENT * self.size

    @property
    def middle(self) -> float:
        return self.base - 0.3 * self.size


class Rule(NamedTuple):
    """A straight line drawn on the page, horizontal (top == bottom, nearly) or vertical (x0 == x1, nearly)."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def horizontal(self) -> bool:
        return (self.x1 - self.x0) >= (self.bottom - self.top)


def words(glyphs: Iterable[Glyph]) -> list[Word]:
    """Glyphs in the order drawn → words, in that order.

    A word ends at a space, a gap, a step back, another baseline, or another size (a superscript mark).

    >>> row = [Glyph(c, 10 + 6 * i, 16 + 6 * i, 50, 12, False, False) for i, c in enumerate("27 xã")]
    >>> [(w.text, w.spaces) for w in words(row)]
    [('27', 1), ('xã', 0)]
    """
    found: list[Word] = []
    run: list[Glyph] = []
    for glyph in glyphs:
        if not glyph.text or glyph.text.isspace():
            if run:
                found.append(_word(run))
                run = []
            if found and glyph.text:
                found[-1] = found[-1]._replace(spaces=found[-1].spaces + 1)
            continue
        if run and not _continues(run[-1], glyph):
            found.append(_word(run))
            run = []
        run.append(glyph)
    if run:
        found.append(_word(run))
    return found


def _continues(last: Glyph, glyph: Glyph) -> bool:
    size = last.size if last.size > glyph.size else glyph.size
    near = (
        abs(last.base - glyph.base) <= SAME_BASELINE * size
        and abs(last.size - glyph.size) <= 0.12 * size
        and -OVERLAP * size <= glyph.x0 - last.x1 <= WORD_GAP * size
    )
    return near or unicodedata.combining(glyph.text[0]) != 0


def _word(run: list[Glyph]) -> Word:
    texts, lefts, rights, bases, sizes, bolds, italics = zip(*run, strict=True)
    half = len(run) / 2
    text = _clean("".join(texts))
    return Word(text, min(lefts), max(rights), bases[0], sizes[0], sum(bolds) > half, sum(italics) > half)


_clean = lru_cache(maxsize=4096)(clean)
"""Few words make up a document, each printed many times."""


def rows(items: Iterable[Word]) -> Iterator[list[Word]]:
    """Words → rows of print, top to bottom, each left to right; words of one baseline make a row.

    A word is measured against the row's last-taken baseline, so a slightly skewed scan still makes one row.
    """
    row: list[Word] = []
    for word in sorted(items, key=lambda word: (word.base, word.x0)):
        if row and word.base - row[-1].base > 0.3 * min(word.size, row[-1].size):
            yield sorted(row, key=lambda word: word.x0)
            row = []
        row.append(word)
    if row:
        yield sorted(row, key=lambda word: word.x0)


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds them all."""
    found = list(boxes)
    return (
        min(box[0] for box in found),
        min(box[1] for box in found),
        max(box[2] for box in found),
        max(box[3] for box in found),
    )
