"""The filterable side of every product as columns, one row a product."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from catalog.product import Product
from retrieval.document import values_of
from retrieval.postings import RowPostings, name_hash
from retrieval.stemming import stems_of

#: Ratings are drawn towards the mean as if each product had this many average ones more.
PRIOR_RATINGS = 10
_NUMBERS = ("price_minor", "in_stock", "rating", "standing")


@dataclass(frozen=True, slots=True)
class ProductColumns:
    """Columns of all products, in row order.

    Attributes:
        ids: the shop's ids.
        price_minor: the lowest price, −1 if there is none.
        in_stock: whether any variant can be had.
        rating: on a scale to 5, NaN if unrated.
        standing: how well thought of, for order without words; higher is better.
        names: rows by brand, category, attribute value and word.
        row_of: id → row.
    """

    ids: tuple[str, ...]
    price_minor: npt.NDArray[np.int64]
    in_stock: npt.NDArray[np.bool_]
    rating: npt.NDArray[np.float32]
    standing: npt.NDArray[np.float32]
    names: RowPostings
    row_of: Mapping[str, int]

    def __len__(self) -> int:
        return len(self.ids)

    @classmethod
    def from_products(cls, products: Sequence[Product]) -> "ProductColumns":
        """Lay products out as columns."""
        pairs = _NamePairs()
        for row, product in enumerate(products):
            pairs.add_product(row, product)
        arrays: dict[str, npt.NDArray[Any]] = {
            "price_minor": np.array([p.price.amount if p.price else -1 for p in products], dtype=np.int64),
            "in_stock": np.array([p.in_stock for p in products], dtype=bool),
            "rating": np.array([p.rating.out_of_five if p.rating else np.nan for p in products], dtype=np.float32),
            "standing": _standing(products),
        }
        ids = tuple(product.id for product in products)
        return cls._assemble(ids, arrays, pairs.to_postings())

    @classmethod
    def from_arrays(cls, ids: Sequence[str], arrays: Mapping[str, npt.NDArray[Any]]) -> "ProductColumns":
        """Read back what `to_arrays` gave."""
        return cls._assemble(tuple(ids), arrays, RowPostings.from_arrays(arrays, "names"))

    def to_arrays(self) -> dict[str, npt.NDArray[Any]]:
        """The arrays to keep on disk."""
        return {name: getattr(self, name) for name in _NUMBERS} | self.names.to_arrays("names")

    @classmethod
    def _assemble(
        cls, ids: tuple[str, ...], arrays: Mapping[str, npt.NDArray[Any]], names: RowPostings
    ) -> "ProductColumns":
        row_of = {product_id: row for row, product_id in enumerate(ids)}
        return cls(ids=ids, names=names, row_of=row_of, **{name: arrays[name] for name in _NUMBERS})


class _NamePairs:
    """Collects (name, row) pairs; a name is hashed once however often it occurs."""

    def __init__(self) -> None:
        self._hashes: dict[tuple[str, ...], int] = {}
        self._stems: dict[str, list[str]] = {}
        self._names: list[int] = []
        self._rows: list[int] = []

    def add(self, row: int, *name: str) -> None:
        known = self._hashes.get(name)
        if known is None:
            known = self._hashes[name] = int(name_hash(*name))
        self._names.append(known)
        self._rows.append(row)

    def add_product(self, row: int, product: Product) -> None:
        if product.brand:
            self.add(row, "brand", product.brand.strip().casefold())
        for category in product.categories:
            for level in category_levels(category.value):
                self.add(row, "category", level)
        for name, value in values_of(product):
            self.add(row, "value", name.strip().casefold(), value.strip().casefold())
        for word in {word for text in set(_excludable_texts(product)) for word in self._stems_of(text)}:
            self.add(row, "word", word)

    def _stems_of(self, text: str) -> list[str]:
        known = self._stems.get(text)
        if known is None:
            known = self._stems[text] = stems_of(text)
        return known

    def to_postings(self) -> RowPostings:
        return RowPostings.from_pairs(np.array(self._names, dtype=np.uint64), np.array(self._rows, dtype=np.int32))


def category_levels(path: str) -> list[str]:
    """The whole path and each of its segments, compared without case: `A > B` → `a > b`, `a`, `b`."""
    segments = [segment.strip().casefold() for segment in path.split(">")]
    return [" > ".join(segments), *segments] if len(segments) > 1 else segments


def _excludable_texts(product: Product) -> Iterator[str]:
    """What a product is, by which it can be left out; an attribute that is true gives its name (`hood: true`)."""
    yield product.title
    if product.brand:
        yield product.brand
    for category in product.categories:
        yield category.value
    for _, value in values_of(product):
        yield value
    for name, stated in product.attributes.items():
        if stated is True:
            yield name.replace("_", " ")


def _standing(products: Sequence[Product]) -> npt.NDArray[np.float32]:
    """Rating drawn towards the mean by how few gave it; often rated counts a little, in stock a lot."""
    values = np.array([p.rating.out_of_five if p.rating else np.nan for p in products], dtype=np.float64)
    counts = np.array([(p.rating.count or 1) if p.rating else 0 for p in products], dtype=np.float64)
    mean = float(np.nanmean(values)) if np.isfinite(values).any() else 0.0
    drawn = (np.nan_to_num(values) * counts + mean * PRIOR_RATINGS) / (counts + PRIOR_RATINGS)
    available = np.array([p.in_stock for p in products], dtype=np.float64)
    return (drawn + 0.05 * np.log1p(counts) + available).astype(np.float32)
