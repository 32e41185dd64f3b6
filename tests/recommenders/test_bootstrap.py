"""Intervals hold the truth as often as they say, and cases of one shopper go together."""

import numpy as np
import pytest

from recommenders.bootstrap import Bootstrap


def test_the_value_is_the_mean_of_the_cases() -> None:
    values = np.array([[1.0, np.nan], [0.0, 4.0], [2.0, 2.0]])
    first, second = Bootstrap(np.arange(3), seed=1).estimates(values)
    assert (first.value, first.n_cases) == (1.0, 3)
    assert (second.value, second.n_cases) == (3.0, 2)


def test_the_same_seed_gives_the_same_interval() -> None:
    values = np.random.default_rng(0).random((50, 1))
    one, other, third = (Bootstrap(np.arange(50), seed).estimates(values)[0] for seed in (1, 1, 2))
    assert one == other
    assert one != third


def test_draws_are_what_drawing_shoppers_one_by_one_gives() -> None:
    """Against resampling with a loop, from the same generator."""
    shopper = np.array([7, 7, 3, 5])
    values = np.array([[1.0], [2.0], [4.0], [8.0]])
    chance = np.random.default_rng(9)
    expected = []
    for _ in range(20):
        drawn = np.array([3, 5, 7])[chance.integers(3, size=3)]
        cases = [case for one in drawn for case in np.flatnonzero(shopper == one)]
        expected.append(values[cases].mean())
    assert Bootstrap(shopper, seed=9, n_draws=20).means(values)[:, 0] == pytest.approx(expected, rel=1e-6)


def test_the_interval_is_that_of_theory_for_independent_cases() -> None:
    values = (np.random.default_rng(4).random((2000, 1)) < 0.3).astype(float)
    found = Bootstrap(np.arange(2000), seed=0).estimates(values)[0]
    half = 1.96 * np.sqrt(0.3 * 0.7 / 2000)
    assert found.high - found.low == pytest.approx(2 * half, rel=0.1)


def test_cases_of_few_shoppers_are_less_sure_than_cases_of_many() -> None:
    taste = np.repeat(np.random.default_rng(4).random(50), 40)[:, None]
    together = Bootstrap(np.repeat(np.arange(50), 40), seed=0).estimates(taste)[0]
    apart = Bootstrap(np.arange(2000), seed=0).estimates(taste)[0]
    assert together.high - together.low > 4 * (apart.high - apart.low)


def test_intervals_hold_the_truth_nineteen_times_in_twenty() -> None:
    chance = np.random.default_rng(8)
    held = 0
    for seed in range(200):
        found = Bootstrap(np.arange(150), seed, n_draws=200).estimates(chance.normal(size=(150, 1)))[0]
        held += found.low <= 0 <= found.high
    assert 180 <= held <= 198


def test_a_column_without_any_value_is_zero_over_no_case() -> None:
    found = Bootstrap(np.arange(3), seed=0).estimates(np.full((3, 1), np.nan))[0]
    assert (found.value, found.n_cases) == (0.0, 0)
