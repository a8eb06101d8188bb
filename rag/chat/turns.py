"""Words that turn a sentence round: up and down, no, before and after, who leads and who helps."""

import re
from collections.abc import Iterator
from itertools import pairwise

from ingest.vietnamese.fold import fold, syllables
from ingest.vietnamese.levels import find_scopes
from rag.chat.figure_words import DOWN, NO, UP

_NO = r"không|chưa|chẳng|thiếu"
_DENIED = re.compile(rf"\b(?:{_NO})(?!\s+(?:quá|dưới|vượt|chỉ)\b)(?=\s+((?:[^\W\d]+\s*){{1,10}}))", re.IGNORECASE)
_AROUND_NO = re.compile(r"([^\W\d]+)\s+(?:không|chưa|chẳng)\s+([^\W\d]+)", re.IGNORECASE)
_ENDS = re.compile(rf"\b(?:và|do|vì|nhưng|mà|nên|{_NO})\b", re.IGNORECASE)
_NO_LACK = re.compile(r"\b(?:không|chưa|chẳng)(?:\s+(?:còn|hề|bị))?\s+thiếu\b", re.IGNORECASE)
_DATED = re.compile(
    r"\b(trước|sau|từ|đến|hết|trong|vào)?\s*(?:hết\s+)?\b(?:ngày|tháng|năm|quý|thời điểm)?\s+((?:[IVX]+/)?\d[\d/]*)",
    re.IGNORECASE,
)
_ORDERED = frozenset(("trước", "sau", "từ", "đến", "hết"))
_FROM_TO = re.compile(
    r"\btừ\s+(\d[\d.,]*)\D{1,40}?\b(?:còn|lên|đến|xuống|thành)\s+(?:còn\s+)?(\d[\d.,]*)", re.IGNORECASE
)
_ROLE = re.compile(r"\b(chủ trì|phối hợp|đầu mối|tham mưu|phụ trách)\b", re.IGNORECASE)
_STOP = re.compile(r"[;.:]\s")


def turned(sentence: str, around: str, computed: bool = False) -> bool:
    """Whether a sentence says the contrary of what its sources say; a computation may say which way things went."""
    ways = () if computed else (UP, DOWN)
    return (
        any(p.search(sentence) and not p.search(around) for p in (*ways, NO, _NO_LACK))
        or _dropped(sentence, around)
        or _denies(sentence, around)
        or (not NO.search(sentence) and _affirms(sentence, around))
        or _before_for_after(sentence, around)
        or any((b, a) in _FROM_TO.findall(around) for a, b in _FROM_TO.findall(sentence))
        or _other_role(sentence, around)
    )


def _dropped(sentence: str, around: str) -> bool:
    """Whether both sides of a printed no are said without it: "hòa giải thành" of "hòa giải không thành"."""
    printed, said = _pairs(around), _pairs(sentence)
    return any(f"{a} {b}".lower() in said - printed for a, b in _AROUND_NO.findall(around))


def _denies(sentence: str, around: str) -> bool:
    """Whether it denies what is printed plainly ("không còn chậm" of "còn chậm")."""
    denied = {pair for pairs in _after_no(around) for pair in pairs}
    plain = _pairs(around) - denied
    return any(pairs and pairs[0] in plain for pairs in _after_no(sentence))


def _affirms(sentence: str, around: str) -> bool:
    """Whether a sentence without a no says what is printed with one ("đạt chỉ tiêu" of "chưa đảm bảo chỉ tiêu")."""
    said = _pairs(sentence)
    denied = [pairs for pairs in _after_no(around) if pairs and 2 * sum(p in said for p in pairs) >= len(pairs)]
    return any(not _said_plainly(pairs[0], sentence, around) for pairs in denied)


def _said_plainly(pair: str, sentence: str, around: str) -> bool:
    """Whether what is denied of one is printed plainly of another, and the sentence tells it of that other."""
    subjects = [frozenset(syllables(s)) for s in _before(pair, around) if not NO.search(s[-8:])]
    denied = [frozenset(syllables(s)) for s in _before(pair, around) if NO.search(s[-8:])]
    told = [frozenset(syllables(s)) for s in _before(pair, sentence)]
    return bool(subjects and denied and told) and all(
        max(len(t & s) for s in subjects) > max(len(t & s) for s in denied) for t in told
    )


def _before(pair: str, text: str) -> Iterator[str]:
    """What stands in its clause before each place of a pair of words."""
    for match in re.finditer(r"\b" + r"\s+".join(pair.split()) + r"\b", text, re.IGNORECASE):
        yield re.split(r"[;.]\s", text[: match.start()])[-1]


def _after_no(text: str) -> Iterator[list[str]]:
    """The neighbouring words that each no of a text is said of."""
    for match in _DENIED.finditer(text):
        words = [w.lower() for w in _ENDS.split(match[1])[0].split()]
        yield [f"{a} {b}" for a, b in pairwise(words)]


def _pairs(text: str) -> frozenset[str]:
    return frozenset(f"{a} {b}" for a, b in pairwise(syllables(text)))


def _before_for_after(sentence: str, around: str) -> bool:
    """Whether it sets another word before a day than its sources do: "sau ngày 30/6" for "trước ngày 30/6"; a number
    that may be no day ("từ 03 năm") only where its sources set one of these words before it."""
    printed: dict[str, set[str]] = {}
    for word, day in _DATED.findall(around.lower()):
        printed.setdefault(day, set()).add(word)
    return any(
        word in _ORDERED and day in printed and word not in printed[day] and ("/" in day or _ORDERED & printed[day])
        for word, day in _DATED.findall(sentence.lower())
    )


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
