"""Features as they were at earlier moments, for training a ranker on the past without the future."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from recommenders.interactions.product_features import product_features
from recommenders.interactions.shopper_features import ShopperFeatures
from recommenders.training_set import TrainingSet


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """All features at one moment.

    Attributes:
        data: what was known then, over the same rows; `data.history(row)` is a shopper's history then.
        shoppers: `[n_shoppers, len(SHOPPER_FEATURES)]`.
        products: `[n_products, len(PRODUCT_FEATURES)]`.
    """

    data: TrainingSet
    shoppers: npt.NDArray[np.float32]
    products: npt.NDArray[np.float32]

    @property
    def as_of(self) -> int:
        """The moment, exclusive."""
        return self.data.as_of


def snapshots(data: TrainingSet, moments: Iterable[int]) -> Iterator[Snapshot]:
    """A snapshot of each moment, one at a time: each is as large as the training set itself."""
    features = ShopperFeatures(data.facts)
    for moment in moments:
        known = data.before(moment)
        yield Snapshot(known, features.of_all(known), product_features(known))
