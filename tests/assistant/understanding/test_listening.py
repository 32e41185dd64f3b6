"""What later messages do, and the small signs in a message."""

import pytest


@pytest.mark.parametrize(
    ("text", "superlative"),
    [
        ("lightest tent", "lightest"), ("your warmest sleeping bag", "warmest"), ("the largest rug", "biggest"),
        ("which jacket is the most lightweight", "lightest"), ("a light tent", None), ("cheapest rug", None),
        ("by tomorrow at the latest", None),
    ],
)  # fmt: skip
def test_an_order_by_a_figure_is_named(shop, text, superlative):
    need = shop.read(text)
    assert need.superlative == superlative


@pytest.mark.parametrize(
    "text", ["do you have rugs?", "do u sell rugs", "got any rugs", "are there any rugs", "have you got rugs"]
)
def test_a_question_for_presence_is_a_search(shop, text):
    need = shop.read(text)
    assert (need.kind, need.text, need.asks_presence) == ("find", "rugs", True)


@pytest.mark.parametrize("text", ["show me rugs", "do you have it in red", "I have two rugs"])
def test_not_every_having_asks_for_presence(shop, after_jackets, text):
    assert not shop.read(text, after_jackets).asks_presence


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("cheeper boots", {"sort": "price_asc", "text": "boots"}),
        ("boots withuot leather", {"exclude": ("leather",), "text": "boots"}),
        ("a somthing for the kitchen", {"text": "kitchen"}),
    ],
)
def test_a_slip_in_a_word_of_intent_is_forgiven(shop, typed, meant):
    need = shop.read(typed).model_dump()
    assert {name: need[name] for name in meant} == meant


@pytest.mark.parametrize("word", ["prince", "compared", "winch", "jaket", "rugg"])
def test_other_words_are_left_to_the_search(shop, word):
    assert shop.read(word).text == word


def test_a_price_range_with_a_slip(shop):
    price = shop.read("boots betwen 50 and 80").price
    assert (price.min, price.max) == (5_000, 8_000)


@pytest.mark.parametrize("text", ["go back to the tents", "back to tents please", "can we go back to the tents"])
def test_a_message_goes_back_to_an_earlier_search(shop, text):
    talk = shop.talk(("tents under 300, no canvas", ("loft",)), ("forget it, rugs", ("hearth",)))
    need = shop.read(text, talk)
    assert (need.kind, need.text, need.price.max, need.exclude) == ("find", "tents", 30_000, ("canvas",))


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("actually make it 150", (None, 15_000)), ("raise the budget to 250", (None, 25_000)), ("150", (None, 15_000)),
        ("I can stretch to 230", (None, 23_000)), ("I only have 80", (None, 8_000)), ("50-100", (5_000, 10_000)),
    ],
)  # fmt: skip
def test_a_budget_is_set_anew(shop, after_jackets, text, price):
    need = shop.read(text, after_jackets)
    assert ((need.price.min, need.price.max), need.text) == (price, "warm jacket")


def test_cheaper_goes_on_below_what_was_cheaper_until_a_price_is_named(shop):
    talk = shop.talk(("jackets under 200", ("windline", "skarn", "mistral")), ("cheaper", ("mistral",)))
    need = shop.read("in green", talk)
    assert (need.price.max, need.cheaper_than) == (20_000, 11_899)
    assert shop.read("up to 150", talk).cheaper_than is None
    assert shop.read("any price", talk).cheaper_than is None
    assert shop.read("what about rugs?", talk).cheaper_than is None


@pytest.mark.parametrize(
    ("text", "words"),
    [("in red", "jacket red"), ("same but in black", "jacket black"), ("or red", "blue jacket red")],
)
def test_a_colour_replaces_a_colour_unless_it_is_added(shop, text, words):
    talk = shop.talk(("a blue jacket", ("windline",)))
    assert shop.read(text, talk).text == words


def test_something_lighter_than_that_points_and_searches(shop, after_jackets):
    need = shop.read("something lighter than that", after_jackets)
    assert (need.kind, need.text, need.references) == ("find", "warm jacket lighter", ("windline",))


@pytest.mark.parametrize(
    ("text", "kind", "references"),
    [
        ("is the jacket in my basket waterproof?", "product_question", ("skarn",)),
        ("something that goes with what's in my cart", "find", ("skarn", "ridge")),
        ("the boots in my cart", "product_question", ("ridge",)),
    ],
)
def test_the_cart_can_be_pointed_at(shop, text, kind, references):
    need = shop.read(text, cart=("skarn", "ridge"))
    assert (need.kind, need.references) == (kind, references)


def test_what_was_shown_first_can_be_pointed_at(shop):
    talk = shop.talk(("jackets", ("windline", "skarn")), ("what about boots?", ("ridge", "dune")))
    assert shop.read("the second one you showed me", talk).references == ("dune",)
    assert shop.read("the second one you showed me at first", talk).references == ("skarn",)


def test_invisible_characters_do_not_hide_a_word(shop):
    need = shop.read("ten\u200bt \u202eunder 100\u202c")
    assert (need.text, need.price.max) == ("tent", 10_000)
