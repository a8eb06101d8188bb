"""The terms of one question, matched against the zones of many places at once, each zone once."""

import itertools
from array import array
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rag.reading.initials import spelt_in
from rag.reading.match import FOLDED, FORMAL, SPELT, Term, Zones

Row = NDArray[np.float64]
"""How well each of a question's terms is held, 0..1; or one number for each place."""
Rows = NDArray[np.float64]
"""A row for each place."""


class Spread(NamedTuple):
    """The zones of many places laid side by side: each distinct zone once, then for each zone of each place which of
    them it is and its worth, and where the zones of each place start."""

    distinct: tuple[frozenset[str], ...]
    which: NDArray[np.intp]
    worth: Rows
    starts: list[int]


def spread(places: Sequence[Zones]) -> Spread:
    """Places laid out for `Wanted.rows`, as often as they are matched; there is a place, and a zone to each."""
    numbers: dict[frozenset[str], int] = {}
    which = [numbers.setdefault(zone, len(numbers)) for zones in places for zone, _ in zones]
    worth = np.array([worth for zones in places for _, worth in zones])[:, np.newaxis]
    starts = list(itertools.accumulate(map(len, places[:-1]), initial=0))
    return Spread(tuple(numbers), np.array(which), worth, starts)


class _Table(dict[frozenset[str], int]):
    """How well each zone that was met holds each term: zone → its number, by which `held` and `full` know it."""

    def __init__(self, wanted: Sequence[Term]) -> None:
        super().__init__()
        self.full: list[int] = []
        self._short = [(i, t.text) for i, t in enumerate(wanted) if t.short]
        self._flat, self._none = array("d"), array("d", [0.0] * len(wanted))
        self._alone: dict[str, list[tuple[int, float]]] = {}
        self._together = [(i, phrase) for i, t in enumerate(wanted) for phrase in t.instead]
        for i, t in enumerate(wanted):
            for gram, worth in ((t.text, 1.0), (t.folded, FOLDED)):
                self._alone.setdefault(gram, []).append((i, worth))
        self._grams = frozenset(self._alone).union(*(phrase for _, phrase in self._together))

    def __missing__(self, zone: frozenset[str]) -> int:
        flat, start = self._flat, len(self._flat)
        flat.extend(self._none)
        said = self._grams & zone
        for gram in said:
            for i, worth in self._alone.get(gram, ()):
                flat[start + i] = max(worth, flat[start + i])
        for i, phrase in self._together if said else ():
            if flat[start + i] < FORMAL and said.issuperset(phrase):
                flat[start + i] = FORMAL
        for i, text in self._short:
            flat[start + i] = max(flat[start + i], SPELT * spelt_in(text, zone))
        self[zone] = len(self.full)
        self.full.append(flat[start:].count(1.0))
        return self[zone]

    def held(self, numbers: Sequence[int]) -> Rows:
        """How well the zones of these numbers hold each term."""
        return np.frombuffer(self._flat).reshape(len(self.full), len(self._none))[numbers]


class Wanted:
    """The terms of one question."""

    def __init__(self, wanted: tuple[Term, ...]) -> None:
        self.terms = wanted
        self._weights = np.array([t.weight for t in wanted], dtype=np.float64)
        self._total = float(self._weights.sum()) or 1.0
        self._pairs = np.array([" " in t.text for t in wanted], dtype=bool)
        self._pair_total = float(self._weights[self._pairs].sum()) or 1.0
        self._table = _Table(wanted)

    def said(self, zone: frozenset[str]) -> int:
        """How many of the terms the zone holds as written."""
        return self._table.full[self._table[zone]]

    def rows(self, places: Spread) -> Rows:
        """For each place and term the worth of the best zone that holds it."""
        held = self._table.held([self._table[zone] for zone in places.distinct])
        return np.maximum.reduceat(held[places.which] * places.worth, places.starts)

    def best(self, zones: Zones) -> Row:
        """The same for one place."""
        held = self._table.held([self._table[zone] for zone, _ in zones])
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
