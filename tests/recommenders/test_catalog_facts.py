"""Two products of a catalog and one that it lost."""

import weakref
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from catalog.product import Product
from recommenders.catalog_facts import facts_from_products
from recommenders.id_index import IdIndex


def product(product_id: str, amount: int | None = None, available: bool = True, **more: Any) -> Product:
    status = {"available": available, "status": "in_stock" if available else "out_of_stock"}
    price = None if amount is None else {"amount": amount, "currency": "EUR"}
    variant = {"id": f"{product_id}-1", "price": price, "availability": status}
    return Product.model_validate({"id": product_id, "title": product_id, "variants": [variant], **more})


PRODUCTS = [
    product("tee", 2_400, brand="Fjell", categories=[{"value": "Sale"}, {"value": "Apparel > Tops"}]),
    product("mug", available=False, rating={"value": 8, "scale_max": 10, "count": 3}),
]


def lengths(ids: Sequence[str]) -> npt.NDArray[np.float32]:
    return np.array([[len(one), 1] for one in ids], dtype=np.float32)


def test_facts_stand_in_the_order_of_the_ids() -> None:
    facts = facts_from_products(PRODUCTS)
    assert facts.products.ids == ("mug", "tee")
    assert facts.category_names == ("Apparel > Tops",)
    assert facts.category.tolist() == [-1, 0]
    assert facts.brand.tolist() == [-1, 0]
    assert facts.in_stock.tolist() == [False, True]
    assert facts.n_reviews.tolist() == [3, 0]
    np.testing.assert_array_equal(facts.price, [np.nan, 2_400])
    np.testing.assert_array_equal(facts.rating, [4, np.nan])
    assert facts.vectors is None


def test_a_product_that_the_catalog_lost_is_unknown_and_not_to_be_had() -> None:
    facts = facts_from_products(PRODUCTS, IdIndex(["lost", "tee"]), lengths)
    assert facts.in_stock.tolist() == [False, True]
    assert facts.category.tolist() == [-1, 0]
    np.testing.assert_array_equal(facts.price, [np.nan, 2_400])
    assert facts.vectors is not None
    assert facts.vectors.tolist() == [[0, 0], [3, 1]]


def test_an_empty_catalog_has_no_rows() -> None:
    assert len(facts_from_products([], embed=lengths).products) == 0


def test_of_one_id_the_last_record_counts() -> None:
    facts = facts_from_products([product("tee", 2_400, brand="Fjell"), product("tee", 1_900)])
    assert facts.price.tolist() == [1_900]
    assert facts.brand.tolist() == [-1]


def test_no_record_is_held_once_the_next_one_is_read() -> None:
    n_alive: list[int] = []

    def read_one_by_one() -> Iterator[Product]:
        seen: list[weakref.ref[Product]] = []
        for place in range(4):
            record = product(f"p{place}", 100)
            seen.append(weakref.ref(record))
            yield record
            del record
            n_alive.append(sum(one() is not None for one in seen))

    facts_from_products(read_one_by_one())
    assert max(n_alive) <= 2
