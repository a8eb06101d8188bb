"""What a question calls the members of a set, and whether a set calls its members so."""

import re
from collections.abc import Sequence
from functools import lru_cache

from ingest.vietnamese.abbreviations import normal_words
from rag.words import table

_END = 10
"""Words before the items in which their introduction calls them ("… có 02 trong 03 tiêu chí sau đây:")."""
_SAID = 0.6
"""What it is worth that an introduction says the noun somewhere else: of what it is rather than what it lists."""
_BEGUN = 0.9
"""What it is worth that most members begin with the noun themselves ("- Cửa sông Cung", "Xã Tân Tiến")."""
_MOST = 0.6
_LEAD, _BEGINNING, _FIRST = 400, 40, 4
"""Characters of an introduction and of a member that are read, and words of the latter."""
PLURAL = re.compile(
    r"\b(?:những|các|mấy|vài|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|\d{1,2})"
    r"(?!\s+(?:ngày|tháng|năm|quý|giờ|hôm|thứ|ngoái|nay|trước|sau|do|bởi|là|thì|của|ở|tại|trong|được|và)\b)"
    r"(?P<noun>(?:\s+[^\W\d][\w&-]*){1,4}?)\s+(?:nào|gì)\b",
    re.IGNORECASE,
)
"""A plural and a question word around what is sought: "những xã nào", "các hệ thống nào"."""
COUNTED = re.compile(
    r"^(?:(?:những|các)\s+)?(?:\d{1,2}|hai|ba|bốn|sáu|bảy|tám|chín|mười)\s+(?P<noun>[^\W\d]+(?:\s+[^\W\d]+)?)\s[^?]*"
    r"\b(?:là|gồm)\s+(?:những\s+|các\s+)?(?:\w+\s+)?(?:gì|nào)\b",
    re.IGNORECASE,
)
"""A number of things at the beginning and a question word at the end: "3 việc đã xong đến nay là gì"."""
_SINGULAR = re.compile(r"(?P<noun>[^\W\d]+(?:\s+[^\W\d]+)?)\s+(?:nào|gì)\b", re.IGNORECASE)
_BEFORE = re.compile(r"(?P<said>[^,;:.?!()]+?)\s+(?:nào|gì)\b", re.IGNORECASE)
_LONGEST = 4
_ARTICLE = re.compile(
    r"^(?:(?:những|các|mấy|đủ|hết|ra|tên|tôi|em|anh|chị|giúp|cho)\s+)+|\s+(?:trong|của|về|cho|để|mà)$", re.IGNORECASE
)

Noun = tuple[str, ...]


def called(text: str, listed: str = "") -> Noun:
    """The words that a question calls the members of a set by; `listed` is what it asks to list, if that is known.

    >>> called("nghiêm cấm những hành vi gì?"), called("được hưởng quyền lợi gì"), called("kể tên", "các bước")
    (('hành', 'vi'), ('quyền', 'lợi'), ('bước',))
    >>> called("đợt thi đua có hình thức khen gì"), called("3 việc của đề án xong đến nay là gì", "việc")
    (('hình', 'thức', 'khen'), ('việc',))
    """
    if listed:
        return normal_words(_ARTICLE.sub("", listed))
    kind = _of_kind(text)
    match = PLURAL.search(text) or _SINGULAR.search(text)
    if kind and match and match.re is _SINGULAR:
        return kind
    noun = normal_words(_ARTICLE.sub("", match["noun"].strip())) if match else ()
    if match and match.re is _SINGULAR and len(noun) > 1 and not is_kind(noun) and is_kind(noun[-1:]):
        return noun[-1:]
    return noun


def _of_kind(text: str) -> Noun:
    """The words right before "nào" or "gì" from one on that classes members: "hình thức khen"; none where none does."""
    match = _BEFORE.search(text)
    said = normal_words(match["said"])[-_LONGEST:] if match else ()
    starts = (i for i in range(len(said)) if is_kind(said[i : i + 2]))
    return said[at:] if (at := next(starts, None)) is not None else ()


def is_kind(noun: Noun) -> bool:
    """Whether the words class members of sets ("biện pháp", "trường hợp"), as data/kinds_of_members.tsv knows them."""
    return noun in _known()


def fits(noun: Noun, lead: str, members: Sequence[str] = ()) -> float:
    """How surely a set calls its members what a question calls them, 0..1: at the end of what introduces it, by the
    members' first words, or somewhere in what introduces it.

    >>> fits(("loại", "khen"), "2. Hình thức khen thưởng"), fits(("loại", "khen"), "b) Nguyên tắc khen thưởng:")
    (1.0, 0.0)
    >>> fits(("xã",), "Danh sách", ["Xã Tân Tiến", "Xã Nga Sơn"])
    0.9
    """
    if not noun:
        return 0.0
    said = normal_words(lead[:_LEAD])
    head, rest = _head(noun)
    ways = tuple(" ".join(way) for way in alike(head))
    end = _spaced(said[-_END:])
    if all(word in said[-_END:] for word in rest) and any(f" {way} " in end for way in ways):
        return 1.0
    begun = sum(any(f" {way} " in _beginning(m[:_BEGINNING]) for way in ways) for m in members)
    if members and begun >= _MOST * len(members):
        return _BEGUN
    whole = _spaced(said)
    return _SAID if any(f" {way} " in whole for way in ways) and all(word in said for word in rest) else 0.0


@lru_cache(maxsize=16384)
def _beginning(text: str) -> str:
    """The first words of a member, after its mark."""
    return _spaced(normal_words(text)[:_FIRST])


def _spaced(words: Noun) -> str:
    return f" {' '.join(words)} "


def _head(noun: Noun) -> tuple[Noun, Noun]:
    """The words that class the members, as long as the table knows them, and the rest: "loại" of "loại khen"."""
    size = next((n for n in range(len(noun), 0, -1) if is_kind(noun[:n])), min(2, len(noun)))
    return noun[:size], noun[size:]


@lru_cache(maxsize=256)
def alike(word: Noun) -> tuple[Noun, ...]:
    """A word with all that people use for it, or it for."""
    return (word, *(other for row in _rows() if word in row for other in row if other != word))


@lru_cache(maxsize=1)
def _rows() -> tuple[tuple[Noun, ...], ...]:
    return tuple(tuple(normal_words(w) for w in row[0].split(", ")) for row in table("kinds_of_members.tsv"))


@lru_cache(maxsize=1)
def _known() -> frozenset[Noun]:
    return frozenset(word for row in _rows() for word in row)
