"""Turns catalog records into the columns that models read."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from catalog.product import Product
from recommenders.id_index import IdIndex, Rows
from recommenders.product_facts import EmbedProducts, Floats, ProductFacts


class _Fact(NamedTuple):
    """What is kept of a record while a catalog goes by: all of its records at once would take a hundred megabytes."""

    category: str | None
    brand: str | None
    price: int | None
    rating: float | None
    n_reviews: int
    in_stock: bool


def facts_from_products(
    products: Iterable[Product], index: IdIndex | None = None, embed: EmbedProducts | None = None
) -> ProductFacts:
    """What the catalog says of the products, over `index` (or the products' own ids where None).

    Products of the index that the catalog does not have are unknown and not to be had. Of one id the last record
    counts. When a product was launched is not in the catalog: `launched_at` is NaN. The products are read once, one
    record in memory at a time.
    """
    names: dict[str, str] = {}
    of_id = {product.id: _fact(product, names) for product in products}
    own = IdIndex(of_id)
    ordered = [of_id[one] for one in own.ids]
    category, category_names = _coded([fact.category for fact in ordered])
    brand, brand_names = _coded([fact.brand for fact in ordered])
    facts = ProductFacts(
        products=own,
        category=category,
        category_names=category_names,
        brand=brand,
        brand_names=brand_names,
        price=_floats([fact.price for fact in ordered]),
        rating=_floats([fact.rating for fact in ordered]),
        n_reviews=np.array([fact.n_reviews for fact in ordered], dtype=np.float32),
        in_stock=np.array([fact.in_stock for fact in ordered], dtype=np.bool_),
        launched_at=np.full(len(own), np.nan),
        vectors=embed(own.ids) if embed and len(own) else None,
    )
    return facts if index is None else facts.over(index)


def _fact(product: Product, names: dict[str, str]) -> _Fact:
    """The few figures of a record; `names` holds every name once, however many products have it."""
    category, brand, rating = _most_specific(product), product.brand or None, product.rating
    return _Fact(
        category and names.setdefault(category, category),
        brand and names.setdefault(brand, brand),
        product.price.amount if product.price else None,
        rating.out_of_five if rating else None,
        (rating.count or 0) if rating else 0,
        product.in_stock,
    )


def _most_specific(product: Product) -> str | None:
    """The deepest category path; of equally deep ones the first."""
    paths = [category.value for category in product.categories]
    return max(paths, key=lambda path: path.count(">")) if paths else None


def _coded(names: Sequence[str | None]) -> tuple[Rows, tuple[str, ...]]:
    index = IdIndex(name for name in names if name is not None)
    return np.array([-1 if name is None else index.row_of[name] for name in names], dtype=np.int32), index.ids


def _floats(figures: Sequence[float | None]) -> npt.NDArray[np.float32]:
    filled: Floats = np.array([np.nan if one is None else one for one in figures], dtype=np.float32)
    return filled
