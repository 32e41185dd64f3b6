import pytest


@pytest.mark.parametrize(
    "text",
    [
        "it doesn't have to be waterproof", "waterproof isn't that important", "no need for waterproof",
        "needn't be waterproof",
        "not necessarily waterproof", "waterproof doesn't matter", "forget about the waterproof thing",
    ],
)  # fmt: skip
def test_what_a_thing_need_not_be_is_no_longer_searched_for(shop, text):
    talk = shop.talk(("a waterproof jacket under 200", ("windline",)))
    need = shop.read(text, talk)
    assert (need.kind, need.text, need.price.max, need.exclude) == ("find", "jacket", 20_000, ())


@pytest.mark.parametrize(
    "text",
    [
        "leather is fine after all", "leather is ok", "actually I don't mind leather", "leather would be fine with me",
        "you can include leather again", "forget about the leather thing",
    ],
)  # fmt: skip
def test_an_exclusion_is_taken_back_and_not_searched_for(shop, text):
    talk = shop.talk(("boots, no leather", ("dune",)))
    need = shop.read(text, talk)
    assert (need.kind, need.text, need.exclude) == ("find", "boots", ())


def test_the_other_exclusions_stay(shop):
    talk = shop.talk(("boots, no leather, no wool", ("dune",)))
    assert shop.read("leather is fine", talk).exclude == ("wool",)


def test_a_brand_that_does_not_matter_any_more_goes(shop):
    talk = shop.talk(("fjellmark jackets", ("windline",)))
    need = shop.read("it doesn't have to be fjellmark", talk)
    assert (need.text, need.brands) == ("jackets", ())


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("a tent, not too heavy", "tent"),
        ("a not too heavy tent", "tent"),
        ("a tent that is good for winter", "tent for winter"),
        ("is wool good for rugs?", "wool good for rugs"),
    ],
)
def test_only_what_is_lifted_goes(shop, text, rest):
    assert shop.read(text).text == rest
