"""The promise that planning keeps: with and without filters, what is found is what comparing every product finds."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from catalog.filter import ProductFilter
from catalog.product import Product
from retrieval.columns import ProductColumns
from retrieval.dense import StoredVectors, VectorStore, open_chroma_folder
from retrieval.legs import match_meaning
from retrieval.mirror import ProductMirror, mirror_of
from retrieval.row_filter import rows_passing

N_PRODUCTS = 6_000
N_QUERIES = 25
DIMENSIONS = 48
LIMIT = 50


def _clustered(rng: np.random.Generator, n: int) -> np.ndarray:
    """Vectors around 60 centres, as text vectors are."""
    centres = np.random.default_rng(1).standard_normal((60, DIMENSIONS))
    vectors = centres[rng.integers(60, size=n)] + 0.6 * rng.standard_normal((n, DIMENSIONS))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[ProductMirror, VectorStore]]:
    ids = tuple(str(n) for n in range(N_PRODUCTS))
    products = [
        Product.model_validate(
            {"id": id_, "title": "x", "brand": f"b{n % 200}",
             "variants": [{"id": id_, "price": {"amount": n, "currency": "EUR"}}]}
        )
        for n, id_ in enumerate(ids)
    ]  # fmt: skip
    stored = StoredVectors(ids, ("h",) * N_PRODUCTS, _clustered(np.random.default_rng(2), N_PRODUCTS))
    store = open_chroma_folder(tmp_path_factory.mktemp("chroma"))
    store.write(stored)
    mirror = mirror_of(ProductColumns.from_products(products), stored)
    yield replace(mirror, exact_rows=N_PRODUCTS - 1_000), store
    store.close()


@pytest.mark.parametrize(
    ("where", "strategy"),
    [
        (ProductFilter(), "index"),
        (ProductFilter(price_max=5_600), "index"),
        (ProductFilter(price_max=3_000), "exact"),
        (ProductFilter(brands=("b7",)), "exact"),
        (ProductFilter(price_min=5_990), "exact"),
    ],
)
def test_at_least_99_in_100_of_the_nearest_are_found(
    searched: tuple[ProductMirror, VectorStore], where: ProductFilter, strategy: str
) -> None:
    mirror, store = searched
    mask = rows_passing(where, mirror.columns)
    found, wanted = 0, 0
    for vector in _clustered(np.random.default_rng(3), N_QUERIES):
        cosines = mirror.similarities(vector)
        passing = np.arange(N_PRODUCTS) if mask is None else np.flatnonzero(mask)
        exact = set(passing[np.argsort(-cosines[passing])[:LIMIT]].tolist())
        matches = match_meaning(mirror, store, vector, mask, LIMIT)
        assert matches.strategy == strategy
        found += len(exact & set(matches.rows.tolist()))
        wanted += len(exact)
    assert found >= 0.99 * wanted


def test_when_the_index_finds_too_few_that_pass_all_are_compared(
    searched: tuple[ProductMirror, VectorStore],
) -> None:
    mirror, store = searched
    assert mirror.vectors is not None
    vector = mirror.vectors[0].astype(np.float32)
    # Everything passes but the 900 products nearest to the query: the index's first answers all fall away.
    mask = np.ones(N_PRODUCTS, dtype=bool)
    mask[np.argsort(-mirror.similarities(vector))[:900]] = False
    matches = match_meaning(mirror, store, vector, mask, LIMIT)
    assert (matches.strategy, len(matches.rows)) == ("exact", LIMIT)
    assert mask[matches.rows].all()


def test_nothing_is_searched_where_nothing_passes(searched: tuple[ProductMirror, VectorStore], tmp_path: Path) -> None:
    mirror, store = searched
    nothing = np.zeros(N_PRODUCTS, dtype=bool)
    matches = match_meaning(mirror, store, np.ones(DIMENSIONS, dtype=np.float32), nothing, LIMIT)
    assert (matches.strategy, len(matches.rows)) == ("none", 0)
