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
from ingest.vietnamese.accents_names import NAME, with_names
from ingest.vietnamese.accents_tokens import ROMAN, SPECIAL_WORDS, UNKNOWN, Ids, WordIds, encode_tokens, kept_tokens
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

LEAST_LEFT = np.float32(-3.0)
"""What a context leaves at least for words that never followed it: those of phrases that count many times over in the
general model ("hạng mấy") would else leave nothing, and so be read as other words."""
NEW_WORD = -10.0
"""log p of one word of a catalogue among those that the general model does not know: there may be 20,000 of them."""
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

    def adapted(self, texts: Sequence[str], names: frozenset[str] = frozenset()) -> "LanguageModel":
        """The same model with the n-grams of these texts laid over it; syllables new to it are added.

        A text with names counts as printed, and with one token for each of them.
        """
        printed = [unicodedata.normalize("NFC", text) for text in texts]
        named = [text for text in (with_names(text, names) for text in printed) if NAME in text] if names else []
        tokens = [kept_tokens(text) for text in printed + named]
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
        rare = np.full(len(new), self.unigram[UNKNOWN] + NEW_WORD)
        return replace(
            self,
            words=words,
            ids=word_ids(words),
            forms=forms_of(words),
            unigram=np.concatenate([self.unigram, rare.astype(np.float32)]),
        )

    def bigram_logs(self, before: Ids, after: Ids) -> Floats:
        """log p(after | before), element by element."""
        plain = self._general_bigrams(before, after)
        said = []
        for text in self._texts():
            before_it, after_it = self._known(before, text), self._known(after, text)
            said.append(text.bigram_logs(before_it, after_it, plain + text.word_gain[after_it]) if text else plain)
        return mixed(said)

    def trigram_logs(self, first: Ids, before: Ids, after: Ids) -> Floats:
        """log p(after | first, before), element by element."""
        plain = self._general_bigrams(before, after)
        left, triples, known = self._general_trigrams(first, before, after)
        said = []
        for text in self._texts():
            if text is None:
                said.append(np.where(known, triples, plain + left))
                continue
            first_it, before_it, after_it = (self._known(ids, text) for ids in (first, before, after))
            there = plain + text.word_gain[after_it]
            lower = text.bigram_logs(before_it, after_it, there)
            lower = np.where(known, triples + lower - there, lower + left)
            said.append(text.trigram_logs(first_it * BASE + before_it, after_it, lower))
        return mixed(said)

    def _known(self, ids: Ids, text: Counts | None = None) -> Ids:
        """The ids with those of words that the text (none: the general model) has never seen as UNKNOWN."""
        size = len(self.backoff) if text is None else len(text.word_gain)
        return np.where(ids < size, ids, UNKNOWN)

    def _texts(self) -> tuple[Counts | None, Counts]:
        """What a question is made of: the catalogue's words (without one, those of official prose) and its own."""
        return self.own, self.asked

    def _general_bigrams(self, before: Ids, after: Ids) -> Floats:
        rare = np.where(after < len(self.backoff), 0.0, NEW_WORD)
        before, after = self._known(before), self._known(after)
        places, known = look_up(before * BASE + after, self.bigrams)
        said = np.where(known, self.bigram_log[places], self.backoff[before] + self.unigram[after])
        return (said + rare).astype(np.float64)

    def _general_trigrams(self, first: Ids, before: Ids, after: Ids) -> tuple[Floats, Floats, NDArray[np.bool_]]:
        """What is left for words that no triple stores, the logarithms of the triples, and which of them are stored."""
        rare = np.where(after < len(self.backoff), 0.0, NEW_WORD)
        first, before, after = self._known(first), self._known(before), self._known(after)
        contexts, known = look_up(first * BASE + before, self.bigrams)
        left: Floats = np.where(known, self.bigram_backoff[contexts], 0.0)
        logs, found = np.zeros(len(after)), np.zeros(len(after), dtype=np.bool_)
        starts, ends = self.trigram_start[contexts].tolist(), self.trigram_start[contexts + 1].tolist()
        for i in np.flatnonzero(known).tolist():
            start, end = starts[i], ends[i]
            place = start + int(self.trigram_words[start:end].searchsorted(after[i]))
            if place < end and self.trigram_words[place] == after[i]:
                logs[i], found[i] = self.trigram_log[place] / -STEPS_PER_NAT, True
        return left, logs + rare, found


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
    words = (*arrays["words"].tobytes().decode().split("\n"), NAME)
    bigram_words = arrays["bigram_words"]
    heads = np.repeat(np.arange(len(words) - 1, dtype=np.int64), np.diff(arrays["bigram_start"]))

    def logs(name: str) -> NDArray[np.float32]:
        return np.asarray(arrays[name] / np.float32(-STEPS_PER_NAT), dtype=np.float32)

    ids, unigram = word_ids(words), logs("unigram")
    unigram = np.append(unigram, unigram[UNKNOWN])
    return LanguageModel(
        words=words,
        ids=ids,
        latin=frozenset(arrays["latin"].tobytes().decode().split("\n")),
        forms=forms_of(words),
        unigram=unigram,
        backoff=np.maximum(logs("backoff"), LEAST_LEFT),
        bigrams=heads * BASE + bigram_words,
        bigram_log=logs("bigram_log"),
        bigram_backoff=np.maximum(logs("bigram_backoff"), LEAST_LEFT),
        trigram_start=np.concatenate([[0], np.cumsum(arrays["trigram_counts"], dtype=np.int64)]),
        trigram_words=arrays["trigram_words"],
        trigram_log=arrays["trigram_log"],
        asked=asked_counts(unigram),
    )
