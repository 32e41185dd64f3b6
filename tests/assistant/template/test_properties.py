"""What holds for every answer of the template writer, in every shop and for every kind of turn."""

import re
from typing import Any

import pytest

from assistant.need import PriceWish, ShoppingNeed
from assistant.template.suggestions import suggest

MESSAGES = (
    "a warm waterproof jacket for cycling under 100",
    "notebook",
    "something to drink, about 2",
    "cheapest",
    "usb cable 2 m",
    "zzz qqq",
    "",
)
LIMITS = (PriceWish(), PriceWish(max=10000), PriceWish(max=100), PriceWish(min=20000), PriceWish(about=15000))
KINDS = ("find", "compare", "product_question", "shop_question", "chat")
_AMOUNT = re.compile(r"[£$€]([\d,]+\.\d\d)")


def briefs(shop: Any) -> list[Any]:
    return [
        shop.brief(message, ShoppingNeed(text=message, price=limit, kind=kind))
        for message in MESSAGES
        for limit in LIMITS
        for kind in KINDS
    ]


def known_amounts(brief: Any) -> set[int]:
    """Every amount of the record and the need, and every difference of two of them."""
    prices = [p.price.amount for p in brief.products.values() if p.price]
    prices += [p.list_price.amount for p in brief.products.values() if p.list_price]
    wish = brief.need.price
    prices += [amount for amount in (wish.min, wish.max, wish.about) if amount is not None]
    return set(prices) | {abs(a - b) for a in prices for b in prices}


def amounts(text: str) -> set[int]:
    return {round(float(found.replace(",", "")) * 100) for found in _AMOUNT.findall(text)}


def test_every_amount_follows_from_the_facts(any_shop: Any, writer: Any) -> None:
    for brief in briefs(any_shop):
        said = " ".join([writer.text(brief), *(card.reason for card in writer.cards(brief))])
        assert amounts(said) <= known_amounts(brief), said


def test_every_product_named_is_on_a_card_or_pointed_at(any_shop: Any, writer: Any) -> None:
    for brief in briefs(any_shop):
        named = re.findall(r"\*\*(.+?)\*\*", writer.text(brief))
        titles = [re.sub(r"[\s.]+$", "", card.title) for card in writer.cards(brief)]
        for name in named:
            assert any(title.startswith(name.rstrip("…")) for title in titles), name


def test_reasons_fit_a_card_and_none_is_given_twice(any_shop: Any, writer: Any) -> None:
    for brief in briefs(any_shop):
        reasons = [card.reason for card in writer.cards(brief)]
        assert all(0 < len(reason) <= 140 for reason in reasons)
        assert len(set(reasons)) == len(reasons), reasons


def test_the_same_question_gets_the_same_answer(any_shop: Any, writer: Any) -> None:
    for brief in briefs(any_shop):
        assert writer.answer(brief) == writer.answer(brief)


def test_no_marker_of_a_template_or_of_python_is_left(any_shop: Any, writer: Any) -> None:
    for brief in briefs(any_shop):
        said = " ".join([writer.text(brief), *suggest(brief), *(card.reason for card in writer.cards(brief))])
        assert not re.search(r"[{}\\]|None\b(?! of)|True|False|nan|  | ,| \.|,,|\.\.|\(\)", said), said


def test_prose_is_whole_sentences(any_shop: Any, writer: Any) -> None:
    for brief in briefs(any_shop):
        text = writer.text(brief)
        assert text[0].isupper() or text[0] in "“*"
        assert text.rstrip("”)").endswith((".", "?", "!")), text


def test_suggestions_are_few_and_different_and_not_what_was_just_said(any_shop: Any) -> None:
    for brief in briefs(any_shop):
        items = suggest(brief)
        assert len(items) <= 4
        assert len(set(items)) == len(items)
        assert brief.turn.message not in items


@pytest.mark.parametrize("hostile", ["\x00", "\ud800", "x" * 5000, "🧦" * 50, "{name} {0} %s"])
def test_no_message_breaks_the_writer(any_shop: Any, writer: Any, hostile: str) -> None:
    for kind in KINDS:
        assert writer.text(any_shop.brief(hostile, ShoppingNeed(text=hostile, kind=kind)))
