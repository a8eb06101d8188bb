"""Abbreviations that a document defines itself: "thủ tục hành chính (TTHC)", "sau đây viết tắt là …", lists."""

import re

from ingest.vietnamese.fold import fold

_SHORT = r"[A-ZĐƯƠĂÂÊÔ](?:[A-ZĐƯƠĂÂÊÔa-z]|[&-](?=[A-ZĐƯƠ])){1,13}"
_CALLED = r"(?:sau đây |dưới đây )?(?:được )?(?:gọi|viết) (?:tắt |chung )*(?:là|:)?:?\s*"
_LONG_FIRST = re.compile(rf"[(,]\s*[\"“]?(?P<short>{_SHORT})[\"”]?\s*[),]")
_CALLED_SHORT = re.compile(rf"[(,]\s*{_CALLED}[\"“]?(?P<short>{_SHORT})\b")
_BEFORE = re.compile(r"[^()\n;:.]{4,}\Z")
_FARTHEST = 160
"""Characters of a long form in front of its short one."""
_SHORT_FIRST = re.compile(rf"(?<![\w/-])(?P<short>{_SHORT})\s*\((?P<long>[^()\n;:.]{{4,160}})\)")
_LISTED = re.compile(rf"^\W*(?P<short>{_SHORT})\s*[:–=-]\s*(?P<long>[^\n()]{{4,120}}?)[.;,]?\s*$", re.MULTILINE)
_WORD = re.compile(r"[^\W_]+")
_SKIPPED = frozenset(("và", "về", "của", "các", "với", "cho"))
"""Words that an abbreviation may leave out: "Khoa học và Công nghệ" → KHCN."""
LEAST_LETTERS = 2


def learn(text: str) -> tuple[tuple[str, str], ...]:
    """Text of a document → (short, long) in the order of definition, each short form once.

    A pair counts where the letters are the first letters of the words, so "(cấp tỉnh)" and "(VPCP)" behind a
    body's name are none.

    >>> learn("Chỉ số cải cách hành chính (CCHC) và TTHC (thủ tục hành chính) của các xã (cấp xã)")
    (('CCHC', 'cải cách hành chính'), ('TTHC', 'thủ tục hành chính'))
    >>> learn("Trung tâm Phục vụ hành chính công (sau đây gọi tắt là TTPVHCC), Bộ phận Một cửa, viết tắt là BPMC.")
    (('TTPVHCC', 'Trung tâm Phục vụ hành chính công'), ('BPMC', 'Bộ phận Một cửa'))
    """
    found: list[tuple[int, str, str]] = []
    for pattern in (_LONG_FIRST, _CALLED_SHORT):
        for match in pattern.finditer(text):
            before = _BEFORE.search(text[max(0, match.start() - _FARTHEST) : match.start()])
            long = _ending_in(before.group(), match["short"]) if before else None
            if long:
                found.append((match.start("short"), match["short"], long))
    for pattern in (_SHORT_FIRST, _LISTED):
        for match in pattern.finditer(text):
            long = _ending_in(match["long"], match["short"])
            if long and long == match["long"].strip():
                found.append((match.start("short"), match["short"], long))
    pairs: dict[str, str] = {}
    for _, short, long in sorted(found):
        pairs.setdefault(short, long)
    return tuple(pairs.items())


def _ending_in(text: str, short: str) -> str | None:
    """The end of the text whose initials the short form is made of, or None.

    Read backwards; a capital stands for a word, small letters behind it ("TTr") for more of the same word.
    """
    parts = re.findall(r"[A-ZĐƯƠĂÂÊÔ][a-z]*", short)
    words = list(_WORD.finditer(text))
    if len(parts) < LEAST_LETTERS or not words:
        return None
    place = len(words) - 1
    for part in reversed(parts):
        while place >= 0 and words[place].group().lower() in _SKIPPED and not _begins(words[place].group(), part):
            place -= 1
        if place < 0 or not _begins(words[place].group(), part):
            return None
        place -= 1
    long = text[words[place + 1].start() :].strip(' ,"“”-–')
    return long if words[-1].end() >= len(text.rstrip(' ,"“”-–')) and long.upper() != short else None


def _begins(word: str, part: str) -> bool:
    """Whether a word begins with the letters; "D" may stand for "đ", as on keyboards without it."""
    word, part = word.lower(), part.lower()
    return fold(word).startswith(fold(part)) and (part[0] != "đ" or word[0] == "đ")
