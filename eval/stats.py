"""The statistics: percentiles, a bootstrap interval of a mean, a paired permutation test. Seeded, so runs agree."""

from collections.abc import Sequence

import numpy as np

from eval.records import Score

SEED = 20_260_101
"""Any fixed number: two reports on the same answers must print the same interval."""
RESAMPLES = 2_000
"""Moves a 95 % bound of a share by about half a point at most (checked by doubling)."""
PERMUTATIONS = 10_000
"""A p-value of 0.05 is then good to ± 0.004."""
EXACT_UP_TO = 12
"""With this many differing pairs all 2^n sign patterns are counted instead of drawn."""


def percentile(ordered: Sequence[float], share: float) -> float:
    """The value below which `share` of the sorted values lie, by rank as the shared scorer takes it.

    >>> percentile([1, 2, 3, 4, 5], 0.5), percentile([1, 2, 3, 4, 5], 0.95)
    (3, 4)
    """
    return ordered[int(share * (len(ordered) - 1))]


def bootstrap(values: Sequence[float], seed: int = SEED) -> Score:
    """The mean of at least one value with its 95 % percentile-bootstrap interval (Efron and Tibshirani 1993).

    >>> bootstrap([1.0, 1.0, 1.0])
    Score(mean=1.0, low=1.0, high=1.0, n=3)
    """
    data = np.asarray(values, dtype=float)
    draws = np.random.default_rng(seed).integers(0, len(data), (RESAMPLES, len(data)))
    low, high = np.quantile(data[draws].mean(axis=1), [0.025, 0.975])
    return Score(float(data.mean()), float(low), float(high), len(data))


def permutation_test(first: Sequence[float], second: Sequence[float], seed: int = SEED) -> float:
    """Two-sided p of the paired permutation test (Fisher's; Smucker et al. 2007 advise it for retrieval runs).

    Under the null hypothesis which system gave which of a pair's values is a coin toss. Pairs that agree say nothing.

    >>> permutation_test([0, 0, 0], [1, 1, 1])
    0.25
    """
    differences = np.asarray(second, dtype=float) - np.asarray(first, dtype=float)
    differing = differences[differences != 0]
    n = len(differing)
    if n == 0:
        return 1.0
    seen = abs(differing.sum()) - 1e-12
    if n <= EXACT_UP_TO:
        patterns = np.arange(2**n)
        signs = 1 - 2 * ((patterns[:, None] >> np.arange(n)) & 1)
        return float((abs(signs @ differing) >= seen).mean())
    signs = np.random.default_rng(seed).choice((-1, 1), (PERMUTATIONS, n))
    return float((1 + (abs(signs @ differing) >= seen).sum()) / (PERMUTATIONS + 1))
