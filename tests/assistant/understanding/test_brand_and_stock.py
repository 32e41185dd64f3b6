import pytest


@pytest.mark.parametrize("text", ["same brand but cheaper", "more from this brand", "the same brand in red"])
def test_the_same_brand_is_that_of_what_was_shown(shop, after_jackets, text):
    need = shop.read(text, after_jackets)
    assert (need.kind, need.brands) == ("find", ("Fjellmark",))
    assert "brand" not in need.text


@pytest.mark.parametrize(
    "text", ["boots available right now", "boots that I can buy today", "boots that aren't sold out"]
)
def test_what_can_be_had_now_is_in_stock(shop, text):
    need = shop.read(text)
    assert (need.in_stock, need.text) == (True, "boots")


@pytest.mark.parametrize(
    ("text", "rating"),
    [
        ("4.5+ rating tents", 4.5),
        ("tents 4/5 or better", 4.0),
        ("tents, nothing below 4 stars", 4.0),
        ("the best rated one", None),
    ],
)
def test_a_rating_is_read_in_other_words_too(shop, text, rating):
    assert shop.read(text).rating_min == rating
