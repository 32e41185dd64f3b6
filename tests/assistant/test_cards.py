from types import ModuleType

import pytest

from assistant.cards import make_card, shorten, summarize_options
from catalog.candidate import Candidate, Evidence
from catalog.product import Product


@pytest.fixture
def windline(small_shop: ModuleType) -> Product:
    found: Product = next(product for product in small_shop.PRODUCTS if product.id == "windline")
    return found


def test_every_fact_of_a_card_is_the_catalogs(windline: Product) -> None:
    card = make_card(windline, Candidate("windline", 1.0, (Evidence("words", 0.12345),)), "Warm.")
    assert (card.title, card.brand, card.url) == (windline.title, windline.brand, windline.url)
    assert (str(card.price), str(card.list_price), card.availability) == ("£89.00", "£119.00", "in_stock")
    assert card.reason == "Warm."
    assert card.evidence[0].weight == 0.1235


def test_a_product_whose_variants_differ_in_price_is_priced_from(small_shop: ModuleType) -> None:
    merino = next(product for product in small_shop.PRODUCTS if product.id == "merino")
    card = make_card(merino, Candidate("merino", 1.0), "x")
    assert card.price_from and card.price == merino.price


def test_options_are_listed_while_few_and_summed_up_when_many() -> None:
    def of(*labels: str) -> str | None:
        options = [{"name": "Size", "values": [{"label": label} for label in labels]}]
        return summarize_options(
            Product.model_validate({"id": "a", "title": "A", "options": options, "variants": [{"id": "a-1"}]})
        )

    assert of("S", "M") == "Size S, M"
    assert of("XS", "S", "M", "L", "XL") == "Size XS–XL (5)"


def test_a_long_reason_is_cut_at_a_word() -> None:
    cut = shorten("warm " * 50, 140)
    assert len(cut) <= 140 and cut.endswith("warm…")
