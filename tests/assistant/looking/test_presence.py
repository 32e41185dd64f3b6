""" "Do you have …" is answered from the whole catalog; what is there is never denied."""

from collections import Counter
from typing import Any

import pytest

from assistant.need import PriceWish, ShoppingNeed
from catalog.product import Product


def ask(text: str, **more: Any) -> ShoppingNeed:
    return ShoppingNeed(text=text, asks_presence=True, **more)


_DENIALS = ("can't find", "afraid not", "don't seem to have", "i don't find", "nothing", "there's nothing called")


def is_denied(text: str) -> bool:
    return text.casefold().startswith(_DENIALS) or text.startswith(("No,", "We don't", "I'm afraid"))


def test_how_many_and_at_what_price(sample: Any) -> None:
    told = sample.say("do you have bags?", ask("bags"))
    assert "26 bags, from £9.50 to £215" in told.text


@pytest.mark.parametrize(
    "noun", ["tents", "knives", "mugs", "rugs", "boots", "hats", "jackets", "sleeping bags", "rucksacks"]
)
def test_what_is_there_is_confirmed(sample: Any, noun: str) -> None:
    told = sample.say(f"do you have {noun}?", ask(noun))
    assert told.brief.presence.n_products > 0
    assert not is_denied(told.text)


def test_no_noun_of_the_catalog_is_ever_denied(sample: Any) -> None:
    """Every word that ends a title, over the whole shop."""
    nouns = Counter(product.title.split()[-1].casefold() for product in sample.products)
    denied = [
        noun
        for noun in nouns
        if noun.isalpha()
        and noun not in ("two", "three", "four")
        and is_denied(sample.say(f"do you have a {noun}?", ask(noun)).text)
    ]
    assert denied == []


@pytest.mark.parametrize("noun", ["surfboards", "garden hose", "sofas", "submarine"])
def test_what_is_not_there_is_denied_after_a_wider_search_and_the_nearest_called_no_match(
    sample: Any, noun: str
) -> None:
    told = sample.say(f"do you sell {noun}?", ask(noun))
    assert told.brief.presence is not None and not told.brief.presence.is_known
    assert is_denied(told.text) or "couldn't find" in told.text
    assert not told.cards or "wouldn't call" in told.text


def test_conditions_count(sample: Any) -> None:
    told = sample.say("any tents under 100?", ask("tents", price=PriceWish(max=10_000)))
    n = sum(" tent" in str(p.attributes.get("type")) and p.price.amount <= 10_000 for p in sample.products)
    assert told.brief.presence.n_products == n
    none = sample.say("any tents under 10?", ask("tents", price=PriceWish(max=1_000)))
    assert none.text.startswith("We have 10 tents, but none at £10 or less.")
    assert none.text.count("£10 or less") == 1


def test_a_colour_that_no_record_has_is_not_confirmed(sample: Any) -> None:
    told = sample.say("do you have tartan tents?", ask("tartan tents"))
    assert "tartan tents," not in told.text


def test_a_wider_word_is_offered(sample: Any) -> None:
    text = sample.say("do you have golf bags?", ask("golf bags")).text
    assert text.startswith("Nothing is called “golf bags” here, but we do have bags.")


def test_a_printer_label_is_no_label_printer(make_shop: Any) -> None:
    labels = [f"{n} mm White Printer Label" for n in range(20)]
    records = [{"id": t, "title": t, "variants": [{"id": t}]} for t in (*labels, "Desk Label Printer")]
    shop = make_shop([Product.model_validate(record) for record in records])
    assert shop.say("do you have label printers?", ask("label printers")).brief.presence.n_products == 1
