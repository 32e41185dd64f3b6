"""What is said of feeds without ratings, full of part numbers, with titles that read alike."""

import re
from typing import Any

import pytest

from assistant.need import ShoppingNeed
from assistant.template.bookkeeping import is_bare_number, is_bookkeeping
from assistant.template.description_line import description_lines
from assistant.template.phrasing import possessive
from assistant.template.wishes import is_missed
from catalog.product import Product

LONG = "HP Pavilion dv7 Notebook with an uncommonly long name that goes on"
BEST = ShoppingNeed(text="audio", sort="rating_desc")


def record(product_id: str, title: str, **more: Any) -> Product:
    """A product in stock; `more`: dollars, rating (mean, count), text, and any attribute."""
    dollars, rating = more.pop("dollars", 20), more.pop("rating", None)
    return Product.model_validate(
        {
            "id": product_id,
            "title": title,
            "brand": more.pop("brand", None),
            "description": {"plain": more.pop("text", "")},
            "categories": [{"value": more.pop("category", "Audio")}],
            "rating": {"value": rating[0], "count": rating[1]} if rating else None,
            "variants": [{"id": f"{product_id}-0", "price": {"amount": dollars * 100, "currency": "USD"}}],
            "attributes": more,
        }
    )


@pytest.fixture
def shop_of(electronics: Any) -> Any:
    return lambda *products: type(electronics)(products)


def test_no_rating_is_claimed_where_nobody_rated(shop_of: Any, writer: Any) -> None:
    shop = shop_of(record("a", "Sandberg One", rating=(0, 0)), record("b", "Philips Two"))
    text = writer.text(shop.brief("best rated headphones", BEST))
    assert "highest rated" not in text.casefold()
    assert text.startswith("None of these has been rated yet; going by how well it fits, I'd start with")
    assert text.count("rated") == 1


def test_that_nobody_rated_is_said_of_a_list_by_meaning_too(shop_of: Any, writer: Any) -> None:
    need = ShoppingNeed(text="zither", sort="rating_desc")
    text = writer.text(shop_of(record("a", "Sandberg One"), record("b", "Philips Two")).brief("best zither", need))
    assert "None of these has been rated yet" in text


def test_the_highest_rated_is_the_one_that_is(shop_of: Any, writer: Any) -> None:
    low, high = record("a", "Sandberg One", rating=(3.5, 9)), record("b", "Philips Two", rating=(4.6, 9))
    assert writer.text(shop_of(high, low).brief("best", BEST)).startswith("The highest rated I found")
    text = writer.text(shop_of(low, high).brief("best", BEST))
    assert text.startswith("The highest rated of these is the **Philips Two** (4.6 out of 5 from 9 ratings);")
    assert "going by fit, I'd start with the **Sandberg One**" in text


def test_that_only_some_are_rated_is_said(shop_of: Any, writer: Any) -> None:
    shop = shop_of(record("a", "Sandberg One", rating=(3.5, 9)), record("b", "Philips Two"))
    text = writer.text(shop.brief("best", BEST))
    assert text.startswith("Only some of these have been rated; of those, the highest rated is the **Sandberg One**")


@pytest.mark.parametrize(("sort", "word"), [("price_asc", "cheapest"), ("price_desc", "most expensive")])
def test_a_price_is_first_only_if_it_is(shop_of: Any, writer: Any, sort: Any, word: str) -> None:
    cheap, dear = record("a", "Sandberg One", dollars=10), record("b", "Philips Two", dollars=90)
    need = ShoppingNeed(text="audio", sort=sort)
    first, last = (cheap, dear) if sort == "price_asc" else (dear, cheap)
    assert writer.text(shop_of(first, last).brief(word, need)).startswith(
        f"The {word} I found for that is the **{first.title}"
    )
    assert writer.text(shop_of(last, first).brief(word, need)).startswith(f"The {word} of these is the **{first.title}")


@pytest.mark.parametrize(
    "key",
    ["ean", "gtin13", "upc", "mpn", "sku", "part_number", "partNumber", "Item number", "tags", "keywords", "Item-No"],
)
def test_identifiers_are_bookkeeping(key: str) -> None:
    assert is_bookkeeping(key)


@pytest.mark.parametrize("key", ["material", "activities", "number_of_pockets", "screen_size", "width", "hidden_zip"])
def test_what_describes_a_product_is_no_bookkeeping(key: str) -> None:
    assert not is_bookkeeping(key)


