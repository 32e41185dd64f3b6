"""Features of shoppers and products whose figures can be reckoned by hand."""

import time

import numpy as np
import pytest

from recommenders.history import History
from recommenders.interactions.imputation import filled_with_median, filled_with_mode
from recommenders.interactions.product_features import PRODUCT_FEATURES, product_features
from recommenders.interactions.shopper_features import SHOPPER_FEATURES, ShopperFeatures, price_percentiles
from recommenders.interactions.snapshots import snapshots
from recommenders.training_set import TrainingSet
from tests.recommenders.interactions.sample_log import DAY, facts, sample_log

CATALOG = facts("abcd", category=[0, 0, 0, 1], price=[10, 20, 30, np.nan], rating=[4, np.nan, 5, 3])
ENTRIES = ["x a 10 b 100", "x b 10 b 50", "x a 20 b 30", "x a 21 r -30", "x d 21 v", "y c 95 v", "z a 30 b"]


@pytest.fixture(scope="module")
def data() -> TrainingSet:
    return sample_log(ENTRIES, 100, CATALOG).training_set()


def shopper(data: TrainingSet, row: int) -> dict[str, float]:
    return dict(zip(SHOPPER_FEATURES, ShopperFeatures(data.facts).of_all(data)[row].tolist(), strict=True))


def product(data: TrainingSet, name: str) -> list[float]:
    found: list[float] = product_features(data)[:, PRODUCT_FEATURES.index(name)].tolist()
    return found


def test_a_shopper_is_described_by_what_was_bought_seen_and_returned(data: TrainingSet) -> None:
    found = shopper(data, 0)
    assert (found["age_days"], found["idle_days"], found["recency_days"]) == (90, 79, 80)
    assert (found["n_events"], found["n_visits"], found["n_orders"]) == (5, 3, 2)
    assert (found["monetary"], found["average_order_value"]) == (150, 90)
    assert found["orders_per_30_days"] == pytest.approx(2 / 90 * 30)
    assert found["preferred_category"] == 0
    assert found["preferred_category_share"] == pytest.approx(3 / 3.1)
    assert found["price_sensitivity"] == pytest.approx((1 + 0.5 + 1) / 3)


def test_who_bought_nothing_has_no_order_value(data: TrainingSet) -> None:
    found = shopper(data, 1)
    assert found["n_orders"] == 0
    assert np.isnan([found["recency_days"], found["average_order_value"]]).all()
    assert found["price_sensitivity"] == 0
    assert found["monetary"] == 0


def test_amounts_that_nobody_knows_are_no_order_of_nothing(data: TrainingSet) -> None:
    found = shopper(data, 2)
    assert found["n_orders"] == 1
    assert np.isnan(found["average_order_value"])


def test_serving_one_shopper_and_training_on_all_give_the_same_figures(data: TrainingSet) -> None:
    features = ShopperFeatures(data.facts)
    for row, known in enumerate(features.of_all(data)):
        np.testing.assert_array_equal(features.of(data.history(row)), known)


def test_a_newcomer_and_a_product_without_a_row_are_no_trouble(data: TrainingSet) -> None:
    features = ShopperFeatures(data.facts)
    assert features.of(History(as_of=5))[SHOPPER_FEATURES.index("n_events")] == 0
    strange = History(
        np.array([-1], dtype=np.int32), np.ones(1, np.float32), np.ones(1, np.uint8), np.array([3]), as_of=5
    )
    assert features.of(strange)[SHOPPER_FEATURES.index("preferred_category")] == -1


def test_one_shopper_takes_well_under_a_millisecond(data: TrainingSet) -> None:
    features, n = ShopperFeatures(data.facts), 200
    rng = np.random.default_rng(1)
    history = History(
        rng.integers(0, 4, n, dtype=np.int32),
        np.ones(n, np.float32),
        np.full(n, 10, np.uint8),
        np.sort(rng.integers(0, 90 * DAY, n)),
        as_of=100 * DAY,
    )
    taken = []
    for _ in range(50):
        start = time.perf_counter()
        features.of(history)
        taken.append(time.perf_counter() - start)
    assert min(taken) < 0.001


def test_a_price_stands_among_those_of_its_category() -> None:
    catalog = facts("abcdef", category=[0, 0, 0, 0, 1, -1], price=[10, 20, 20, 40, 7, np.nan])
    np.testing.assert_allclose(price_percentiles(catalog), [0, 0.5, 0.5, 1, 0.5, np.nan])


def test_a_product_is_described_by_who_came_back_for_it(data: TrainingSet) -> None:
    assert product(data, "n_purchases") == [3, 1, 0, 0]
    np.testing.assert_array_equal(product(data, "repeat_rate"), [0.5, 0, np.nan, np.nan])


def test_popularity_is_of_the_last_days_and_a_trend_compares_them(data: TrainingSet) -> None:
    np.testing.assert_allclose(product(data, "popularity_7_days"), [0, 0, 0.1, 0], rtol=1e-6)
    np.testing.assert_allclose(product(data, "popularity_28_days"), [0, 0, 0.1, 0], rtol=1e-6)
    assert product(data, "trend")[2] == pytest.approx(np.log2(1.1 / 1.025), rel=1e-5)
    assert product(data, "days_since_launch") == [90, 90, 5, 79]


def test_a_snapshot_knows_nothing_of_what_came_after_it(data: TrainingSet) -> None:
    [early, late] = snapshots(data, [15 * DAY, 25 * DAY])
    orders = SHOPPER_FEATURES.index("n_orders")
    assert (early.shoppers[0, orders], late.shoppers[0, orders]) == (1, 2)
    assert np.isnan(early.shoppers[1, 0])
    launch = PRODUCT_FEATURES.index("days_since_launch")
    np.testing.assert_array_equal(early.products[:, launch], [5, 5, np.nan, np.nan])
    assert (early.as_of, late.as_of) == (15 * DAY, 25 * DAY)


def test_missing_figures_take_the_median_of_their_group_or_of_all() -> None:
    figures = np.array([1, np.nan, 3, 10, np.nan])
    assert filled_with_median(figures, np.array([0, 0, 0, 1, 2])).tolist() == [1, 2, 3, 10, 3]
    assert filled_with_median(np.array([np.nan])).tolist() == [0]


def test_missing_codes_take_the_most_frequent_one() -> None:
    assert filled_with_mode(np.array([2, -1, 1, 1])).tolist() == [2, 1, 1, 1]
