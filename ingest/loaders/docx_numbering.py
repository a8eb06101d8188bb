"""The list numbers that Word generates: "1.", "a)", "II.", "1.2.3", "-"."""

import re
from collections.abc import Callable
from typing import Any

from ingest.loaders.docx_styles import Styles, W

LEVELS = 9
# Bullets of the Symbol and Wingdings fonts stand in the private use area; in print they are dots, dashes, squares.
BULLETS = {"\uf0b7": "•", "\uf02d": "-", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "o": "o"}


def letter(number: int) -> str:
    """Word's letters go a … z, aa, bb …

    >>> letter(2), letter(28)
    ('b', 'bb')
    """
    return chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1)


def upper_roman(number: int) -> str:
    """
    >>> upper_roman(14)
    'XIV'
    """
    pairs = (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
        (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    )  # fmt: skip
    text = ""
    for value, letters in pairs:
        while number >= value:
            text, number = text + letters, number - value
    return text


FORMATS: dict[str, Callable[[int], str]] = {
    "lowerLetter": letter,
    "upperLetter": lambda number: letter(number).upper(),
    "lowerRoman": lambda number: upper_roman(number).lower(),
    "upperRoman": upper_roman,
    "decimalZero": lambda number: f"{number:02d}",
    "none": lambda number: "",
}


class Numbering:
    """Counts as Word does: a counter for each level of each list, a deeper level starting anew under its parent."""

    def __init__(self, root: Any | None) -> None:
        self.levels: dict[str, dict[int, Any]] = {}
        self.lists: dict[str, str] = {}
        self.starts: dict[tuple[str, int], int] = {}
        self.counts: dict[str, dict[int, int]] = {}
        self.begun: set[tuple[str, int]] = set()
        if root is None:
            return
        for abstract in root.iter(f"{W}abstractNum"):
            self.levels[abstract.get(f"{W}abstractNumId")] = {
                int(level.get(f"{W}ilvl")): level for level in abstract.iter(f"{W}lvl")
            }
        for number in root.iter(f"{W}num"):
            key = number.get(f"{W}numId")
            abstract = number.find(f"{W}abstractNumId")
            self.lists[key] = abstract.get(f"{W}val") if abstract is not None else ""
            for override in number.iter(f"{W}lvlOverride"):
                start = override.find(f"{W}startOverride")
                if start is not None:
                    self.starts[key, int(override.get(f"{W}ilvl"))] = int(start.get(f"{W}val"))

    def next(self, paragraph: Any, styles: Styles) -> str:
        """The number printed before the paragraph, counting it; "" when it has none."""
        properties = styles.paragraph(paragraph, "numPr")
        if properties is None:
            return ""
        number, level = properties.find(f"{W}numId"), properties.find(f"{W}ilvl")
        key = number.get(f"{W}val") if number is not None else "0"
        depth = int(level.get(f"{W}val")) if level is not None else 0
        levels = self.levels.get(self.lists.get(key, ""), {})
        if key == "0" or depth not in levels:
            return ""
        counts = self.counts.setdefault(self.lists[key], {})
        restart = (key, depth) in self.starts and (key, depth) not in self.begun
        self.begun.add((key, depth))
        if restart:
            counts[depth] = self.starts[key, depth]
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else _start(levels[depth])
        for deeper in range(depth + 1, LEVELS):
            counts.pop(deeper, None)
        return _printed(levels, depth, counts)


def _value(level: Any, tag: str, default: str) -> str:
    found = level.find(f"{W}{tag}")
    return found.get(f"{W}val", default) if found is not None else default


def _start(level: Any) -> int:
    return int(_value(level, "start", "1"))


def _printed(levels: dict[int, Any], depth: int, counts: dict[int, int]) -> str:
    text = _value(levels[depth], "lvlText", "")
    if _value(levels[depth], "numFmt", "decimal") == "bullet":
        return BULLETS.get(text, text if text.isprintable() else "•")

    def fill(matched: re.Match[str]) -> str:
        other = int(matched.group(1)) - 1
        if other not in levels:
            return ""
        number = counts.get(other, _start(levels[other]))
        shape = "decimal" if levels[depth].find(f"{W}isLgl") is not None else _value(levels[other], "numFmt", "decimal")
        return FORMATS.get(shape, str)(number)

    return re.sub(r"%(\d)", fill, text).strip()
