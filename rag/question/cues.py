"""The cues of a question (data/cues.tsv): which words say what is asked for, and which of them only look so.

"mấy" before a noun is also a plural, "ít nhất" before "mấy" a bound, "email" mostly the thing spoken of, "bên nào" one
body unless two are named, "khi nào … bị …" a condition rather than a day; "sao" before what happened asks why, after it
how, "vướng ở khâu nào" what is lacking.
"""

import re
from collections.abc import Sequence

from rag.reading.causes import IN_THE_WAY
from rag.words import Phrases, Word, phrases

Cue = tuple[int, int, tuple[str, ...]]
"""The first word of a cue, one past its last word, its row: phrase, kind, unit, reason."""

MUTE = "mute"
"""The kind of a cue that asks for nothing here and names nothing either."""
_WHICH = re.compile(r"\b(?:nào|gì|ai|đâu|sao|bao giờ)\b")
_BEFORE_NUMBER = frozenset(("ký", "chỉ", "con", "hệ"))
"""Words that "số" belongs to: "ký số bao nhiêu", "con số mấy"."""
_ASKS_WHICH = frozenset(
    ("who", "date", "explain", "shortcoming", "number_of_document", "list", "manner", "definition", "condition")
)
"""Kinds of cues beside which a bare "mấy" is a plural: a question asks for one thing unless it joins two."""
_BOUNDS = frozenset(("ít nhất", "nhiều nhất"))
_SIDES = re.compile(r"\b(?:với|và|hay|hoặc|so|giữa|hai bên|đôi bên)\b|[,;/]", re.IGNORECASE)
"""What joins the two sides that a question of "bên nào" sets against each other."""
_JOINS = re.compile(r"[,;?]|\b(?:và|với|rồi|đồng thời)\b", re.IGNORECASE)
"""What joins two things that a question asks for."""
_WHY = re.compile(r"\b(?:vì|sao|tại|do|nhờ|bởi|cớ|nguyên nhân|lý do)\b")
_CONDITION = re.compile(
    r"\b(?:khi|lúc) nào\b[^,;?]*\b(?:bị|được (?:coi|xem|phép|công nhận|miễn|hưởng|áp dụng|xét)|phải|cần|mới được)\b",
    re.IGNORECASE,
)
_NO_OTHER = frozenset(("contact", "none", MUTE, "check", "definition", "shortcoming"))
"""Kinds of cues beside which an address stays what is asked for."""
_TELEPHONE = frozenset(("số mấy", "số nào", "số máy nào", "số bao nhiêu", "ai"))
"""What is asked beside whom to call: the number is a telephone's, and who it is of is told with it."""
_WHEN = frozenset(("khi nào", "lúc nào"))
_PLACES = ("ở đâu", "ở chỗ nào", "tại chỗ nào")
_STARS = re.compile(r"(?:\d|\b(?:mấy|nhiêu|hạng|đạt|chuẩn|gắn|đánh giá|số|chấm|đuôi))\s*$", re.IGNORECASE)
"""What stands before the "sao" of a rating: "sản phẩm đạt 4 sao"."""


def cues_of(text: str, found: Sequence[Word]) -> tuple[Cue, ...]:
    """The cues of a question given with its words, in their order; MUTE is the kind of those that ask for nothing."""
    table = phrases("cues.tsv")
    cues = _without_number_words(found, table.find(found), table)
    cues = [
        _of_kind(cue, MUTE) if _bounds(cues, i) or _plural(text, found, cue, cues) else cue
        for i, cue in enumerate(cues)
    ]
    calls = any(_asks_whom(cue) for cue in cues)
    cues = [_of_kind(cue, MUTE) if calls and cue[2][0] in _TELEPHONE else cue for cue in cues]
    cues = [cue for cue in cues if not _spoken_of(cue, cues)]
    cues = [_of_kind(cue, "none") if _state_to_explain(text, found, cue, cues) else cue for cue in cues]
    return tuple(_of_kind(cue, MUTE) if _mere(cue, cues) else _meant(text, found, cue) for cue in cues)


