"""What the catalog says of the products, in columns, for models and ranking features."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from recommenders.id_index import IdIndex, Rows

Floats = npt.NDArray[np.float32]
#: `(product ids) → [n_products, n_dimensions]` unit text embeddings; rows of zeros where there is none.
EmbedProducts = Callable[[Sequence[str]], Floats]


@dataclass(frozen=True, slots=True, eq=False)
class ProductFacts:
    """Columns over an index of products; every array is `[n_products]` but `vectors`.

    Attributes:
        products: whose rows these are.
        category: row in `category_names` of the most specific category path, -1 without one.
        category_names: distinct category paths, ascending.
        brand: row in `brand_names`, -1 without one.
        brand_names: distinct brands, ascending.
        price: lowest price in minor units of the shop's currency; NaN without one.
        rating: to five; NaN without one.
        n_reviews: ratings behind `rating`.
        in_stock: whether a variant can be had now; False for products no longer in the catalog.
        launched_at: seconds since the epoch of the first sight of the product; NaN where unknown.
        vectors: `[n_products, n_dimensions]` unit text embeddings, zeros where there is none; None without an encoder.
    """

    products: IdIndex
    category: npt.NDArray[np.int32]
    category_names: tuple[str, ...]
    brand: npt.NDArray[np.int32]
    brand_names: tuple[str, ...]
    price: Floats
    rating: Floats
    n_reviews: Floats
    in_stock: npt.NDArray[np.bool_]
    launched_at: npt.NDArray[np.float64]
    vectors: Floats | None = None

    @classmethod
    def unknown(cls, products: IdIndex) -> "ProductFacts":
        """For a log without a catalog: nothing is known, everything may be had."""
        n = len(products)
        nothing = np.full(n, -1, dtype=np.int32)
        missing = np.full(n, np.nan, dtype=np.float32)
        return cls(
            products,
            nothing,
            (),
            nothing,
            (),
            missing,
            missing,
            np.zeros(n, dtype=np.float32),
            np.ones(n, dtype=np.bool_),
            missing.astype(np.float64),
        )

    def over(self, products: IdIndex) -> "ProductFacts":
        """The same facts over other rows; of products that are not here nothing is known and none can be had."""
        if products == self.products:
            return self
        rows = self.products.rows_of(products)
        return ProductFacts(
            products,
            _taken(self.category, rows, -1),
            self.category_names,
            _taken(self.brand, rows, -1),
            self.brand_names,
            _taken(self.price, rows, np.nan),
            _taken(self.rating, rows, np.nan),
            _taken(self.n_reviews, rows, 0),
            _taken(self.in_stock, rows, False),
            _taken(self.launched_at, rows, np.nan),
            None if self.vectors is None else _taken(self.vectors, rows, 0),
        )

    def launched(self, at: npt.NDArray[np.float64]) -> "ProductFacts":
        """The same facts with other moments of launch."""
        return replace(self, launched_at=at)


def _taken(column: npt.NDArray[Any], rows: Rows, missing: float) -> npt.NDArray[Any]:
    taken = np.full((len(rows), *column.shape[1:]), missing, dtype=column.dtype)
    taken[rows >= 0] = column[rows[rows >= 0]]
    return taken
