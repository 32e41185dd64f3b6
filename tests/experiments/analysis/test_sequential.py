import math

import numpy as np
import pytest

from experiments.analysis.effect import Effect
from experiments.analysis.sequential import anytime, boundary, tuning

NOTHING = Effect(1.0, 1.1, 0.1, 0.0, 0.2, 0.05, 0.05)


def test_the_boundary_is_lowest_where_it_was_tuned() -> None:
    at = tuning(0.05)
    assert boundary(at, 0.05) == pytest.approx(3.035, abs=1e-3)
    for other in (0.5 * at, 0.9 * at, 1.1 * at, 2 * at):
        assert boundary(other, 0.05) > boundary(at, 0.05)


@pytest.mark.parametrize("information", [0.1, 1.0, 3.0])
def test_the_interval_leaves_0_out_exactly_when_the_p_value_is_small(information) -> None:
    for difference in np.linspace(0, 0.3, 60):
        effect = anytime(Effect(1.0, 1.0 + difference, difference, 0, 0, 1, 0.05), information, 0.05)
        assert (effect.low > 0) == (effect.p_value < 0.05)


def test_it_is_wider_than_for_one_look() -> None:
    assert anytime(NOTHING, 1.0, 0.05).width > 1.5 * 2 * 1.96 * NOTHING.standard_error


def test_where_nothing_varies_nothing_is_said() -> None:
    flat = anytime(Effect(0, 0, 0, 0, 0, 0.0, 0.0), 1.0, 0.05)
    assert (flat.p_value, flat.low, flat.high) == (1, -math.inf, math.inf)


def test_who_looks_two_hundred_times_errs_no_more_often_than_said() -> None:
    random = np.random.default_rng(4)
    looks = np.arange(1, 201)
    z = random.normal(size=(2_000, 200)).cumsum(axis=1) / np.sqrt(looks)
    is_outside = np.abs(z) > np.array([boundary(tuning(0.05) * look / 200, 0.05) for look in looks])
    assert is_outside.any(axis=1).mean() < 0.05
    assert (np.abs(z) > 1.96).any(axis=1).mean() > 0.3  # the naive test
