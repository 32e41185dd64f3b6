import pytest

from catalog.product import Product


@pytest.mark.parametrize(
    ("text", "brands"),
    [
        ("fjellmark jacket", ("Fjellmark",)),
        ("a FJELLMARK", ("Fjellmark",)),
        ("fjellmark's jackets", ("Fjellmark",)),
        ("marrow & pine rugs", ("Marrow & Pine",)),
        ("Marrow and Pine rugs", ("Marrow & Pine",)),
        ("levis socks", ("Levi's",)),
        ("levi’s socks", ("Levi's",)),
        ("jacket by nordlight or fjellmark", ("Nordlight", "Fjellmark")),
        ("apple", ("Apple",)),
        ("one chair", ()),
        ("a basic tee", ()),
        ("a chair by One", ("One",)),
        ("Basic brand drinks", ("Basic",)),
        ("case for apple phones", ()),
        ("apple phone charger", ()),
        ("a pine table", ()),
    ],
)
def test_a_brand_is_spelled_as_the_catalog_does(shop, text, brands):
    assert shop.read(text).brands == brands


@pytest.mark.parametrize(
    ("text", "categories"),
    [
        ("rugs", ("Home > Rugs",)),
        ("a rug", ("Home > Rugs",)),
        ("soft drinks", ("Groceries > Soft drinks",)),
        ("a warm jacket for cycling", ("Apparel > Jackets",)),
        ("jackets and things", ("Apparel > Jackets",)),
        ("tent pegs", ()),
        ("a gift for the home", ()),
        ("drinks", ()),
        ("camping", ("Camping > Stoves", "Camping > Tents")),
    ],
)
def test_a_category_is_named_only_beyond_doubt(shop, text, categories):
    assert tuple(sorted(shop.read(text).categories)) == categories


@pytest.mark.parametrize(
    ("text", "attributes"),
    [
        ("a blue jacket", {"Colour": ("Blue", "Navy blue")}),
        ("a navy blue jacket", {"Colour": ("Navy blue",)}),
        ("green jacket", {"Colour": ("Moss green",)}),
        ("jacket in size M", {"Size": ("M",)}),
        ("jacket size medium", {"Size": ("M",)}),
        ("boots size 42", {"Size": ("EU 42",)}),
        ("boots in EU 43", {"Size": ("EU 43",)}),
        ("merino socks", {"material": ("merino",)}),
        ("a jacket", {}),
    ],
)
def test_values_of_the_catalog_are_named(shop, text, attributes):
    assert shop.read(text).attributes == attributes


def test_a_category_of_two_kinds_is_named_by_either(make_shop):
    product = {"id": "1", "title": "Loom", "categories": [{"value": "Home > Rugs & Throws"}], "variants": [{"id": "v"}]}
    shop = make_shop([Product.model_validate(product)])
    assert shop.read("a throw for the sofa").categories == ("Home > Rugs & Throws",)


def test_a_sleeping_bag_is_no_bag(shop):
    assert shop.read("a sleeping bag").categories == ()
    assert shop.read("a bag").categories == ("Bags > Backpacks",)


def test_a_brand_that_is_a_plain_word_elsewhere_needs_a_cue(make_shop):
    titles = [
        ("1", "Summit Tent", "Nord"),
        ("2", "Summit Stove", "Berg"),
        ("3", "Summit Rug", "Tal"),
        ("4", "Cup", "Summit"),
    ]
    shop = make_shop(
        [Product.model_validate({"id": i, "title": t, "brand": b, "variants": [{"id": f"v{i}"}]}) for i, t, b in titles]
    )
    assert shop.read("a summit tent").brands == ()
    assert shop.read("a tent by summit").brands == ("Summit",)


@pytest.mark.parametrize(
    ("text", "field", "value", "rest"),
    [
        ("boots in stock", "in_stock", True, "boots"),
        ("boots that are available now", "in_stock", True, "boots"),
        ("boots available today", "in_stock", True, "boots"),
        ("boots available in brown", "in_stock", False, "boots available in brown"),
        ("boots with at least 4 stars", "rating_min", 4.0, "boots"),
        ("4+ stars tent", "rating_min", 4.0, "tent"),
        ("tents, four stars or more", "rating_min", 4.0, "tents"),
        ("tent rated above 4.5", "rating_min", 4.5, "tent"),
        ("tent with a rating over 4", "rating_min", 4.0, "tent"),
        ("well reviewed tents", "rating_min", 4.0, "tents"),
        ("tents with good reviews", "rating_min", 4.0, "tents"),
        ("a 5 star tent", "rating_min", None, "5 star tent"),
        ("top rated tents", "sort", "rating_desc", "tents"),
        ("best rated tents", "sort", "rating_desc", "tents"),
        ("cheapest tent", "sort", "price_asc", "tent"),
        ("tent with the lowest price", "sort", "price_asc", "tent"),
        ("the most expensive rug", "sort", "price_desc", "rug"),
        ("rugs sorted by price", "sort", "price_asc", "rugs"),
        ("the best tent for winter", "sort", None, "best tent for winter"),
    ],
)
def test_stock_rating_and_order_are_taken_out_of_the_words(shop, text, field, value, rest):
    need = shop.read(text)
    assert getattr(need, field) == value
    assert need.text == rest
