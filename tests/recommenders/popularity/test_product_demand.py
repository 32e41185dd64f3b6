"""How wanted products are, and whether that rises."""

import numpy as np
import pytest

from recommenders.history import SECONDS_PER_DAY
from recommenders.popularity.product_demand import LEAST, ProductDemand
from tests.recommenders.checkerboard import AS_OF, training_set


def demand(*days: tuple[int, float]) -> ProductDemand:
    """Of events `(product, days ago)` of one shopper each, for three products."""
    events = [(s, p, AS_OF - int(day * SECONDS_PER_DAY), 0) for s, (p, day) in enumerate(days)]
    return ProductDemand.of(training_set(events, len(days), 3))


def test_demand_is_relative_to_the_mean_product() -> None:
    relative = demand((0, 28), (0, 28), (1, 28)).relative
    np.testing.assert_allclose(relative, [[2, 1, 0]] * 3, rtol=1e-5)


def test_what_sold_lately_has_a_rising_trend_and_what_sold_once_a_falling_one() -> None:
    seen = demand((0, 1), (1, 100))
    assert seen.trend[0] > 0 > seen.trend[1]
    assert seen.surge[0] > 0 > seen.surge[1]
    assert seen.trend[2] == seen.surge[2] == 0


def test_a_product_nobody_wants_has_the_least_level() -> None:
    assert demand((0, 1)).level[2] == pytest.approx(np.log(LEAST), rel=1e-5)


def test_without_any_event_nothing_is_wanted_and_nothing_breaks() -> None:
    assert not demand((0, 1)).relative[:, 1:].any()
    nothing = ProductDemand.of(training_set([(0, 0, AS_OF - 60, 0)], 1, 3).before(0))
    assert np.isfinite(nothing.level).all()
