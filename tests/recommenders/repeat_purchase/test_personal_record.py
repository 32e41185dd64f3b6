"""What a history says of each product in it."""

from dataclasses import replace

import numpy as np
import pytest

from recommenders.history import SECONDS_PER_DAY, History
from recommenders.repeat_purchase.personal_record import PersonalRecord
from tests.recommenders.checkerboard import history_of

NOON = 20_000 * SECONDS_PER_DAY + SECONDS_PER_DAY // 2


def history(*events: tuple[int, float, float]) -> History:
    """Events `(product, days ago, weight)`, oldest first."""
    products, days, weights = zip(*sorted(events, key=lambda event: -event[1]), strict=True)
    at = NOON - (SECONDS_PER_DAY * np.array(days)).astype(np.int64)
    return replace(history_of(*products), at=at, weights=np.array(weights, dtype=np.float32), as_of=NOON)


def test_an_empty_history_makes_an_empty_record() -> None:
    record = PersonalRecord.of(History(as_of=NOON))
    assert len(record.products) == 0
    assert record.frequency.shape == (4, 0)


def test_days_are_counted_and_decayed() -> None:
    record = PersonalRecord.of(history((3, 60, 1), (3, 0, 1), (1, 20, 1)))
    assert record.products.tolist() == [1, 3]
    np.testing.assert_allclose(record.frequency[0], [1, 2])
    np.testing.assert_allclose(record.frequency[2], [2 ** (-20 / 60), 1.5])
    np.testing.assert_allclose(record.frequency[3], [0.5, 1.125])


def test_the_strongest_event_of_a_day_stands_for_the_day() -> None:
    record = PersonalRecord.of(history((3, 0.3, 0.1), (3, 0.2, 1.0), (3, 0.1, 0.6)))
    np.testing.assert_allclose(record.frequency[0], [1.0])


def test_the_rhythm_is_the_mean_of_the_intervals() -> None:
    record = PersonalRecord.of(history((3, 25, 1), (3, 11, 1), (3, 5, 1), (4, 2, 1)))
    np.testing.assert_allclose(record.interval_days, [10, 0])
    np.testing.assert_allclose(record.days_since, [5, 2])


@pytest.mark.parametrize(("dislike", "kept"), [(-0.25, 0.75), (-1.0, 0.0), (-2.0, -1.0)])
def test_dislikes_take_from_the_liking_of_their_product_alone(dislike: float, kept: float) -> None:
    record = PersonalRecord.of(history((3, 2, 1), (4, 2, 1), (3, 1, dislike), (5, 1, -1.0)))
    assert record.products.tolist() == [3, 4]
    np.testing.assert_allclose(record.kept, [kept, 1])
    np.testing.assert_allclose(record.days_since, [2, 2])


def test_unknown_products_are_left_out() -> None:
    assert PersonalRecord.of(history((-1, 2, 1), (4, 1, 1))).products.tolist() == [4]
