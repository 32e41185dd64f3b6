"""Superlatives are answered from the whole catalog, and only as far as records state a figure."""

from typing import Any

import pytest

from assistant.need import PriceWish, ShoppingNeed
from catalog.product import Product


def lightest(text: str, **more: Any) -> ShoppingNeed:
    return ShoppingNeed(text=text, superlative="lightest", **more)


def oracle(sample: Any, title_part: str, key: str, sign: int = 1) -> str:
    found = [p for p in sample.products if title_part in str(p.attributes.get("type", "")) and key in p.attributes]
    best: Product = min(found, key=lambda product: (sign * product.attributes[key], product.id))
    return best.title


def test_the_lightest_tent_is_the_lightest_of_all_and_no_set_of_pegs(sample: Any) -> None:
    told = sample.say("lightest tent", lightest("tent"))
    assert told.titles[0] == oracle(sample, " tent", "weight_g")
    assert f"Our lightest tent is the **{told.titles[0]}**, 870 g" in told.text
    weights = [product.attributes["weight_g"] for product in told.brief.ranked]
    assert weights == sorted(weights)


def test_the_warmest_sleeping_bag_is_rated_for_the_coldest_weather(sample: Any) -> None:
    told = sample.say("warmest sleeping bag", ShoppingNeed(text="sleeping bag", superlative="warmest"))
    assert told.titles[0] == "Whinfell Expedition Down Bag"
    assert "-14 °C" in told.text and "-14 °C" in told.cards[0].reason


def test_the_cheapest_and_the_dearest_are_of_all_products(sample: Any) -> None:
    prices = [product.price.amount for product in sample.products]
    dearest = sample.say("what's your most expensive thing?", ShoppingNeed(sort="price_desc"))
    assert dearest.cards[0].price.amount == max(prices)
    assert "The most expensive thing in the whole shop is" in dearest.text
    cheapest = sample.say("your cheapest rug", ShoppingNeed(text="rug", sort="price_asc"))
    assert cheapest.titles[0] == "Offcut Cotton Rag Rug"
    assert cheapest.text.startswith("Our cheapest rug is the **Offcut Cotton Rag Rug**, £16.50")


def test_a_budget_holds_for_a_superlative(sample: Any) -> None:
    told = sample.say("lightest tent under 200", lightest("tent", price=PriceWish(max=20_000)))
    assert told.titles[0] == "Wheatear Solo Backpacking Tent"
    assert all(card.price.amount <= 20_000 for card in told.cards)


def test_where_nothing_passes_the_miss_is_named(sample: Any) -> None:
    told = sample.say("lightest tent under 10", lightest("tent", price=PriceWish(max=1_000)))
    assert told.brief.relaxed == ("price",)
    assert told.text.startswith("I found nothing at £10 or less")
    assert "over your £10" in told.cards[0].reason


def test_the_biggest_backpack_may_be_called_a_pack(sample: Any) -> None:
    told = sample.say("biggest backpack", ShoppingNeed(text="backpack", superlative="biggest"))
    assert told.titles[0] == "Drove Trekking Pack"


def test_words_before_the_noun_must_hold(sample: Any) -> None:
    told = sample.say("lightest waterproof jacket", lightest("waterproof jacket"))
    assert told.brief.ranked
    assert all(product.attributes["waterproof"] is True for product in told.brief.ranked)
    assert "lightest waterproof jacket" in told.text


def test_a_word_that_no_record_has_is_told_and_left_aside(sample: Any) -> None:
    told = sample.say("lightest spotty tent", lightest("spotty tent"))
    assert told.brief.extreme is None or "spotty" in told.text


def test_what_no_record_states_is_said(sample: Any) -> None:
    told = sample.say("softest rug", ShoppingNeed(text="rug", superlative="softest"))
    assert told.text.startswith("I can't put our rugs in that order")
    assert told.cards


