import pytest


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("boots and a rug", ("boots", "rug")),
        ("a jacket, socks and a tent", ("jacket", "socks", "tent")),
        ("I need boots and also a backpack", ("boots", "backpack")),
        ("a tent + a stove", ("tent", "stove")),
        ("a tent. And also a stove", ("tent", "stove")),
        ("a pair of boots and two backpacks", ("boots", "backpacks")),
        ("a tent with a porch and a backpack", ("tent with a porch", "backpack")),
        ("a rug along with a chair", ("rug", "chair")),
        ("boots and a jacket for Norway in March", ("boots for norway in march", "jacket for norway in march")),
        ("(1) a tent for two (2) a stove", ("tent for two", "stove")),
        ("First, a blue rug. Second, a chair", ("blue rug", "chair")),
    ],
)
def test_several_things_that_are_sold_are_several_wishes(shop, text, parts):
    assert tuple(part.text for part in shop.read(text).parts) == parts


@pytest.mark.parametrize(
    "text",
    [
        "salt and pepper mill", "a black and white rug", "boots for hiking and running", "rock and roll poster",
        "a jacket with pockets and a hood", "a jacket, warm and waterproof", "boots or shoes", "jacket and rug set",
        "tent and backpack cover", "a tent and it should be green", "a tent with a stove and a chair",
        "boots, a size 42 and brown", "a rug that is soft and has a pattern", "rug. pick a blue one",
        "a tent and no stove",
        "plug and play stove", "boots for my dad and my brother",
    ],
)  # fmt: skip
def test_one_thing_with_more_said_of_it_is_one_wish(shop, text):
    assert shop.read(text).parts == ()


def test_each_wish_has_its_own_price_and_exclusions(shop):
    tent, rug = shop.read("a tent under 200, no canvas, and a wool rug under 80").parts
    assert (tent.price.max, tent.exclude) == (20_000, ("canvas",))
    assert (rug.price.max, rug.exclude, rug.attributes) == (8_000, (), {"material": ("wool",)})


@pytest.mark.parametrize("text", ["boots and a rug under 100", "boots and a rug under 100 each"])
def test_a_price_at_the_end_holds_for_every_wish(shop, text):
    need = shop.read(text)
    assert need.price.max == 10_000
    assert [part.price.max for part in need.parts] == [10_000, 10_000]
    assert [part.text for part in need.parts] == ["boots", "rug"]


@pytest.mark.parametrize(
    "text",
    [
        "boots and a rug, 200 together", "boots and a rug for 200 in total", "boots and a rug, total budget 200",
        "boots and a rug, £200 all in", "boots and a rug, together under 200", "boots and a rug, 200 for both",
        "I have 200 for everything, boots and a rug",
    ],
)  # fmt: skip
def test_a_price_for_all_together_is_kept_apart(shop, text):
    need = shop.read(text)
    assert (need.together_max, need.price.max, len(need.parts)) == (20_000, 20_000, 2)
    assert "200" not in need.text


def test_a_price_for_all_together_of_one_wish_is_its_price(shop):
    need = shop.read("a tent, 200 all in")
    assert (need.price.max, need.together_max, need.parts) == (20_000, None, ())


def test_what_is_said_for_all_holds_for_each(shop):
    need = shop.read("a jacket and a rug, no wool")
    assert [part.exclude for part in need.parts] == [("wool",), ("wool",)]


def test_a_later_message_that_names_one_wish_goes_on_with_that_one(shop):
    talk = shop.talk(("boots and a jacket, 300 together", ("ridge", "windline")))
    need = shop.read("jackets in blue", talk)
    assert (need.text, need.parts) == ("jacket in blue", ())


def test_a_later_message_that_names_none_refines_all(shop):
    talk = shop.talk(("boots and a jacket, 300 together", ("ridge", "windline")))
    need = shop.read("in blue please", talk)
    assert [part.text for part in need.parts] == ["boots blue", "jacket blue"]
    assert need.together_max == 30_000


def test_a_budget_of_before_holds_for_every_wish(shop):
    talk = shop.talk(("tents under 90", ("loft",)))
    need = shop.read("and what about boots and a rug?", talk)
    assert [part.price.max for part in need.parts] == [9_000, 9_000]
