"""The columnar mirror: every product's filterable columns and its vector, row by row, for exact search."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrieval.columns import ProductColumns
from retrieval.dense import StoredVectors
from retrieval.encoder import Vectors
from retrieval.errors import IndexBroken
from retrieval.planner import EXACT_ROWS

#: From here on vectors are kept in 16 bits: 100,000 × 384 take 77 MB instead of 154.
HALF_PRECISION_ROWS = 100_000
#: Rows converted at a time when 16-bit vectors are searched.
BLOCK_ROWS = 8192


@dataclass(frozen=True, slots=True)
class ProductMirror:
    """Columns and vectors in one row order.

    Attributes:
        columns: filterable columns.
        vectors: `[n_products, dimensions]`, unit length; None while they are being rebuilt.
        exact_rows: rows that are compared at least as quickly as the index answers.
    """

    columns: ProductColumns
    vectors: npt.NDArray[np.floating] | None
    exact_rows: int = EXACT_ROWS

    @property
    def needs_index(self) -> bool:
        """Whether there are so many rows that a search may ask the store's index."""
        return len(self.columns) > self.exact_rows

    def similarities(self, vector: Vectors, rows: npt.NDArray[np.integer] | None = None) -> Vectors:
        """Cosine of every row, or of `rows`, to a unit vector."""
        if self.vectors is None:
            raise IndexBroken("There are no vectors to compare with; they are being rebuilt.")
        n_rows = len(self.vectors) if rows is None else len(rows)
        if self.vectors.dtype == np.float32:
            chosen = self.vectors if rows is None else self.vectors[rows]
            return (chosen @ vector).astype(np.float32, copy=False)
        found = np.empty(n_rows, dtype=np.float32)
        for start in range(0, n_rows, BLOCK_ROWS):
            part = slice(start, start + BLOCK_ROWS)
            found[part] = self.vectors[part if rows is None else rows[part]].astype(np.float32) @ vector
        return found


def mirror_of(columns: ProductColumns, stored: StoredVectors) -> ProductMirror:
    """Put stored vectors into row order.

    Raises:
        IndexBroken: if they are not the vectors of these products.
    """
    rows = [columns.row_of.get(product_id, -1) for product_id in stored.ids]
    if len(rows) != len(columns) or sorted(rows) != list(range(len(columns))):
        raise IndexBroken(f"{len(stored.ids)} vectors do not belong to {len(columns)} products; rebuild the index.")
    half = len(columns) > HALF_PRECISION_ROWS
    lengths = np.linalg.norm(stored.vectors, axis=1, keepdims=True)
    if not np.isfinite(lengths).all() or (lengths == 0).any():
        raise IndexBroken("A stored vector is empty or not a number; rebuild the index.")
    vectors = np.empty(stored.vectors.shape, dtype=np.float16 if half else np.float32)
    vectors[rows] = stored.vectors
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)  # in place: a second copy would stay with the process
    return ProductMirror(columns, vectors)