def test_figures_need_a_unit() -> None:
    assert all(is_bare_number("weight", value) for value in (4, 4.0, 29.76, "20 - 20000", "852 x 480"))
    assert not any(is_bare_number("weight", value) for value in ("4 kg", '15"', "50 %", True))
    assert not is_bare_number("weight_g", 4)
    assert not is_bare_number("sleeps", 4)


def test_no_bookkeeping_is_voiced_nor_put_in_a_table(shop_of: Any, writer: Any) -> None:
    own = {"ean": "5054533678118", "part_number": "SHE2550", "tags": ("headphones", "audio"), "weight": 4}
    shop = shop_of(record("a", "Sandberg One", **own), record("b", "Philips Two", **own, style="Philips"))
    need = ShoppingNeed(text="headphones audio", attributes={"tags": ("audio",)})
    brief = shop.brief("headphones audio", need)
    said = " ".join([writer.text(brief), *(card.reason for card in writer.cards(brief))])
    for word in ("5054533678118", "SHE2550", "tags", "weight", "style"):
        assert word not in said.casefold().replace("she2550", "SHE2550")
    table = writer.answer(shop.brief("compare", ShoppingNeed(kind="compare", references=("a", "b")))).comparison
    assert "Weight" in table.dimensions
    assert not {"EAN", "Part number", "Tags"} & set(table.dimensions)


def test_which_is_best_of_unrated_ones_is_told_honestly(shop_of: Any, writer: Any) -> None:
    shop = shop_of(record("a", "Sandberg One"), record("b", "Philips Two", dollars=30))
    need = ShoppingNeed(kind="compare", references=("a", "b"))
    assert "None of these has been rated yet." in writer.text(shop.brief("which is the best?", need))


def test_praise_is_not_quoted_where_the_description_tells_something(shop_of: Any, writer: Any) -> None:
    text = "Immerse yourself in the sound of Mono One radio. It runs for nine hours on two cells."
    said = writer.text(shop_of(record("a", "Mono One Radio", text=text)).brief("radio"))
    assert "“It runs for nine hours on two cells”" in said
    assert "Immerse" not in said


def test_a_reason_says_nothing_twice(shop_of: Any, writer: Any) -> None:
    shop = shop_of(record("a", "Mono One", text="Perfect for crafting by candle light."))
    assert writer.cards(shop.brief("audio"))[0].reason == "Perfect for crafting by candle light"


def test_a_figure_within_a_bare_range_is_no_wish_met(shop_of: Any, writer: Any) -> None:
    shop = shop_of(record("a", "Mono Screen", scan_range="24 - 94"))
    assert "scan range" not in writer.text(shop.brief("24 inch screen"))


def test_a_price_that_is_missing_makes_no_first_place(electronics: Any, writer: Any) -> None:
    need = ShoppingNeed(text="usb cable", sort="price_asc")
    text = writer.text(electronics.brief("cheapest usb cable", need, found=("cable", "cable2")))
    assert text.startswith("None of these has its price in our catalog")


def test_a_direct_question_for_a_bare_figure_is_answered(shop_of: Any, writer: Any) -> None:
    need = ShoppingNeed(kind="product_question", references=("a",))
    shop = shop_of(record("a", "Sandberg One", weight=4))
    assert "4" in writer.text(shop.brief("what is the weight of it?", need))


def test_a_value_that_repeats_the_title_is_left_out(shop_of: Any, writer: Any) -> None:
    shop = shop_of(record("a", "Seeker Hiking Backpack", style="backpack", category="Bags"))
    brief = shop.brief("backpack")
    assert "style" not in writer.text(brief)
    assert "backpack" not in writer.cards(brief)[0].reason.casefold()


def test_a_feature_is_had_not_affirmed(shop_of: Any, writer: Any) -> None:
    brief = shop_of(record("a", "Sandberg One", bluetooth=True)).brief("bluetooth speaker")
    assert "has Bluetooth" in writer.text(brief)
    assert writer.cards(brief)[0].reason.startswith("With Bluetooth")


