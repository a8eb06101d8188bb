"""What a question wants of a table's rows: what it calls them, and whether it wants them told, counted or ranked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.vietnamese.abbreviations import normal_form, normal_words
from ingest.vietnamese.compounds import compounds
from ingest.vietnamese.levels import Scope, find_scopes
from rag.reading.grid import Grid, Row, bare
from rag.reckoning.called import alike
from rag.reckoning.duties import ASKS
from rag.records import Question
from rag.tables.ends import Extreme, extreme, top
from rag.words import listed, table

Words = tuple[str, ...]

_BEFORE, _AFTER = 7, 5
"""Words before "nào" and after "các" in which the rows may be named."""
_FEW = 2
_MOST = 0.6
"""Rows are called by how they begin when this share of them, or _FEW of them, begin so."""
_LISTS = re.compile(
    r"\b(?:những|các|mấy|bao nhiêu|tất cả|toàn bộ|danh sách|danh mục|kể tên|kể ra|liệt kê|số lượng|số|gồm|từng|mọi|cả"
    r"|nhiều|ít|\d{1,2}|hai|ba|bốn|năm|sáu|mười)\s+",
    re.IGNORECASE,
)
"""What stands before the name of the members of a set."""

_ASKS = re.compile(r"\b(?:nào|gì|những ai)\b", re.IGNORECASE)
_WORDS = "row_words.tsv"
_ONE_OF = listed(_WORDS, "one_of")
_BEGINS = re.compile(r"^(?:(?:cho (?:em|tôi|mình|anh|chị) (?:hỏi|biết)|xin|giúp)\s+)?", re.IGNORECASE)
_COUNTS = re.compile(r"\b(?:bao nhiêu|mấy|số lượng|đếm)\b", re.IGNORECASE)
_SUMS = re.compile(
    r"\b(?:tổng(?:\s+cộng)?|cộng lại|cộng dồn|gộp lại|gộp|cộng|cả thảy)\b[^?]*\b(?:bao nhiêu|mấy|nhiêu)\b",
    re.IGNORECASE,
)
_JOINED = (
    (re.compile(r"\bxã,\s*phường", re.IGNORECASE), "xã phường"),
    (re.compile(r"\bsở,\s*(?:ban,\s*)?ngành", re.IGNORECASE), "sở ngành"),
)
_NAMING = re.compile(r"^(?:tên|danh mục|nội dung(?= \S)|các|loại|số|theo|phân theo)\s+", re.IGNORECASE)
_SORTS = listed(_WORDS, "sort")
_ANY_PLACE, _ANY_BODY, _CLASSES = (listed(_WORDS, role) for role in ("any_place", "any_body", "class"))
_AMOUNTS = listed(_WORDS, "amount")
_OF_MONEY = frozenset((("thu",), ("chi",)))
"""Heads of the rows of a table of money, "Nội dung" left out."""


@dataclass(frozen=True, slots=True)
class Wish:
    """`phrases` are the stretches of a question that may name the rows, `text` the whole in normal form, `tokens` its
    words; `counts` whether a number of rows is asked for; `end` where the extreme ones are, `top` how many of
    them; `sums` whether their numbers are to be added up."""

    text: str
    tokens: Words
    phrases: tuple[Words, ...]
    counts: bool
    end: Extreme | None
    top: int
    sums: bool


def wish(question: Question) -> Wish | None:
    """What a question wants of rows; None when it asks for no set and no extreme."""
    text = question.text
    for pattern, joined in _JOINED:
        text = pattern.sub(joined, text)
    phrases = tuple(dict.fromkeys(_phrases(text)))
    end = extreme(text)
    if end:
        phrases = (*phrases, normal_words(_BEGINS.sub("", text))[:_AFTER])
    sums = bool(_SUMS.search(text)) and not end
    told = {"check"} if end or sums else {"check", "shortcoming", "remedy", "compute", "explain"}
    if ASKS.search(text) and not (end or sums):
        explained = any(a.kind == "explain" for a in question.asks)
        phrases, told = (*(() if explained else phrases), ("việc",)), told - {"compute", "explain"}
    if any(a.kind == "list" for a in question.asks):
        told = told - {"explain"}  # "liệt kê nguyên nhân"
    if not phrases or any(a.kind in told for a in question.asks):
        return None
    text = normal_form(text)
    return Wish(text, normal_words(text), phrases, bool(_COUNTS.search(text)), end, top(text), sums)


def holds(said: Sequence[str], part: Sequence[str]) -> bool:
    """Whether words stand side by side in others.

    >>> holds(("sở", "y", "tế"), ("y", "tế")), holds(("sở", "tế"), ("y", "tế")), holds(("sở",), ())
    (True, False, False)
    """
    size = len(part)
    return bool(part) and any(tuple(said[i : i + size]) == tuple(part) for i in range(len(said) - size + 1))


def called(grid: Grid, wanted: Wish) -> tuple[tuple[Row, ...], str]:
    """The rows of a table that are what a question calls the things it seeks, and what it calls them; none when the
    table is of other things."""
    kind = normal_words(_NAMING.sub("", bare(grid.headers.get(grid.named, "").split("/")[0].rpartition(" – ")[2])))
    for phrase in wanted.phrases:
        size = _names(phrase, kind)
        if size:
            return _of_sort(grid, phrase[:size]), " ".join(phrase[:size])
    for phrase in wanted.phrases:
        begun = [tuple(r for r in rows if _begins(r, phrase)) for rows in (grid.bands, grid.data)]
        for found in sorted(begun, key=len, reverse=True) if _level(phrase) else begun:
            if len(found) >= _FEW:
                two = normal_words(found[0].label)[:2] == phrase[:2] or _level(phrase)
                return found, " ".join(phrase[: 2 if two else 1])
        place, body = _begins_with(phrase, _ANY_PLACE), " ".join(phrase[:2]) in _ANY_BODY
        found = tuple(r for r in grid.data if _scopes(r.label)) if place or body else ()
        if found and len(found) >= _MOST * len(grid.data):
            return found, " ".join(phrase[:2])
    return (), ""


def _of_sort(grid: Grid, noun: Words) -> tuple[Row, ...]:
    """The rows of a table of money that are of the sort that a noun names: "khoản chi", "nguồn thu"."""
    if len(noun) < _FEW or noun[1] not in _SORTS:
        return grid.data
    own = tuple(
        r for r in grid.data if any(noun[1] in normal_words(name)[:_FEW] for name in (r.label, *map(bare, r.bands)))
    )
    first = grid.rows[0].statement
    around = frozenset(normal_words(" ".join((first.lead, *first.path[-1:], *grid.headers.values()))))
    return own or (() if _SORTS & around and noun[1] not in around else grid.data)


def _names(phrase: Words, kind: Words) -> int:
    """How many words of a phrase name the rows as the head of their column does, or as people call such things; 0 where
    they do not."""
    if not kind or not phrase:
        return 0
    head = kind[:_FEW]
    if phrase[: len(head)] == head:
        return len(kind) if phrase[: len(kind)] == kind else len(head)
    if len(kind) == 1 and phrase[:1] == kind:
        return 1
    for size in (2, 1):
        if head in (other[: len(head)] for other in alike(phrase[:size])[1:]):
            return size
    first = next((n for n in (2, 1) if " ".join(phrase[:n]) in _generic()), 0)
    return first if first and (" ".join(head) in _generic() or head[:1] in _OF_MONEY) else 0


def _begins(row: Row, phrase: Words) -> bool:
    """Whether a row's label begins as a phrase does, or is of the level of government that it names."""
    label = normal_words(row.label)
    for office in _OFFICES:
        if label[: len(office)] == office and phrase[:1] != office[:1]:
            label = label[len(office) :]
    if len(phrase) > 1 and label[:2] == phrase[:2]:
        return True
    level = _level(phrase)
    if level:
        return any(s.level == level and s.start == 0 for s in _scopes(_OFFICE.sub("", row.label)))
    return label[:1] == phrase[:1] and (len(phrase) == 1 or phrase[0] in _CLASSES)


