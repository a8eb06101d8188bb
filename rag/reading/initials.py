"""Short forms that no table explains, matched by their letters: "xp" is said where "xã, phường" stands."""

from collections.abc import Collection, Mapping
from functools import lru_cache

from ingest.vietnamese.fold import fold
from ingest.vietnamese.syllables import is_syllable

SHORTEST, LONGEST = 2, 8
"""Letters of a short form: one letter is a mark of a list, more than eight spell no body or kind of officials."""
MOST_OF_A_WORD = 3
"""Letters that a word may lend: "ph" of "phường", "ngh" of "nghiệp"."""
JOINS = "và"
"""Left out of short forms: "khoa học và công nghệ" is "khcn"."""


def is_short(word: str) -> bool:
    """Whether a word in small letters is made of letters that no syllable is made of: "xp", "pđtđ", no "tu".

    >>> is_short("xp"), is_short("sqhkt"), is_short("tu"), is_short("2026")
    (True, True, False, False)
    """
    return SHORTEST <= len(word) <= LONGEST and word.isalpha() and not is_syllable(word) and not is_syllable(fold(word))


@lru_cache(maxsize=4096)  # the zones of a document are asked for again and again
def spelt_in(short: str, zone: frozenset[str]) -> bool:
    """Whether neighbouring words of a zone (grams, see match.py) begin with the letters of a short form, in order.

    >>> zone = frozenset(("xã phường", "khoa học", "học và", "và công", "công nghệ"))
    >>> [spelt_in(short, zone) for short in ("xp", "xph", "khcn", "px", "kn")]
    [True, True, True, False, False]
    """
    behind: dict[str, set[str]] = {}
    for gram in zone:
        first, _, second = gram.partition(" ")
        if second:
            behind.setdefault(first, set()).add(second)
    return any(_goes_on(short, word, behind) for word in behind)


def _goes_on(short: str, word: str, behind: Mapping[str, Collection[str]]) -> bool:
    """Whether a word and those behind it begin with the letters: one of each, or its opening ("ph" of "phường")."""
    if word == JOINS and any(_goes_on(short, other, behind) for other in behind.get(word, ())):
        return True
    for size in range(1, MOST_OF_A_WORD + 1):
        if _plain_d(word[:size]) != _plain_d(short[:size]) or size > len(short):
            return False
        rest = short[size:]
        if not rest or any(_goes_on(rest, other, behind) for other in behind.get(word, ())):
            return True
    return False


def _plain_d(letters: str) -> str:
    """ "d" may be typed for "đ"."""
    return letters.replace("đ", "d")
