"""Every metric is what a slow, readable definition says it is."""

import math
from types import ModuleType

import numpy as np
import pytest

from recommenders.evaluation.ranking_metrics import METRICS, ranking_metrics


def oracle(listed: list[int], relevant: set[int], cutoff: int) -> dict[str, float]:
    """The definitions, one product after another."""
    hits, precisions, gain, first = 0, 0.0, 0.0, 0.0
    for rank, row in enumerate(listed[:cutoff], start=1):
        if row in relevant:
            hits += 1
            precisions += hits / rank
            gain += 1 / math.log2(rank + 1)
            first = first or 1 / rank
    reachable = min(cutoff, len(relevant))
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, reachable + 1))
    found = (hits / reachable, gain / ideal, precisions / reachable, first, float(hits > 0))
    return dict(zip(METRICS, found, strict=True))


def test_all_metrics_are_those_of_the_definitions(trials: ModuleType) -> None:
    chance = np.random.default_rng(5)
    n_cases, n_products, depth = 300, 40, 12
    relevant = [chance.choice(n_products, chance.integers(1, 30), replace=False) for _ in range(n_cases)]
    lists = np.array([chance.permutation(n_products)[:depth] for _ in range(n_cases)], dtype=np.int32)
    for case in range(n_cases):  # some lists end early, some are empty
        lists[case, chance.integers(0, depth + 1) :] = -1
    found = ranking_metrics(trials.trial_of(relevant, n_products), lists, (1, 5, 12))
    for case in range(n_cases):
        listed = [row for row in lists[case].tolist() if row >= 0]
        for cutoff in (1, 5, 12):
            for name, value in oracle(listed, set(relevant[case].tolist()), cutoff).items():
                assert found[f"{name}@{cutoff}"][case] == pytest.approx(value, abs=1e-9), (name, cutoff, case)


def test_a_list_of_two_that_holds_two_of_three_is_perfect(trials: ModuleType) -> None:
    found = ranking_metrics(trials.trial_of([[0, 2, 4]]), np.array([[4, 0]], dtype=np.int32), (2,))
    assert {name: column[0] for name, column in found.items()} == {f"{name}@2": 1.0 for name in METRICS}


def test_an_empty_list_reaches_nothing(trials: ModuleType) -> None:
    found = ranking_metrics(trials.trial_of([[0], [1]]), np.array([[-1], [1]], dtype=np.int32), (1,))
    assert found["ndcg@1"].tolist() == [0.0, 1.0]


def test_the_order_in_the_list_counts_and_not_the_ids(trials: ModuleType) -> None:
    lists = np.array([[10, 2], [2, 10]], dtype=np.int32)
    found = ranking_metrics(trials.trial_of([[2], [2]], 12), lists, (2,))
    assert found["mrr@2"].tolist() == [0.5, 1.0]
