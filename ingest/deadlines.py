"""What a time limit is for: "Trong thời hạn 05 ngày làm việc kể từ ngày nhận hồ sơ, Sở X thẩm định …".

A limit stands in front of what must be done by it, behind it, or names only the day it runs from; its number alone
("thời hạn: 05 ngày") says nothing.
"""

import re

from ingest.phrases import CUES, is_thin, tidy

_HEDGES = "|".join(re.escape(word) for word in sorted(CUES["hedge"], key=len, reverse=True))
_LIMIT = re.compile(
    rf"(?:(?<!\w)(?:trong|với)\s+)?(?<!\w)(?:thời hạn|thời gian|vòng)(?:\s+(?:là|{_HEDGES}))*\s*$"
    r"|(?<!\w)(?:chậm nhất|muộn nhất|không quá|tối đa)(?:\s+(?:là|sau|trước|trong))?\s*$",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"[\s,]*(?P<since>(?:kể từ|tính từ|từ (?:ngày|khi|thời điểm)|sau (?:khi|ngày)|trước (?:khi|ngày))(?!\w)[^,;]*)"
    r"(?:,\s*(?P<then>.*))?$",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?<!\w)(?:trong|sau|quá)\s*$", re.IGNORECASE)  # "trong 03 ngày làm việc kể từ ngày …"
_MORE = re.compile(r"[\s,]*(?:và|hoặc)\s")  # "trong thời hạn 10 ngày và thông báo …": what follows is another act
_MARK = re.compile(r"^\s*(?:\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ]\))(?=\s|$)")
_UNITS = ("ngày", "giờ", "tháng", "phút", "năm")
_ACTION, _SINCE_LONGEST = 22, 18  # syllables kept: an act with who does it, and the event its time runs from


_DUTY = re.compile(r"\s+có trách nhiệm(?!\w)", re.IGNORECASE)  # says nothing of the act


def _first(words: str, most: int) -> str:
    return " ".join(_DUTY.sub("", tidy(words, keep_start=True)).split()[:most]).rstrip(" ,")


def deadline(before: str, after: str, unit: str, sentence: str = "") -> str:
    """The name of a time limit from the words of its clause around it; "" where the number is none.

    `sentence` is what stands in front of it from the start of its sentence, for where its clause has no act.

    >>> deadline("Trong thời hạn ", " kể từ ngày nhận hồ sơ, Sở Nội vụ thẩm định hồ sơ", "ngày")
    'thời hạn sở Nội vụ thẩm định hồ sơ (kể từ ngày nhận hồ sơ)'
    """
    if not unit.lower().startswith(_UNITS):
        return ""
    since = _SINCE.match(after)
    limit = _LIMIT.search(before) or (_BARE.search(before) if since else None)
    if limit is None:
        return ""
    front = _MARK.sub("", before[: limit.start()].rpartition(":")[2])
    whole = _MARK.sub("", _BARE.sub("", _LIMIT.sub("", sentence)).replace(";", ":").rpartition(":")[2])
    more = _MORE.match(after)
    behind = (since["then"] or "") if since else "" if more else after
    then = next((words for words in (behind, front, whole if since or more else "") if not is_thin(words)), "")
    if is_thin(then) and not since:
        return ""
    name = f"thời hạn {_first(then, _ACTION)}".strip()
    return f"{name} ({_first(since['since'], _SINCE_LONGEST)})" if since else name
