"""A sentence as a tree of clauses, so that an answer quotes the one that is asked for and not its neighbours.

Administrative prose packs figures: "A: 2.007 TTHC (cấp tỉnh 1.703 TTHC; cấp xã 304 TTHC); B: 13 TTHC", "tiếp nhận
66 kiến nghị, trong đó: đã xử lý 57; đang xử lý 9". A clause of such a sentence means what it says together with the
heads it hangs on (its ancestors), not with its siblings.
"""

import re
from dataclasses import dataclass

from ingest.vietnamese.letters import UPPER

# Words that open a breakdown of what stands before them: the clauses that follow are parts of it.
_BREAKDOWN = re.compile(r"[,;:]?\s*\(?\s*(?:trong đó|cụ thể(?: là| như sau)?|bao gồm|gồm)\s*:?\s+", re.IGNORECASE)
_OPEN, _CLOSE = "(", ")"
# A list mark in brackets, "(1)" or "(a)", and a bracketed abbreviation, "(TTHC)", open no breakdown.
_BRACKET_MARK = re.compile(r"\((?:\d{1,2}|[a-zđ]|[A-ZĐ&][\wĐ&.-]{1,12})\)")
# Words that predicate anew of the subject said before: "xếp thứ 6/63", "chiếm 99,1%", "trễ hạn 3.313 hồ sơ". A comma or
# "và" parts two statements only before one of them; others list ("sở, ban, ngành") or follow a time ("Quý 1, ...").
_PREDICATE = r"(?:đạt|chiếm|xếp|tăng|giảm|cao hơn|thấp hơn|bằng|tương đương|còn|trễ hạn|quá hạn|đúng hạn)\b"
_NAMED = rf"(?-i:[{UPPER}])[^,;:()]{{1,60}}:\s*\d"  # "VNPT: 25 trạm, Viettel: 33 trạm"
_COMMA = re.compile(rf"(?:,| và)\s+(?={_PREDICATE}|{_NAMED})", re.IGNORECASE)
_ELLIPTIC = re.compile(_PREDICATE, re.IGNORECASE)
# Words before whose figure it is, where what is counted was said of another just before: "; của UBND các xã đạt 91,1%".
_OF_ANOTHER = re.compile(
    r"(?:của|tại|ở|đối với|riêng)\s(?![^;]*\b(?:tỷ lệ|tỉ lệ|tổng|chỉ số|tốc độ|mức|số (?:lượng|vụ|người|hộ|hồ sơ))\b)",
    re.IGNORECASE,
)
_WHOSE = re.compile(r"\s(?:của|tại|ở|đối với)\s", re.IGNORECASE)
# What stands before the first colon of an enumeration leads all of it, when words go on after the colon before a
# figure does: "Tháng 01/2024: Xếp loại Tốt: 31 đơn vị; Xếp loại Khá: …", but not "Tỷ lệ ở sở: 92%; Tỷ lệ ở xã: 93%".
_LEAD = re.compile(r"[^:;()]{8,}?:(?=\s+[^\W\d]\w*\s+[^\W\d])")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Clause:
    """Characters [start, end) of a sentence; `heads` the spans of the clauses it is a part of, outermost first."""

    start: int
    end: int
    heads: tuple[tuple[int, int], ...] = ()


def clauses(text: str) -> tuple[Clause, ...]:
    """The clauses of a sentence in order, every one with its heads; a sentence without parts is one clause.

    >>> s = "Tổng số 880 dịch vụ (cấp tỉnh: 778 dịch vụ; cấp xã: 102 dịch vụ)."
    >>> [(s[c.start:c.end], [s[a:b] for a, b in c.heads]) for c in clauses(s)]
    [('Tổng số 880 dịch vụ', []), ('cấp tỉnh: 778 dịch vụ', ['Tổng số 880 dịch vụ']),
     ('cấp xã: 102 dịch vụ', ['Tổng số 880 dịch vụ'])]
    """
    found: list[Clause] = []
    _split(text, 0, len(text), (), found)
    return tuple(_subject(text, found, i) for i in range(len(found)))


