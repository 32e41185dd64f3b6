"""Turns catalog records into the columns that models read."""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from catalog.product import Product
from recommenders.id_index import IdIndex, Rows
from recommenders.product_facts import EmbedProducts, Floats, ProductFacts


def facts_from_products(
    products: Iterable[Product], index: IdIndex | None = None, embed: EmbedProducts | None = None
) -> ProductFacts:
    """What the catalog says of the products, over `index` (or the products' own ids where None).

    Products of the index that the catalog does not have are unknown and not to be had. Of one id the last record
    counts. When a product was launched is not in the catalog: `launched_at` is NaN.
    """
    records = {product.id: product for product in products}
    own = IdIndex(records)
    ordered = [records[one] for one in own.ids]
    category, category_names = _coded([_most_specific(product) for product in ordered])
    brand, brand_names = _coded([product.brand or None for product in ordered])
    ratings = [product.rating for product in ordered]
    facts = ProductFacts(
        products=own,
        category=category,
        category_names=category_names,
        brand=brand,
        brand_names=brand_names,
        price=_floats([product.price.amount if product.price else None for product in ordered]),
        rating=_floats([rating.out_of_five if rating else None for rating in ratings]),
        n_reviews=np.array([rating.count or 0 if rating else 0 for rating in ratings], dtype=np.float32),
        in_stock=np.array([product.in_stock for product in ordered], dtype=np.bool_),
        launched_at=np.full(len(own), np.nan),
        vectors=embed(own.ids) if embed and len(own) else None,
    )
    return facts if index is None else facts.over(index)


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
