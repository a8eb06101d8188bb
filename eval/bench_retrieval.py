"""Retrieval on collections nobody here wrote: ALQAC 2024 and the questions of legal_qa, against plain BM25.

Every way of ranking is a function from texts to a scorer: questions in, a matrix of scores (question × text) out.
"""

import csv
import json
import lzma
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray

from eval.stats import permutation_test
from ingest.vietnamese.fold import fold, syllables
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


@dataclass(frozen=True)
class Collection:
    """Texts, questions, and for each question the places of the texts that answer it."""

    name: str
    texts: tuple[str, ...]
    questions: tuple[str, ...]
    gold: tuple[frozenset[int], ...]


@dataclass(frozen=True)
class Result:
    """What one way of ranking reached: per question the rank of the first right text, from 0."""

    way: str
    collection: str
    ranks: tuple[int, ...]

    def recall(self, k: int) -> float:
        """The share of the questions with a right text among the first k (one text a question is right)."""
        return float(np.mean([rank < k for rank in self.ranks]))

    def reciprocal_rank(self) -> float:
        """MRR@10: the mean of 1 / (rank + 1), 0 beyond ten."""
        return float(np.mean([1 / (rank + 1) if rank < 10 else 0.0 for rank in self.ranks]))


def read_alqac(data: Path) -> Collection:
    """ALQAC 2024: 529 questions over 2,249 articles, title and text."""
    folder = data / "retrieval" / "alqac2024"
    texts = _lines((folder / "corpus.jsonl").read_text(encoding="utf-8"))
    questions = _lines((folder / "queries.jsonl").read_text(encoding="utf-8"))
    places = {text["id"]: place for place, text in enumerate(texts)}
    gold: dict[str, set[int]] = {}
    with (folder / "qrels.tsv").open(encoding="utf-8", newline="") as rows:
        for question, text, _ in csv.reader(rows, delimiter="\t", quoting=csv.QUOTE_NONE):
            gold.setdefault(question, set()).add(places[text])
    return Collection(
        "ALQAC 2024",
        tuple(text["text"] for text in texts),
        tuple(question["text"] for question in questions),
        tuple(frozenset(gold[question["id"]]) for question in questions),
    )


def read_legal_qa(data: Path) -> Collection:
    """legal_qa dev: 600 headings of questions over 12,402 passages."""
    folder = data / "retrieval" / "legal_qa"
    with lzma.open(folder / "corpus.jsonl.xz", "rt", encoding="utf-8") as lines:
        texts = _lines(lines.read())
    questions = _lines((folder / "dev.jsonl").read_text(encoding="utf-8"))
    places = {text["id"]: place for place, text in enumerate(texts)}
    return Collection(
        "legal_qa dev",
        tuple(text["text"] for text in texts),
        tuple(question["text"] for question in questions),
        tuple(frozenset(places[text] for text in question["gold"]) for question in questions),
    )


def plain_bm25(texts: Sequence[str]) -> Scorer:
    """BM25 by bm25s: syllables and pairs of them, k1 1.2, b 0.75. Accents count."""
    retriever = bm25s.BM25(k1=1.2, b=0.75, method="lucene")
    retriever.index([_terms(text) for text in texts], show_progress=False)

    def scores(questions: Sequence[str]) -> Scores:
        known = [[term for term in _terms(q) if term in retriever.vocab_dict] for q in questions]
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


def bench(data: Path, embedder: Embedder, weights: Sequence[float]) -> list[Result]:
    """Every way of ranking on every collection, with and without accents in the questions; plain BM25 first."""
    results: list[Result] = []
    for read in (read_alqac, read_legal_qa):
        collection = read(data)
        scorers = {
            "bm25": plain_bm25(collection.texts),
            "lexical": lexical(collection.texts),
            "dense": dense(collection.texts, embedder),
        }
        bare = tuple(map(fold, collection.questions))
        for name, asked in ((collection.name, collection.questions), (f"{collection.name}, không dấu", bare)):
            scores = {way: scorer(asked) for way, scorer in scorers.items()}
            scores |= {f"hybrid {w:.2f}": fused(scores["lexical"], scores["dense"], w) for w in weights}
            results += [Result(way, name, ranks(each, collection.gold)) for way, each in scores.items()]
    return results


def table(results: Sequence[Result]) -> str:
    """The results as Markdown, each with the p of a paired permutation test of R@1 against plain BM25."""
    plain = {result.collection: result for result in results if result.way == "bm25"}
    rows = ["| tập | cách | R@1 | R@10 | MRR@10 | p (R@1) |", "|---|---|---|---|---|---|"]
    for result in results:
        right, base = ([float(rank < 1) for rank in r.ranks] for r in (result, plain[result.collection]))
        figures = f"{result.recall(1):.3f} | {result.recall(10):.3f} | {result.reciprocal_rank():.3f}"
        rows.append(f"| {result.collection} | {result.way} | {figures} | {permutation_test(base, right):.4f} |")
    return "\n".join(rows)


def _with_lead(text: str) -> str:
    lead = " ".join(text.split()[:LEAD_SYLLABLES])
    return " . ".join([text, *[lead] * LEAD])


def _terms(text: str) -> list[str]:
    words = syllables(text)
    return [*words, *(f"{left} {right}" for left, right in pairwise(words))]


def _lines(text: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in text.splitlines() if line]
