"""The language model that accents are restored with: which syllable follows which two.

A back-off trigram over accented syllables, pruned and quantised by `accents_training`. Read as plain arrays
(no parsing, a few milliseconds); a catalogue's own text is laid over it as counts (`LanguageModel.adapted`).
"""

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.vietnamese.fold import fold
from ingest.vietnamese.syllables import canonical, is_syllable

MODEL_PATH = Path(__file__).parent / "data" / "accents.npz"

BOUNDARY, NUMBER, UNKNOWN = 0, 1, 2
SPECIAL_WORDS = ("<s>", "<number>", "<unknown>")
STEPS_PER_NAT = 16
"""Log probabilities are stored as bytes, -log(p) * 16: down to e^-16, a step of 6 %; finer changes no choice."""
PRIOR_BIGRAM, PRIOR_TRIGRAM = 6.0, 2.0
"""How many occurrences in the catalogue weigh as much as the general model, after one syllable and after two.

Chosen on held-out administrative texts adapted with one half and tested on the other; flat between 3 and 12.
"""

TOKEN = re.compile(r"[^\W\d_]+|\d+(?:[.,/]\d+)*|[.;:!?()\n]")

Ids = NDArray[np.int64]


class WordIds(dict[str, int]):
    """Word → id; spellings with the tone mark elsewhere, numbers and punctuation are worked out once, then kept."""

    def __missing__(self, token: str) -> int:
        if token[0].isdigit():
            found = NUMBER
        elif not token[0].isalpha():
            found = BOUNDARY
        else:
            found = self.get(canonical(token), UNKNOWN)
        self[token] = found
        return found


