"""The shoppers of the closed loop do what their truth says."""

from datetime import UTC, datetime

import numpy as np
import pytest

from benchmarks.closed_loop import Stated
from benchmarks.loop_shoppers import LoopShoppers, SeenList
from catalog.candidate import RankedProduct

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def shoppers() -> LoopShoppers:
    return LoopShoppers(n_shoppers=20, seed=3)


def seen(shoppers: LoopShoppers) -> SeenList:
    """The eight products that shopper 4 wants most, the fourth of them drawn."""
    wanted = sorted(shoppers.products, key=lambda one: -shoppers.click_rates(4, [one])[0])[:8]
    products = [RankedProduct(one, 1.0, propensity=0.05 if place == 3 else 1.0) for place, one in enumerate(wanted)]
    return SeenList("l1", 4, products, "home/als", NOON, (("learning", "learned"),))


def test_clicks_are_as_many_as_the_list_is_worth(shoppers: LoopShoppers) -> None:
    page, chance = seen(shoppers), np.random.default_rng(1)
    told = [shoppers.act(page, chance) for _ in range(400)]
    n_clicks = np.mean([sum(event.type == "select_item" for event in one) for one in told])
    value = shoppers.value(4, [one.product_id for one in page.products])
    assert value > 1
    assert n_clicks == pytest.approx(value, rel=0.1)
    assert any(event.type == "purchase" for one in told for event in one)


def test_the_list_is_told_with_its_propensities_and_its_variant(shoppers: LoopShoppers) -> None:
    shown = shoppers.act(seen(shoppers), np.random.default_rng(1))[0]
    assert [item.propensity for item in shown.properties.items] == [1, 1, 1, 0.05, 1, 1, 1, 1]
    assert [(one.experiment, one.variant) for one in shown.properties.exposures] == [("learning", "learned")]
    assert shown.attribution.list_id == "l1"
    assert shown.shopper_id == "u_4"


def test_an_interval_holds_its_ends() -> None:
    assert Stated(0.1, 0.2, 0.3, truth=0.1).holds
    assert not Stated(0.1, 0.2, 0.3, truth=0.31).holds
