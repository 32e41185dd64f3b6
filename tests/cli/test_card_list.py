from assistant.stream import Card
from catalog.money import Money
from catalog.product import Rating
from cli.card_list import card_lines, money_words, rating_words

JACKET = Card(
    product_id="jkt-1",
    title="Harbour Jacket",
    brand="Fjellmark",
    price=Money(amount=8900, currency="GBP"),
    list_price=Money(amount=11000, currency="GBP"),
    price_from=True,
    availability="in_stock",
    rating=Rating(value=4.6, count=1057),
    reason="Warm, and under 120.",
)


def test_a_card_is_two_lines_with_price_rating_and_stock():
    assert card_lines([JACKET]) == [
        "1. Harbour Jacket (Fjellmark) — from £89.00 (was £110.00) · 4.6 of 5 (1,057) · in stock",
        "   Warm, and under 120.",
    ]


def test_what_is_not_known_is_said_to_be_unknown():
    bare = Card(product_id="x", title="Thing", availability="out_of_stock", reason="")
    assert card_lines([bare]) == ["1. Thing — price unknown · not rated · out of stock"]


def test_a_brand_that_begins_the_title_is_not_repeated():
    named = JACKET.model_copy(update={"title": "Fjellmark Harbour Jacket"})
    assert "(Fjellmark)" not in card_lines([named])[0]


def test_a_title_cannot_steer_the_terminal():
    hostile = JACKET.model_copy(update={"title": "\x1b[2J\x1b]0;pwned\x07Jacket\nrm -rf"})
    assert "\x1b" not in card_lines([hostile])[0]
    assert "\n" not in card_lines([hostile])[0]


def test_a_rating_on_another_scale_keeps_it():
    assert rating_words(Rating(value=8, scale_max=10)) == "8 of 10"


def test_money_without_a_former_price_is_just_the_price():
    assert money_words(Money(amount=950, currency="GBP")) == "£9.50"
