"""Everyday words of a question → the words that administrative reports use for the same thing."""

import functools
import re

from ingest.vietnamese.normalize import canonical_tone
from ingest.vietnamese.tables import rows

_WORD = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*")

Key = tuple[str, ...]


def _key(text: str) -> Key:
    return tuple(_WORD.findall(canonical_tone(text).lower()))


@functools.cache
def _table() -> tuple[dict[Key, tuple[str, ...]], dict[str, int]]:
    """Spoken phrase → formal ones; formal phrases themselves → nothing, so that no word inside them is taken. And how
    many words the longest phrase has that begins with a word."""
    spoken = {_key(phrase): tuple(formal.split("; ")) for phrase, formal, _ in rows("data/colloquial.tsv")}
    settled = {_key(formal): () for phrases in spoken.values() for formal in phrases}
    settled |= {_key(long): () for _, long, *_ in rows("data/abbreviations.tsv")}
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
