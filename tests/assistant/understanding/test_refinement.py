import pytest

from catalog.product import Product


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in blue", {"text": "warm jacket blue", "price_max": 20000}),
        ("size M", {"text": "warm jacket size m", "price_max": 20000}),
        ("waterproof ones", {"text": "warm jacket waterproof", "price_max": 20000}),
        ("with a hood", {"text": "warm jacket hood", "price_max": 20000}),
        ("for women", {"text": "warm jacket women", "price_max": 20000}),
        ("something lighter", {"text": "warm jacket lighter", "price_max": 20000}),
        ("only Fjellmark", {"brands": ("Fjellmark",), "price_max": 20000}),
        ("not Fjellmark", {"text": "warm jacket", "exclude": ("Fjellmark",), "price_max": 20000}),
        ("not that brand", {"text": "warm jacket", "exclude": ("Fjellmark",)}),
        ("no down please", {"text": "warm jacket", "exclude": ("down",)}),
        ("under 100", {"text": "warm jacket", "price_max": 10000}),
        ("over 50", {"text": "warm jacket", "price_min": 5000, "price_max": 20000}),
        ("over 300", {"text": "warm jacket", "price_min": 30000, "price_max": None}),
        ("around 150", {"text": "warm jacket", "price_max": None, "about": 15000}),
        ("more", {"text": "warm jacket", "more": True, "price_max": 20000}),
        ("show me more", {"text": "warm jacket", "more": True, "price_max": 20000}),
        ("show me more jackets", {"text": "warm jacket", "more": True}),
        ("any others?", {"text": "warm jacket", "more": True}),
        ("something else", {"text": "warm jacket", "more": True}),
        ("any price is fine", {"text": "warm jacket", "price_max": None}),
        ("price doesn't matter", {"text": "warm jacket", "price_max": None}),
        ("what about chairs?", {"text": "chairs", "price_max": 20000, "categories": ("Home > Chairs",)}),
        ("and socks?", {"text": "socks", "price_max": 20000}),
        ("show me rugs under 50", {"text": "rugs", "price_max": 5000}),
        ("actually I need a drone", {"text": "drone", "price_max": 20000}),
        ("wool rugs", {"text": "wool rugs", "price_max": 20000}),
        ("blue jacket", {"text": "warm jacket blue", "price_max": 20000}),
        ("forget it, rugs", {"text": "rugs", "price_max": None}),
        ("start over", {"text": "", "price_max": None}),
        ("it's a gift for my wife", {"text": "warm jacket gift for my wife", "price_max": 20000}),
        ("make it under 100", {"text": "warm jacket", "price_max": 10000}),
        ("rain jacket", {"text": "warm jacket rain", "price_max": 20000}),
        ("like the windline but warmer", {"text": "warm jacket warmer", "more": True, "references": ("windline",)}),
        ("not the first one", {"text": "warm jacket", "more": True}),
        ("none of these", {"text": "warm jacket", "more": True, "exclude": ()}),
        ("the Fjellmark ones", {"brands": ("Fjellmark",), "references": ()}),
        ("no, I meant boots", {"text": "boots", "price_max": 20000}),
        ("I can spend more", {"text": "warm jacket", "price_max": None}),
        ("something more expensive", {"text": "warm jacket", "price_min": 11901}),
        ("cheaper tents", {"text": "tents", "sort": "price_asc", "cheaper_than_ref": False}),
        ("any other brand?", {"text": "warm jacket", "exclude": ("Fjellmark",)}),
        ("forget the jacket, I need a tent", {"text": "tent", "references": ()}),
        ("I changed my mind, I want a rug", {"text": "rug", "price_max": 20000}),
        ("not blue though", {"text": "warm jacket", "exclude": ("blue",)}),
        ("only ones in stock", {"brands": (), "in_stock": True}),
        ("forget about price", {"text": "warm jacket", "price_max": None}),
        ("the cheapest", {"text": "warm jacket", "sort": "price_asc", "price_max": 20000}),
        ("only in stock", {"text": "warm jacket", "in_stock": True}),
        ("at least 4 stars", {"text": "warm jacket", "rating_min": 4.0}),
    ],
)
def test_a_message_after_warm_jackets_under_200(shop, after_jackets, text, expected):
    need = shop.read(text, after_jackets)
    flat = {**need.model_dump(), "price_min": need.price.min, "price_max": need.price.max, "about": need.price.about}
    assert {name: flat[name] for name in expected} == expected
    assert need.kind == "find"


@pytest.mark.parametrize(
    ("text", "limit", "references"),
    [
        ("cheaper", 11899, ("windline", "skarn", "mistral")),
        ("something cheaper please", 11899, ("windline", "skarn", "mistral")),
        ("that's too expensive", 11899, ("windline", "skarn", "mistral")),
        ("anything less expensive?", 11899, ("windline", "skarn", "mistral")),
        ("cheaper than the second one", 18899, ("skarn",)),
        ("like the first one but cheaper", 11899, ("windline",)),
        ("cheaper than the Mistral", 8899, ("mistral",)),
    ],
)
def test_cheaper_is_below_what_is_named_or_below_the_middle_of_what_was_shown(
    shop, after_jackets, text, limit, references
):
    need = shop.read(text, after_jackets)
    assert need.cheaper_than_ref
    assert (need.cheaper_than, need.references, need.text) == (limit, references, "warm jacket")
    assert need.price.max == 20000  # the budget that was stated holds beside it


