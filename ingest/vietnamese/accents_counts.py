"""N-grams counted in a text and laid over the general language model: a catalogue's own words, the words of questions.

A question is made of both, so each text is laid over the general model by itself and the two are mixed: a large
catalogue does not drown the few words that ask, nor they its names.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.vietnamese.accents_tokens import Ids

BASE = 1 << 17
"""Keys of n-grams are numbers in this base, the ids of words their digits: above any vocabulary here."""
TOPIC, MOST_GAIN = 0.85, 4.0
"""Words commoner in the text than in general gain everywhere, rarer ones lose (Kneser, Peters and Klakow 1997,
unigram marginals: 0.5 is their exponent, more leaves fewer words of questions wrong)."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Counts:
    """N-grams of a text: sorted keys with their counts, and in how many ways each goes on.

    A key is the ids of its words in base `BASE`. `word_kinds[v]` is the number of different syllables that follow v,
    `bigram_kinds[i]` of those that follow bigram i; `word_gain` says how much commoner each word is here than in
    general (a logarithm, tempered by TOPIC). `prior` is how many occurrences the general model counts for, for each
    way a context goes on (Witten-Bell).
    """

    bigrams: Ids
    bigram_counts: Floats
    bigram_kinds: Floats
    trigrams: Ids
    trigram_counts: Floats
    word_counts: Floats
    word_kinds: Floats
    word_gain: Floats
    prior: float

    def bigram_logs(self, before: Ids, after: Ids, general: Floats) -> Floats:
        """log p(after | before) where the general model, with this text's gains, says `general`."""
        places, known = look_up(before * BASE + after, self.bigrams)
        counts = np.where(known, self.bigram_counts[places], 0.0)
        return self._over(counts, self.word_counts[before], self.word_kinds[before], general)

    def trigram_logs(self, pairs: Ids, after: Ids, general: Floats) -> Floats:
        """log p(after | pair) where this text's pairs over the general triples say `general`."""
        places, known = look_up(pairs, self.bigrams)
        totals = np.where(known, self.bigram_counts[places], 0.0)
        kinds = np.where(known, self.bigram_kinds[places], 0.0)
        places, known = look_up(pairs * BASE + after, self.trigrams)
        return self._over(np.where(known, self.trigram_counts[places], 0.0), totals, kinds, general)

    def _over(self, counts: Floats, totals: Floats, kinds: Floats, general: Floats) -> Floats:
        """Counts of the text over the general model; where the context was never seen, the general model."""
        weight = self.prior * kinds
        mixed: Floats = np.log((counts + weight * np.exp(general)) / np.maximum(totals + weight, 1e-9) + 1e-12)
        return np.where(kinds > 0, mixed, general)


def count(row: Ids, unigram: NDArray[np.float32], prior: float) -> Counts:
    """A row of ids → its n-grams counted, and its words compared with the general log probabilities."""
    size = len(unigram)
    pairs = row[:-1] * BASE + row[1:]
    bigrams, bigram_counts = np.unique(pairs, return_counts=True)
    trigrams, trigram_counts = np.unique(pairs[:-1] * BASE + row[2:], return_counts=True)
    heads = np.searchsorted(bigrams, trigrams // BASE)
    parts = (
        bigram_counts,
        np.bincount(heads, minlength=len(bigrams)),
        trigram_counts,
        np.bincount(row, minlength=size),
        np.bincount(bigrams // BASE, minlength=size),
    )
    counts2, kinds2, counts3, counts1, kinds1 = (part.astype(np.float64) for part in parts)
    weight = prior * np.count_nonzero(counts1)
    here = (counts1 + weight * np.exp(unigram)) / (counts1.sum() + weight)
    gain = TOPIC * np.clip(np.log(here) - unigram, -MOST_GAIN, MOST_GAIN)
    return Counts(bigrams, counts2, kinds2, trigrams, counts3, counts1, kinds1, gain, prior)


def mixed(logs: Sequence[Floats]) -> Floats:
    """The logarithm of the mean of what several texts say: each has the same share in a question."""
    total: Floats = np.logaddexp.reduce(logs) - np.log(len(logs))
    return total


def look_up(keys: Ids, sorted_keys: Ids) -> tuple[Ids, NDArray[np.bool_]]:
    """Where each key stands among the sorted keys, and whether it does."""
    if not len(sorted_keys):
        return np.zeros(keys.shape, dtype=np.int64), np.zeros(keys.shape, dtype=np.bool_)
    places = np.minimum(np.searchsorted(sorted_keys, keys), len(sorted_keys) - 1)
    return places, sorted_keys[places] == keys
