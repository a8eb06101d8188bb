"""Two readings of one page: does a reading make sense, do two agree, and plain lines as if they had places."""

from collections import Counter
from collections.abc import Iterable, Sequence

from ingest.loaders.glyphs import Word
from ingest.vietnamese.fold import fold

# A text with more of these than this share (no letter known for the glyph) cannot be used.
UNKNOWN_SHARE = 0.1
PRIVATE = range(0xE000, 0xF900)
# Two readings of one page share nearly all words, bar letters misread; two texts share function words, under a third.
AGREED_SHARE = 0.5
# Words named to a person out of a long list.
SHOWN = 5


def makes_no_sense(text: str) -> bool:
    """Is too much of it letters that nobody knows: unprintable, for private use, replaced?

    >>> makes_no_sense("27 xã"), makes_no_sense("27 \\ue012\\ue044"), makes_no_sense("")
    (False, True, False)
    """
    letters = "".join(text.split())
    if letters.isprintable() and "\ufffd" not in letters:  # nearly every page; letters for private use do not print
        return False
    unknown = sum(not letter.isprintable() or ord(letter) in PRIVATE or letter == "\ufffd" for letter in letters)
    return bool(letters) and unknown > UNKNOWN_SHARE * len(letters)


def agree(layer: Iterable[str], seen: Iterable[str]) -> bool:
    """Do most words of the layer stand on the page as seen? Accents aside, which OCR misses first.

    >>> agree(["Ty", "le", "93,5%"], ["Tỷ", "lệ", "93,5%", "xã"]), agree(["bỏ", "qua", "lệnh"], ["Tỷ", "lệ"])
    (True, False)
    """
    stated, held = Counter(map(fold, layer)), Counter(map(fold, seen))
    return (stated & held).total() >= AGREED_SHARE * stated.total()


def laid_out(text: str, width: float, height: float) -> list[Word]:
    """Lines of text → words set evenly down a page of this size, for a reading that knows no places."""
    lines = [line.split() for line in text.splitlines() if line.split()]
    step = height / (len(lines) + 1) if lines else 0.0
    size = min(13.0, 0.7 * step)
    found = []
    for index, line in enumerate(lines, start=1):
        letter = min(0.5 * size, 0.8 * width / (len(" ".join(line)) or 1))
        x = 0.1 * width
        for word in line:
            found.append(Word(word, x, x + letter * len(word), index * step, size, spaces=1))
            x += letter * (len(word) + 1)
    return found


def shortened(names: Sequence[str]) -> str:
    """The first few names of a list, "…" for the others.

    >>> shortened(["i", "ii", "iii", "1", "2", "3"])
    'i, ii, iii, 1, 2, …'
    """
    return ", ".join([*names[:SHOWN], *(["…"] if len(names) > SHOWN else [])])