def is_any(noun: Words) -> bool:
    """Whether any place or any body may be called so: "đơn vị", "địa phương nào"."""
    return _begins_with(noun, _ANY_PLACE | _ANY_BODY)


def of_levels(question: Question, noun: str, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Of rows that any body may be called by, those of the level of government that a question names."""
    if not question.levels or not is_any(tuple(noun.split())):
        return rows
    own = [(r, {s.level for s in _scopes(_OFFICE.sub("", r.label)) if s.level}) for r in rows]
    return tuple(r for r, levels in own if not levels or levels & set(question.levels))


def _begins_with(noun: Words, any_of: frozenset[str]) -> bool:
    return not any_of.isdisjoint((" ".join(noun[:1]), " ".join(noun[:2])))


def is_place_or_body(noun: Words) -> bool:
    """Whether places or bodies are called so, each of which has a name: "xã", "sở", "đơn vị"."""
    return is_any(noun) or not _CLASSES.isdisjoint(noun[:1])


def _level(phrase: Words) -> str:
    """The level of government that a phrase begins with in two words: "xã phường", "sở ngành"."""
    two = " ".join(phrase[:2])
    levels = (s.level for s in find_scopes(two) if (s.start, s.end) == (0, len(two)) and s.level == s.name)
    return next(levels, "") if len(phrase) > 1 else ""


@lru_cache(maxsize=8192)
def _scopes(label: str) -> tuple[Scope, ...]:
    """The levels and bodies of a label, whose first letter is a capital only because it stands first."""
    return find_scopes(label[:1].lower() + label[1:]) or find_scopes(label)


_OFFICE = re.compile(r"^(?:ubnd|ủy ban nhân dân)\s+(?=(?:xã|phường|thị trấn|đặc khu|huyện)\b)", re.IGNORECASE)
_OFFICES = (("ubnd",), ("ủy", "ban", "nhân", "dân"))
"""What stands before the name of a place whose committee is meant: "xã nào" asks for "UBND xã Ea Tình" too."""


def _phrases(text: str) -> Iterator[Words]:
    """The stretches of words that end in "nào" or "gì", or that follow an article of a set."""
    for match in _ASKS.finditer(text):
        said = re.split(r"[,;:.?!(]", text[: match.start()])[-1].lower().split()[-_BEFORE:]
        if len(said) > 1 and (said[-1] in _ONE_OF or " ".join(said[-2:]) in _ONE_OF):
            said = said[-2:]
        start = 0
        for word in compounds(said):
            yield normal_words(" ".join(said[start:]))
            start += len(word.syllables)
    for match in _LISTS.finditer(text):
        after = re.split(r"[,;:.?!(]", text[match.end() :])[0].split()[:_AFTER]
        if after and after[0] not in _AMOUNTS:
            yield normal_words(" ".join(after))


@lru_cache(maxsize=1)
def _generic() -> frozenset[str]:
    return frozenset(row[0] for row in table("generic_members.tsv"))
