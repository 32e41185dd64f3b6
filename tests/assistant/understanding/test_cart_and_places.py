"""Products in the cart, at a place, or of another name; and what none of them is."""

import pytest


def test_what_is_in_an_empty_cart_is_nothing(shop, after_jackets):
    need = shop.read("is the jacket in my cart waterproof?", after_jackets)
    assert (need.kind, need.references) == ("product_question", ())


@pytest.mark.parametrize("text", ["what's in my basket?", "put the Windline in my cart", "take it out of my basket"])
def test_the_cart_is_spoken_of_and_not_searched_for(shop, text):
    assert shop.read(text, cart=("skarn",)).kind == "product_question"


@pytest.mark.parametrize(
    "text", ["is the fifth one warm?", "how heavy is the tenth?", "does the fourth one have a hood"]
)
def test_a_place_where_none_is_shown_points_at_nothing(shop, after_jackets, text):
    assert shop.read(text, after_jackets).references == ()


def test_places_of_a_talk_that_showed_nothing_leave_nothing_to_search_for(shop):
    need = shop.read("compare the first two")
    assert (need.kind, need.text, need.references) == ("compare", "", ())


def test_a_product_of_another_name_is_not_the_one_in_view(shop):
    talk = shop.talk(("boots", ("ridge",)))
    need = shop.read("does the Windline come in XL?", talk)
    assert need.references == ("windline",)
    assert shop.read("does the Windline come in XL?").text == "windline"


def test_a_product_at_a_place_and_one_by_its_name_are_compared(shop, after_jackets):
    assert shop.read("how does the second compare with the Ridge?", after_jackets).references == ("skarn", "ridge")


def test_one_is_compared_with_all_others(shop, after_jackets):
    need = shop.read("is the second warmer than the others?", after_jackets)
    assert (need.kind, need.references) == ("compare", ("skarn", "windline", "mistral"))


def test_what_goes_with_the_cart_is_looked_for_on_the_shelves_beside(shop):
    need = shop.read("something that goes with what's in my cart", cart=("skarn",))
    assert (need.kind, need.references, need.text, need.goes_with) == ("find", ("skarn",), "socks", True)


def test_a_thing_of_its_own_that_goes_with_another_is_searched_for_as_named(shop, after_jackets):
    assert not shop.read("boots that go with the first one", after_jackets).goes_with
    assert not shop.read("more like the first one", after_jackets).goes_with


def test_a_dislike_that_is_forgotten_is_left_out_no_longer(shop):
    talk = shop.talk(("a rug without wool", ()), ("forget that I don't like wool", ()))
    assert talk.last_need.forget == ("wool",)
    assert talk.last_need.stated == ()
    assert shop.read("something smaller", talk).exclude == ()
