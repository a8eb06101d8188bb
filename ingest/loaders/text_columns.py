"""The frame of a text export: two columns that stand side by side with spaces between are taken apart, page numbers set
on a line of their own are found.

Issuer and national title, recipients and signature are printed beside each other (Nghị định 30/2020/NĐ-CP, phụ lục I);
an OCR export leaves them on one line, which reads across. Only there is a wide gap taken for two columns. Pure.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest import frame
from ingest.headings import ANNEX

# So many spaces inside a line part two columns; between words and after a full stop there are one or two.
_GAP = re.compile(r"(?<=\S) {3,}(?=\S)")
# The letterhead ends within so many lines; recipients and signature take at most so many.
_HEAD, _FOOT = 25, 24
# A line of running text is longer than any line of the frame's left column.
_LONG = 90
_NARROW = re.compile(r"(?<=\S) {2}(?=\S)")
# A page number stands far from the margin, or so many lines at least from the one before.
_PAGE_NUMBER = re.compile(r"( *)(\d{1,3})\s*")
_INDENT, _PAGE = 12, 15


def columns_apart(lines: Sequence[str]) -> list[str]:
    """The lines with the left column of each frame before its right one; all others as they are.

    >>> head = ["UBND TỈNH A        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    ...         "SỞ Y TẾ                Độc lập - Tự do - Hạnh phúc", "BÁO CÁO"]
    >>> columns_apart(head)[:3]
    ['UBND TỈNH A', 'SỞ Y TẾ', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM']
    """
    end = next((at for at, line in enumerate(lines[:_HEAD]) if _ends_letterhead(line)), 0)
    found = _apart(lines[:end])
    at = end
    while at < len(lines):
        after = _foot_end(lines, at) if frame.RECIPIENTS.match(lines[at].strip()) else at + 1
        found += _apart(lines[at:after]) if after > at + 1 else lines[at:after]
        at = after
    return found


def page_numbers(lines: Sequence[str]) -> frozenset[int]:
    """The lines that hold nothing but a page number: a blank line beside them, each higher by one.

    >>> sorted(page_numbers(["Câu.", "", " " * 40 + "2", "", "Câu.", "", " " * 40 + "3", ""]))
    [2, 6]
    """
    alone = [(at, matched) for at, line in enumerate(lines) if (matched := _PAGE_NUMBER.fullmatch(line))]
    alone = [(at, matched) for at, matched in alone if "" in (*lines[max(0, at - 1) : at], *lines[at + 1 : at + 2])]
    far = [(at, int(matched[2])) for at, matched in alone if len(matched[1]) >= _INDENT]
    for found in (far, [(at, int(matched[2])) for at, matched in alone]):
        counted = all(b[1] == a[1] + 1 for a, b in pairwise(found))
        apart = found is far or all(b[0] - a[0] >= _PAGE for a, b in pairwise(found))
        if found and counted and apart and found[0][1] <= 2 and (found is far or len(found) > 1):
            return frozenset(at for at, _ in found)
    return frozenset()


def _ends_letterhead(line: str) -> bool:
    text = line.strip()
    kind, rest = frame.kind_of(text)
    return bool(kind and not rest and frame.shouting(text)) or text.startswith("Kính gửi")


def _foot_end(lines: Sequence[str], at: int) -> int:
    """The line after the recipients and the signature that begin at `at`."""
    filed = False  # "- Lưu: VT" is the last of the recipients
    for index in range(at + 1, min(len(lines), at + _FOOT)):
        line, text = lines[index], lines[index].strip()
        gap = _GAP.search(line) or _NARROW.search(line)
        if ANNEX.match(text) or _ends_letterhead(line) or (len(text) > _LONG and not gap):
            return index
        if text.isdigit() and not any(below.strip().startswith("-") for below in lines[index + 1 : index + 4]):
            return index
        left = text and not gap and not line.startswith(" " * _INDENT)
        if filed and left and not (frame.shouting(text) or frame.person(text)):
            return index
        filed = filed or bool(re.match(r"-\s*Lưu\b", text))
    return min(len(lines), at + _FOOT)


def _apart(lines: Sequence[str]) -> list[str]:
    """A stretch of the frame column by column; as it is where its lines do not share a gap or hold no frame."""
    gaps = [max(_GAP.finditer(line), key=lambda gap: len(gap[0]), default=None) for line in lines]
    found = [gap for gap in gaps if gap]
    low, high = max((g.start() for g in found), default=0), min((g.end() for g in found), default=0)
    if len(found) < 2 or low >= high:
        return list(lines)
    left: list[str] = []
    right: list[str] = []
    numbers: list[str] = []
    starts = {gap.end() for gap in found}
    for line, wide in zip(lines, gaps, strict=True):
        indent = len(line) - len(line.lstrip())
        gap = wide or next((narrow for narrow in _NARROW.finditer(line) if narrow.end() in starts), None)
        if line.strip().isdigit():
            numbers += ["", line, ""]
        elif gap:
            left.append(line[: gap.start()].strip())
            right.append(line[gap.end() :].strip())
        elif line.strip():
            (right if indent >= low else left).append(line.strip())
    framed = any(frame.MOTTO.search(text) or frame.ROLE.match(text) or frame.PLACE_DATE.search(text) for text in right)
    return [*left, *right, "", *numbers] if framed else list(lines)