def _of_kind(cue: Cue, kind: str) -> Cue:
    start, end, row = cue
    return start, end, (row[0], kind, "", *row[3:])


def _without_number_words(found: Sequence[Word], cues: Sequence[Cue], table: Phrases) -> list[Cue]:
    """The cues; where "số" belongs to the word before it ("ký số bao nhiêu", "con số mấy") without it."""
    settled: list[Cue] = []
    for start, end, row in cues:
        if row[0].startswith("số ") and start and found[start - 1].text in _BEFORE_NUMBER:
            settled += [(start + 1 + a, start + 1 + b, r) for a, b, r in table.find(found[start + 1 : end])]
        else:
            settled.append((start, end, row))
    return settled


def _bounds(cues: Sequence[Cue], at: int) -> bool:
    """Whether a cue is "ít nhất" right before a number's: "phải có ít nhất mấy người" asks for a least number."""
    _, end, row = cues[at]
    return row[0] in _BOUNDS and at + 1 < len(cues) and cues[at + 1][0] == end and cues[at + 1][2][1] == "number"


def _plural(text: str, found: Sequence[Word], cue: Cue, cues: Sequence[Cue]) -> bool:
    """Whether a cue is a "mấy" that only says "some": "mấy công ty nước sạch do sở nào kiểm tra"."""
    start, end, row = cue
    if row[0] != "mấy":
        return False
    for first, last, _ in (other for other in cues if _WHICH.search(other[2][0]) and other[2][1] in _ASKS_WHICH):
        left, right = (end, first) if first >= end else (last, start)
        if not _JOINS.search(text[found[left - 1].end : found[right].start]):
            return True
    return False


def _state_to_explain(text: str, found: Sequence[Word], cue: Cue, cues: Sequence[Cue]) -> bool:
    """Whether a cue compares only to say what is to be explained: "vì sao số hóa còn chậm so với kế hoạch"."""
    if cue[2][1] != "compare":
        return False
    for start, end, _ in (other for other in cues if other[2][1] == "explain" and _WHY.search(other[2][0])):
        left, right = (end, cue[0]) if cue[0] >= end else (cue[1], start)
        if not _JOINS.search(text[found[left - 1].end : found[right].start]):
            return True
    return False


def _spoken_of(cue: Cue, cues: Sequence[Cue]) -> bool:
    """Whether a cue names an address or the like that the question speaks of and asks something else about."""
    return cue[2][1] == "contact" and not _asks_whom(cue) and any(other[2][1] not in _NO_OTHER for other in cues)


def _asks_whom(cue: Cue) -> bool:
    """Whether a cue asks whom to turn to, so that "số mấy" beside it is a telephone's: "thì gọi ai, số mấy"."""
    return cue[2][1] == "contact" and bool(_WHICH.search(cue[2][0]))


def _mere(cue: Cue, cues: Sequence[Cue]) -> bool:
    """Whether a cue is a "là gì" beside another cue: "thời hạn là gì"."""
    return cue[2][1] == "definition" and any(other[2][1] not in ("definition", "none", MUTE) for other in cues)


def _meant(text: str, found: Sequence[Word], cue: Cue) -> Cue:
    """The cue with the kind that the whole question gives it."""
    start, end, row = cue
    before, after = text[: found[start].start], text[found[end - 1].end :]
    if row[0] == "sao":
        return _of_kind(cue, MUTE if _STARS.search(before) else "explain" if re.match(r"\s+\w", after) else "manner")
    if row[1] == "where" or row[0] == "ở đâu":
        lacking = IN_THE_WAY.search(before)
        if lacking:
            return _of_kind((start - len(lacking.group().split()), end, row), "shortcoming")
        return _of_kind(cue, "who" if row[0] in _PLACES else MUTE)
    if row[0] == "bên nào" and not _SIDES.search(text):
        return _of_kind(cue, "who")
    if row[0] in _WHEN and _CONDITION.search(text):
        return _of_kind(cue, "condition")
    return cue
