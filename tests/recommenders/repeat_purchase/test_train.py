"""What repeat purchases are learned from."""

import numpy as np
import pytest

from recommenders.history import SECONDS_PER_DAY
from recommenders.recommender import TrainingWatch
from recommenders.repeat_purchase.features import FEATURES
from recommenders.repeat_purchase.model import COEFFICIENTS
from recommenders.repeat_purchase.parameters import RepeatPurchaseParameters
from recommenders.repeat_purchase.train import FIXED, PRIOR_SHOPPERS, repeated_share, train
from tests.recommenders.checkerboard import AS_OF, training_set


def test_the_share_of_returning_shoppers_counts_days_and_not_events() -> None:
    days = [(0, 0, 3), (0, 0, 2), (1, 0, 3), (1, 1, 3), (2, 1, 3)]
    events = [(s, p, AS_OF - day * SECONDS_PER_DAY, day) for s, p, day in days]
    events.append((1, 0, AS_OF - 3 * SECONDS_PER_DAY + 60, 3))
    average = (1 + 1) / (4 + 2)
    expected = [(1 + PRIOR_SHOPPERS * average) / (2 + PRIOR_SHOPPERS), PRIOR_SHOPPERS * average / (2 + PRIOR_SHOPPERS)]
    assert repeated_share(training_set(events, 3, 3)) == pytest.approx([*expected, average])


def test_with_too_few_shoppers_the_fixed_coefficients_serve() -> None:
    data = training_set([(s, s % 2, AS_OF - day * SECONDS_PER_DAY, day) for s in range(9) for day in (1, 5, 9)], 9, 2)
    few = train(data, RepeatPurchaseParameters(window_days=4, min_shoppers=100), TrainingWatch())
    enough = train(data, RepeatPurchaseParameters(window_days=4, min_shoppers=9), TrainingWatch())
    assert few.metrics == {"n_situations": 0.0}
    assert dict(zip(FEATURES, few.arrays[COEFFICIENTS].tolist(), strict=True))["had"] == FIXED["had"]
    assert enough.metrics == {"n_situations": 18.0}
    assert not np.array_equal(few.arrays[COEFFICIENTS], enough.arrays[COEFFICIENTS])


def test_at_most_so_many_shoppers_are_drawn_for_a_window() -> None:
    data = training_set([(s, s % 2, AS_OF - day * SECONDS_PER_DAY, day) for s in range(9) for day in (1, 5)], 9, 2)
    parameters = RepeatPurchaseParameters(window_days=4, n_windows=1, min_shoppers=1, max_shoppers=5)
    assert train(data, parameters, TrainingWatch()).metrics == {"n_situations": 5.0}
