"""Trains the language model of `accents`: python -m ingest.vietnamese.accents_training --data ../shared/data

Reads the articles of the legal code, a sample of Wikipedia, administrative texts and the question phrases in
`data/question_phrases.txt`; writes `data/accents.npz` (a few minutes on one core, the same bytes every time).
Twenty administrative texts and every 200th line of Wikipedia, chosen by hash, are held out for `accents_measure`.
"""

import argparse
import hashlib
import json
import lzma
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.vietnamese.accents_counts import look_up
from ingest.vietnamese.accents_model import MODEL_PATH, STEPS_PER_NAT, word_ids
from ingest.vietnamese.accents_tokens import SPECIAL_WORDS, TOKEN, Ids, encode
from ingest.vietnamese.fold import fold
from ingest.vietnamese.syllables import canonical, is_syllable
from ingest.vietnamese.tables import rows

HELD_OUT_FILES = 20
HELD_OUT_LINES = 200
WEIGHTS = {"law": 1.0, "wiki": 1.0, "government": 3.0, "questions": 150.0}
"""Administrative texts are the genre itself; question phrases are few and official prose hardly has any."""
BIGRAMS, TRIGRAMS = 350_000, 1_260_000
"""What 6 MB hold: a bigram takes 5 bytes, a trigram 3."""
DISCOUNT = 0.7
"""Absolute discounting, as n1 / (n1 + 2 n2) of these texts has it (0.66 for bigrams, 0.74 for trigrams)."""
LONGEST = 8
"""Letters of the longest syllable ("nghiêng" has 7; names such as "Krông" are shorter)."""
LEAST_SYLLABLE, LEAST_OTHER, LEAST_LATIN = 6, 150, 40
"""How often a well-spelt syllable, another accented word ("Đắk") or a Latin word occurs to be known."""

Floats = NDArray[np.floating[Any]]


