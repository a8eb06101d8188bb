"""The numbering of Vietnamese administrative documents: "PHẦN I", "Chương II", A., I., 1., 1.1., a), đ), (1), *, -, +.

Grammar only: what a mark is and how deep its kind usually stands. What the marks of one document mean (heading
or item, under what) is decided in structure.py.
"""

import re
from dataclasses import dataclass

from ingest.vietnamese.letters import LOWER, UPPER

# Kind, usual depth, pattern; order matters: the first that fits wins. "IH." before a capital word is how OCR reads
# "II.". Depths follow Nghị định 30/2020/NĐ-CP, phụ lục I (phần, chương, mục, điều, khoản, điểm) and,
# below that, common use (* over - over +).
_KINDS: tuple[tuple[str, int, str], ...] = (
    ("part", 1, rf"(?:PHẦN|Phần)\s+(?:(?:THỨ|thứ)\s+\w+|[IVXLC]+\b|\d+\b|[A-HĐ]\b)[.:]?(?=\s*[-–]?\s*(?:[{UPPER}]|$))"),
    ("chapter", 2, rf"(?:CHƯƠNG|Chương)\s+(?:[IVXLC]+|\d+)\b[.:]?(?=\s*[-–]?\s*(?:[{UPPER}]|$))"),
    ("section", 3, rf"(?:MỤC|Mục|TIỂU MỤC|Tiểu mục)\s+(?:[IVX]+|\d+)\b[.:]?(?=\s*[-–]?\s*(?:[{UPPER}]{{2}}|$))"),
    ("article", 6, r"Điều\s+\d+[a-zđ]?[.:](?=\s|$)"),
    ("decimal", 8, rf"\d{{1,2}}(?:\.\d{{1,2}})+[.)/](?=\s*\S)|\d{{1,2}}(?:\.\d{{1,2}})+(?=\s+[{UPPER}\"“])"),
    ("number", 7, rf"\d{{1,3}}[./](?=\s+\S|[{UPPER}][{LOWER}])"),
    ("roman", 5, rf"[IVX][IVXHl1]{{1,4}}\.(?=\s+[{UPPER}]{{2}})|[IVX]{{1,6}}(?:[.)](?=\s*\S)|/(?=\s+\S)|\s[-–](?=\s))"),
    ("letter", 4, r"[A-HK-ZĐ][./)](?=\s+\S)"),
    ("point", 9, rf"[a-zđ]\s?\)(?=\s*\S)|[a-zđ]/(?=\s+\S)|[a-zđ]\.(?=\s+[{UPPER}])"),
    ("subpoint", 10, r"[a-zđ]\.?\d{1,2}[.)](?=\s*\S)"),
    ("paren", 11, r"\((?:\d{1,2}|[a-zđ]|[ivx]{1,4})\)(?=\s*\S)|\d{1,2}\)(?=\s*\S)"),
    ("star", 12, r"\*{1,3}(?=\s*[^\s*])"),
    ("dash", 13, r"[-–—−](?=\s|[^\W\d_])(?![-–—−])"),
    ("plus", 14, r"\+(?=\s|[^\W\d_])"),
    ("dot", 15, r"[•·●◦○▪■❖➢✓§⁃](?=\s*\S)"),
)
DEPTH = {kind: depth for kind, depth, _ in _KINDS}
BULLETS = frozenset({"star", "dash", "plus", "dot"})
_MARK = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, _, pattern in _KINDS))
_LETTERS = "abcdđeghiklmnopqrstuvxy"  # the order in which official documents count (no f, j, w, z)

ANNEX = re.compile(
    r"(?P<mark>(?:PHỤ LỤC|Phụ lục|PHỤ BIỂU|Phụ biểu|BIỂU MẪU|BIỂU|MẪU|Mẫu|Biểu)(?:\s+(?:SỐ|số))?"
    rf"(?:\s*:?\s*(?:[IVX]+|\d{{1,2}}|[A-Z])\b)?)\s*[.:–-]?\s*(?P<title>[{UPPER}].*|\(.*)?$"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A printed mark: its text, its kind, its place in the count (0 for bullets) and where the words begin."""

    text: str
    kind: str
    order: int
    end: int

    @property
    def depth(self) -> int:
        return DEPTH[self.kind]

    @property
    def bullet(self) -> bool:
        return self.kind in BULLETS


def read_mark(text: str, previous: "Mark | None" = None) -> Mark | None:
    """The mark a line begins with, or None. `previous` (the last letter or Roman mark) decides "C." and "V.".

    >>> read_mark("1.2. Công bố, công khai TTHC")
    Mark(text='1.2.', kind='decimal', order=2, end=5)
    >>> read_mark("đ) Việc triển khai").order
    5
    >>> read_mark("2.104 dịch vụ") is None and read_mark("-0,07 điểm") is None
    True
    >>> read_mark("C. KIẾN NGHỊ", Mark("B.", "letter", 2, 3)).kind
    'letter'
    """
    found = _MARK.match(text)
    if not found or found.lastgroup is None:
        return None
    kind, printed = found.lastgroup, found.group().strip()
    if kind == "roman" and len(printed.strip("./) -–")) == 1:
        kind = _letter_or_roman(printed[0], previous)
    end = found.end()
    end += len(text[end:]) - len(text[end:].lstrip())
    return Mark(printed, kind, _order(kind, printed), end)


def _letter_or_roman(character: str, previous: Mark | None) -> str:
    """A single I, V or X is Roman unless it continues a count of letters."""
    if previous and previous.kind == "letter" and character.lower() in _LETTERS:
        return "letter" if _LETTERS.index(character.lower()) + 1 == previous.order + 1 else "roman"
    return "roman"


def _order(kind: str, printed: str) -> int:
    core = re.sub(r"^\D+\s|[^\w.]", "", printed).strip(".")
    last = core.rsplit(".", 1)[-1]
    if kind == "roman" or (kind in {"part", "chapter", "section"} and re.fullmatch(r"[IVXLC]+", last)):
        return roman(last)
    if last.isdigit():
        return int(last)
    if len(last) == 1 and last.lower() in _LETTERS:
        return _LETTERS.index(last.lower()) + 1
    return 0


def roman(text: str) -> int:
    """A Roman number's value, 0 for anything else.

    >>> roman("XIV"), roman("")
    (14, 0)
    """
    values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}.get(letter, 0) for letter in text]
    return sum(-v if v < max(values[i + 1 :], default=0) else v for i, v in enumerate(values))


def cell_mark(text: str) -> Mark | None:
    """The mark in a number cell, which is printed without its dot: "I", "1", "1.1", "a", "(2)".

    >>> cell_mark("II").kind, cell_mark("2.1").kind, cell_mark("7").order, cell_mark("93,5%")
    ('roman', 'decimal', 7, None)
    """
    bare = text.strip()
    if re.fullmatch(r"[IVX]+|[A-HK-ZĐa-zđ]|\d{1,3}|\d{1,2}(?:\.\d{1,2})+", bare):
        mark = read_mark(f"{bare}{')' if bare.islower() else '.'} X")
        return Mark(bare, mark.kind, mark.order, len(bare)) if mark else None
    mark = read_mark(f"{bare} X")
    return mark if mark and mark.end >= len(bare) else None
