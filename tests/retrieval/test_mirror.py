import numpy as np
import pytest

from catalog.product import Product
from retrieval.columns import ProductColumns
from retrieval.dense import StoredVectors
from retrieval.errors import IndexBroken
from retrieval.hashing_encoder import HashingEncoder
from retrieval.mirror import ProductMirror, mirror_of


@pytest.fixture
def columns(shop: list[Product]) -> ProductColumns:
    return ProductColumns.from_products(shop)


def _stored(shop: list[Product]) -> StoredVectors:
    shuffled = list(reversed(shop))
    vectors = HashingEncoder().encode([product.title for product in shuffled])
    return StoredVectors(tuple(product.id for product in shuffled), ("h",) * len(shop), 3 * vectors)


def test_vectors_are_in_row_order_and_of_unit_length(shop: list[Product], columns: ProductColumns) -> None:
    mirror = mirror_of(columns, _stored(shop))
    query = HashingEncoder().encode(["Rain Jacket"])[0]
    similarities = mirror.similarities(query)
    assert shop[int(similarities.argmax())].id == "jacket"
    assert similarities.max() == pytest.approx(1, abs=1e-5)


def test_the_stores_index_is_needed_where_not_all_rows_are_compared(
    shop: list[Product], columns: ProductColumns
) -> None:
    assert not ProductMirror(columns, None).needs_index
    assert ProductMirror(columns, None, exact_rows=len(shop) - 1).needs_index


def test_half_precision_agrees_with_full(shop: list[Product], columns: ProductColumns) -> None:
    full = mirror_of(columns, _stored(shop))
    assert full.vectors is not None
    half = ProductMirror(columns, full.vectors.astype(np.float16))
    query = HashingEncoder().encode(["Camp Boots"])[0]
    rows = np.array([4, 0, 7])
    assert half.similarities(query) == pytest.approx(full.similarities(query), abs=2e-3)
    assert half.similarities(query, rows) == pytest.approx(full.similarities(query)[rows], abs=2e-3)


def test_vectors_of_other_products_are_refused(shop: list[Product], columns: ProductColumns) -> None:
    with pytest.raises(IndexBroken, match="8 vectors do not belong to 9 products"):
        mirror_of(columns, _stored(shop[:-1]))


@pytest.mark.parametrize("value", [np.nan, 0.0])
def test_an_empty_vector_or_one_that_is_no_number_is_refused(
    shop: list[Product], columns: ProductColumns, value: float
) -> None:
    stored = _stored(shop)
    stored.vectors[2] = value
    with pytest.raises(IndexBroken, match="not a number"):
        mirror_of(columns, stored)
