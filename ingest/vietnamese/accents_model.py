"""The language model that accents are restored with: which syllable follows which two.

A back-off trigram over accented syllables, pruned and quantised by `accents_training`. Read as plain arrays
(no parsing, a few milliseconds); a catalogue's own text is laid over it as counts (`LanguageModel.adapted`).
"""

import functools
import itertools
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.vietnamese.accents_tokens import ROMAN, SPECIAL_WORDS, TOKEN, UNKNOWN, Ids, WordIds, encode_tokens
from ingest.vietnamese.fold import fold
from ingest.vietnamese.syllables import canonical

MODEL_PATH = Path(__file__).parent / "data" / "accents.npz"
QUESTION_PHRASES = Path(__file__).parent / "data" / "question_phrases.txt"

STEPS_PER_NAT = 16
"""Log probabilities are stored as bytes, -log(p) * 16: down to e^-16, a step of 6 %; finer changes no choice."""
PRIOR = 4.0
"""How many occurrences the general model counts for, for each way a context goes on in the catalogue (Witten-Bell).

Chosen on the second halves of held-out administrative texts, adapted with the first (`accents_measure --adapt`).
"""

QUESTION_TIMES = 3
"""How often the question phrases are counted into a catalogue's own text, which holds no questions either."""
TOPIC, MOST_GAIN = 0.5, 3.0
"""Words commoner in the catalogue than in general gain everywhere, rarer ones lose (Kneser, Peters and Klakow 1997,
unigram marginals; 0.5 is their exponent)."""
MOST_NEW_WORDS = 20_000
"""The commonest names and foreign words of a catalogue; five documents of the genre have some 200."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Counts:
    """N-grams of a catalogue's own text: sorted keys with their counts, and in how many ways each goes on.

    A key is the ids of its words in base `size`: (u * size + v) * size + w. `word_kinds[v]` is the number of
    different syllables that follow v, `bigram_kinds[i]` of those that follow bigram i; `word_gain` says how
    much commoner each word is here than in general (a logarithm, tempered by TOPIC).
    """

    bigrams: Ids
    bigram_counts: Floats
    bigram_kinds: Floats
    trigrams: Ids
    trigram_counts: Floats
    word_counts: Floats
    word_kinds: Floats
    word_gain: Floats


def count(row: Ids, size: int, unigram: NDArray[np.float32]) -> Counts:
    """A row of ids → its n-grams counted, and its words compared with the general log probabilities."""
    pairs = row[:-1] * size + row[1:]
    bigrams, bigram_counts = np.unique(pairs, return_counts=True)
    trigrams, trigram_counts = np.unique(pairs[:-1] * size + row[2:], return_counts=True)
    heads = np.searchsorted(bigrams, trigrams // size)
    parts = (
        bigram_counts,
        np.bincount(heads, minlength=len(bigrams)),
        trigram_counts,
        np.bincount(row, minlength=size),
        np.bincount(bigrams // size, minlength=size),
    )
    counts2, kinds2, counts3, counts1, kinds1 = (part.astype(np.float64) for part in parts)
    weight = PRIOR * np.count_nonzero(counts1)
    here = (counts1 + weight * np.exp(unigram)) / (counts1.sum() + weight)
    gain = TOPIC * np.clip(np.log(here) - unigram, -MOST_GAIN, MOST_GAIN)
    return Counts(bigrams, counts2, kinds2, trigrams, counts3, counts1, kinds1, gain)


def look_up(keys: Ids, sorted_keys: Ids) -> tuple[Ids, NDArray[np.bool_]]:
    """Where each key stands among the sorted keys, and whether it does."""
    if not len(sorted_keys):
        return np.zeros(keys.shape, dtype=np.int64), np.zeros(keys.shape, dtype=np.bool_)
    places = np.minimum(np.searchsorted(sorted_keys, keys), len(sorted_keys) - 1)
    return places, sorted_keys[places] == keys


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """Probabilities of syllables; all logarithms are natural.

    `words[i]` is syllable i; `latin` the words of other languages that officials write ("online", "scan").
    `forms` maps a folded syllable to the ids of its accented forms. `unigram`, `backoff` are a row a word;
    bigrams are sorted by key, and trigrams stand grouped after their bigram: those that follow bigram i are
    `trigram_words[trigram_start[i]:trigram_start[i + 1]]`.
    """

    words: tuple[str, ...]
    ids: WordIds
    latin: frozenset[str]
    forms: dict[str, list[int]]
    unigram: NDArray[np.float32]
    backoff: NDArray[np.float32]
    bigrams: Ids
    bigram_log: NDArray[np.float32]
    bigram_backoff: NDArray[np.float32]
    trigram_start: NDArray[np.int64]
    trigram_words: NDArray[np.uint16]
    trigram_log: NDArray[np.uint8]
    own: Counts | None = None

    @property
    def size(self) -> int:
        return len(self.words)

    def id_of(self, word: str) -> int:
        """The id of a lower-case word, UNKNOWN where it has none."""
        return self.ids.get(canonical(word), UNKNOWN)

    def adapted(self, texts: Iterable[str]) -> "LanguageModel":
        """The same model with the n-grams of these texts laid over it; syllables new to it are added."""
        own = [unicodedata.normalize("NFC", text).lower() for text in texts]
        tokens = [TOKEN.findall(text) for text in [*own, *question_phrases() * QUESTION_TIMES]]
        new = self._new_words(tokens)
        model = self._grown(new) if new else self
        return replace(model, own=count(encode_tokens(tokens, model.ids), model.size, model.unigram))

    def _new_words(self, texts: Iterable[Sequence[str]]) -> list[str]:
        """Words of a catalogue that the model lacks: names, foreign words, each seen twice so as not to learn slips."""
        seen: Counter[str] = Counter()
        for word, times in Counter(itertools.chain.from_iterable(texts)).items():
            if times > 1 and word.isalpha() and word not in ROMAN and self.id_of(word) == UNKNOWN:
                seen[canonical(word)] += times
        return sorted(word for word, _ in seen.most_common(MOST_NEW_WORDS))

    def _grown(self, new: Sequence[str]) -> "LanguageModel":
        words = self.words + tuple(new)
        old_size, size = self.size, len(words)
        least = np.full(len(new), self.unigram.min(), dtype=np.float32)
        keys = self.bigrams
        return replace(
            self,
            words=words,
            ids=word_ids(words),
            forms=forms_of(words),
            unigram=np.concatenate([self.unigram, least]),
            backoff=np.concatenate([self.backoff, np.zeros(len(new), dtype=np.float32)]),
            bigrams=keys // old_size * size + keys % old_size,
        )

    def bigram_logs(self, before: Ids, after: Ids) -> Floats:
        """log p(after | before), element by element."""
        return self._own_bigrams(before, after, self._general_bigrams(before, after))

    def trigram_logs(self, first: Ids, before: Ids, after: Ids) -> Floats:
        """log p(after | first, before), element by element."""
        pairs = first * self.size + before
        plain = self._general_bigrams(before, after)
        general = self._general_trigrams(pairs, after, plain)
        own = self.own
        if own is None:
            return general
        general += self._own_bigrams(before, after, plain) - plain
        places, known = look_up(pairs, own.bigrams)
        totals, kinds = np.where(known, own.bigram_counts[places], 0.0), np.where(known, own.bigram_kinds[places], 0.0)
        places, known = look_up(pairs * self.size + after, own.trigrams)
        return _mixed(np.where(known, own.trigram_counts[places], 0.0), totals, kinds, general)

    def _general_bigrams(self, before: Ids, after: Ids) -> Floats:
        places, known = look_up(before * self.size + after, self.bigrams)
        logs = np.where(known, self.bigram_log[places], self.backoff[before] + self.unigram[after]).astype(np.float64)
        return logs if self.own is None else logs + self.own.word_gain[after]

    def _own_bigrams(self, before: Ids, after: Ids, general: Floats) -> Floats:
        own = self.own
        if own is None:
            return general
        places, known = look_up(before * self.size + after, own.bigrams)
        counts = np.where(known, own.bigram_counts[places], 0.0)
        return _mixed(counts, own.word_counts[before], own.word_kinds[before], general)

    def _general_trigrams(self, pairs: Ids, after: Ids, plain: Floats) -> Floats:
        contexts, known = look_up(pairs, self.bigrams)
        logs: Floats = plain + np.where(known, self.bigram_backoff[contexts], 0.0)
        starts, ends = self.trigram_start[contexts].tolist(), self.trigram_start[contexts + 1].tolist()
        for i in np.flatnonzero(known).tolist():
            start, end = starts[i], ends[i]
            place = start + int(self.trigram_words[start:end].searchsorted(after[i]))
            if place < end and self.trigram_words[place] == after[i]:
                logs[i] = self.trigram_log[place] / -STEPS_PER_NAT
        return logs


def _mixed(counts: Floats, totals: Floats, kinds: Floats, general: Floats) -> Floats:
    """Counts of the catalogue over the general model; where the context was never seen, the general model."""
    weight = PRIOR * kinds
    mixed: Floats = np.log((counts + weight * np.exp(general)) / np.maximum(totals + weight, 1e-9) + 1e-12)
    return np.where(kinds > 0, mixed, general)


def word_ids(words: Sequence[str]) -> WordIds:
    return WordIds({word: i for i, word in enumerate(words)})


def forms_of(words: Sequence[str]) -> dict[str, list[int]]:
    forms: dict[str, list[int]] = {}
    for i, word in enumerate(words[len(SPECIAL_WORDS) :], len(SPECIAL_WORDS)):
        forms.setdefault(fold(word), []).append(i)
    return forms


@functools.cache
def question_phrases() -> tuple[str, ...]:
    """How questions are put; training and catalogues count them, as official prose has hardly any."""
    lines = QUESTION_PHRASES.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


@functools.cache
def load_model(path: Path = MODEL_PATH) -> LanguageModel:
    """The shipped model. Raises FileNotFoundError where the package was built without it."""
    with np.load(path) as stored:
        arrays = {name: stored[name] for name in stored.files}
    words = tuple(arrays["words"].tobytes().decode().split("\n"))
    bigram_words = arrays["bigram_words"]
    heads = np.repeat(np.arange(len(words), dtype=np.int64), np.diff(arrays["bigram_start"]))

    def logs(name: str) -> NDArray[np.float32]:
        return np.asarray(arrays[name] / np.float32(-STEPS_PER_NAT), dtype=np.float32)

    return LanguageModel(
        words=words,
        ids=word_ids(words),
        latin=frozenset(arrays["latin"].tobytes().decode().split("\n")),
        forms=forms_of(words),
        unigram=logs("unigram"),
        backoff=logs("backoff"),
        bigrams=heads * len(words) + bigram_words,
        bigram_log=logs("bigram_log"),
        bigram_backoff=logs("bigram_backoff"),
        trigram_start=np.concatenate([[0], np.cumsum(arrays["trigram_counts"], dtype=np.int64)]),
        trigram_words=arrays["trigram_words"],
        trigram_log=arrays["trigram_log"],
    )
