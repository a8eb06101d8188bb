"""Retrieval at statement level: recall@k, MRR@10 and nDCG@10 as trec_eval and ranx define them, binary relevance."""

import math

from eval.records import Gold, Outcome
from eval.verdict import OVERLAP, normalise, overlap, words

PART = 0.9
"""A statement that is a part of the gold quote is relevant when this share of its own words stands in the quote …"""
PART_WORDS = 4
"""… and it has at least this many words."""


def relevant(gold: Gold, document: str, text: str) -> int | None:
    """The index of the gold source that the statement holds (or is a part of), None when it is not relevant."""
    for index, source in enumerate(gold.sources):
        if normalise(source.document) != normalise(document):
            continue
        part = len(words(text)) >= PART_WORDS and overlap(text, source.quote) >= PART
        if part or overlap(source.quote, text) >= OVERLAP:
            return index
    return None


def ranks(outcome: Outcome, depth: int = 10) -> list[bool] | None:
    """For each place of the ranking: does a relevant statement stand there? None where retrieval cannot be seen.

    A second statement of the same source does not count again.
    """
    if outcome.gold.abstain or not outcome.gold.sources or outcome.evidence is None:
        return None
    seen: set[int] = set()
    out = []
    for document, text in outcome.evidence[:depth]:
        index = relevant(outcome.gold, document, text)
        out.append(index is not None and index not in seen)
        if index is not None:
            seen.add(index)
    return out


def wanted(gold: Gold) -> int:
    """How many sources there are to find: all of them where the answer needs all, otherwise one."""
    return len(gold.sources) if gold.need_all else 1


def recall(outcome: Outcome, k: int) -> float | None:
    """Share of the sources to find among the first k."""
    hits = ranks(outcome, k)
    return None if hits is None else min(1.0, sum(hits) / wanted(outcome.gold))


def reciprocal_rank(outcome: Outcome) -> float | None:
    """1 / the place of the first relevant statement among ten, 0 when there is none."""
    hits = ranks(outcome)
    return None if hits is None else next((1 / place for place, hit in enumerate(hits, 1) if hit), 0.0)


def ndcg(outcome: Outcome) -> float | None:
    """Discounted gain over ten places, divided by the best that the sources to find allow (Järvelin and Kekäläinen)."""
    hits = ranks(outcome)
    if hits is None:
        return None
    need = wanted(outcome.gold)
    gains = [place for place, hit in enumerate(hits, 1) if hit][:need]
    best = sum(1 / math.log2(place + 1) for place in range(1, need + 1))
    return sum(1 / math.log2(place + 1) for place in gains) / best
