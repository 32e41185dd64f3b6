"""The kind of thing asked for comes first, budgets hold by version, nothing is denied that is there."""

from typing import Any

import pytest

from assistant.looking.kind import kind_in, noun_phrase
from assistant.looking.variant_price import has_options, wanted_price
from assistant.need import PriceWish, ShoppingNeed
from catalog.money import Money


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("watch for my husband", "watch"),
        ("trousers size m", "trousers"),
        ("garden hose", "garden hose"),
        ("us two going camping what tent", "tent"),
    ],
)
def test_a_noun_phrase_ends_before_what_it_is_for(text: str, phrase: str) -> None:
    assert noun_phrase(text) == phrase


def test_a_word_before_the_noun_that_no_product_has_makes_another_thing_of_it(sample: Any) -> None:
    stock = sample.catalog.stocklist()
    assert kind_in("surf board", stock) is None
    assert kind_in("chopping board", stock) is not None


def test_what_was_added_to_a_wish_is_no_noun(sample: Any) -> None:
    kind = kind_in("boots blue", sample.catalog.stocklist())
    assert kind is not None and (kind.noun, kind.qualities) == ("boots", ("blue",))


def test_tent_pegs_are_no_tent_under_forty(sample: Any) -> None:
    told = sample.say("a tent under 40", ShoppingNeed(text="tent", price=PriceWish(max=4_000)))
    assert told.brief.relaxed == ("price",)
    assert "tent" in str(told.brief.ranked[0].attributes["type"])
    assert told.text.startswith("I found nothing at £40 or less.")
    assert all("over your £40" in card.reason for card in told.cards)


def test_the_kind_comes_before_what_only_shares_words(sample: Any) -> None:
    told = sample.say("rugs", ShoppingNeed(text="rugs"))
    assert all(title.endswith("Rug") for title in told.titles)


def test_laptops_are_shown_where_the_words_find_sleeves_only(make_shop: Any) -> None:
    shop = make_shop(
        [_record(f"s{n}", f"Targus {n} Laptop Sleeve") for n in range(60)] + [_record("n1", "HP 615 Notebook")]
    )
    assert shop.say("laptops", ShoppingNeed(text="laptops")).brief.ranked[0].id == "n1"


def _record(product_id: str, title: str) -> Any:
    from catalog.product import Product

    money = {"amount": 1000, "currency": "GBP"}
    return Product.model_validate({"id": product_id, "title": title, "variants": [{"id": product_id, "price": money}]})


def test_a_product_counts_by_the_price_of_the_size_that_is_asked_for(make_shop: Any, small_shop: Any) -> None:
    base = next(product for product in small_shop.PRODUCTS if product.id == "merino")
    assert wanted_price(base, {"Size": ("L",)}) == Money(amount=5_900, currency="GBP")
    assert wanted_price(base, {}) is None
    shop = make_shop([base, base.model_copy(update={"id": "plain", "variants": base.variants[:1] * 3})])
    need = ShoppingNeed(text="base layer", attributes={"Size": ("L",)}, price=PriceWish(max=5_600))
    assert "merino" not in {product.id for product in shop.say("base layer in L under 56", need).brief.ranked[:1]}


def test_what_can_be_had_in_the_wanted_size_comes_first(make_shop: Any, small_shop: Any) -> None:
    shop = make_shop(small_shop.PRODUCTS)
    need = ShoppingNeed(text="jacket", attributes={"Size": ("S",)})
    first, *_, last = shop.say("jacket in S", need).brief.ranked
    assert has_options(first, need) and not has_options(last, need)


@pytest.mark.parametrize("limit", [1_500, 3_000, 6_000, 12_000, 25_000])
@pytest.mark.parametrize(
    "text", ["jacket", "boots", "rug", "mug", "tent", "bag", "light", "something warm", "gift", ""]
)
def test_a_named_budget_holds_or_the_miss_is_named(sample: Any, text: str, limit: int) -> None:
    told = sample.say(f"{text} under {limit // 100}", ShoppingNeed(text=text, price=PriceWish(max=limit)))
    assert told.cards
    within = all(card.price.amount <= limit for card in told.cards)
    named = "price" in told.brief.relaxed and all("over your" in c.reason for c in told.cards if c.price.amount > limit)
    assert within or named


def test_a_short_list_goes_on_with_the_shelf_and_not_with_the_rest_of_the_shop(sample: Any) -> None:
    told = sample.say(
        "waterproof boots around 100", ShoppingNeed(text="waterproof boots", price=PriceWish(about=10_000))
    )
    assert len(told.titles) > 1
    assert all("Boot" in title or "Well" in title for title in told.titles)
    jumpers = sample.say("a jumper", ShoppingNeed(text="jumper"))
    assert {product.category for product in jumpers.brief.ranked} == {"Apparel > Tops & Base Layers"}


def test_two_adults_and_a_toddler_are_shown_tents(sample: Any) -> None:
    told = sample.say("we're two adults and a toddler going camping, what tent?")
    assert all("tent" in str(product.attributes.get("type")) for product in told.brief.ranked[:3])


def test_a_measure_that_no_record_mentions_is_told(make_shop: Any) -> None:
    shop = make_shop([_record(f"d{n}", f"Pocket {n} External Hard Drive") for n in range(3)])
    talk = shop.talk()
    assert "None of these records mentions “1tb”" in talk.say("external hard drive 1TB").text
    assert "None of these records mentions “2tb”" in talk.say("2TB instead").text
