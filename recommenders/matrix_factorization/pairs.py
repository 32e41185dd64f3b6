"""Pairs of shopper and product: the liked ones, and negatives drawn beside them."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from recommenders.id_index import Rows
from recommenders.matrix_factorization.parameters import NegativeDraw

Floats = npt.NDArray[np.float32]
#: How often a draw that hit a liked product is repeated; what still hits one counts nothing.
REDRAWS = 5
#: Flattens popularity, as in word2vec (Mikolov 2013).
POPULARITY_POWER = 0.75


@dataclass(frozen=True, eq=False)
class LikedPairs:
    """Distinct pairs in ascending order of shopper, then product; arrays are `[n_pairs]`.

    Attributes:
        shopper: rows.
        product: rows.
        weight: of the pair, positive.
        n_products: of the matrix.
    """

    shopper: Rows
    product: Rows
    weight: Floats
    n_products: int

    @classmethod
    def from_matrix(cls, feedback: csr_matrix) -> "LikedPairs":
        """Every entry of a matrix."""
        feedback.sort_indices()
        entries = feedback.tocoo()
        return cls(entries.row.astype(np.int32), entries.col.astype(np.int32), entries.data, feedback.shape[1])

    def __len__(self) -> int:
        return len(self.shopper)

    @cached_property
    def keys(self) -> npt.NDArray[np.int64]:
        """One ascending number per pair."""
        return self.shopper.astype(np.int64) * self.n_products + self.product

    @cached_property
    def popularity(self) -> npt.NDArray[np.int64]:
        """`[n_products]` shoppers who like a product."""
        return np.bincount(self.product, minlength=self.n_products)

    def without(self, places: npt.NDArray[np.int64]) -> "LikedPairs":
        """All but the pairs at these places."""
        kept = np.ones(len(self), dtype=np.bool_)
        kept[places] = False
        return LikedPairs(self.shopper[kept], self.product[kept], self.weight[kept], self.n_products)

    def contains(self, shopper: Rows, product: Rows) -> npt.NDArray[np.bool_]:
        """Which of other pairs, of any one shape, are among these."""
        wanted = shopper.astype(np.int64) * self.n_products + product
        place = np.minimum(np.searchsorted(self.keys, wanted), len(self) - 1)
        found: npt.NDArray[np.bool_] = self.keys[place] == wanted
        return found


def draw_negatives(
    pairs: LikedPairs, shopper: Rows, n_negatives: int, how: NegativeDraw, random: np.random.Generator
) -> tuple[Rows, npt.NDArray[np.bool_]]:
    """Products `[n, n_negatives]` that somebody likes and these shoppers `[n]` do not; and which of them hold.

    A draw does not hold where a shopper likes so much that every draw hit a liked product.
    """
    wanted = np.broadcast_to(shopper[:, None], (len(shopper), n_negatives))
    drawn = _draw(pairs, wanted.size, how, random).reshape(wanted.shape)
    hit = pairs.contains(wanted, drawn)
    for _ in range(REDRAWS):
        if not hit.any():
            break
        drawn[hit] = _draw(pairs, int(hit.sum()), how, random)
        hit = pairs.contains(wanted, drawn)
    return drawn, ~hit


def _draw(pairs: LikedPairs, size: int, how: NegativeDraw, random: np.random.Generator) -> Rows:
    share = np.where(pairs.popularity > 0, pairs.popularity ** (POPULARITY_POWER if how == "popularity" else 0.0), 0.0)
    rungs = np.cumsum(share)
    drawn: Rows = np.searchsorted(rungs, random.random(size) * rungs[-1], side="right").astype(np.int32)
    return drawn
