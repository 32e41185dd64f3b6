"""What sold when, as of the end of a window."""

import numpy as np
import pytest

from recommenders.artifact import Artifact
from recommenders.history import SECONDS_PER_DAY
from recommenders.id_index import IdIndex
from recommenders.product_facts import ProductFacts
from recommenders.ranking.features.product import product_columns
from recommenders.ranking.features.product_record import ProductRecord
from tests.recommenders.checkerboard import AS_OF, training_set

DAY = SECONDS_PER_DAY
#: Product 0 sold long ago, twice to shopper 0; product 1 last week, to two; product 2 never.
DATA = training_set(
    [(0, 0, AS_OF - 90 * DAY, 0), (0, 0, AS_OF - 60 * DAY, 1), (0, 1, AS_OF - DAY, 2), (1, 1, AS_OF - DAY, 0)], 2, 3
)


def test_demand_is_relative_to_the_mean_product() -> None:
    demand = ProductRecord.of(DATA).demand
    assert demand[0].tolist() == [0, 3, 0]
    assert demand[-1].tolist() == [1.5, 1.5, 0]


def test_a_product_that_sells_now_has_the_greater_trend() -> None:
    trend = ProductRecord.of(DATA).trend
    assert trend[1] > 1 > trend[0]


def test_a_shopper_who_came_back_on_another_day_is_counted_as_returned() -> None:
    record = ProductRecord.of(DATA)
    assert record.shoppers.tolist() == [1, 2, 0]
    assert record.returned.tolist() == [1, 0, 0]


def test_what_happens_after_the_moment_changes_nothing() -> None:
    earlier = AS_OF - 30 * DAY
    known = ProductRecord.of(DATA.before(earlier))
    assert known.demand[-1].tolist() == [3, 0, 0]
    assert known.last_at[1] == -1


def test_it_comes_out_of_an_artifact_as_it_went_in() -> None:
    record = ProductRecord.of(DATA)
    again = ProductRecord.from_artifact(Artifact("lambdarank", DATA.products, record.to_arrays()))
    assert np.array_equal(again.demand, record.demand)
    assert np.array_equal(again.first_at, record.first_at)


def test_over_other_rows_a_product_keeps_its_own_figures_and_strangers_have_none() -> None:
    catalog = IdIndex(["a stranger", "p001"])
    moved = ProductRecord.of(DATA).over(catalog, DATA.products)
    assert moved.shoppers.tolist() == [0, 2]
    assert moved.first_at.tolist() == [-1, AS_OF - DAY]
    assert moved.demand[-1].tolist() == [0, 1.5]


def test_without_a_known_launch_the_first_event_is_taken_for_it() -> None:
    rows = np.arange(3, dtype=np.int32)
    columns = product_columns(ProductFacts.unknown(DATA.products), ProductRecord.of(DATA), rows, AS_OF)
    assert columns["product_days_since_launch"][:2].tolist() == pytest.approx([90, 1])
    assert np.isnan(columns["product_days_since_launch"][2])
