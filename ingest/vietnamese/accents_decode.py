"""The readings of a question's words → the ones that go together best under the language model.

Two passes. Over pairs, forwards and backwards, for all readings: what lies far below the best is dropped.
Over triples for the few that are left: Viterbi. The model is asked for all pairs at once, then for all triples.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ingest.vietnamese.accents_model import LanguageModel
from ingest.vietnamese.accents_tokens import BOUNDARY, Ids

KEEP_WITHIN, KEEP_AT_MOST = 7.0, 6
"""What the pass over pairs leaves: within 7 nats of the best (1 in 1,000), at most 6. More changes no result."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Reading:
    """One possible reading of a word: the ids of its syllables, its cost, its spelling (None: as typed)."""

    ids: tuple[int, ...]
    cost: float
    spelling: str | None = None


EDGE = Reading((BOUNDARY,), 0.0)


def decode(model: LanguageModel, lattice: Sequence[Sequence[Reading]]) -> list[Reading]:
    """Readings a word → the chosen reading of each word."""
    words = [[EDGE], *lattice, [EDGE]]
    inner = _inner_logs(model, words)
    own = [np.array([inner[reading.ids] - reading.cost for reading in readings]) for readings in words]
    pairs = _pair_logs(model, words)
    words, own, pairs = _pruned(words, own, pairs)
    triples = _triple_logs(model, words)
    return _best_path(words, own, pairs, triples)


def _inner_logs(model: LanguageModel, words: Sequence[Sequence[Reading]]) -> dict[tuple[int, ...], float]:
    """What the pairs inside readings of several syllables are worth; 0 for single ones."""
    inner = {reading.ids: 0.0 for readings in words for reading in readings}
    pairs = [(ids, before, after) for ids in inner for before, after in pairwise(ids)]
    if pairs:
        before, after = np.array([pair[1] for pair in pairs]), np.array([pair[2] for pair in pairs])
        for (ids, _, _), log in zip(pairs, model.bigram_logs(before, after).tolist(), strict=True):
            inner[ids] += log
    return inner


def _pair_logs(model: LanguageModel, words: Sequence[Sequence[Reading]]) -> list[Floats]:
    """log p(first syllable of the next word | last syllable of this one), a matrix a neighbourhood."""
    firsts = [np.array([reading.ids[0] for reading in readings]) for readings in words]
    lasts = [np.array([reading.ids[-1] for reading in readings]) for readings in words]
    before = [np.repeat(last, len(first)) for last, first in zip(lasts, firsts[1:], strict=False)]
    after = [np.tile(first, len(last)) for last, first in zip(lasts, firsts[1:], strict=False)]
    logs = model.bigram_logs(np.concatenate(before), np.concatenate(after)).astype(np.float64)
    ends = np.cumsum([len(part) for part in before])[:-1]
    shapes = [(len(last), len(first)) for last, first in zip(lasts, firsts[1:], strict=False)]
    return [part.reshape(shape) for part, shape in zip(np.split(logs, ends), shapes, strict=True)]


def _pruned(
    words: list[Sequence[Reading]], own: list[Floats], pairs: list[Floats]
) -> tuple[list[Sequence[Reading]], list[Floats], list[Floats]]:
    forward, backward = [own[0]], [np.zeros(1)]
    for scores, pair in zip(own[1:], pairs, strict=True):
        forward.append((forward[-1][:, None] + pair).max(axis=0) + scores)
    for scores, pair in zip(own[:0:-1], pairs[::-1], strict=True):
        backward.append((pair + (scores + backward[-1])).max(axis=1))
    kept = []
    for ahead, behind in zip(forward, backward[::-1], strict=True):
        worth = ahead + behind
        order = np.argsort(-worth, kind="stable")[:KEEP_AT_MOST]
        kept.append(order[worth[order] >= worth[order[0]] - KEEP_WITHIN])
    return (
        [[readings[i] for i in keep] for readings, keep in zip(words, kept, strict=True)],
        [scores[keep] for scores, keep in zip(own, kept, strict=True)],
        [pair[np.ix_(left, right)] for pair, left, right in zip(pairs, kept, kept[1:], strict=False)],
    )


def _triple_logs(model: LanguageModel, words: Sequence[Sequence[Reading]]) -> list[Floats]:
    """log p(first syllable of word i + 2 | the two syllables before it), a cube for each i."""
    keys: list[tuple[int, int, int]] = []
    shapes = []
    for left, middle, right in zip(words, words[1:], words[2:], strict=False):
        shapes.append((len(left), len(middle), len(right)))
        contexts = [(a.ids + b.ids)[-2:] for a in left for b in middle]
        keys += [(first, before, c.ids[0]) for first, before in contexts for c in right]
    table: Ids = np.array(keys, dtype=np.int64).reshape(-1, 3)
    logs = model.trigram_logs(table[:, 0], table[:, 1], table[:, 2]).astype(np.float64)
    ends = np.cumsum([a * b * c for a, b, c in shapes])[:-1]
    return [part.reshape(shape) for part, shape in zip(np.split(logs, ends), shapes, strict=True)]


def _best_path(
    words: Sequence[Sequence[Reading]], own: list[Floats], pairs: list[Floats], triples: list[Floats]
) -> list[Reading]:
    """Viterbi over pairs of neighbouring readings."""
    scores = own[0][:, None] + pairs[0] + own[1]
    backs = []
    for cube, own_scores in zip(triples, own[2:], strict=True):
        through = scores[:, :, None] + cube
        backs.append(through.argmax(axis=0))
        scores = through.max(axis=0) + own_scores
    left, right = np.unravel_index(int(scores.argmax()), scores.shape)
    path = [int(right), int(left)]
    for back in reversed(backs):
        path.append(int(back[path[-1], path[-2]]))
    path.reverse()
    return [readings[i] for readings, i in zip(words[1:-1], path[1:-1], strict=True)]
