"""Letters drawn after their line, in the holes left for them.

Where a face lacks Vietnamese letters, an office program draws a line in that face, leaving holes, and then the lacking
letters in another one ("T NH SÔNG H", then "Ỉ Ạ"). In the order drawn no word is whole; by their places all are.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from ingest.loaders.glyphs import SAME_BASELINE, WORD_GAP, Glyph

# Shares of the size. A jump within a line comes as a space without width, over a hole or over a hole and a real space:
# filled holes leave less than this between two letters.
NO_SPACE, NO_GAP = 0.04, 0.08
# Two letters that lie on each other by more than this were drawn twice (a shadow, a false bold), not beside each other.
TWICE = 0.5


def in_place(drawn: list[Glyph]) -> list[Glyph]:
    """Glyphs in the order drawn → the same, where lines with filled holes stand from left to right."""
    lines = _lines(drawn)
    if not any(_steps_back(line) for line in lines):
        return drawn
    found: list[Glyph] = []
    for line in lines:
        level = _from_left(line) if _steps_back(line) else line
        found += level if _fills_holes(line, level) else line
    return found


def _lines(drawn: Iterable[Glyph]) -> list[list[Glyph]]:
    """The glyphs of each stretch on one baseline; a break stays with what it ends."""
    found: list[list[Glyph]] = []
    base: Glyph | None = None
    for glyph in drawn:
        placed = glyph.x1 > 0 or glyph.base > 0
        if not found or (placed and base and abs(glyph.base - base.base) > SAME_BASELINE * max(glyph.size, base.size)):
            found.append([])
        found[-1].append(glyph)
        base = glyph if placed else base
    return found


def _steps_back(line: list[Glyph]) -> bool:
    return any(b.x0 < a.x0 - WORD_GAP * a.size for a, b in pairwise(g for g in line if g.size))


def _from_left(line: list[Glyph]) -> list[Glyph]:
    """The letters and spaces of a line from left to right; no space where a hole was and letters touch now."""
    level = sorted((g for g in line if g.text), key=lambda g: g.x0 + g.x1)
    letters = [g for g in level if not g.text.isspace()]
    found: list[Glyph] = []
    before = 0  # letters so far
    for glyph in level:
        letter = not glyph.text.isspace()
        if letter or not _of_hole(glyph, letters[max(before - 1, 0) : before + 1]):
            found.append(glyph)
        before += letter
    return found


def _of_hole(space: Glyph, beside: list[Glyph]) -> bool:
    """Is it a space without width, between two letters that touch?"""
    wide = space.x1 - space.x0 >= NO_SPACE * space.size
    return not wide and len(beside) == 2 and beside[1].x0 - beside[0].x1 < NO_GAP * space.size


def _fills_holes(line: list[Glyph], level: list[Glyph]) -> bool:
    """Do letters that were drawn apart touch, and do none lie on each other?"""
    order = {id(glyph): i for i, glyph in enumerate(line)}
    touch = 0
    for a, b in _letters(level):
        size = max(a.size, b.size)
        if b.x0 - a.x1 < -TWICE * min(a.x1 - a.x0, b.x1 - b.x0):
            return False
        touch += abs(order[id(b)] - order[id(a)]) > 1 and b.x0 - a.x1 <= WORD_GAP * size
    return touch > 0


def _letters(level: list[Glyph]) -> Iterator[tuple[Glyph, Glyph]]:
    """Neighbouring letters without a space between them."""
    return ((a, b) for a, b in pairwise(level) if not a.text.isspace() and not b.text.isspace())
