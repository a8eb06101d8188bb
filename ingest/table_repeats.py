"""The header of a table that a page break repeats: which rows of the continued part it is.

An office program that gives the repeated header too little room cuts its last lines off: they are missing in the
header and stand, invisible in print, on the first row below it.
"""

import re
from collections.abc import Sequence

_CLIPPED = 0.5
"""Share of a header row's cells that are repeated whole, at least, where others are cut off."""


def repeated(rows: Sequence[Sequence[str]], head: Sequence[Sequence[str]]) -> tuple[int, tuple[str, ...]]:
    """How many rows at the top of a continued part repeat the header, and what of each column's head is cut off.

    >>> head = [["TT", "Hành vi", "Tiền phạt (triệu đồng)"]]
    >>> repeated([["TT", "Hành vi", "Tiền phạt (triệu"], ["6", "Vượt đèn đỏ", "đồng)1.122"]], head)
    (1, ('', '', 'đồng)'))
    """
    count = 0
    for row, above in zip(rows, head, strict=False):
        if not _repeats(row, above):
            break
        count += 1
    if not count:
        return 0, ()
    pairs = zip(rows[count - 1], head[count - 1], strict=True)
    return count, tuple(_behind(whole, clipped) for clipped, whole in pairs)


def without(text: str, cut: str) -> str:
    """A cell of the first row without what was cut off the head over it.

    >>> without("đồng)1.122", "đồng)"), without("(trường187", "(trường hợp)"), without("1.122", "đồng)")
    ('1.122', '187', '1.122')
    """
    words = cut.split()
    for count in range(len(words), 0, -1):
        front = r"\s*".join(map(re.escape, words[:count]))
        if found := re.match(front, text):
            return text[found.end() :].strip()
    return text


def _repeats(row: Sequence[str], above: Sequence[str]) -> bool:
    if len(row) != len(above):
        return False
    bare = [(_bare(text), _bare(whole)) for text, whole in zip(row, above, strict=True)]
    if all(text == whole for text, whole in bare):
        return True
    same = sum(text == whole for text, whole in bare if whole)
    named = sum(bool(whole) for _, whole in bare)
    return (
        all(whole.startswith(text) and bool(text) == bool(whole) for text, whole in bare) and same >= _CLIPPED * named
    )


def _behind(whole: str, clipped: str) -> str:
    """The words of `whole` behind those of `clipped`."""
    if _bare(whole) == _bare(clipped):
        return ""
    words = whole.split()
    count = next((n for n in range(len(words) + 1) if _bare("".join(words[:n])) == _bare(clipped)), len(words))
    return " ".join(words[count:])


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()
