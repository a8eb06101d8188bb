"""What a time limit is for: "Trong thời hạn 05 ngày làm việc kể từ ngày nhận hồ sơ, Sở X thẩm định …".

A limit stands in front of what must be done by it, behind it, or names only the day it runs from; its number alone
("thời hạn: 05 ngày") says nothing.
"""

import re

from ingest.phrases import CUES, is_thin, tidy

_HEDGES = "|".join(re.escape(word) for word in sorted(CUES["hedge"], key=len, reverse=True))
_LIMIT = re.compile(
    rf"(?:(?<!\w)(?:trong|với)\s+)?(?<!\w)(?:thời hạn|thời gian|vòng)(?:\s+(?:là|{_HEDGES}))*\s*$"
    r"|(?<!\w)(?:chậm nhất|muộn nhất|không quá|tối đa)(?:\s+là)?\s*$",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"[\s,]*(?P<since>(?:kể từ|tính từ|từ (?:ngày|khi|thời điểm)|sau (?:khi|ngày)|trước (?:khi|ngày))(?!\w)[^,;]*)"
    r"(?:,\s*(?P<then>.*))?$",
    re.IGNORECASE,
)
_UNITS = ("ngày", "giờ", "tháng", "phút", "năm")
_ACTION, _SINCE_LONGEST = 22, 18  # syllables kept: an act with who does it, and the event its time runs from


def _first(words: str, most: int) -> str:
    return " ".join(tidy(words, keep_start=True).split()[:most]).rstrip(" ,")


def deadline(before: str, after: str, unit: str) -> str:
    """The name of a time limit from the words of its clause around it; "" where the number is none.

    >>> deadline("Trong thời hạn ", " kể từ ngày nhận hồ sơ, Sở Nội vụ thẩm định hồ sơ", "ngày")
    'thời hạn sở Nội vụ thẩm định hồ sơ (kể từ ngày nhận hồ sơ)'
    """
    limit = _LIMIT.search(before) if unit.lower().startswith(_UNITS) else None
    if limit is None:
        return ""
    since = _SINCE.match(after)
    front = before[: limit.start()].rpartition(":")[2]
    if since:
        then = next((words for words in (since["then"] or "", front) if not is_thin(words)), "")
    else:
        then = next((words for words in (after, front) if not is_thin(words)), "")
    if is_thin(then) and not since:
        return ""
    name = f"thời hạn {_first(then, _ACTION)}".strip()
    return f"{name} ({_first(since['since'], _SINCE_LONGEST)})" if since else name
