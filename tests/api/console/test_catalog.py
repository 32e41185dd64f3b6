"""What the shop sells, and what its records lack."""

from collections.abc import Callable
from typing import Any

from tests.small_shop import make_product

HOSTILE = "<script>alert(1)</script>"


def test_faults_are_counted_and_the_products_named(serve: Any, staff_of: Any, text_of: Callable[[str], str]) -> None:
    client = serve()
    client.shop.upsert_products(
        [make_product("twin", "Rain Jacket", "Fjellmark", 100), make_product("h", HOSTILE, "x", 1)]
    )
    page = staff_of(client).get("catalog").text
    words = text_of(page)
    assert "Products 11" in words
    assert "2 Same brand and title as another" in words
    assert "1 Not in stock" in words and "sneaker" in words
    assert "11 Without a picture" in words
    assert "0 Without a price" in words
    assert HOSTILE not in page


def test_an_empty_catalog_says_how_to_fill_it(new_staff: Any) -> None:
    assert "shopkeeper catalog import" in new_staff.page("catalog")
