"""Abbreviations both ways: TTHC ↔ thủ tục hành chính, from a table and from what documents define themselves.

`normal_form` writes a short form and its long form the same way, so a question and a document meet whichever of
them each uses. `learn` finds the definitions in a document; they go before the table.
"""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from ingest.vietnamese.fold import fold
from ingest.vietnamese.normalize import canonical_tone
from ingest.vietnamese.syllables import is_syllable
from ingest.vietnamese.tables import rows

NOTHING: Mapping[str, str] = MappingProxyType({})
DOCUMENT_KIND = "văn bản"
NUMBER_FOLLOWS = "#"

_TOKEN = re.compile(r"[^\W\d_]+|\d+|,")
_GAP = re.compile(r"[ \-–&/]{0,3}")
_KEPT = re.compile(r"\d+(?:/\d{2,4})?/[^\W\d_][^\s,;.)]*|\S+@\S+|\S*://\S+|www\.\S+")
"""Document numbers ("131/NQ-CP"), addresses and links are names, not abbreviations to be read out."""

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sense:
    """A meaning of a short form; `context` are folded words of which one must stand in the text, if any are given."""

    short: str
    long: str
    context: tuple[str, ...] = ()
    field: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A short form in a text: its offsets, as typed, and what it stands for there."""

    start: int
    end: int
    short: str
    long: str


@dataclass(frozen=True, slots=True)
class Expanded:
    """`text` with each abbreviation followed by its long form in brackets, for people and for language models."""

    text: str
    original: str
    found: tuple[Found, ...] = ()


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """`longest` is how many tokens the longest form has that begins with a token."""

    senses: Mapping[Key, tuple[Sense, ...]]
    folded: Mapping[Key, tuple[Sense, ...]]
    longest: Mapping[str, int]


def _key(text: str) -> Key:
    return tuple(token.lower() for token in _TOKEN.findall(canonical_tone(text)))


def _lexicon_of(senses: list[Sense]) -> _Lexicon:
    exact: dict[Key, list[Sense]] = {}
    folded: dict[Key, list[Sense]] = {}
    for sense in senses:
        key = _key(sense.short)
        exact.setdefault(key, []).append(sense)
        if sense.short[-1:].isupper():
            folded.setdefault(tuple(fold(token) for token in key), []).append(sense)
    longest: dict[str, int] = {}
    for key in (*exact, *folded):
        longest[key[0]] = max(longest.get(key[0], 0), len(key))
    return _Lexicon(
        {key: tuple(found) for key, found in exact.items()},
        {key: tuple(found) for key, found in folded.items()},
        longest,
    )


@functools.cache
def _table() -> _Lexicon:
    senses = []
    for short, long, context, field, _ in rows("data/abbreviations.tsv"):
        words = tuple(word if word == NUMBER_FOLLOWS else fold(word) for word in context.split("; ") if word)
        senses.append(Sense(short, long, words, field))
    return _lexicon_of(senses)


@functools.lru_cache(maxsize=64)
def _learned_lexicon(learned: tuple[tuple[str, str], ...]) -> _Lexicon:
    return _lexicon_of([Sense(short, long) for short, long in learned])


def find(text: str, learned: Mapping[str, str] = NOTHING) -> tuple[Found, ...]:
    """The abbreviations of a text with their meanings there, from left to right, longest first; none overlap.

    Capitals or not: "tthc" and "bpmc" count in what people type; "ai" and "tu" only in capitals, being words.
    Ambiguous ones whose context does not tell are left out.

    >>> [(f.short, f.long) for f in find("skhđt giải quyết mấy TTHC theo NQ131, Kế hoạch 124/KH-UBND")]
    [('skhđt', 'Sở Kế hoạch và Đầu tư'), ('TTHC', 'thủ tục hành chính'), ('NQ', 'nghị quyết')]
    """
    tokens = list(_TOKEN.finditer(text))
    kept = [match.span() for match in _KEPT.finditer(text)]
    if kept:
        tokens = [match for match in tokens if not any(start <= match.start() < end for start, end in kept)]
    toned = canonical_tone(text)
    lower = [toned[match.start() : match.end()].lower() for match in tokens]
    lexicons = [_table()]
    if learned:
        lexicons.insert(0, _learned_lexicon(tuple(sorted(learned.items()))))
    places = sorted({place for lexicon in lexicons for place, token in enumerate(lower) if token in lexicon.longest})
    if not places:
        return ()
    shouted = text.upper() == text
    context = f" {fold(' '.join(lower))} "
    found: list[Found] = []
    behind = 0
    for place in places:
        match = _longest(text, tokens, lower, place, lexicons, shouted, context) if place >= behind else None
        if match:
            found.append(match[0])
            behind = match[1]
    return tuple(found)


def _longest(
    text: str,
    tokens: list[re.Match[str]],
    lower: list[str],
    place: int,
    lexicons: list[_Lexicon],
    shouted: bool,
    context: str,
) -> tuple[Found, int] | None:
    """The longest short form that starts at this token, and the place behind it."""
    longest = max(lexicon.longest.get(lower[place], 0) for lexicon in lexicons)
    for end in range(min(len(tokens), place + longest), place, -1):
        key = tuple(lower[place:end])
        if not any(key in lexicon.senses or key in lexicon.folded for lexicon in lexicons):
            continue
        inside = range(place, end - 1)
        if not all(_GAP.fullmatch(text, tokens[i].end(), tokens[i + 1].start()) for i in inside):
            continue
        typed = text[tokens[place].start() : tokens[end - 1].end()]
        number = end < len(tokens) and lower[end].isdecimal()
        for lexicon in lexicons:
            senses = _senses(lexicon, key, typed, shouted)
            sense = _meant(senses, context, number)
            glued = end < len(tokens) and tokens[end - 1].end() == tokens[end].start() and lower[end] != ","
            if sense and (not glued or sense.field == DOCUMENT_KIND):
                return Found(tokens[place].start(), tokens[end - 1].end(), typed, sense.long), end
    return None


def _senses(lexicon: _Lexicon, key: Key, typed: str, shouted: bool) -> tuple[Sense, ...]:
    if len(key) == 1 and is_syllable(fold(key[0])) and (shouted or typed.upper() != typed):
        return ()
    return lexicon.senses.get(key) or (lexicon.folded.get(key, ()) if typed.isascii() else ())


def _meant(senses: tuple[Sense, ...], context: str, number: bool) -> Sense | None:
    for sense in senses:
        if any(number if word == NUMBER_FOLLOWS else f" {word} " in context for word in sense.context):
            return sense
    return next((sense for sense in senses if not sense.context), None)


def expand(text: str, learned: Mapping[str, str] = NOTHING) -> Expanded:
    """Text with the long form behind each abbreviation.

    >>> expand("Số TTHC của BPMC").text
    'Số TTHC (thủ tục hành chính) của BPMC (bộ phận một cửa)'
    """
    found = tuple(match for match in find(text, learned) if _is_short(match.short))
    return Expanded(_replaced(text, found, "{short} ({long})"), text, found)


def normal_form(text: str, learned: Mapping[str, str] = NOTHING) -> str:
    """Text with each abbreviation, and each other way to write its long form, replaced by the long form.

    >>> normal_form("dvc tt cấp xã") == normal_form("DVCTT cấp xã") == "dịch vụ công trực tuyến cấp xã"
    True
    >>> normal_form("NQ131 về KHCN"), normal_form("khoa học công nghệ")
    ('nghị quyết 131 về khoa học và công nghệ', 'khoa học và công nghệ')
    >>> normal_form("chỉ số SIPAS năm 2025"), normal_form("Sở KHĐT")
    ('chỉ số hài lòng về sự phục vụ hành chính năm 2025', 'Sở Kế hoạch và Đầu tư')
    """
    return _in_full(text, learned) if learned else _plainly(text)


@functools.lru_cache(maxsize=8192)  # a question and the rows it is held against are asked for many times
def _plainly(text: str) -> str:
    return _in_full(text, NOTHING)


def _in_full(text: str, learned: Mapping[str, str]) -> str:
    found = tuple(replace(match, start=_reach(text, match)) for match in find(text, learned))
    return _replaced(text, found, "{long}")


def variants(phrase: str, learned: Mapping[str, str] = NOTHING) -> tuple[str, ...]:
    """The other ways to write a short or a long form; empty for anything else.

    >>> variants("TTHC"), variants("thủ tục hành chính"), variants("giải ngân")
    (('thủ tục hành chính',), ('TTHC',), ())
    """
    key = _key(phrase)
    lexicons = [_learned_lexicon(tuple(sorted(learned.items())))] if learned else []
    others: dict[str, None] = {}
    for lexicon in [*lexicons, _table()]:
        for sense in _senses(lexicon, key, phrase, shouted=False):
            others[sense.long] = None
        for sense in (sense for senses in lexicon.senses.values() for sense in senses):
            if _key(sense.long) == key:
                others[sense.short] = None
    return tuple(others)


def _reach(text: str, match: Found) -> int:
    """Where the long form begins that already stands partly in front: "chỉ số SIPAS", "trung tâm IOC"."""
    words = list(_TOKEN.finditer(match.long))
    before = canonical_tone(text[max(0, match.start - len(match.long) - 2) : match.start]).lower()
    for word in reversed(words[:-1]):
        head = match.long[: word.end()].lower() + " "
        if before.endswith(head) and not before[: -len(head)][-1:].isalnum():
            return match.start - len(head)
    return match.start


def _is_short(typed: str) -> bool:
    return not any(is_syllable(canonical_tone(token).lower()) for token in _TOKEN.findall(typed)) or typed.isupper()


def _replaced(text: str, found: tuple[Found, ...], form: str) -> str:
    parts, last = [], 0
    for match in found:
        glued = match.end < len(text) and text[match.end].isdecimal()
        parts += [text[last : match.start], form.format(short=match.short, long=match.long), " " if glued else ""]
        last = match.end
    return "".join([*parts, text[last:]])
