"""What is known of a shopper."""

from dataclasses import replace

import numpy as np

from recommenders.history import SECONDS_PER_DAY, History
from tests.recommenders.checkerboard import AS_OF, history_of


def test_a_newcomers_history_is_empty() -> None:
    newcomer = History(as_of=AS_OF)
    assert len(newcomer) == 0
    assert newcomer.session.tolist() == []
    assert newcomer.decayed(30).tolist() == []


def test_the_session_is_the_end_of_the_history() -> None:
    history = history_of(4, 5, 6)
    assert history.session.tolist() == []
    assert replace(history, n_session=2).session.tolist() == [5, 6]
    assert replace(history, n_session=3).session.tolist() == [4, 5, 6]


def test_a_weight_is_halved_for_every_half_life() -> None:
    at = AS_OF - SECONDS_PER_DAY * np.array([60, 30, 0])
    weights = np.array([1, -0.5, 0.3], dtype=np.float32)
    decayed = replace(history_of(1, 2, 3), at=at, weights=weights).decayed(30)
    np.testing.assert_allclose(decayed, [0.25, -0.25, 0.3])
    assert decayed.dtype == np.float32


def test_two_newcomers_share_no_array() -> None:
    assert History().products is not History().products