def encode(texts: Iterable[str], ids: WordIds) -> Ids:
    """Texts → one row of ids, a boundary between any two sentences; commas and slashes do not part words."""
    row = [BOUNDARY, BOUNDARY]
    for text in texts:
        row.extend([ids[token] for token in TOKEN.findall(text.lower())])
        row.append(BOUNDARY)
    return np.asarray(row, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Counts:
    """N-grams of a catalogue's own text: sorted keys with their counts, and how often each context occurs.

    A key is the ids of its words in base `size`: (u * size + v) * size + w.
    """

    bigrams: Ids
    bigram_counts: NDArray[np.float32]
    trigrams: Ids
    trigram_counts: NDArray[np.float32]
    words: NDArray[np.float32]


def count(row: Ids, size: int) -> Counts:
    """A row of ids → its n-grams counted."""
    pairs = row[:-1] * size + row[1:]
    bigrams, bigram_counts = np.unique(pairs, return_counts=True)
    trigrams, trigram_counts = np.unique(pairs[:-1] * size + row[2:], return_counts=True)
    words = np.bincount(row, minlength=size)
    return Counts(
        bigrams,
        bigram_counts.astype(np.float32),
        trigrams,
        trigram_counts.astype(np.float32),
        words.astype(np.float32),
    )


def look_up(keys: Ids, sorted_keys: NDArray[Any]) -> tuple[Ids, NDArray[np.bool_]]:
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
    bigrams: NDArray[np.uint32]
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
        texts = list(texts)
        new = self._new_words(texts)
        model = self._grown(new) if new else self
        return replace(model, own=count(encode(texts, model.ids), model.size))

    def _new_words(self, texts: Sequence[str]) -> list[str]:
        known = self.ids
        seen = {word for text in texts for word in set(TOKEN.findall(text.lower())) if known[word] == UNKNOWN}
        return sorted(
            {canonical(word) for word in seen if word.isalpha() and (is_syllable(word) or fold(word) != word)}
        )

    def _grown(self, new: Sequence[str]) -> "LanguageModel":
        words = self.words + tuple(new)
        old_size, size = self.size, len(words)
        least = np.full(len(new), self.unigram.min(), dtype=np.float32)
        keys = self.bigrams.astype(np.int64)
        return replace(
            self,
            words=words,
            ids=word_ids(words),
            forms=forms_of(words),
            unigram=np.concatenate([self.unigram, least]),
            backoff=np.concatenate([self.backoff, np.zeros(len(new), dtype=np.float32)]),
            bigrams=(keys // old_size * size + keys % old_size).astype(np.uint32),
        )

    def bigram_logs(self, before: Ids, after: Ids) -> NDArray[np.float32]:
        """log p(after | before), element by element."""
        keys = before * self.size + after
        places, known = look_up(keys, self.bigrams)
        general = np.where(known, self.bigram_log[places], self.backoff[before] + self.unigram[after])
        if self.own is None:
            return np.asarray(general, dtype=np.float32)
        places, known = look_up(keys, self.own.bigrams)
        counts = np.where(known, self.own.bigram_counts[places], 0.0)
        own = (counts + PRIOR_BIGRAM * np.exp(general)) / (self.own.words[before] + PRIOR_BIGRAM)
        return np.asarray(np.log(own), dtype=np.float32)

    def trigram_logs(self, first: Ids, before: Ids, after: Ids) -> NDArray[np.float32]:
        """log p(after | first, before), element by element."""
        contexts, known_context = look_up(first * self.size + before, self.bigrams)
        plain = self.bigram_logs(before, after)
        general = plain + np.where(known_context, self.bigram_backoff[contexts], 0.0).astype(np.float32)
        start, end = self.trigram_start[contexts], self.trigram_start[contexts + 1]
        for i in np.flatnonzero(known_context & (end > start)):
            group = self.trigram_words[start[i] : end[i]]
            place = int(np.searchsorted(group, after[i]))
            if place < len(group) and group[place] == after[i]:
                stored = -float(self.trigram_log[start[i] + place]) / STEPS_PER_NAT
                general[i] = max(stored, plain[i]) if self.own is not None else stored
        if self.own is None:
            return np.asarray(general, dtype=np.float32)
        pairs = first * self.size + before
        places, known = look_up(pairs, self.own.bigrams)
        context = np.where(known, self.own.bigram_counts[places], 0.0)
        places, known = look_up(pairs * self.size + after, self.own.trigrams)
        counts = np.where(known, self.own.trigram_counts[places], 0.0)
        own = (counts + PRIOR_TRIGRAM * np.exp(general)) / (context + PRIOR_TRIGRAM)
        return np.asarray(np.log(own), dtype=np.float32)


def word_ids(words: Sequence[str]) -> WordIds:
    return WordIds({word: i for i, word in enumerate(words)})


def forms_of(words: Sequence[str]) -> dict[str, list[int]]:
    forms: dict[str, list[int]] = {}
    for i, word in enumerate(words[len(SPECIAL_WORDS) :], len(SPECIAL_WORDS)):
        forms.setdefault(fold(word), []).append(i)
    return forms


@functools.cache
def load_model(path: Path = MODEL_PATH) -> LanguageModel:
    """The shipped model. Raises FileNotFoundError where the package was built without it."""
    with np.load(path) as stored:
        arrays = {name: stored[name] for name in stored.files}
    words = tuple(arrays["words"].tobytes().decode().split("\n"))
    bigram_words = arrays["bigram_words"]
    heads = np.repeat(np.arange(len(words), dtype=np.uint32), np.diff(arrays["bigram_start"]))

    def logs(name: str) -> NDArray[np.float32]:
        return np.asarray(arrays[name] / np.float32(-STEPS_PER_NAT), dtype=np.float32)

    return LanguageModel(
        words=words,
        ids=word_ids(words),
        latin=frozenset(arrays["latin"].tobytes().decode().split("\n")),
        forms=forms_of(words),
        unigram=logs("unigram"),
        backoff=logs("backoff"),
        bigrams=heads * np.uint32(len(words)) + bigram_words,
        bigram_log=logs("bigram_log"),
        bigram_backoff=logs("bigram_backoff"),
        trigram_start=np.concatenate([[0], np.cumsum(arrays["trigram_counts"], dtype=np.int64)]),
        trigram_words=arrays["trigram_words"],
        trigram_log=arrays["trigram_log"],
    )
