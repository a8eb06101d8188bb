"""Words that turn a sentence round: up and down, no, before and after, who leads and who helps."""

import re
from collections.abc import Iterator
from itertools import pairwise

from ingest.vietnamese.fold import fold, syllables
from ingest.vietnamese.levels import find_scopes
from rag.figure_claims import DOWN, NO, UP

_NO = r"không|chưa|chẳng|thiếu"
_DENIED = re.compile(rf"\b(?:{_NO})(?=\s+((?:[^\W\d]+\s*){{1,10}}))", re.IGNORECASE)
_ENDS = re.compile(rf"\b(?:và|do|vì|nhưng|mà|nên|{_NO})\b", re.IGNORECASE)
_NO_LACK = re.compile(r"\b(?:không|chưa|chẳng)(?:\s+(?:còn|hề|bị))?\s+thiếu\b", re.IGNORECASE)
_DATED = re.compile(r"\b(trước|sau|từ|đến|hết)\s+(?:hết\s+)?(?:ngày|tháng|năm|quý)?\s*(\d[\d/]*)", re.IGNORECASE)
_ROLE = re.compile(r"\b(chủ trì|phối hợp|đầu mối|tham mưu|phụ trách)\b", re.IGNORECASE)
_STOP = re.compile(r"[;.:]\s")


def turned(sentence: str, around: str, computed: bool = False) -> bool:
    """Whether a sentence says the contrary of what its sources say; a computation may say which way things went."""
    ways = () if computed else (UP, DOWN)
    return (
        any(p.search(sentence) and not p.search(around) for p in (*ways, NO, _NO_LACK))
        or _denies(sentence, around)
        or (not NO.search(sentence) and _affirms(sentence, around))
        or _before_for_after(sentence, around)
        or _other_role(sentence, around)
    )


def _denies(sentence: str, around: str) -> bool:
    """Whether it denies what is printed plainly ("không còn chậm" of "còn chậm")."""
    denied = {pair for pairs in _after_no(around) for pair in pairs}
    plain = _pairs(around) - denied
    return any(pairs and pairs[0] in plain for pairs in _after_no(sentence))


def _affirms(sentence: str, around: str) -> bool:
    """Whether a sentence without a no says what is printed with one ("đạt chỉ tiêu" of "chưa đảm bảo chỉ tiêu")."""
    said = _pairs(sentence)
    return any(pairs and 2 * sum(p in said for p in pairs) >= len(pairs) for pairs in _after_no(around))


def _after_no(text: str) -> Iterator[list[str]]:
    """The neighbouring words that each no of a text is said of."""
    for match in _DENIED.finditer(text):
        words = [w.lower() for w in _ENDS.split(match[1])[0].split()]
        yield [f"{a} {b}" for a, b in pairwise(words)]


def _pairs(text: str) -> frozenset[str]:
    return frozenset(f"{a} {b}" for a, b in pairwise(syllables(text)))


def _before_for_after(sentence: str, around: str) -> bool:
    """Whether it sets another word before a day than its sources do: "sau ngày 30/6" for "trước ngày 30/6"."""
    printed: dict[str, set[str]] = {}
    for word, day in _DATED.findall(around.lower()):
        printed.setdefault(day, set()).add(word)
    return any(day in printed and word not in printed[day] for word, day in _DATED.findall(sentence.lower()))


def _other_role(sentence: str, around: str) -> bool:
    """Whether it gives a body a part that its sources give to others: "Sở Tài chính chủ trì" where another leads."""
    printed: dict[str, set[str]] = {}
    for role, bodies in _roles(around):
        printed.setdefault(role, set()).update(bodies)
    return any(printed.get(role) and not bodies <= printed[role] for role, bodies in _roles(sentence))


def _roles(text: str) -> Iterator[tuple[str, set[str]]]:
    """Each part in a task with the bodies that it is said of: before it, or after the colon of a column's header."""
    at = 0
    for match in _ROLE.finditer(text):
        if text[match.end() : match.end() + 1] == ":":
            said = _STOP.split(text[match.end() + 1 :], maxsplit=1)[0]
        else:
            said = _STOP.split(text[at : match.start()])[-1]
        at = match.end()
        bodies = {fold(s.name) for s in find_scopes(said) if s.name != s.level}
        if bodies:
            yield match[1].lower(), bodies
