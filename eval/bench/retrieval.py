"""Retrieval on ALQAC 2024 and legal_qa: every way of ranking in one run, with and without accents, as one table."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from eval.bench.collections import read_alqac, read_legal_qa
from eval.bench.others import langchain_stock, txtai_hybrid
from eval.bench.ranking import Scorer, dense, fused, lexical, plain_bm25, ranks, single_syllables
from eval.stats import permutation_test
from ingest.vietnamese.fold import fold
from rag.embed import Embedder
from rag.retrieve import DENSE_WEIGHT

BASE = "BM25, syllables + pairs (bm25s)"
OURS = "hoidap: lexical + dense"
PARTS = ("hoidap: lexical alone", "hoidap: dense alone")
OTHERS: tuple[tuple[str, Callable[[Sequence[str], Embedder], Scorer]], ...] = (
    ("LangChain stock (splitter, Chroma, BM25, ensemble)", langchain_stock),
    ("txtai hybrid", txtai_hybrid),
)
"""Retrievers that may not be installed, by name."""


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

    def ndcg(self) -> float:
        """nDCG@10 with one right text: the mean of 1 / log2(rank + 2), 0 beyond ten."""
        return float(np.mean([1 / np.log2(rank + 2) if rank < 10 else 0.0 for rank in self.ranks]))


def bench(data: Path, embedder: Embedder, weight: float = DENSE_WEIGHT) -> tuple[list[Result], list[str]]:
    """Every way of ranking on every collection, with and without accents in the questions, and what was not there."""
    results: list[Result] = []
    absent: list[str] = []
    for read in (read_alqac, read_legal_qa):
        collection = read(data)
        scorers: dict[str, Scorer] = {}
        makers: list[tuple[str, Callable[[Sequence[str]], Scorer]]] = [
            ("BM25, syllables (bm25s)", partial(plain_bm25, terms=single_syllables)),
            (BASE, plain_bm25),
            *((name, lambda texts, make=make: make(texts, embedder)) for name, make in OTHERS),
            (PARTS[0], lexical),
            (PARTS[1], partial(dense, embedder=embedder)),
        ]
        for name, make in makers:
            print(f"{collection.name}: {name}", file=sys.stderr, flush=True)
            try:
                scorers[name] = make(collection.texts)
            except ImportError as error:
                absent.append(f"{name}: {error}")
        bare = tuple(map(fold, collection.questions))
        for name, asked in ((collection.name, collection.questions), (f"{collection.name}, no accents", bare)):
            scores = {way: scorer(asked) for way, scorer in scorers.items()}
            scores[OURS] = fused(scores[PARTS[0]], scores[PARTS[1]], weight)
            results += [Result(way, name, ranks(each, collection.gold)) for way, each in scores.items()]
    return results, sorted(set(absent))


def table(results: Sequence[Result]) -> str:
    """The results as Markdown, each with the p of a paired permutation test of R@1 against BM25 over pairs."""
    base = {result.collection: result for result in results if result.way == BASE}
    rows = ["| collection | retriever | R@1 | R@10 | MRR@10 | nDCG@10 | p (R@1) |", "|---|---|---|---|---|---|---|"]
    for r in results:
        ours, theirs = ([float(rank < 1) for rank in each.ranks] for each in (r, base[r.collection]))
        figures = f"{r.recall(1):.3f} | {r.recall(10):.3f} | {r.reciprocal_rank():.3f} | {r.ndcg():.3f}"
        rows.append(f"| {r.collection} | {r.way} | {figures} | {permutation_test(theirs, ours):.4f} |")
    return "\n".join(rows)
