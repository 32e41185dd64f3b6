"""What the shop names to go with a product comes first where a shopper asks for what goes with it."""

from typing import Any

import pytest

from assistant.need import PriceWish, ShoppingNeed
from catalog.product import Product


def _product(product_id: str, title: str, category: str, *related: tuple[str, str], stock: bool = True) -> Product:
    price = {"amount": 1_000 if product_id != "pegs" else 9_000, "currency": "GBP"}
    availability = {"available": stock, "status": "in_stock" if stock else "out_of_stock"}
    return Product.model_validate(
        {
            "id": product_id,
            "title": title,
            "categories": [{"value": category}],
            "related": [{"id": one, "kind": kind} for kind, one in related],
            "variants": [{"id": f"{product_id}-1", "price": price, "availability": availability}],
        }
    )


@pytest.fixture
def shop(make_shop: Any) -> Any:
    named = (("complement", "mat"), ("substitute", "tarp"), ("complement", "pegs"), ("complement", "gone"))
    return make_shop(
        [
            _product("tent", "Fell Tent", "Camping > Tents", *named),
            _product("tarp", "Fell Tarp", "Camping > Tents"),
            _product("lamp", "Camp Lantern", "Camping > Lighting"),
            _product("mat", "Cloud Mat", "Sleep > Mats"),
            _product("pegs", "Sand Pegs", "Hardware > Pegs"),
        ]
    )


def need(**more: Any) -> ShoppingNeed:
    return ShoppingNeed(text="lighting", references=("tent",), goes_with=True, **more)


def test_what_the_shop_names_comes_first_and_says_so(shop: Any) -> None:
    told = shop.say("what goes with it?", need())
    assert [product.id for product in told.brief.ranked] == ["mat", "pegs", "lamp"]
    [evidence] = told.cards[0].evidence
    assert (evidence.signal, evidence.because) == ("complement", "tent")
    assert "picked by the shop to go with the Fell Tent" in told.text + told.cards[0].reason


def test_what_is_sold_out_comes_after_what_can_be_had(make_shop: Any) -> None:
    named = (("complement", "mat"), ("complement", "pegs"))
    tent = _product("tent", "Fell Tent", "Camping > Tents", *named)
    mat = _product("mat", "Cloud Mat", "Sleep > Mats", stock=False)
    shop = make_shop([tent, mat, _product("pegs", "Sand Pegs", "Hardware > Pegs")])
    assert [product.id for product in shop.say("what goes with it?", need()).brief.ranked] == ["pegs", "mat"]


def test_it_keeps_to_the_budget(shop: Any) -> None:
    told = shop.say("what goes with it under 50?", need(price=PriceWish(max=5_000)))
    assert [product.id for product in told.brief.ranked] == ["mat", "lamp"]


def test_who_asks_for_something_else_is_not_shown_it(shop: Any) -> None:
    told = shop.say("a lantern like this", ShoppingNeed(text="lantern", references=("tent",)))
    assert [product.id for product in told.brief.ranked] == ["lamp"]
