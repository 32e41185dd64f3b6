"""The state of a visit is found again by what was clicked."""

import numpy as np

from recommenders.gru4rec.state_cache import StateCache
from recommenders.id_index import Rows


def clicks(*rows: int) -> Rows:
    return np.array(rows, dtype=np.int32)


def state(value: float) -> np.typing.NDArray[np.float32]:
    return np.full(2, value, dtype=np.float32)


def test_the_longest_beginning_that_was_kept_is_found() -> None:
    cache = StateCache(10)
    cache.keep(clicks(4), state(1))
    cache.keep(clicks(4, 2), state(2))
    n_known, found = cache.longest(clicks(4, 2, 7))
    assert n_known == 2
    np.testing.assert_array_equal(found, state(2))


def test_another_visit_has_no_state() -> None:
    cache = StateCache(10)
    cache.keep(clicks(4, 2), state(2))
    assert cache.longest(clicks(2, 4)) == (0, None)


def test_the_state_that_was_unused_for_longest_is_forgotten() -> None:
    cache = StateCache(2)
    cache.keep(clicks(1), state(1))
    cache.keep(clicks(2), state(2))
    cache.longest(clicks(1))
    cache.keep(clicks(3), state(3))
    assert len(cache) == 2
    assert cache.longest(clicks(2)) == (0, None)
    assert cache.longest(clicks(1))[0] == 1
