"""How well a place in a document says what a question asks about: weighted coverage of the question's terms.

A term is a syllable or a pair of neighbouring syllables of the question's content, weighted by how rare it is in
the documents. A place is read in zones: the clause itself, the clauses it hangs on, the rest of its sentence, what
introduces it, its headings, its document. A term counts as much as the nearest zone that holds it.
"""

import itertools
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.vietnamese.abbreviations import normal_form
from ingest.vietnamese.colloquial import spoken
from ingest.vietnamese.fold import fold, syllables
from rag.reading.initials import is_short, spelt_in

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
    return frozenset(found)


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
Row = NDArray[np.float64]
"""How well each of a question's terms is held, 0..1; or one number for each place."""
Rows = NDArray[np.float64]
"""A row for each place."""


class _Table(dict[frozenset[str], int]):
    """How well each zone that was met holds each term: zone → its number in `rows`."""

    def __init__(self, wanted: Sequence[Term]) -> None:
        super().__init__()
        self.rows: list[list[float]] = []
        self._wanted = wanted
        self._short = [i for i, t in enumerate(wanted) if t.short]
        self._grams = frozenset(
            gram for t in wanted for gram in (t.text, t.folded, *(g for phrase in t.instead for g in phrase))
        )

    def __missing__(self, zone: frozenset[str]) -> int:
        said = self._grams & zone
        self.rows.append([held(t, said) for t in self._wanted] if said else [0.0] * len(self._wanted))
        for i in self._short:
            self.rows[-1][i] = max(self.rows[-1][i], SPELT * spelt_in(self._wanted[i].text, zone))
        self[zone] = len(self.rows) - 1
        return self[zone]


class Wanted:
    """The terms of one question, matched against the zones of many places at once, each zone once."""

    def __init__(self, wanted: tuple[Term, ...]) -> None:
        self.terms = wanted
        self._weights = np.array([t.weight for t in wanted], dtype=np.float64)
        self._total = float(self._weights.sum()) or 1.0
        self._pairs = np.array([" " in t.text for t in wanted], dtype=bool)
        self._pair_total = float(self._weights[self._pairs].sum()) or 1.0
        self._table = _Table(wanted)
        self._held: Rows = np.empty((0, len(wanted)))

    def said(self, zone: frozenset[str]) -> int:
        """How many of the terms the zone holds as written."""
        return self._table.rows[self._table[zone]].count(1.0)

    def rows(self, places: Sequence[Zones]) -> Rows:
        """For each place and term the worth of the best zone that holds it; there is a place, and a zone to each."""
        table = self._table
        numbers = [table[zone] for zones in places for zone, _ in zones]
        worth = np.array([worth for zones in places for _, worth in zones])
        starts = list(itertools.accumulate(map(len, places[:-1]), initial=0))
        if len(self._held) < len(table.rows):
            self._held = np.array(table.rows, dtype=np.float64).reshape(len(table.rows), len(self.terms))
        return np.maximum.reduceat(self._held[numbers] * worth[:, np.newaxis], starts)

    def best(self, zones: Zones) -> Row:
        """The same for one place."""
        numbers = [self._table[zone] for zone, _ in zones]
        held = np.array([self._table.rows[number] for number in numbers], dtype=np.float64)
        return np.asarray((held * np.array([[worth] for _, worth in zones])).max(axis=0))

    def share(self, rows: Rows) -> Row:
        """The weighted share of the terms that are held, 0..1."""
        return np.asarray((rows * self._weights).sum(axis=-1) / self._total)

    def share_beyond(self, rows: Rows, named: Rows) -> Row:
        """The same of the terms that `named` does not hold in full; 1 where it holds them all."""
        weights = self._weights * (named < 1.0)
        total = weights.sum(axis=-1)
        return np.asarray(np.where(total > 0, (rows * weights).sum(axis=-1) / np.where(total > 0, total, 1.0), 1.0))

    def coverage(self, zones: Zones) -> float:
        """The weighted share of the terms that the zones hold, 0..1."""
        return float(self.share(self.best(zones)))

    def pair_share(self, rows: Rows) -> Row:
        """The same of the pairs of syllables alone."""
        return np.asarray((rows * self._weights)[..., self._pairs].sum(axis=-1) / self._pair_total)

    def missing(self, rows: Rows, pairs: bool = False) -> Row:
        """The weight of the rarest term (or pair) that is not held, as a share of the rarest one's; 0 when none is."""
        weights = self._weights * self._pairs if pairs else self._weights
        rarest = weights.max(initial=0.0) or 1.0
        return np.asarray((weights * (rows == 0)).max(axis=-1, initial=0.0) / rarest)
