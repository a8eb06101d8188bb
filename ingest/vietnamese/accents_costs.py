"""What it costs to read a syllable as typed as another one with the same letters: -log of how likely one types so."""

import math
from functools import lru_cache

from ingest.vietnamese.fold import fold
from ingest.vietnamese.syllables import split_tone

ACCENTED_SHARE = 0.72
"""Share of syllables in official prose that carry a mark (counted: 0.73 in administrative texts, 0.70 in Wikipedia)."""
LEAST_STRIPPED = 0.003
"""In a fully accented text a syllable still lost its marks about once in 300 (typing on a telephone)."""
TYPED_IN_FULL = 0.5
"""Of the messages with some marks, those that have all of theirs."""
SURE, CAREFUL = 0.05, 1.5
"""Below this share of lost marks a message was typed with care: a mark that stands in it says this much more ("đo" is
hardly "đó"). Neighbouring values change no reading of the development questions."""
SHARES = tuple(step / 10 for step in range(1, 10))
"""What the others may have lost, each as likely."""
LOST_TONE, WRONG_TONE, WRONG_LETTER, LOST_LETTER_MARK = 6.0, 9.5, 10.0, 4.5
HOOK_OR_TILDE = 6.0
"""hỏi and ngã are confused more than other tones: three dialect regions pronounce them alike."""


@lru_cache(maxsize=1024)
def stripped_share(accented: int, plain: int) -> float:
    """How likely a mark was left out where so many syllables carry one and so many none.

    The mean over how much may have been lost, each share weighed by how likely it leaves these counts: a short message
    that happens to have few marks is not taken for a stripped one.

    >>> stripped_share(0, 4), round(stripped_share(7, 5), 2), round(stripped_share(4, 8), 2)
    (1.0, 0.11, 0.49)
    """
    if not accented:
        return 1.0

    def likely(share: float) -> float:
        marked = ACCENTED_SHARE * (1.0 - share)
        return math.exp(accented * math.log(marked) + plain * math.log(1.0 - marked))

    full = likely(0.0) * TYPED_IN_FULL
    others = [likely(share) * (1.0 - TYPED_IN_FULL) / len(SHARES) for share in SHARES]
    mean = sum(weight * share for weight, share in zip(others, SHARES, strict=True)) / (full + sum(others))
    return max(LEAST_STRIPPED, mean)


def typing_cost(typed: str, meant: str, stripped: float) -> float:
    """-log p(typed | meant) for two syllables with the same letters."""
    if typed == meant:
        return 0.0
    if fold(typed) == typed:
        return -math.log(stripped)
    return marks_cost(typed, meant) * (CAREFUL if stripped < SURE else 1.0)


@lru_cache(maxsize=16384)  # questions are made of the same few thousand syllables
def marks_cost(typed: str, meant: str) -> float:
    """What the marks that were typed say against a reading; a syllable without marks says nothing."""
    if fold(typed) == typed:
        return 0.0
    (letters, tone), (meant_letters, meant_tone) = split_tone(typed), split_tone(meant)
    cost = 0.0
    if tone != meant_tone:
        cost += LOST_TONE if not tone else HOOK_OR_TILDE if {tone, meant_tone} == {3, 4} else WRONG_TONE
    if len(letters) != len(meant_letters):
        return cost + (0.0 if set(letters) - set(fold(letters)) <= set(meant_letters) else WRONG_LETTER)
    for letter, other in zip(letters, meant_letters, strict=True):
        if letter != other:
            cost += LOST_LETTER_MARK if fold(letter) == letter else WRONG_LETTER
    return cost
