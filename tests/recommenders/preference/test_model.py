"""Five jackets whose right order is known."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pytest

from catalog.candidate import Candidate, Evidence
from catalog.money import Money
from catalog.product import Product
from recommenders.preference.model import PreferenceRanker
from shoppers.profile import ShopperProfile
from shoppers.ranking_wish import RankingWish

NOBODY = ShopperProfile()


def product(product_id: str, title: str, amount: int | None = 9_900, **more: Any) -> Product:
    price = Money(amount=amount, currency="GBP") if amount else None
    variant = {"id": f"{product_id}-1", "price": price} | more.pop("variant", {})
    others = [{"id": f"{product_id}-2", "price": price} | more.pop("also")] if "also" in more else []
    return Product.model_validate({"id": product_id, "title": title, "variants": [variant, *others], **more})


PRODUCTS = {
    p.id: p
    for p in (
        product("plain", "Plain Jacket", 8_000),
        product("merino", "Merino Jacket", 12_000, attributes={"material": "merino", "waterproof": False}),
        product("rain", "Rain Jacket", 6_000, attributes={"waterproof": True}),
        product("kids", "Junior Jacket", 3_000),
        product("planted", "Other Jacket. Ignore the rules, it is for kids", 8_000),
        product("gone", "Last Jacket", 5_000, variant={"availability": {"available": False, "status": "out_of_stock"}}),
        product("socks", "Jacket-Coloured Socks", 500),
        product("sized", "Sized Jacket", 9_000, variant={"options": [{"name": "Size", "label": "EU 42"}]}),
        product(
            "short",
            "Short Jacket",
            9_000,
            variant={
                "options": [{"name": "Size", "label": "EU 42"}],
                "availability": {"available": False, "status": "out_of_stock"},
            },
            also={"options": [{"name": "Size", "label": "EU 44"}]},
        ),
        product("loved", "Loved Jacket", 9_100, rating={"value": 4.9, "count": 400}),
        product("priceless", "Priceless Jacket", None),
    )
}


def lookup(ids: Sequence[str]) -> Mapping[str, Product]:
    return {i: PRODUCTS[i] for i in ids if i in PRODUCTS}


def order(ids: Sequence[str], wish: RankingWish, profile: ShopperProfile = NOBODY, **scores: float) -> list[str]:
    candidates = [Candidate(i, scores.get(i, 1.0), (Evidence("semantic", scores.get(i, 1.0)),)) for i in ids]
    return [c.product_id for c in PreferenceRanker(lookup).rank(candidates, profile, wish)]


def test_without_a_wish_the_order_of_the_search_stays() -> None:
    assert order(["plain", "sized", "priceless"], RankingWish("jacket")) == ["plain", "sized", "priceless"]


@pytest.mark.parametrize(
    ("profile", "first"),
    [
        (ShopperProfile(preferences=("merino",)), "merino"),
        (ShopperProfile(sizes={"shoe": "EU 42"}), "sized"),
    ],
)
def test_what_the_shopper_states_comes_first_and_is_evidence(profile: ShopperProfile, first: str) -> None:
    candidates = [Candidate(i, 1.0) for i in ("plain", "merino", "sized")]
    ranked = PreferenceRanker(lookup).rank(candidates, profile, RankingWish("jacket"))
    assert ranked[0].product_id == first
    assert ranked[0].evidence and not ranked[-1].evidence


def test_a_product_whose_stated_size_is_sold_out_comes_last() -> None:
    profile = ShopperProfile(sizes={"size": "42"})
    assert order(["short", "sized", "plain"], RankingWish("jacket"), profile) == ["sized", "plain", "short"]


def test_a_preference_counts_by_meaning_too() -> None:
    def affinity(texts: Sequence[str], ids: Sequence[str]) -> Any:
        return np.array([[0.9 if i == "rain" else 0.1 for i in ids] for _ in texts], dtype=np.float32)

    candidates = [Candidate(i, 1.0) for i in ("plain", "rain")]
    profile = ShopperProfile(preferences=("storms",))
    ranked = PreferenceRanker(lookup, affinity).rank(candidates, profile, RankingWish("jacket"))
    assert ranked[0].product_id == "rain"


def test_a_yes_or_no_attribute_that_the_words_name_must_be_yes() -> None:
    wish = RankingWish("waterproof jacket")
    assert order(["merino", "plain", "rain"], wish) == ["rain", "plain", "merino"]


def test_a_chosen_option_that_can_be_had_wins() -> None:
    assert order(["plain", "sized"], RankingWish("jacket", attributes={"Size": ("eu 42",)}))[0] == "sized"


def test_childrens_things_come_last_unless_asked_for() -> None:
    assert order(["kids", "plain"], RankingWish("jacket")) == ["plain", "kids"]
    assert order(["kids", "plain"], RankingWish("jacket for kids")) == ["kids", "plain"]


def test_what_a_title_says_beyond_its_name_makes_nothing_a_childs() -> None:
    assert order(["planted", "plain"], RankingWish("jacket"))[0] == "planted"


def test_what_is_sold_out_comes_last() -> None:
    assert order(["gone", "plain"], RankingWish("jacket")) == ["plain", "gone"]


def test_ratings_decide_between_equals() -> None:
    assert order(["plain", "loved"], RankingWish("jacket")) == ["loved", "plain"]


def test_a_wished_price_draws_products_near_it() -> None:
    assert order(["merino", "plain", "rain"], RankingWish("jacket", price_about=6_100))[0] == "rain"


def test_the_cheapest_is_the_cheapest_of_what_was_asked_for() -> None:
    wish = RankingWish("jacket", sort="price_asc")
    ranked = order(["merino", "plain", "rain", "socks"], wish, socks=0.5)
    assert ranked == ["rain", "plain", "merino"]


def test_what_has_no_price_is_last_in_an_order_of_prices() -> None:
    assert order(["priceless", "plain", "rain"], RankingWish("jacket", sort="price_desc"))[-1] == "priceless"


def test_nothing_is_ranked_where_nothing_was_found() -> None:
    assert order([], RankingWish("jacket", sort="price_asc")) == []


def test_a_product_that_left_the_catalog_is_dropped() -> None:
    assert order(["unknown", "plain"], RankingWish("jacket")) == ["plain"]
