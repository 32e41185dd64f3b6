"""Medians, slow ends and ratios."""

import pytest

from benchmarks.timings import Timings, median_of_pairs, median_ratio


def test_the_median_and_the_slow_end_are_told_apart() -> None:
    timings = Timings([1.0] * 90 + [100.0] * 10)
    assert timings.p50 == 1.0
    assert timings.p95 == 100.0


def test_a_block_is_timed() -> None:
    timings = Timings()
    with timings.measure():
        pass
    assert len(timings) == 1
    assert 0 <= timings.p50 < 1000


def test_a_block_that_fails_is_not_counted() -> None:
    timings = Timings()
    with pytest.raises(ValueError, match="no"), timings.measure():
        raise ValueError("no")
    assert len(timings) == 0


def test_the_ratio_is_of_medians_and_the_other_of_pairs() -> None:
    slower, faster = Timings([10.0, 20.0, 90.0]), Timings([5.0, 5.0, 10.0])
    assert median_ratio(slower, faster) == 4.0
    assert median_of_pairs(slower, faster) == 4.0
    assert median_of_pairs(Timings([9.0, 20.0, 90.0]), Timings([1.0, 5.0, 10.0])) == 9.0
