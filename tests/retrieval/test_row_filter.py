from typing import Any

import pytest

from catalog.filter import ProductFilter
from catalog.product import Product
from retrieval.columns import ProductColumns
from retrieval.row_filter import rows_passing


@pytest.fixture(scope="module")
def columns(shop: list[Product]) -> ProductColumns:
    built = ProductColumns.from_products(shop)
    return ProductColumns.from_arrays(built.ids, built.to_arrays())


def _passing(columns: ProductColumns, **where: Any) -> set[str]:
    mask = rows_passing(ProductFilter(**where), columns)
    return set(columns.ids) if mask is None else {columns.ids[row] for row in mask.nonzero()[0]}


def test_an_empty_filter_makes_no_mask(columns: ProductColumns) -> None:
    assert rows_passing(ProductFilter(), columns) is None


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ({"price_max": 1500}, {"socks", "cola"}),
        ({"price_min": 12000}, {"boot", "tent"}),
        ({"price_min": 0}, {"boot", "shoe", "jacket", "socks", "tent", "lamp", "cola", "case"}),
        ({"brands": ("LUMO", "fizz")}, {"lamp", "headphones", "case", "cola"}),
        ({"categories": ("footwear",)}, {"boot", "shoe"}),
        ({"categories": ("Camping>Tents",)}, {"tent"}),
        ({"categories": ("boots",)}, set()),
        ({"in_stock": True, "brands": ("Fjellmark",)}, {"boot", "jacket"}),
        ({"rating_min": 4.6}, {"boot", "socks"}),
        ({"attributes": {"size": ("m", "XL")}}, {"jacket"}),
        ({"attributes": {"Colour": ("Black",), "size": ("S",)}}, {"jacket"}),
        ({"attributes": {"lumens": ("4",)}}, {"lamp"}),
        ({"attributes": {"wired": ("no",)}}, {"headphones"}),
        ({"attributes": {"size": ()}}, set()),
        ({"only_ids": ("boot", "gone")}, {"boot"}),
        ({"only_ids": ()}, set()),
        ({"brands": ("Lumo",), "exclude_ids": ("case", "gone")}, {"lamp", "headphones"}),
    ],
)
def test_conditions_hold(columns: ProductColumns, where: dict[str, Any], expected: set[str]) -> None:
    assert _passing(columns, **where) == expected


@pytest.mark.parametrize(
    ("term", "excluded"),
    [
        ("leather", {"boot"}),
        ("Sock", {"socks"}),
        ("wool socks", {"socks"}),
        ("merino wool", {"socks"}),
        ("hard cases", {"case"}),
        ("fjellmark", {"boot", "jacket", "tent"}),
        ("boot", {"boot"}),
        ("soft drink", {"cola"}),
        ("rain", {"jacket"}),
        ("rai", set()),
        ("M", {"jacket"}),
        ("waterproof", set()),
        ("!!", set()),
    ],
)
def test_an_excluded_term_is_whole_words_of_what_the_product_is(
    columns: ProductColumns, term: str, excluded: set[str]
) -> None:
    assert _passing(columns) - _passing(columns, exclude_terms=(term,)) == excluded


def test_what_an_attribute_says_is_there_can_be_left_out() -> None:
    def jacket(product_id: str, has_hood: bool) -> Product:
        record = {"id": product_id, "title": "Jacket", "attributes": {"hood": has_hood}, "variants": [{"id": "v"}]}
        return Product.model_validate(record)

    columns = ProductColumns.from_products([jacket("hooded", True), jacket("plain", False)])
    assert _passing(columns, exclude_terms=("hood",)) == {"plain"}