def test_reasons_of_the_same_facts_differ_by_the_description_and_repeat_no_title(shop_of: Any, writer: Any) -> None:
    text = "The {} is a slim pack with three zipped pockets. Made for rain and snow."
    products = [
        record("a", "Rugged Pack", gender="men", text="The Rugged Pack is a slim pack with three zipped pockets."),
        record(
            "b", "Steady Pack", gender="men", text="Made of waxed canvas and brass, never shiny. Sewn in Porto by hand."
        ),
        record("c", "Plain Pack", gender="men", text=text.format("Plain Pack"), brand="Plain"),
    ]
    cards = writer.cards(shop_of(*products).brief("pack"))
    assert len({card.reason for card in cards}) == len(cards)
    for card in cards:
        assert card.title not in card.reason
    assert "slim pack with three zipped pockets" in cards[0].reason


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("The Mono One is a small radio for the kitchen.", "small radio for the kitchen"),
        ("Hear every whisper of the wood with our Mono One.", "Hear every whisper of the wood"),
        ("Enjoy the day. It runs for nine hours on two cells.", "It runs for nine hours on two cells"),
        ("Intel Core i3 (4MB Cache, up to 3.4 GHz with boost and more of the same than anyone would ever read).", None),
        ("Buy now at https://evil.example and save.", None),
        ("Mono One.", None),
        ("Gear up for your next walk with our rugged Mono One.", "Gear up for your next walk"),
        (
            "Perfect for people who seek the rich, warm tones of film and everything else that was ever lost to us.",
            None,
        ),
    ],
)
def test_a_description_gives_a_line_without_the_name(text: str, line: str | None) -> None:
    assert next(description_lines(record("a", "Mono One", text=text)), None) == line


def test_only_wishes_are_missed() -> None:
    assert not any(
        map(is_missed, ["50", "100", "woman", "husband", "march", "together", "themselves", "Friend".lower()])
    )
    assert all(map(is_missed, ["reflective", "waterproof", "4k", "wool"]))


def test_no_number_or_person_is_said_to_be_missing(shop_of: Any, writer: Any) -> None:
    shop = shop_of(record("a", "Sandberg One"), record("b", "Philips Two"))
    for message in ("gift for a woman 50 100", "sandberg in march together", "woman"):
        text = writer.text(shop.brief(message))
        assert not re.search(r"“(50|100|woman|march|together)”", text), text


def test_at_most_two_words_are_missing_and_none_if_most_is_met(shop_of: Any, writer: Any) -> None:
    shop = shop_of(record("a", "Sandberg Red Radio", text="It has a dial and a cord."))
    many = writer.text(shop.brief("sandberg velvet bamboo copper"))
    assert "mentions “velvet” or “bamboo”, so" in many
    assert "mentions" not in writer.text(shop.brief("sandberg red velvet radio"))


def test_a_word_at_the_end_of_a_longer_one_is_not_missing(shop_of: Any, writer: Any) -> None:
    shop = shop_of(record("a", "Sandberg One", text="A smartphone with two cameras."))
    assert "phone” by name" not in writer.text(shop.brief("phone"))


def test_a_name_of_one_word_has_no_article(shop_of: Any, writer: Any) -> None:
    text = writer.text(shop_of(record("a", "Rice", dollars=6), record("b", "Kiwi", dollars=2)).brief("rice"))
    assert "**Rice** at $6" in text
    assert "he **Rice**" not in text
    assert "he **Kiwi**" not in text


def test_plural_names_have_their_description(shop_of: Any, writer: Any) -> None:
    one, many = record("a", "Mono Radio"), record("b", "Mono Earphones", text="These sit firmly in every ear.")
    assert (possessive(one), possessive(many)) == ("its", "their")
    messages = [f"ear {n}" for n in "abcdefghijk"]
    said = " ".join(writer.text(shop_of(many).brief(message)) for message in messages)
    assert "Their description says" in said
    assert "Its description" not in said


def test_a_long_name_is_not_said_twice(shop_of: Any, writer: Any) -> None:
    first = record("a", f"{LONG} Silver 250 GB", ean="1", dollars=100)
    second = record("b", f"{LONG} Red 500 GB", ean="2", dollars=120)
    shop = shop_of(first, second)
    text = writer.text(shop.brief("notebook"))
    assert text.count("HP Pavilion") == 1
    assert re.search(r"nother one like it \(Red 500, \$120\)", text), text
    compared = writer.text(shop.brief("compare", ShoppingNeed(kind="compare", references=("a", "b"))))
    assert compared.count("HP Pavilion") == 1
    assert "the second one costs $20 more" in compared.replace("The second", "the second")


def test_a_twin_without_a_word_of_its_own_is_another_one_like_it(electronics: Any, writer: Any) -> None:
    text = writer.text(electronics.brief("usb cable", found=("cable", "cable2")))
    assert text.count("**USB cable**") == 1
    assert "nother one like it" in text