def test_records_without_the_figure_are_counted(sample: Any) -> None:
    told = sample.say("warmest jacket", ShoppingNeed(text="jacket", superlative="warmest"))
    stating = sum("warm_to_c" in p.attributes for p in sample.products if p.category == "Apparel > Jackets")
    extreme = told.brief.extreme
    assert (extreme.n_compared, extreme.n_silent) == (stating, 26 - stating)
    assert f"out of the {stating} that state" in told.text


def thing(number: int, **attributes: Any) -> Product:
    record = {"id": f"n{number}", "title": f"Acer Model {number} Notebook", "attributes": attributes}
    return Product.model_validate(record | {"variants": [{"id": f"n{number}"}], "categories": [{"value": "Notebook"}]})


@pytest.mark.parametrize("key", ["attr_n_weight__g", "Weight (g)", "weight_g"])
def test_catalogs_may_name_their_figures_otherwise(make_shop: Any, key: str) -> None:
    shop = make_shop([thing(n, **{key: 3000 - 100 * n}) for n in range(20)])
    assert shop.say("lightest laptop", lightest("laptop")).brief.ranked[0].id == "n19"


def test_grams_and_kilograms_compare(make_shop: Any) -> None:
    shop = make_shop([thing(1, weight_kg=0.9), thing(2, weight_g=1200), thing(3, weight_g=800)])
    assert [p.id for p in shop.say("lightest notebook", lightest("notebook")).brief.ranked] == ["n3", "n1", "n2"]


def test_bare_figures_are_ordered_with_a_warning_and_without_those_of_another_unit(make_shop: Any) -> None:
    shop = make_shop([thing(1, weight=2100), thing(2, weight=1900), thing(3, weight=1.4), thing(4, weight=2500)])
    told = shop.say("lightest notebook", lightest("notebook"))
    assert [product.id for product in told.brief.ranked] == ["n2", "n1", "n4"]
    assert "without a unit" in told.text


def test_the_best_rated_is_not_the_one_with_a_single_rating(make_shop: Any) -> None:
    once, often = thing(1), thing(2)
    shop = make_shop(
        [
            once.model_copy(
                update={"rating": once.model_validate({**once.to_json(), "rating": {"value": 5, "count": 1}}).rating}
            ),
            often.model_copy(
                update={
                    "rating": often.model_validate({**often.to_json(), "rating": {"value": 4.7, "count": 90}}).rating
                }
            ),
        ]
    )
    assert shop.say("best rated notebook", ShoppingNeed(text="notebook", sort="rating_desc")).brief.ranked[0].id == "n2"


def test_an_order_under_conditions_is_told_with_them(sample: Any) -> None:
    told = sample.say("lightest tent under 200", lightest("tent", price=PriceWish(max=20_000)))
    assert told.text.startswith("Our lightest tent at £200 or less is")


def test_what_comes_after_those_seen_is_not_called_the_first(sample: Any) -> None:
    talk = sample.talk()
    talk.say("lightest tent you have")
    assert talk.say("show me more").text.startswith("After those you saw, the lightest tent is")


def test_the_dearest_thing_of_all_is_not_bound_by_what_was_said_before(sample: Any) -> None:
    talk = sample.talk()
    talk.say("a tent from Fjellmark under 300")
    dearest = max(product.price.amount for product in sample.products)
    for asked in ("what's the most expensive thing you have?", "the most expensive thing in the shop"):
        assert talk.say(asked).cards[0].price.amount == dearest


def test_only_the_words_that_no_record_has_are_left_out_of_account(make_shop: Any) -> None:
    shop = make_shop([_screen("a", 24, "HDMI"), _screen("b", 27, "HDMI"), _screen("c", 32, "VGA")])
    told = shop.say("biggest purple HDMI monitor", ShoppingNeed(text="purple hdmi monitor", superlative="biggest"))
    assert told.brief.ranked[0].id == "b"
    assert "None of those records mentions “purple”, so" in told.text


def _screen(product_id: str, inches: int, plug: str) -> Product:
    attributes = {"diameter_cm": inches, "connector": plug}
    record = {"id": product_id, "title": f"{plug} {product_id.upper()} Monitor", "attributes": attributes}
    return Product.model_validate({**record, "variants": [{"id": product_id}]})
