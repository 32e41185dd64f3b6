"""Open wishes get a spread of things; nothing for others than whom it is for."""

from typing import Any

import pytest

from assistant.need import PriceWish, ShoppingNeed


def categories(told: Any) -> list[str]:
    return [product.category for product in told.brief.ranked[:4]]


@pytest.mark.parametrize(
    ("message", "need"),
    [
        ("a gift for my dad who loves cycling", ShoppingNeed(text="cycling", recipient="dad")),
        ("surprise me", ShoppingNeed()),
        ("something for cold evenings", ShoppingNeed(text="cold evenings")),
        ("a birthday present, around 50", ShoppingNeed(occasion="birthday", price=PriceWish(about=5_000))),
    ],
)
def test_an_open_wish_gets_four_different_things(sample: Any, message: str, need: ShoppingNeed) -> None:
    told = sample.say(message, need)
    assert told.brief.is_spread
    assert len(set(categories(told))) == len(told.cards) == 4
    assert told.text.count("\n- ") == 4


def test_a_named_kind_is_no_open_wish(sample: Any) -> None:
    assert not sample.say("a tent for my dad", ShoppingNeed(text="tent", recipient="dad")).brief.is_spread


def test_dad_gets_nothing_made_for_women_or_children(sample: Any) -> None:
    told = sample.say("a gift for my dad who loves cycling", ShoppingNeed(text="cycling", recipient="dad"))
    titles = " ".join(product.title for product in told.brief.ranked)
    assert "Women" not in titles and "Kids" not in titles and "Junior" not in titles


def test_a_child_may_get_what_is_made_for_children(sample: Any) -> None:
    told = sample.say("something for toddlers", ShoppingNeed(text="toddlers"))
    assert any("Kids" in title for title in told.titles)


def test_the_second_surprise_is_another_one(sample: Any) -> None:
    talk = sample.talk()
    first, second = talk.say("surprise me", ShoppingNeed()), talk.say("I'm bored", ShoppingNeed())
    assert not {card.product_id for card in first.cards} & {card.product_id for card in second.cards}


def test_the_same_question_is_not_asked_twice(sample: Any) -> None:
    talk = sample.talk()
    first, second = talk.say("surprise me", ShoppingNeed()), talk.say("surprise me again", ShoppingNeed())
    assert first.text.count("?") == 1
    assert "?" not in second.text


def test_whom_it_is_for_is_said(sample: Any) -> None:
    assert "for your dad" in sample.say("a gift for my dad", ShoppingNeed(recipient="dad")).text
    assert "for a wedding" in sample.say("a wedding gift", ShoppingNeed(occasion="wedding")).text
