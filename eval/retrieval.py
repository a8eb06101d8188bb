"""Retrieval measured as trec_eval and ranx define it, with binary relevance: over statements, and over passages.

A passage is the section that a statement stands in: all statements under the same headings of a document.
"""

import math
from collections.abc import Callable

from eval.records import Found, Gold, Outcome
from eval.verdict import OVERLAP, normalise, overlap, words

PART = 0.9
"""A statement that is a part of the gold quote is relevant when this share of its own words stands in the quote …"""
PART_WORDS = 4
"""… and it has at least this many words."""

Ranking = Callable[[Outcome], tuple[tuple[int | None, ...], ...]]
"""A question's ranking: for each place the indices of the gold sources that stand there (or None)."""
Measure = Callable[[Outcome], float | None]


def relevant(gold: Gold, document: str, text: str) -> int | None:
    """The index of the gold source that the statement holds (or is a part of), None when it is not relevant."""
    for index, source in enumerate(gold.sources):
        if normalise(source.document) != normalise(document):
            continue
        part = len(words(text)) >= PART_WORDS and overlap(text, source.quote) >= PART
        if part or overlap(source.quote, text) >= OVERLAP:
            return index
    return None


def statements(outcome: Outcome) -> tuple[tuple[int | None, ...], ...]:
    """The statements found, best first."""
    return tuple((relevant(outcome.gold, f.document, f.text),) for f in (outcome.evidence or ())[:DEPTH])


def passages(outcome: Outcome) -> tuple[tuple[int | None, ...], ...]:
    """The sections of the statements found, each at the place of its best statement."""
    distinct: dict[tuple[str, tuple[str, ...]], Found] = {}
    for found in outcome.evidence or ():
        distinct.setdefault((found.document, found.passage or (found.text,)), found)
    return tuple(
        tuple({relevant(outcome.gold, document, text) for text in texts}) for document, texts in list(distinct)[:DEPTH]
    )


DEPTH = 10
"""How deep rankings are judged."""


def gains(ranking: Ranking, outcome: Outcome, depth: int = DEPTH) -> list[int] | None:
    """For each place: how many sources stand there that stood in none before. None where retrieval cannot be seen."""
    if outcome.gold.abstain or not outcome.gold.sources or outcome.evidence is None:
        return None
    seen: set[int] = set()
    out = []
    for here in ranking(outcome)[:depth]:
        fresh = {index for index in here if index is not None} - seen
        out.append(len(fresh))
        seen |= fresh
    return out


def wanted(gold: Gold) -> int:
    """How many sources there are to find: all of them where the answer needs all, otherwise one."""
    return len(gold.sources) if gold.need_all else 1


def recall(ranking: Ranking, k: int) -> Measure:
    """Recall@k over the ranking."""

    def of(outcome: Outcome) -> float | None:
        """Share of the sources to find that stand among the first k.

        Source: Recall@k of trec_eval and ranx; where one source is enough it equals their Success@k.
        """
        found = gains(ranking, outcome, k)
        return None if found is None else min(1.0, sum(found) / wanted(outcome.gold))

    return of


def reciprocal_rank(ranking: Ranking) -> Measure:
    """MRR@10 over the ranking."""

    def of(outcome: Outcome) -> float | None:
        """1 / the place of the first relevant hit among ten, 0 when there is none.

        Source: reciprocal rank (TREC-8 QA track, Voorhees 1999), as recip_rank of trec_eval.
        """
        found = gains(ranking, outcome)
        return None if found is None else next((1 / place for place, gain in enumerate(found, 1) if gain), 0.0)

    return of


def ndcg(ranking: Ranking) -> Measure:
    """nDCG@10 over the ranking."""

    def of(outcome: Outcome) -> float | None:
        """Discounted gain over ten places, divided by the best that the sources to find allow.

        Source: Järvelin and Kekäläinen, TOIS 2002, as ndcg_cut_10 of trec_eval.
        """
        found = gains(ranking, outcome)
        if found is None:
            return None
        need = wanted(outcome.gold)
        hits = [place for place, gain in enumerate(found, 1) for _ in range(gain)][:need]
        best = sum(1 / math.log2(place + 1) for place in range(1, need + 1))
        return min(1.0, sum(1 / math.log2(place + 1) for place in hits) / best)

    return of
