import numpy as np
import pytest

from experiments.analysis.cuped import adjusted, variance_share

RANDOM = np.random.default_rng(2)
BEFORE = RANDOM.normal(10, 3, 4_000)
VALUES = BEFORE + RANDOM.normal(0, 3, 4_000)


def test_the_variance_falls_by_the_squared_correlation_and_the_mean_stays() -> None:
    correlation = np.corrcoef(VALUES, BEFORE)[0, 1]
    assert variance_share(VALUES, BEFORE) == pytest.approx(1 - correlation**2)
    assert adjusted(VALUES, BEFORE).mean() == pytest.approx(VALUES.mean())


def test_where_nothing_is_known_from_before_nothing_changes() -> None:
    assert np.array_equal(adjusted(VALUES, np.zeros_like(VALUES)), VALUES)
    assert variance_share(np.zeros(5), np.ones(5)) == 1


def test_an_effect_is_not_taken_away() -> None:
    is_treated = np.arange(4_000) % 2 == 0
    better = adjusted(VALUES + is_treated, BEFORE)
    error = np.sqrt(2 * better.var() / 2_000)
    assert better[is_treated].mean() - better[~is_treated].mean() == pytest.approx(1, abs=3 * error)
