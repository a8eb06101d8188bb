"""Vietnamese text → sentences, as offsets.

A full stop ends a sentence when a space and a capital (or the end) follow, unless it belongs to an abbreviation, a
number or an enumeration. Semicolons never end one: a list "(1) …; (2) …" stays whole.
"""

import re

# Abbreviations printed with a full stop that the next word belongs to: towns, titles, page, for-whom-signed.
_ABBREVIATED = re.compile(
    r"(?:^|[\s(“\"/])(?:TP|Tp|TX|Tx|TT|Q|P|H|Tr|tr|ThS|TS|PGS|GS|BS|KS|CN|Th|St|Mr|Mrs|Dr|No|KT|TM|TL|TUQ|T/M|K/T|"
    r"ĐT|Đ/c|đ/c|v\.v|vv|VD|Vd|vd|NXB|Nxb|[A-ZĐ])\.$"
)
_BOUNDARY = re.compile(r"(?:[.!?…]+|\.\.\.)[\"”’)\]]*(?=\s)|[.!?…]+[\"”’)\]]*$")
# "v.v." closes a sentence when a capital follows; listed apart from the abbreviations that never do.
_AND_SO_ON = re.compile(r"(?:v\.\s?v\.*|\.\.\.|…)[\"”’)]*$")
_ENUMERATOR = re.compile(r"(?:^|[:;]\s+)(?:\(?\d{1,2}|[IVX]+|[a-zđ])\.$")


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Offsets of the sentences of `text`, in order; together they cover all of it but the spaces between.

    >>> text = "Theo Nghị quyết số 66.7/2025/NQ-CP, TP. Hồ Chí Minh có 2.104 dịch vụ. Tỷ lệ đạt 95.4%."
    >>> [text[a:b] for a, b in sentences(text)]
    ['Theo Nghị quyết số 66.7/2025/NQ-CP, TP. Hồ Chí Minh có 2.104 dịch vụ.', 'Tỷ lệ đạt 95.4%.']
    """
    found: list[tuple[int, int]] = []
    start = _skip(text, 0)
    for boundary in _BOUNDARY.finditer(text):
        if boundary.start() < start or not _ends(text, start, boundary.end()):
            continue
        found.append((start, boundary.end()))
        start = _skip(text, boundary.end())
    if start < len(text.rstrip()):
        found.append((start, len(text.rstrip())))
    return tuple(found)


def _skip(text: str, offset: int) -> int:
    return offset + len(text[offset:]) - len(text[offset:].lstrip())


def _ends(text: str, start: int, end: int) -> bool:
    after = text[end:].lstrip()
    if not after:
        return True
    here = text[start:end]
    opening = after.lstrip("“\"‘'(-–* ")[:1]
    if not (opening.isupper() or opening.isdigit()):
        return False
    if _open_bracket(here):
        return False
    if _AND_SO_ON.search(here):
        return opening.isupper()
    return not (_ABBREVIATED.search(here) or _ENUMERATOR.search(here))


def _open_bracket(text: str) -> bool:
    return text.count("(") > text.count(")") + len(re.findall(r"(?:^|\s)(?:\d{1,2}|[a-zđ])\)", text))
