"""Which neighbouring syllables are one word of Vietnamese ("thất nghiệp"), and how much a word tells.

Read off the language model that accents are restored with: syllables that follow each other far oftener than by
chance (pointwise mutual information) are one word. No dictionary, so it knows the words of offices and of the street.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ingest.vietnamese.accents_counts import BASE, look_up
from ingest.vietnamese.accents_model import load_model
from ingest.vietnamese.accents_tokens import UNKNOWN

TOGETHER = 1.5
"""Nats above chance from which two syllables are one word: "máy chiếu" 1.5, "ký số" 1.9, "thất nghiệp" 4.6; pairs that
only happen to meet ("số cá", "bản mật") lie below 0."""

NEW = 12.0
"""Nats of a word that the model does not know ("photocopy", "PAPI"): as rare as the rarest that it knows."""


@dataclass(frozen=True, slots=True)
class Compound:
    """A word of one or two syllables; `surprise` is -log of how often it stands in a text, in nats."""

    syllables: tuple[str, ...]
    surprise: float

    @property
    def text(self) -> str:
        """The word as written."""
        return " ".join(self.syllables)


def compounds(said: Sequence[str]) -> tuple[Compound, ...]:
    """Lower-case accented syllables → words, cut where the sum of mutual information is greatest.

    >>> [word.text for word in compounds("tỷ lệ thất nghiệp của tỉnh".split())]
    ['tỷ lệ', 'thất nghiệp', 'của', 'tỉnh']
    """
    if not said:
        return ()
    model = load_model()
    ids = np.array([model.id_of(s) for s in said], dtype=np.int64)
    alone = [
        NEW if i == UNKNOWN and not s[0].isdigit() else -float(model.unigram[i]) for i, s in zip(ids, said, strict=True)
    ]
    places, known = look_up(ids[:-1] * BASE + ids[1:], model.bigrams)
    known &= (ids[:-1] != UNKNOWN) & (ids[1:] != UNKNOWN)
    after = [-float(model.bigram_log[p]) if k else np.inf for p, k in zip(places.tolist(), known.tolist(), strict=True)]
    gains = [alone[i + 1] - after[i] for i in range(len(after))]
    best, long = [0.0, 0.0], [False, False]
    for end in range(2, len(said) + 1):
        joined = best[end - 2] + gains[end - 2] if gains[end - 2] >= TOGETHER else -np.inf
        best.append(max(best[end - 1], joined))
        long.append(joined > best[end - 1])
    words: list[Compound] = []
    end = len(said)
    while end:
        if long[end]:
            words.append(Compound((said[end - 2], said[end - 1]), alone[end - 2] + after[end - 2]))
            end -= 2
        else:
            words.append(Compound((said[end - 1],), alone[end - 1]))
            end -= 1
    return tuple(reversed(words))
