"""Names of places and people, which questions have where documents have other words: one token for all of them.

What stands before and after a name ("của Sông Hạ", "Tân Lộc định …") depends on its being one, not on its syllables,
and a name that is the beginning or end of an everyday phrase ("cửa sông") would pull its neighbours with it.
"""

import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ingest.vietnamese.fold import fold

NAME = "\ue000"
"""Stands for a name among the tokens that the accent model counts: a code point that no text has."""
LONGEST = 4
"""Syllables of the longest name looked for: "Bà Rịa Vũng Tàu", "Nguyễn Thị Minh Khai"."""
LEAST, FIXED = 2, 0.6
"""How often a name occurs; and the share of one and the same small word after it from which it is the beginning of
a longer title ("Bộ Tài" chính)."""

_LATIN = [c for c in map(chr, range(0x41, 0x1F00)) if unicodedata.name(c, "").startswith("LATIN")]
_UPPER, _LOWER = ("".join(filter(kind, _LATIN)) for kind in (str.isupper, str.islower))
_WORD = rf"[{_UPPER}][{_LOWER}]+"
_RUN = re.compile(
    rf"[{_UPPER}](?<![\w/-].)[{_LOWER}]+(?: {_WORD}){{1,{LONGEST}}}(?![\w/-])(?= ([{_LOWER}]+)|)"  # a set first: faster
)


def names_of(texts: Iterable[str], least: int = LEAST) -> frozenset[str]:
    """The names in these texts: runs of capitalised words that go on in more than one way.

    >>> sorted(names_of(["Tỉnh Sông Hạ có Bộ Tài chính.", "Ở Sông Hạ, Bộ Tài chính"]))
    ['Sông Hạ']
    """
    times: Counter[str] = Counter()
    after: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for match in _RUN.finditer(text):
            words = match.group().split(" ")
            for run in (words, words[1:]):  # "Tỉnh Sông Hạ" begins a sentence
                if 2 <= len(run) <= LONGEST:
                    times[" ".join(run)] += 1
                    after[" ".join(run)][match.group(1) or ""] += 1
    found = set()
    for name, count in times.items():
        same = max((often for word, often in after[name].items() if word), default=0)
        if count >= least and same <= FIXED * count and times[name.partition(" ")[2]] <= count:
            found.add(name)
    return frozenset(found)


def with_names(text: str, names: frozenset[str]) -> str:
    """The text with NAME for each of these names.

    >>> with_names("Tỉnh Sông Hạ có", frozenset(("Sông Hạ",))).replace(NAME, "…")
    'Tỉnh … có'
    """

    def put(match: re.Match[str]) -> str:
        words = match.group().split(" ")
        for first, last in ((0, len(words)), (1, len(words)), (0, len(words) - 1)):
            if " ".join(words[first:last]) in names:
                return " ".join([*words[:first], NAME, *words[last:]])
        return match.group()

    return _RUN.sub(put, text)


def by_letters(names: Iterable[str]) -> dict[str, str]:
    """Names without their accents → the names.

    >>> by_letters(["Sông Hạ"])
    {'song ha': 'Sông Hạ'}
    """
    return {sys.intern(fold(name)): name for name in sorted(names)}


def found_at(words: Sequence[str], names: Mapping[str, str]) -> dict[int, str]:
    """Folded words → where names begin among them, the longest first."""
    places: dict[int, str] = {}
    i = 0
    while i < len(words):
        for length in range(LONGEST, 1, -1):
            name = names.get(" ".join(words[i : i + length])) if i + length <= len(words) else None
            if name:
                places[i] = name
                i += length - 1
                break
        i += 1
    return places
