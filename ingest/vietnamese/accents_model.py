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

from ingest.vietnamese.accents_asked import asked_counts
from ingest.vietnamese.accents_counts import BASE, Counts, count, look_up, mixed
from ingest.vietnamese.accents_tokens import ROMAN, SPECIAL_WORDS, TOKEN, UNKNOWN, Ids, WordIds, encode_tokens
from ingest.vietnamese.fold import fold
from ingest.vietnamese.syllables import canonical

MODEL_PATH = Path(__file__).parent / "data" / "accents.npz"

STEPS_PER_NAT = 16
"""Log probabilities are stored as bytes, -log(p) * 16: down to e^-16, a step of 6 %; finer changes no choice."""
PRIOR = 8.0
"""How many occurrences the general model counts for, for each way a context goes on in the catalogue (Witten-Bell).

Chosen on the second halves of held-out administrative texts, adapted with the first (`accents_measure --adapt`: 4), and
on questions nobody had looked at, which have other words too (8 leaves fewer of theirs wrong).
"""

MOST_NEW_WORDS = 20_000
"""The commonest names and foreign words of a catalogue; five documents of the genre have some 200."""

Floats = NDArray[np.float64]


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
    asked: Counts
    own: Counts | None = None

    def id_of(self, word: str) -> int:
        """The id of a lower-case word, UNKNOWN where it has none."""
        return self.ids.get(canonical(word), UNKNOWN)

    def adapted(self, texts: Iterable[str]) -> "LanguageModel":
        """The same model with the n-grams of these texts laid over it; syllables new to it are added."""
        tokens = [TOKEN.findall(unicodedata.normalize("NFC", text).lower()) for text in texts]
        new = self._new_words(tokens)
        model = self._grown(new) if new else self
        return replace(model, own=count(encode_tokens(tokens, model.ids), model.unigram, PRIOR) if tokens else None)

    def _new_words(self, texts: Iterable[Sequence[str]]) -> list[str]:
        """Words of a catalogue that the model lacks: names, foreign words, each seen twice so as not to learn slips."""
        seen: Counter[str] = Counter()
        for word, times in Counter(itertools.chain.from_iterable(texts)).items():
            if times > 1 and word.isalpha() and word not in ROMAN and self.id_of(word) == UNKNOWN:
                seen[canonical(word)] += times
        return sorted(word for word, _ in seen.most_common(MOST_NEW_WORDS))

    def _grown(self, new: Sequence[str]) -> "LanguageModel":
        words = self.words + tuple(new)
        none = np.zeros(len(new))
        return replace(
            self,
            words=words,
            ids=word_ids(words),
            forms=forms_of(words),
            unigram=np.concatenate([self.unigram, np.full(len(new), self.unigram.min(), dtype=np.float32)]),
            backoff=np.concatenate([self.backoff, none.astype(np.float32)]),
            asked=self.asked.grown(len(new)),
        )

    def bigram_logs(self, before: Ids, after: Ids) -> Floats:
        """log p(after | before), element by element."""
        plain = self._general_bigrams(before, after)
        return mixed(
            [
                text.bigram_logs(before, after, plain + text.word_gain[after]) if text else plain
                for text in self._texts()
            ]
        )

    def trigram_logs(self, first: Ids, before: Ids, after: Ids) -> Floats:
        """log p(after | first, before), element by element."""
        pairs = first * BASE + before
        plain = self._general_bigrams(before, after)
        left, triples, known = self._general_trigrams(pairs, after)
        said = []
        for text in self._texts():
            if text is None:
                said.append(np.where(known, triples, plain + left))
                continue
            there = plain + text.word_gain[after]
            lower = text.bigram_logs(before, after, there)
            said.append(text.trigram_logs(pairs, after, np.where(known, triples + lower - there, lower + left)))
        return mixed(said)

    def _texts(self) -> tuple[Counts | None, Counts]:
        """What a question is made of: the catalogue's words (without one, those of official prose) and its own."""
        return self.own, self.asked

    def _general_bigrams(self, before: Ids, after: Ids) -> Floats:
        places, known = look_up(before * BASE + after, self.bigrams)
        return np.where(known, self.bigram_log[places], self.backoff[before] + self.unigram[after]).astype(np.float64)

    def _general_trigrams(self, pairs: Ids, after: Ids) -> tuple[Floats, Floats, NDArray[np.bool_]]:
        """What is left for words that no triple stores, the logarithms of the triples, and which of them are stored."""
        contexts, known = look_up(pairs, self.bigrams)
        left: Floats = np.where(known, self.bigram_backoff[contexts], 0.0)
        logs, found = np.zeros(len(after)), np.zeros(len(after), dtype=np.bool_)
        starts, ends = self.trigram_start[contexts].tolist(), self.trigram_start[contexts + 1].tolist()
        for i in np.flatnonzero(known).tolist():
            start, end = starts[i], ends[i]
            place = start + int(self.trigram_words[start:end].searchsorted(after[i]))
            if place < end and self.trigram_words[place] == after[i]:
                logs[i], found[i] = self.trigram_log[place] / -STEPS_PER_NAT, True
        return left, logs, found


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
    heads = np.repeat(np.arange(len(words), dtype=np.int64), np.diff(arrays["bigram_start"]))

    def logs(name: str) -> NDArray[np.float32]:
        return np.asarray(arrays[name] / np.float32(-STEPS_PER_NAT), dtype=np.float32)

    ids, unigram = word_ids(words), logs("unigram")
    return LanguageModel(
        words=words,
        ids=ids,
        latin=frozenset(arrays["latin"].tobytes().decode().split("\n")),
        forms=forms_of(words),
        unigram=unigram,
        backoff=logs("backoff"),
        bigrams=heads * BASE + bigram_words,
        bigram_log=logs("bigram_log"),
        bigram_backoff=logs("bigram_backoff"),
        trigram_start=np.concatenate([[0], np.cumsum(arrays["trigram_counts"], dtype=np.int64)]),
        trigram_words=arrays["trigram_words"],
        trigram_log=arrays["trigram_log"],
        asked=asked_counts(unigram),
    )