def test_cheaper_than_an_amount_is_a_price(shop, after_jackets):
    need = shop.read("cheaper than 60", after_jackets)
    assert (need.price.max, need.cheaper_than_ref) == (6000, False)


def test_cheaper_with_nothing_shown_orders_by_price(shop):
    need = shop.read("cheaper rugs")
    assert (need.text, need.sort, need.cheaper_than_ref) == ("rugs", "price_asc", False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("something cheaper", {"text": "ridge hiking boots", "references": ("ridge",), "cheaper_than_ref": True}),
        ("more like this", {"text": "ridge hiking boots", "references": ("ridge",), "more": True}),
        ("something like this but in red", {"text": "ridge hiking boots red", "references": ("ridge",)}),
        ("rugs under 50", {"text": "rugs", "references": (), "more": False}),
    ],
)
def test_a_first_message_on_a_product_page_starts_from_that_product(shop, text, expected):
    need = shop.read(text, page="ridge").model_dump()
    assert {name: need[name] for name in expected} == expected


def test_a_budget_holds_over_questions_until_it_is_lifted(shop):
    talk = shop.talk(
        ("jackets under 200, no down", ("windline",)),
        ("is it waterproof?", ()),
        ("thanks", ()),
        ("how long is delivery?", ()),
    )
    need = shop.read("in black", talk)
    assert (need.text, need.price.max, need.exclude) == ("jackets black", 20000, ("down",))


def test_what_several_wishes_may_cost_together_was_said_of_those(shop):
    talk = shop.talk(("boots and a rug, 300 together", ("ridge", "hearth")))
    assert shop.read("a tent", talk).price.max is None
    assert shop.read("boots in brown", talk).price.max == 30000
    apart = shop.talk(("boots and a rug under 100", ("dune",)))
    assert shop.read("a tent", apart).price.max == 10000


def test_an_exclusion_ends_when_the_thing_is_asked_for(shop):
    talk = shop.talk(("jackets, no down", ("windline",)))
    assert shop.read("actually down is fine", talk).exclude == ()


def test_a_new_colour_replaces_the_old_one(shop):
    talk = shop.talk(("a jacket", ("windline",)), ("in blue", ("windline",)))
    need = shop.read("in red", talk)
    assert (need.text, need.attributes) == ("jacket red", {"Colour": ("Red",)})


def test_a_brand_can_be_opened_again(shop):
    talk = shop.talk(("fjellmark jackets", ("windline",)))
    need = shop.read("any brand is fine", talk)
    assert (need.text, need.brands) == ("jackets", ())


def test_a_new_subject_drops_the_old_brand_and_order(shop):
    talk = shop.talk(("cheapest fjellmark jackets", ("windline",)))
    need = shop.read("and now rugs", talk)
    assert (need.text, need.brands, need.sort) == ("rugs", (), None)


def test_after_starting_over_nothing_is_left(shop):
    talk = shop.talk(("jackets under 50", ("windline",)), ("start over", ()))
    need = shop.read("in blue", talk)
    assert (need.text, need.price.max) == ("blue", None)


@pytest.fixture(scope="module")
def gadgets(make_shop):
    """Where what one thing is called is a value of another's record."""
    named = (
        ("tablet", "Slate Tablet", {"power": "Cable", "storage": "SSD"}),
        ("charger", "Desk Charger", {"suitable_for": "Watch", "storage": "HDD"}),
        ("cable", "Braided Cable", {"connector": "HDMI"}),
    )
    records = [{"id": i, "title": title, "attributes": values, "variants": [{"id": i}]} for i, title, values in named]
    return make_shop([Product.model_validate(record) for record in records])


@pytest.mark.parametrize(
    ("text", "searched"),
    [
        ("HDMI cables too?", "hdmi cables"),
        ("any smart watches?", "smart watches"),
        ("the cheapest cable", "cable"),
        ("SSD not HDD", "lightest tablet ssd"),
        ("12 inch at most", "lightest tablet 12 inch at most"),
        ("with cable", "lightest tablet cable"),
    ],
)
def test_a_word_that_is_a_thing_and_a_value_is_read_as_it_stands(gadgets, text, searched):
    talk = gadgets.talk(("the lightest tablet", ("tablet",)))
    need = gadgets.read(text, talk)
    assert need.text == searched
    assert need.superlative == ("lightest" if "tablet" in searched else None)


def test_what_was_denied_is_not_carried_to_the_next_question(shop):
    talk = shop.talk(("any garden hoses under 50?", ()))
    need = shop.read("have you got anything waterproof?", talk)
    assert (need.text, need.price.max) == ("waterproof", 5000)
    assert "hoses" in shop.read("in green", talk).text


def test_what_a_shop_carries_of_a_brand_is_asked_of_all_its_shelves(shop):
    talk = shop.talk(("a tent", ("loft",)))
    assert shop.read("do you carry Fjellmark?", talk).text == "fjellmark"
    assert "tent" in shop.read("do you have Fjellmark?", talk).text


def test_a_gift_for_another_is_another_search(shop):
    talk = shop.talk(("a gift for my dad who loves cycling, around 50", ("windline",)))
    need = shop.read("and something for my niece", talk)
    assert (need.recipient, need.price.about) == ("niece", 5000)
    assert "cycling" not in need.text
