"""The fits find what a person can see in a handful of numbers."""

import numpy as np

from eval.fitting import Choice, first_right, fit_choice, fit_logistic, folds


def choice(values: list[float], right: int, group: str) -> Choice:
    return Choice(np.array([[v, 1.0] for v in values]), np.arange(len(values)) == right, group)


def test_the_feature_that_tells_the_right_place_gets_weight() -> None:
    choices = [choice([0.1, 0.9, 0.3], 1, "a"), choice([0.8, 0.2], 0, "b"), choice([0.0, 0.1, 0.7], 2, "c")]
    weights = fit_choice(choices, np.zeros(2), ridge=0.001)
    assert weights[0] > 1
    assert abs(weights[1]) < 0.01  # the same for every place: it tells nothing
    assert first_right(choices, weights) == 1.0
    assert first_right(choices, -weights) == 0.0


def test_a_question_without_a_right_place_teaches_nothing() -> None:
    none = Choice(np.array([[0.9, 1.0], [0.1, 1.0]]), np.array([False, False]), "x")
    assert np.array_equal(fit_choice([none], np.array([2.0, 0.0]), ridge=0.0), np.array([2.0, 0.0]))
    assert first_right([none], np.ones(2)) == 0.0


def test_logistic_parts_two_heaps() -> None:
    weights = fit_logistic(np.array([[0.0], [0.2], [0.8], [1.0]]), np.array([False, False, True, True]), ridge=0.0)
    sure = 1 / (1 + np.exp(-(np.array([0.1, 0.9]) * weights[0] + weights[1])))
    assert sure[0] < 0.1
    assert sure[1] > 0.9


def test_twins_stay_in_one_fold() -> None:
    parts = folds(["a", "b", "a", "c", "b"], count=2)
    assert sorted(i for part in parts for i in part) == [0, 1, 2, 3, 4]
    assert any({0, 2} <= part for part in parts)
    assert any({1, 4} <= part for part in parts)
