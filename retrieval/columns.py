"""The filterable side of every product as columns, one row a product."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt

from catalog.product import Product
from retrieval.document import values_of
from retrieval.postings import RowPostings, name_hash
from retrieval.stemming import stems_of

#: Ratings are drawn towards the mean as if each product had this many average ones more.
PRIOR_RATINGS = 10
_NUMBERS = ("price_minor", "in_stock", "rating", "standing", "phrase_offsets", "phrase_words")
#: Separates texts in `phrase_words`, so that no phrase spans two of them.
_BREAK = 0


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
        phrase_offsets: where each row's words start in `phrase_words`, `[n_products + 1]`.
        phrase_words: 32-bit hashes of stems, in order, for phrases to leave out.
        row_of: id → row.
    """

    ids: tuple[str, ...]
    price_minor: npt.NDArray[np.int64]
    in_stock: npt.NDArray[np.bool_]
    rating: npt.NDArray[np.float32]
    standing: npt.NDArray[np.float32]
    names: RowPostings
    phrase_offsets: npt.NDArray[np.int64]
    phrase_words: npt.NDArray[np.uint32]
    row_of: Mapping[str, int]

    def __len__(self) -> int:
        return len(self.ids)

    @classmethod
    def from_products(cls, products: Sequence[Product]) -> "ProductColumns":
        """Lay products out as columns."""
        pairs, phrases = _NamePairs(), _Phrases()
        for row, product in enumerate(products):
            pairs.add_product(row, product)
            phrases.add_product(row, product, pairs)
        arrays: dict[str, npt.NDArray[Any]] = {
            "price_minor": np.array([p.price.amount if p.price else -1 for p in products], dtype=np.int64),
            "in_stock": np.array([p.in_stock for p in products], dtype=bool),
            "rating": np.array([p.rating.out_of_five if p.rating else np.nan for p in products], dtype=np.float32),
            "standing": _standing(products),
            "phrase_offsets": np.array(phrases.offsets, dtype=np.int64),
            "phrase_words": np.array(phrases.words, dtype=np.uint32),
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

    def to_postings(self) -> RowPostings:
        return RowPostings.from_pairs(np.array(self._names, dtype=np.uint64), np.array(self._rows, dtype=np.int32))


class _Phrases:
    """Collects the words by which a product can be left out, in order."""

    def __init__(self) -> None:
        self.offsets = [0]
        self.words: list[int] = []
        self._stems: dict[str, list[str]] = {}

    def add_product(self, row: int, product: Product, pairs: _NamePairs) -> None:
        for text in dict.fromkeys(_excludable_texts(product)):
            stems = self._stems.get(text)
            if stems is None:
                stems = self._stems[text] = stems_of(text)
            for word in stems:
                pairs.add(row, "word", word)
            self.words.extend(word_hash(word) for word in stems)
            self.words.append(_BREAK)
        self.offsets.append(len(self.words))


def word_hash(stem: str) -> int:
    """The 32-bit hash of a stem in `ProductColumns.phrase_words`."""
    return crc32(stem.encode("utf-8", "replace")) or 1


def category_levels(path: str) -> list[str]:
    """The whole path and each of its segments, compared without case: `A > B` → `a > b`, `a`, `b`."""
    segments = [segment.strip().casefold() for segment in path.split(">")]
    return [" > ".join(segments), *segments] if len(segments) > 1 else segments


def _excludable_texts(product: Product) -> Iterator[str]:
    yield product.title
    if product.brand:
        yield product.brand
    for category in product.categories:
        yield category.value
    for _, value in values_of(product):
        yield value


def _standing(products: Sequence[Product]) -> npt.NDArray[np.float32]:
    """Rating drawn towards the mean by how few gave it; often rated counts a little, in stock a lot."""
    values = np.array([p.rating.out_of_five if p.rating else np.nan for p in products], dtype=np.float64)
    counts = np.array([(p.rating.count or 1) if p.rating else 0 for p in products], dtype=np.float64)
    mean = float(np.nanmean(values)) if np.isfinite(values).any() else 0.0
    drawn = (np.nan_to_num(values) * counts + mean * PRIOR_RATINGS) / (counts + PRIOR_RATINGS)
    available = np.array([p.in_stock for p in products], dtype=np.float64)
    return (drawn + 0.05 * np.log1p(counts) + available).astype(np.float32)
