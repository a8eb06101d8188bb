"""Abbreviations and what they stand for: TTHC → thủ tục hành chính, from a table.

`normal_form` writes a short form and its long form the same way, so a question and a document meet whichever of
them each uses.
"""

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ingest.vietnamese.fold import fold, syllables
from ingest.vietnamese.normalize import canonical_tone
from ingest.vietnamese.syllables import is_syllable
from ingest.vietnamese.tables import rows

DOCUMENT_KIND = "văn bản"
NUMBER_FOLLOWS = "#"

_TOKEN = re.compile(r"[^\W\d_]+|\d+|,")
_GAP = re.compile(r"[ \-–&/]{0,3}")
_KEPT = re.compile(r"\d+(?:/\d{2,4})?/[^\W\d_][^\s,;.)]*|\S+@\S+|\S*://\S+|www\.\S+")
"""Document numbers ("131/NQ-CP"), addresses and links are names, not abbreviations to be read out."""

_MAY_BE_KEPT = re.compile(r"[/@]|www\.")
"""What one of them holds; few texts do."""

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
class _Lexicon:
    """`lengths` is how many tokens the forms have that begin with a token, the longest first."""

    senses: Mapping[Key, tuple[Sense, ...]]
    folded: Mapping[Key, tuple[Sense, ...]]
    lengths: Mapping[str, tuple[int, ...]]

    def ends(self, lower: list[str], place: int) -> Iterator[int]:
        """One past the last token of each form that starts at this one, the longest first."""
        for length in self.lengths.get(lower[place], ()):
            key = tuple(lower[place : place + length])
            if len(key) == length and (key in self.senses or key in self.folded):
                yield place + length


def _key(text: str) -> Key:
    return tuple(token.lower() for token in _TOKEN.findall(canonical_tone(text)))


@functools.cache
def _lexicon() -> _Lexicon:
    exact: dict[Key, list[Sense]] = {}
    folded: dict[Key, list[Sense]] = {}
    for short, long, context, field, _ in rows("data/abbreviations.tsv"):
        said = tuple(word if word == NUMBER_FOLLOWS else fold(word) for word in context.split("; ") if word)
        sense, key = Sense(short, long, said, field), _key(short)
        exact.setdefault(key, []).append(sense)
        if short[-1:].isupper():
            folded.setdefault(tuple(fold(token) for token in key), []).append(sense)
    lengths: dict[str, set[int]] = {}
    for key in (*exact, *folded):
        lengths.setdefault(key[0], set()).add(len(key))
    return _Lexicon(
        {key: tuple(found) for key, found in exact.items()},
        {key: tuple(found) for key, found in folded.items()},
        {token: tuple(sorted(found, reverse=True)) for token, found in lengths.items()},
    )


def find(text: str) -> tuple[Found, ...]:
    """The abbreviations of a text with their meanings there, from left to right, longest first; none overlap.

    Capitals or not: "tthc" and "bpmc" count in what people type; "ai" and "tu" only in capitals, being words.
    Ambiguous ones whose context does not tell are left out.

    >>> [(f.short, f.long) for f in find("skhđt giải quyết mấy TTHC theo NQ131, Kế hoạch 124/KH-UBND")]
    [('skhđt', 'Sở Kế hoạch và Đầu tư'), ('TTHC', 'thủ tục hành chính'), ('NQ', 'nghị quyết')]
    """
    tokens = list(_TOKEN.finditer(_lower(canonical_tone(text))))
    kept = [match.span() for match in _KEPT.finditer(text)] if _MAY_BE_KEPT.search(text) else ()
    if kept:
        tokens = [match for match in tokens if not any(start <= match.start() < end for start, end in kept)]
    lower = [match.group() for match in tokens]
    lexicon = _lexicon()
    places = [i for i, token in enumerate(lower) if token in lexicon.lengths and any(lexicon.ends(lower, i))]
    if not places:
        return ()
    shouted = text.upper() == text
    context = f" {fold(' '.join(lower))} "
    found: list[Found] = []
    behind = 0
    for place in places:
        match = _longest(text, tokens, lower, place, shouted, context) if place >= behind else None
        if match:
            found.append(match[0])
            behind = match[1]
    return tuple(found)