def _order(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def government_texts(data: Path, held_out: bool) -> list[str]:
    """The administrative texts kept for training, or the 20 held out (first by the hash of their names)."""
    files = sorted((data / "gov_docs").glob("*.txt"), key=lambda path: _order(path.name))
    chosen = files[:HELD_OUT_FILES] if held_out else files[HELD_OUT_FILES:]
    return [path.read_text(encoding="utf-8") for path in chosen]


def wiki_lines(data: Path, held_out: bool) -> Iterator[str]:
    with lzma.open(data / "text" / "viwiki_sample.txt.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            if (int(_order(line)[:8], 16) % HELD_OUT_LINES == 0) == held_out:
                yield line


def law_texts(data: Path) -> Iterator[str]:
    with lzma.open(data / "text" / "phapdien_articles.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            yield article["title"]
            yield article["text"]


def sources(data: Path) -> dict[str, list[str]]:
    return {
        "law": list(law_texts(data)),
        "wiki": list(wiki_lines(data, held_out=False)),
        "government": government_texts(data, held_out=False),
        "questions": [phrase for (phrase,) in rows("data/question_phrases.txt")],
    }


def vocabulary(texts: Iterable[str]) -> tuple[list[str], list[str]]:
    """Texts → the syllables of the model, and the Latin words that are left as typed; both sorted."""
    raw: Counter[str] = Counter()
    for text in texts:
        raw.update(TOKEN.findall(text.lower()))
    words: Counter[str] = Counter()
    for word, times in raw.items():
        if word.isalpha():
            words[canonical(word)] += times
    known, latin = [], []
    for word, times in words.items():
        least = LEAST_SYLLABLE if is_syllable(word) else LEAST_OTHER
        if times >= least and (is_syllable(word) or (fold(word) != word and len(word) <= LONGEST)):
            known.append(word)
        elif word.isascii() and len(word) > 2 and times >= LEAST_LATIN:
            latin.append(word)
    folded = {fold(word) for word in known}
    return sorted(known), sorted(word for word in latin if word not in folded)


def weighted_ngrams(rows: dict[str, Ids], size: int) -> tuple[Ids, Floats, Ids, Floats]:
    """Rows of ids a source → sorted keys and weighted counts of bigrams and trigrams."""
    parts: list[list[tuple[Ids, Floats]]] = [[], []]
    for name, row in rows.items():
        pairs = row[:-1] * size + row[1:]
        for part, keys in zip(parts, (pairs, pairs[:-1] * size + row[2:]), strict=True):
            found, counts = np.unique(keys, return_counts=True)
            part.append((found, counts * WEIGHTS[name]))
    merged = []
    for part in parts:
        keys, where = np.unique(np.concatenate([keys for keys, _ in part]), return_inverse=True)
        weights = np.concatenate([counts for _, counts in part])
        merged.append((keys, np.bincount(where, weights=weights).astype(np.float64)))
    (bigrams, counts2), (trigrams, counts3) = merged
    return bigrams, counts2, trigrams, counts3


def _discounted(counts: Floats, contexts: Ids, lower: Floats, size: int) -> Floats:
    """p(w | context), absolute discounting interpolated with the lower order."""
    totals = np.bincount(contexts, weights=counts, minlength=size)
    kinds = np.bincount(contexts, minlength=size)
    p: Floats = (np.maximum(counts - DISCOUNT, 0.0) + DISCOUNT * kinds[contexts] * lower) / totals[contexts]
    return p


def _backoffs(kept: Floats, lower: Floats, contexts: Ids, size: int) -> Floats:
    """What is left for words not stored after each context, over what the lower order gives them."""
    left = 1.0 - np.bincount(contexts, weights=kept, minlength=size)
    lower_left = 1.0 - np.bincount(contexts, weights=lower, minlength=size)
    backoffs: Floats = np.clip(left, 1e-6, 1.0) / np.clip(lower_left, 1e-6, 1.0)
    return backoffs


def _best(gain: Floats, number: int) -> Ids:
    return np.sort(np.argsort(-gain, kind="stable")[:number])


def _bytes(probabilities: Floats) -> NDArray[np.uint8]:
    steps = np.rint(-np.log(np.maximum(probabilities, 1e-12)) * STEPS_PER_NAT)
    return np.asarray(np.clip(steps, 0, 255), dtype=np.uint8)


def train(texts: dict[str, list[str]]) -> dict[str, NDArray[Any]]:
    """Texts by source → the arrays that `accents_model.load_model` reads."""
    syllables, latin = vocabulary(text for part in texts.values() for text in part)
    words = [*SPECIAL_WORDS, *syllables]
    ids, size = word_ids(words), len(words)
    rows = {name: encode(part, ids) for name, part in texts.items()}
    bigrams, counts2, trigrams, counts3 = weighted_ngrams(rows, size)

    heads, tails = bigrams // size, bigrams % size
    unigram = np.bincount(tails, weights=counts2, minlength=size) + 0.5
    unigram /= unigram.sum()
    p2 = _discounted(counts2, heads, unigram[tails], size)

    often = counts3 > 1.5
    trigrams, counts3 = trigrams[often], counts3[often]
    after = trigrams % size
    pair = np.searchsorted(bigrams, trigrams // size)
    places, known = look_up(tails[pair] * size + after, bigrams)
    lower = np.where(known, p2[places], unigram[after])
    kinds = np.bincount(pair, minlength=len(bigrams))[pair]
    p3 = (counts3 - DISCOUNT + DISCOUNT * kinds * lower) / counts2[pair]
    keep3 = _best(counts3 * np.abs(np.log(p3 / lower)), TRIGRAMS)

    needed = np.unique(pair[keep3])
    gain2 = counts2 * np.abs(np.log(p2 / unigram[tails]))
    gain2[needed] = np.inf
    stored = _best(gain2, max(BIGRAMS, len(needed)))
    backoff = _backoffs(p2[stored], unigram[tails[stored]], heads[stored], size)

    place_in_stored = np.searchsorted(stored, pair[keep3])
    bigram_backoff = _backoffs(p3[keep3], lower[keep3], place_in_stored, len(stored))
    return {
        "words": np.frombuffer("\n".join(words).encode(), dtype=np.uint8),
        "latin": np.frombuffer("\n".join(latin).encode(), dtype=np.uint8),
        "unigram": _bytes(unigram),
        "backoff": _bytes(backoff),
        "bigram_start": np.searchsorted(heads[stored], np.arange(size + 1)).astype(np.uint32),
        "bigram_words": tails[stored].astype(np.uint16),
        "bigram_log": _bytes(p2[stored]),
        "bigram_backoff": _bytes(bigram_backoff),
        "trigram_counts": np.bincount(place_in_stored, minlength=len(stored)).astype(np.uint16),
        "trigram_words": after[keep3].astype(np.uint16),
        "trigram_log": _bytes(p3[keep3]),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with text/ and gov_docs/")
    parser.add_argument("--out", type=Path, default=MODEL_PATH)
    options = parser.parse_args()
    arrays = train(sources(options.data))
    np.savez(options.out, allow_pickle=False, **arrays)
    print({name: array.size for name, array in arrays.items()}, options.out.stat().st_size)


if __name__ == "__main__":
    main()
