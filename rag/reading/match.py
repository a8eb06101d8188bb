"""How well a place in a document says what a question asks about: weighted coverage of the question's terms.

A term is a syllable or a pair of neighbouring syllables of the question's content, weighted by how rare it is in
the documents. A place is read in zones: the clause itself, the clauses it hangs on, the rest of its sentence, what
introduces it, its headings, its document. A term counts as much as the nearest zone that holds it.
"""

import itertools
import json
import math
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ingest.vietnamese.abbreviations import normal_form
from ingest.vietnamese.colloquial import spoken
from ingest.vietnamese.fold import fold, syllables
from rag.reading.initials import is_short

# What an unaccented match is worth beside an accented one: restored questions mostly match with accents, and folded
# syllables of Vietnamese stand for 3.3 accented ones on average, so a folded match is weaker evidence.
FOLDED = 0.4

UNKNOWN = 0.5
"""The share of its weight that a syllable keeps when no document uses it: a spoken word, or something not on file."""


FORMAL = 0.8
"""What it is worth that a zone says formally what the question says in everyday words ("trễ hạn" for "bị chậm")."""

SPELT = 0.7
"""What it is worth that neighbouring words of a zone begin with the letters of a short form that nobody explains."""


@dataclass(frozen=True, slots=True)
class Term:
    """A syllable or pair of syllables ("ký số") of a question, with and without accents, and its weight.

    `instead` are the formal phrases for the everyday one that it is part of, each as the grams that it has; `short`
    where it is a short form that neither a table nor the documents explain.
    """

    text: str
    folded: str
    weight: float
    instead: tuple[tuple[str, ...], ...] = ()
    short: bool = False


class Rarity:
    """Inverse document frequency of syllables and pairs over statements: log(1 + (N - n + .5) / (n + .5)) (BM25)."""

    def __init__(self, frequency: Mapping[str, int], total: int) -> None:
        self._frequency, self._total = frequency, max(total, 1)

    def __call__(self, text: str) -> float:
        n = self._frequency.get(text, 0)
        return math.log(1 + (self._total - n + 0.5) / (n + 0.5))

    def known(self, text: str) -> bool:
        """Whether the documents hold the term at all."""
        return text in self._frequency

    def save(self, path: Path) -> None:
        """Writes the counts whole or not at all."""
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".new")
        draft.write_text(json.dumps([self._total, self._frequency], ensure_ascii=False), encoding="utf-8")
        draft.replace(path)

    @classmethod
    def load(cls, path: Path) -> "Rarity | None":
        """The counts that were saved; None where there are none that can be read."""
        try:
            total, frequency = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return cls(frequency, total)

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Rarity":
        """Counted over texts, a text once."""
        frequency: dict[str, int] = {}
        total = 0
        for text in texts:
            total += 1
            for gram in grams(text):
                frequency[gram] = frequency.get(gram, 0) + 1
        return cls(frequency, total)


@lru_cache(maxsize=65536)
def grams(text: str) -> frozenset[str]:
    """The syllables and neighbouring pairs of a text in normal form, accented and folded."""
    plain = syllables(normal_form(text))
    folded = fold(" ".join(plain)).split()
    found = {*plain, *folded, *map(" ".join, itertools.pairwise(plain)), *map(" ".join, itertools.pairwise(folded))}
    for token in plain:
        if "/" in token:
            found.update(_parts(token))
    return frozenset(map(sys.intern, found))  # the same grams stand in many texts: each is held once


def _parts(token: str) -> tuple[str, ...]:
    """The shorter forms that a document number is named by: "117/2013/nđ-cp" → "117/2013", "117"."""
    pieces = token.split("/")
    if len(pieces) < 2 or not pieces[0].isdigit() or not pieces[-1][:1].isalpha():
        return ()
    return tuple("/".join(pieces[:n]) for n in range(1, len(pieces)))


def terms(content: str, rarity: Rarity, scale: float = 1.0) -> tuple[Term, ...]:
    """The terms of a question's content. A pair weighs as much as the rarer of its syllables.

    A pair of known syllables that the documents never put side by side is how the question joins its words
    ("chủ trì mảng thể chế"), no term; a syllable that they never use weighs as one that they use once, halved.
    """
    found: dict[str, Term] = {}
    for run in content.split("|"):
        plain = syllables(normal_form(run))
        formal = _formal(run)
        for s in plain:
            found[s] = Term(s, fold(s), scale * _weight(s, rarity), formal.get(s, ()), unexplained(s, rarity))
        for a, b in itertools.pairwise(plain):
            pair = f"{a} {b}"
            if rarity.known(pair) or rarity.known(fold(pair)):
                weight = scale * max(_weight(a, rarity), _weight(b, rarity))
                found[pair] = Term(pair, fold(pair), weight, formal.get(pair, ()))
    return tuple(found.values())


@lru_cache(maxsize=1024)
def _formal(run: str) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """The syllables and pairs of the everyday phrases in a run → the grams of each formal phrase for them."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for words, phrases in spoken(run):
        instead = tuple(_in_order(phrase) for phrase in phrases)
        found.update(dict.fromkeys((*words, *(f"{a} {b}" for a, b in itertools.pairwise(words))), instead))
    return found


def _in_order(phrase: str) -> tuple[str, ...]:
    """A phrase's neighbouring pairs, its syllable when it has but one."""
    plain = syllables(normal_form(phrase))
    return tuple(f"{a} {b}" for a, b in itertools.pairwise(plain)) or tuple(plain)


def unexplained(syllable: str, rarity: Rarity) -> bool:
    """Whether a word is a short form that the documents never use: what it stands for may stand there in full."""
    return is_short(syllable) and not rarity.known(syllable)


def _weight(syllable: str, rarity: Rarity) -> float:
    if rarity.known(syllable):
        return rarity(syllable)
    return rarity(fold(syllable)) if rarity.known(fold(syllable)) else UNKNOWN * rarity(syllable)


def held(term: Term, zone: frozenset[str]) -> float:
    """1 when the zone holds the term as written, less in formal words or without accents, else 0."""
    if term.text in zone:
        return 1.0
    if term.instead and any(zone.issuperset(phrase) for phrase in term.instead):
        return FORMAL
    return FOLDED if term.folded in zone else 0.0


Zones = tuple[tuple[frozenset[str], float], ...]
"""Zones of a place, each with what it is worth when it holds a term."""
