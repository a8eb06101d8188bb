"""Ways of ranking texts for questions: ours, and plain BM25. Each is a function from texts to a scorer.

A scorer takes questions and gives a matrix of scores (question × text); equal scores rank in the order of the texts.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ingest.vietnamese.fold import syllables
from rag.embed import Embedder
from rag.lexical import LexicalIndex

Scores = NDArray[np.float32]
Scorer = Callable[[Sequence[str]], Scores]

# Syllables of a stretch of a passage that is embedded by itself, and from one stretch to the next: about a statement
# with its heading. A static vector of a whole passage is the mean of too many things.
STRETCH = 60
STRIDE = 30
# Syllables at the start of a passage that say what it is about, as a title does; they count LEAD times more.
LEAD_SYLLABLES = 40
LEAD = 2


def single_syllables(text: str) -> list[str]:
    """The syllables of a text."""
    return syllables(text)


def with_pairs(text: str) -> list[str]:
    """The syllables of a text and its pairs of neighbours.

    >>> with_pairs("Ký số xã")
    ['ký', 'số', 'xã', 'ký số', 'số xã']
    """
    words = syllables(text)
    return [*words, *(f"{left} {right}" for left, right in pairwise(words))]


def plain_bm25(texts: Sequence[str], terms: Callable[[str], list[str]] = with_pairs) -> Scorer:
    """BM25 by bm25s, k1 1.2, b 0.75. Accents count."""
    import bm25s  # brings scipy along

    retriever = bm25s.BM25(k1=1.2, b=0.75, method="lucene")
    retriever.index([terms(text) for text in texts], show_progress=False)

    def scores(questions: Sequence[str]) -> Scores:
        known = [[term for term in terms(q) if term in retriever.vocab_dict] for q in questions]
        nothing = np.zeros(len(texts), dtype=np.float32)
        return np.stack([retriever.get_scores(terms) if terms else nothing for terms in known])

    return scores


def lexical(texts: Sequence[str]) -> Scorer:
    """The product's own index over the passages, their first words counted again as a statement's headings are."""
    index = LexicalIndex.build((str(place), "", _with_lead(text)) for place, text in enumerate(texts))
    return lambda questions: np.stack([index.scores(question) for question in questions])


def dense(texts: Sequence[str], embedder: Embedder) -> Scorer:
    """The best cosine of a passage: that of the whole or of one of its stretches."""
    stretches: list[str] = []
    bounds = [0]
    for text in texts:
        words = text.split()
        stretches += [text, *(" ".join(words[i : i + STRETCH]) for i in range(0, len(words), STRIDE))]
        bounds.append(len(stretches))
    vectors = embedder.encode(stretches)

    def scores(questions: Sequence[str]) -> Scores:
        asked = embedder.encode(questions)
        return np.stack([(asked @ vectors[a:b].T).max(axis=1) for a, b in pairwise(bounds)], axis=1)

    return scores


def fused(by_words: Scores, by_meaning: Scores, weight: float) -> Scores:
    """(1 - weight) × lexical / best of the question + weight × cosine / best of the question, as the product does.

    >>> fused(np.array([[2, 1]]), np.array([[0.25, 0.5]]), 0.5).tolist()
    [[0.75, 0.75]]
    """
    parts = [np.clip(side, 0, None) for side in (by_words, by_meaning)]
    first, second = (side / np.maximum(side.max(axis=1, keepdims=True), 1e-9) for side in parts)
    total: Scores = ((1 - weight) * first + weight * second).astype(np.float32)
    return total


def ranks(scores: Scores, gold: Sequence[frozenset[int]]) -> tuple[int, ...]:
    """The rank of the first right text of each question, from 0; equal scores rank in the order of the texts.

    >>> ranks(np.array([[1, 3, 2], [1, 1, 1]]), [frozenset({2}), frozenset({1})])
    (1, 1)
    """
    orders = np.argsort(-scores, axis=1, kind="stable")
    return tuple(int(np.flatnonzero(np.isin(order, list(right)))[0]) for order, right in zip(orders, gold, strict=True))


def _with_lead(text: str) -> str:
    lead = " ".join(text.split()[:LEAD_SYLLABLES])
    return " . ".join([text, *[lead] * LEAD])
