"""What shoppers turned to after the moment of a split: the answers that a model is held against."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from recommenders.id_index import Rows


@dataclass(frozen=True, slots=True, eq=False)
class Relevant(Mapping[int, Rows]):
    """Shopper row → product rows, ascending, each once; at least one for every shopper here.

    Attributes:
        shoppers: `[n]` rows of shoppers, ascending.
        offsets: `[n + 1]`: the products of `shoppers[i]` are `products[offsets[i]:offsets[i + 1]]`.
        products: rows of products.
    """

    shoppers: Rows
    offsets: npt.NDArray[np.int64]
    products: Rows

    @classmethod
    def of_pairs(cls, shopper: Rows, product: Rows, n_products: int) -> Self:
        """From rows side by side, in any order and with repetitions."""
        pairs = np.unique(pair_keys(shopper, product, n_products))
        owner, products = np.divmod(pairs, max(n_products, 1))
        shoppers, starts = np.unique(owner, return_index=True)
        offsets = np.append(starts, len(pairs)).astype(np.int64)
        return cls(shoppers.astype(np.int32), offsets, products.astype(np.int32))

    def __getitem__(self, shopper_row: int) -> Rows:
        place = int(np.searchsorted(self.shoppers, shopper_row))
        if place == len(self.shoppers) or self.shoppers[place] != shopper_row:
            raise KeyError(shopper_row)
        return self.products[self.offsets[place] : self.offsets[place + 1]]

    def __iter__(self) -> Iterator[int]:
        return iter(self.shoppers.tolist())

    def __len__(self) -> int:
        return len(self.shoppers)


def pair_keys(shopper: Rows, product: Rows, n_products: int) -> npt.NDArray[np.int64]:
    """One number for each pair."""
    return shopper.astype(np.int64) * max(n_products, 1) + product
