"""Fitting linear weights: which place answers (softmax over the places of a question), whether it answers (logistic).

Plain gradient descent on convex losses, so a fit does not depend on a library, a seed or an order.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Choice:
    """The places of one question: `features` places × features, `right` which answer; `group` keeps twins together."""

    features: Floats
    right: NDArray[np.bool_]
    group: str


def fit_choice(choices: Sequence[Choice], prior: Floats, ridge: float, steps: int = 400, rate: float = 0.05) -> Floats:
    """Weights that give the right places of each question the most probability.

    Minimises -log Σ_right softmax, plus `ridge` times the squared distance from `prior`, by Adam. Questions
    without a right place teach nothing.
    """
    weights = prior.copy()
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    taught = [c for c in choices if c.right.any() and not c.right.all()]
    if not taught:
        return weights
    features, right, absent = _padded(taught)
    for step in range(1, steps + 1):
        p = softmax(np.where(absent, -np.inf, features @ weights))
        q = np.where(right, p, 0.0)
        q /= np.maximum(q.sum(axis=1, keepdims=True), 1e-12)
        gradient = 2 * ridge * (weights - prior) + np.tensordot(p - q, features, 2) / len(taught)
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.999 * square + 0.001 * gradient**2
        weights -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights


def _padded(choices: Sequence[Choice]) -> tuple[Floats, NDArray[np.bool_], NDArray[np.bool_]]:
    """Questions × places × features, which places are right, and which are only there to make all questions equal."""
    most = max(len(c.right) for c in choices)
    features = np.zeros((len(choices), most, choices[0].features.shape[1]))
    right = np.zeros((len(choices), most), dtype=np.bool_)
    absent = np.ones((len(choices), most), dtype=np.bool_)
    for i, choice in enumerate(choices):
        size = len(choice.right)
        features[i, :size], right[i, :size], absent[i, :size] = choice.features, choice.right, False
    return features, right, absent


def softmax(scores: Floats) -> Floats:
    """Probabilities from scores, along the last axis."""
    shifted = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=-1, keepdims=True), dtype=np.float64)


def first_right(choices: Sequence[Choice], weights: Floats) -> float:
    """The share of questions, of those that have a right place, whose best place is right."""
    taught = [c for c in choices if c.right.any()]
    return float(np.mean([c.right[np.argmax(c.features @ weights)] for c in taught])) if taught else 0.0


def folds(groups: Sequence[str], count: int = 5) -> list[set[int]]:
    """Indices in `count` folds; a group stays in one. Groups go round by name, so a fold is no slice of a file."""
    order = {group: i % count for i, group in enumerate(sorted(set(groups)))}
    return [{i for i, group in enumerate(groups) if order[group] == fold} for fold in range(count)]


def fit_logistic(
    features: Floats, right: NDArray[np.bool_], ridge: float, steps: int = 3000, rate: float = 0.05
) -> Floats:
    """Weights (the last one a constant) of a logistic model of `right`; `ridge` on all but the constant."""
    x = np.hstack([features, np.ones((len(features), 1))])
    weights = np.zeros(x.shape[1])
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, steps + 1):
        p = 1 / (1 + np.exp(-(x @ weights)))
        gradient = x.T @ (p - right) / len(x) + 2 * ridge * np.append(weights[:-1], 0.0)
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.999 * square + 0.001 * gradient**2
        weights -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights
