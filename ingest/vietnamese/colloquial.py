"""Everyday words of a question → the words that administrative reports use for the same thing."""

import functools
import re
from collections.abc import Sequence
from itertools import chain

from ingest.vietnamese.normalize import canonical_tone
from ingest.vietnamese.tables import rows

_WORD = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*")

Key = tuple[str, ...]


def _key(text: str) -> Key:
    return tuple(_WORD.findall(canonical_tone(text).lower()))


def _keys(phrases: Sequence[str]) -> list[Key]:
    """The keys of many phrases, their tone marks placed in one go: a cold question waits for the whole table."""
    return [tuple(_WORD.findall(line)) for line in canonical_tone("\n".join(phrases)).lower().split("\n")]


@functools.cache
def _table() -> tuple[dict[Key, tuple[str, ...]], dict[str, int]]:
    """Spoken phrase → formal ones; formal phrases themselves → nothing, so that no word inside them is taken. And how
    many words the longest phrase has that begins with a word."""
    said = rows("data/colloquial.tsv")
    meant = [tuple(formal.split("; ")) for _, formal, _ in said]
    spoken = dict(zip(_keys([phrase for phrase, *_ in said]), meant, strict=True))
    official = [*chain.from_iterable(meant), *(long for _, long, *_ in rows("data/abbreviations.tsv"))]
    settled: dict[Key, tuple[str, ...]] = dict.fromkeys(_keys(official), ())
    table: dict[Key, tuple[str, ...]] = {**settled, **spoken}
    longest: dict[str, int] = {}
    for key in table:
        longest[key[0]] = max(longest.get(key[0], 0), len(key))
    return table, longest


@functools.lru_cache(maxsize=1024)  # each step of a question's way asks for them
def formal(text: str) -> tuple[str, ...]:
    """Question with its accents → formal phrases to add to it, in order, each once; longest phrases first.

    What is said formally already adds nothing, nor do words inside it: "nhân dân" is not "dân".

    >>> formal("bao nhiêu hồ sơ bị chậm, gọi số nào?")
    ('hồ sơ trễ hạn', 'hồ sơ quá hạn', 'số điện thoại', 'đường dây nóng')
    >>> formal("tỷ lệ hồ sơ trễ hạn")
    ()
    """
    found = dict.fromkeys(phrase for _, phrases in spoken(text) for phrase in phrases)
    said = f" {' '.join(_key(text))} "
    return tuple(phrase for phrase in found if f" {' '.join(_key(phrase))} " not in said)


@functools.lru_cache(maxsize=1024)
def spoken(text: str) -> tuple[tuple[Key, tuple[str, ...]], ...]:
    """The spoken phrases of a question, each as its words, with the formal phrases for it (none for formal ones)."""
    table, longest = _table()
    words = _key(text)
    found: list[tuple[Key, tuple[str, ...]]] = []
    place = 0
    while place < len(words):
        for end in range(min(len(words), place + longest.get(words[place], 0)), place, -1):
            if words[place:end] in table:
                found.append((words[place:end], table[words[place:end]]))
                place = end - 1
                break
        place += 1
    return tuple(found)