def _subject(text: str, found: list[Clause], index: int) -> Clause:
    """A clause that begins with its predicate hangs on the nearest earlier clause of its level that has a subject; one
    that begins with whose figure it tells, on what that clause says before whose it is."""
    clause = found[index]
    of_another = _OF_ANOTHER.match(text, clause.start, clause.end)
    if not of_another and not _ELLIPTIC.match(text, clause.start):
        return clause
    for other in reversed(found[:index]):
        if other.heads != clause.heads or _ELLIPTIC.match(text, other.start) or _OF_ANOTHER.match(text, other.start):
            continue
        whose = [m.start() for m in _WHOSE.finditer(text, other.start, other.end)] if of_another else [other.end]
        if whose:
            return Clause(clause.start, clause.end, (*clause.heads, _trim(text, other.start, whose[-1])))
    return clause


def _split(text: str, start: int, end: int, heads: tuple[tuple[int, int], ...], found: list[Clause]) -> None:
    segments = _segments(text, start, end)
    lead = _LEAD.match(text, *segments[0]) if len(segments) > 1 else None
    if lead:
        head = _trim(text, segments[0][0], lead.end())
        heads, segments[0] = (*heads, head), (lead.end(), segments[0][1])
    for a, b in segments:
        _segment(text, a, b, heads, found)


def _segments(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Pieces between top-level semicolons; a breakdown word keeps what follows with what it breaks down."""
    pieces: list[tuple[int, int]] = []
    depth, last = 0, start
    opened = _BREAKDOWN.search(text, start, end)
    for i in range(start, end):
        if text[i] == _OPEN:
            depth += 1
        elif text[i] == _CLOSE:
            depth = max(0, depth - 1)
        elif text[i] == ";" and depth == 0 and not (opened and opened.start() > last and opened.end() <= i):
            pieces.append((last, i))
            last = i + 1
    pieces.append((last, end))
    return [piece for piece in pieces if text[piece[0] : piece[1]].strip()]


def _segment(text: str, start: int, end: int, heads: tuple[tuple[int, int], ...], found: list[Clause]) -> None:
    """One piece: its head, then its parts (after a breakdown word, or in brackets that hold figures)."""
    breakdown = _breakdown(text, start, end)
    if breakdown:
        head = _trim(text, start, breakdown[0])
        _segment(text, *head, heads, found)
        _split(text, breakdown[1], end, (*heads, head), found)
        return
    bracket = _bracket(text, start, end)
    if bracket:
        head = _trim(text, start, bracket[0])
        _commas(text, head, heads, found)
        _split(text, bracket[0] + 1, bracket[1], (*heads, head), found)
        rest = _trim(text, bracket[1] + 1, end)
        if _DIGIT.search(text, *rest):
            _segment(text, *rest, heads if _ELLIPTIC.match(text, rest[0]) else (*heads, head), found)
        return
    _commas(text, _trim(text, start, end), heads, found)


def _breakdown(text: str, start: int, end: int) -> tuple[int, int] | None:
    for match in _BREAKDOWN.finditer(text, start, end):
        head, tail = text[start : match.start()], text[match.end() : end]
        if _DIGIT.search(head) and _DIGIT.search(tail) and head.count(_OPEN) == head.count(_CLOSE):
            return match.start(), match.end()
    return None


def _bracket(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The first top-level bracket whose inside states figures, when something stands before it."""
    i = start
    while i < end:
        if text[i] == _OPEN:
            close = _closing(text, i, end)
            inside = text[i + 1 : close]
            if not _BRACKET_MARK.match(text, i) and _DIGIT.search(inside) and text[start:i].strip():
                return i, close
            i = close
        i += 1
    return None


def _closing(text: str, start: int, end: int) -> int:
    depth = 0
    for i in range(start, end):
        depth += (text[i] == _OPEN) - (text[i] == _CLOSE)
        if depth == 0:
            return i
    return end


def _commas(text: str, span: tuple[int, int], heads: tuple[tuple[int, int], ...], found: list[Clause]) -> None:
    """A piece that states several figures, each with its predicate, gives a clause each."""
    start, end = span
    begins = [start, *(m.end() for m in _COMMA.finditer(text, start, end))]
    ends = [*(m.start() for m in _COMMA.finditer(text, start, end)), end]
    parts: list[tuple[int, int]] = []
    for a, b in zip(begins, ends, strict=True):
        if parts and not (_DIGIT.search(text, *parts[-1]) and _DIGIT.search(text, a, b)):
            parts[-1] = (parts[-1][0], b)
        else:
            parts.append((a, b))
    found.extend(Clause(*_trim(text, a, b), heads) for a, b in parts)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " \t\n,;.:":
        start += 1
    while end > start and text[end - 1] in " \t\n,;.:":
        end -= 1
    return start, end
