"""What sold when, product by product, as it was known at the end of a training window."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Self

import numpy as np
import numpy.typing as npt

from recommenders.artifact import Array, Artifact
from recommenders.history import SECONDS_PER_DAY
from recommenders.id_index import IdIndex
from recommenders.training_set import TrainingSet

Floats = npt.NDArray[np.float32]
#: Days over which demand is counted: a week, a fortnight, a month, a season, for ever.
SPANS_DAYS = (7, 14, 28, 112, 100_000)
PREFIX = "record_"
#: Added to demand relative to the mean product's before a logarithm is taken.
LEAST = 0.01


@dataclass(frozen=True, slots=True, eq=False)
class ProductRecord:
    """Every array is `[n_products]` but `demand`.

    Attributes:
        demand: `[5, n_products]` positive feedback within each of `SPANS_DAYS`, relative to the mean product's.
        shoppers: who liked it.
        returned: who liked it on more than one day.
        first_at: seconds since the epoch of its first event; -1 without one.
        last_at: of its last positive one; -1 without one.
        log_quantity: mean logarithm of the quantities in which it is taken; 0 where there is none.
    """

    demand: Floats
    shoppers: Floats
    returned: Floats
    first_at: npt.NDArray[np.int64]
    last_at: npt.NDArray[np.int64]
    log_quantity: Floats

    @classmethod
    def of(cls, data: TrainingSet) -> Self:
        """As of the end of `data`."""
        n, liked = len(data.products), data.interactions.where(data.interactions.weight > 0)
        age_days = (data.as_of - liked.at) / SECONDS_PER_DAY
        demand = np.stack(
            [np.bincount(liked.product, liked.weight * (age_days <= days), minlength=n) for days in SPANS_DAYS]
        )
        first, last = np.full(n, np.iinfo(np.int64).max), np.full(n, -1, dtype=np.int64)
        np.minimum.at(first, data.interactions.product, data.interactions.at)
        np.maximum.at(last, liked.product, liked.at)
        n_liked = np.bincount(liked.product, minlength=n)
        quantity = np.bincount(liked.product, np.log(np.maximum(liked.quantity, 1)), minlength=n)
        shoppers, returned = _shoppers(liked.shopper, liked.product, liked.at // SECONDS_PER_DAY, n)
        return cls(
            demand=(demand / np.maximum(demand.mean(axis=1, keepdims=True), 1e-9)).astype(np.float32),
            shoppers=shoppers,
            returned=returned,
            first_at=np.where(first == np.iinfo(np.int64).max, -1, first),
            last_at=last,
            log_quantity=(quantity / np.maximum(n_liked, 1)).astype(np.float32),
        )

    @classmethod
    def from_artifact(cls, artifact: Artifact) -> Self:
        """Open what `to_arrays` made."""
        n = len(artifact.products)
        shapes: Mapping[str, tuple[int, ...]] = {"demand": (len(SPANS_DAYS), n)}
        return cls(**{one.name: artifact.shaped(PREFIX + one.name, *shapes.get(one.name, (n,))) for one in fields(cls)})

    def to_arrays(self) -> dict[str, Array]:
        """The arrays for an artifact."""
        return {PREFIX + one.name: getattr(self, one.name) for one in fields(self)}

    def over(self, products: IdIndex, own: IdIndex) -> "ProductRecord":
        """The same over other rows; `own` are those of this record. Of products that are not here nothing is known."""
        rows = own.rows_of(products)
        taken = {one.name: getattr(self, one.name)[..., rows] for one in fields(self)}
        for name, column in taken.items():
            column[..., rows < 0] = -1 if name.endswith("_at") else 0
        return ProductRecord(**taken)

    @property
    def trend(self) -> Floats:
        """`[n_products]` the month's demand over that of all times; 1 where both are those of the mean product."""
        ratio: Floats = (self.demand[2] + np.float32(LEAST)) / (self.demand[-1] + np.float32(LEAST))
        return ratio


def _shoppers(
    shopper: npt.NDArray[np.int32], product: npt.NDArray[np.int32], day: npt.NDArray[np.int64], n_products: int
) -> tuple[Floats, Floats]:
    """Per product, how many liked it, and how many of them on more than one day."""
    pair = shopper.astype(np.int64) * n_products + product
    order = np.lexsort((day, pair))
    pair, day = pair[order], day[order]
    starts = np.diff(pair, prepend=-1) != 0
    pairs, n_days = np.unique(pair[starts | (np.diff(day, prepend=-1) != 0)], return_counts=True)
    of = pairs % n_products
    shoppers = np.bincount(of, minlength=n_products).astype(np.float32)
    return shoppers, np.bincount(of, n_days > 1, minlength=n_products).astype(np.float32)