def _lower(text: str) -> str:
    """Small letters, one for one, so that places stay where they are."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _longest(
    text: str, tokens: list[re.Match[str]], lower: list[str], place: int, shouted: bool, context: str
) -> tuple[Found, int] | None:
    """The longest short form that starts at this token, and the place behind it."""
    lexicon = _lexicon()
    for end in lexicon.ends(lower, place):
        key = tuple(lower[place:end])
        inside = range(place, end - 1)
        if not all(_GAP.fullmatch(text, tokens[i].end(), tokens[i + 1].start()) for i in inside):
            continue
        typed = text[tokens[place].start() : tokens[end - 1].end()]
        number = end < len(tokens) and lower[end].isdecimal()
        sense = _meant(_senses(key, typed, shouted), context, number)
        glued = end < len(tokens) and tokens[end - 1].end() == tokens[end].start() and lower[end] != ","
        if sense and (not glued or sense.field == DOCUMENT_KIND):
            return Found(tokens[place].start(), tokens[end - 1].end(), typed, sense.long), end
    return None


def _senses(key: Key, typed: str, shouted: bool) -> tuple[Sense, ...]:
    if len(key) == 1 and is_syllable(fold(key[0])) and (shouted or typed.upper() != typed):
        return ()
    lexicon = _lexicon()
    return lexicon.senses.get(key) or (lexicon.folded.get(key, ()) if typed.isascii() else ())


def _meant(senses: tuple[Sense, ...], context: str, number: bool) -> Sense | None:
    for sense in senses:
        if any(number if word == NUMBER_FOLLOWS else f" {word} " in context for word in sense.context):
            return sense
    return next((sense for sense in senses if not sense.context), None)


@functools.lru_cache(maxsize=8192)  # a question and the rows it is held against are asked for many times
def normal_form(text: str) -> str:
    """Text with each abbreviation, and each other way to write its long form, replaced by the long form.

    >>> normal_form("dvc tt cấp xã") == normal_form("DVCTT cấp xã") == "dịch vụ công trực tuyến cấp xã"
    True
    >>> normal_form("NQ131 về KHCN"), normal_form("khoa học công nghệ")
    ('nghị quyết 131 về khoa học và công nghệ', 'khoa học và công nghệ')
    >>> normal_form("chỉ số SIPAS năm 2025"), normal_form("Sở KHĐT")
    ('chỉ số hài lòng về sự phục vụ hành chính năm 2025', 'Sở Kế hoạch và Đầu tư')
    """
    parts, last = [], 0
    for match in find(text):
        glued = match.end < len(text) and text[match.end].isdecimal()
        parts += [text[last : _reach(text, match)], match.long, " " if glued else ""]
        last = match.end
    return "".join([*parts, text[last:]])


@functools.lru_cache(maxsize=16384)  # labels and cells of the same tables are asked for by every question
def normal_words(text: str) -> tuple[str, ...]:
    """The words of a text in its normal form.

    >>> normal_words("Số TTHC")
    ('số', 'thủ', 'tục', 'hành', 'chính')
    """
    return tuple(syllables(normal_form(text)))


def _reach(text: str, match: Found) -> int:
    """Where the long form begins that already stands partly in front: "chỉ số SIPAS", "trung tâm IOC"."""
    words = list(_TOKEN.finditer(match.long))
    before = canonical_tone(text[max(0, match.start - len(match.long) - 2) : match.start]).lower()
    for word in reversed(words[:-1]):
        head = match.long[: word.end()].lower() + " "
        if before.endswith(head) and not before[: -len(head)][-1:].isalnum():
            return match.start - len(head)
    return match.start
