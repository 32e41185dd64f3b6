"""Diversity, novelty, coverage and Gini against definitions one can read."""

from itertools import combinations

import numpy as np
import pytest

from recommenders.list_metrics import category_diversity, coverage, exposures, gini, novelty


def test_diversity_is_the_share_of_pairs_of_different_categories() -> None:
    chance = np.random.default_rng(2)
    category = chance.integers(-1, 4, size=30).astype(np.int32)
    lists = np.array([chance.permutation(30)[:7] for _ in range(50)], dtype=np.int32)
    lists[:10, 4:] = -1
    found = category_diversity(lists, category)
    for case, listed in enumerate(lists):
        pairs = list(combinations([row for row in listed if row >= 0], 2))
        assert found[case] == pytest.approx(np.mean([category[one] != category[other] for one, other in pairs]))


def test_a_list_of_one_has_no_diversity_to_speak_of() -> None:
    found = category_diversity(np.array([[0, -1], [-1, -1]], dtype=np.int32), np.zeros(3, dtype=np.int32))
    assert np.isnan(found).all()


def test_what_half_of_all_took_to_is_one_bit_of_news() -> None:
    counts = np.array([5.0, 2.0, 2.0])  # with one more each: 6, 3 and 3 of 12
    found = novelty(np.array([[0, -1], [1, 2], [-1, -1]], dtype=np.int32), counts)
    assert found[:2].tolist() == [1.0, 2.0]
    assert np.isnan(found[2])


def test_coverage_counts_only_what_may_be_recommended() -> None:
    eligible = np.array([True, True, True, True, False, False])
    shown = exposures(np.array([[0, 1], [1, -1], [5, 4]], dtype=np.int32), eligible)
    assert shown.tolist() == [1, 2, 0, 0]
    assert coverage(shown) == 0.5


def test_gini_is_half_the_mean_difference_over_the_mean() -> None:
    shown = np.array([0.0, 3.0, 5.0, 1.0, 0.0])
    apart = np.abs(shown[:, None] - shown[None, :]).mean()
    assert gini(shown) == pytest.approx(apart / (2 * shown.mean()))


def test_gini_of_equal_exposure_is_zero_and_of_none_at_all_too() -> None:
    assert gini(np.full(4, 7.0)) == pytest.approx(0)
    assert gini(np.zeros(4)) == 0
