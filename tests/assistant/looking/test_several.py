"""Several wishes in one message: all of them served, within one budget."""

from typing import Any

import pytest

from assistant.need import PriceWish, ShoppingNeed


def both(together: int | None = None, **more: Any) -> ShoppingNeed:
    parts = (ShoppingNeed(text="boots"), ShoppingNeed(text="hat"))
    return ShoppingNeed(parts=parts, together_max=together, **more)


def sum_of_taken(told: Any) -> int:
    return sum(told.brief.products[wish.product_ids[0]].price.amount for wish in told.brief.wishes)


def test_every_part_is_represented_in_the_order_named(sample: Any) -> None:
    told = sample.say("boots and a hat", both())
    assert [wish.label for wish in told.brief.wishes] == ["boots", "hat"]
    categories = [product.category for product in told.brief.ranked[:4]]
    assert categories == ["Footwear > Boots & Shoes"] * 2 + ["Apparel > Hats, Gloves & Socks"] * 2
    assert "the boots" in told.text.casefold() and "the hat" in told.text.casefold()


@pytest.mark.parametrize("together", [8_000, 10_000, 15_000, 20_000, 40_000])
def test_the_budget_holds_for_what_is_taken_together(sample: Any, together: int) -> None:
    told = sample.say("boots and a hat together", both(together))
    total = sum_of_taken(told)
    assert total <= together
    gap = together - total
    assert f"Together £{total / 100:,.2f}".replace(".00", "") in told.text
    assert f"£{gap / 100:,.2f} under your".replace(".00", "") in told.text


def test_without_a_combination_the_cheapest_is_shown_and_the_miss_named(sample: Any) -> None:
    told = sample.say("boots and a hat, 10 together", both(1_000))
    assert sum_of_taken(told) > 1_000
    assert "I found no combination for £10 or less: the cheapest comes to" in told.text


def test_three_parts_have_four_cards_and_each_one_at_least(sample: Any) -> None:
    need = ShoppingNeed(parts=tuple(ShoppingNeed(text=text) for text in ("tent", "sleeping bag", "lantern")))
    told = sample.say("a tent, a sleeping bag and a lantern", need)
    firsts = {wish.product_ids[0] for wish in told.brief.wishes if wish.product_ids}
    assert firsts <= {card.product_id for card in told.cards}


def test_what_all_parts_share_holds_for_each(sample: Any) -> None:
    told = sample.say("boots and a hat, nothing from Pellow", both(exclude=("Pellow",), in_stock=True))
    assert all(product.brand != "Pellow" and product.in_stock for product in told.brief.ranked)


def test_a_part_keeps_its_own_price(sample: Any) -> None:
    parts = (ShoppingNeed(text="boots", price=PriceWish(max=12_000)), ShoppingNeed(text="hat"))
    told = sample.say("boots under 120 and a hat", ShoppingNeed(parts=parts))
    boots = [told.brief.products[one] for one in told.brief.wishes[0].product_ids]
    assert boots and all(product.price.amount <= 12_000 for product in boots)


def test_a_part_that_nothing_answers_is_said_so(make_shop: Any, small_shop: Any) -> None:
    shop = make_shop(small_shop.PRODUCTS)
    need = ShoppingNeed(parts=(ShoppingNeed(text="jacket"), ShoppingNeed(text="zither")))
    assert "For the zither I found nothing that fits." in shop.say("a jacket and a zither", need).text


def test_cheaper_after_several_wishes_is_a_cheaper_combination(sample: Any) -> None:
    talk = sample.talk()
    first = sum_of_taken(talk.say("boots and a hat for Norway in March, 200 together"))
    cheaper = talk.say("cheaper")
    assert sum_of_taken(cheaper) < first
    assert f"£{(first - sum_of_taken(cheaper)) // 100} less than before" in cheaper.text


def test_where_no_combination_is_cheaper_it_is_said(sample: Any) -> None:
    talk = sample.talk()
    talk.say("boots and a hat")
    totals = [sum_of_taken(talk.say("something cheaper")) for _ in range(8)]
    assert totals == sorted(totals, reverse=True)
    assert "I found no combination for less than" in talk.say("something cheaper").text


def test_a_combination_takes_nothing_made_for_children_unasked(sample: Any) -> None:
    told = sample.say("boots and a hat, 60 together", both(6_000))
    taken = [told.brief.products[wish.product_ids[0]] for wish in told.brief.wishes]
    assert not any("Kids" in product.title for product in taken)
