"""How wanted every product is now, and whether that rises or falls."""

from typing import Self

import numpy as np
import numpy.typing as npt

from recommenders.artifact import Array, Artifact
from recommenders.training_set import TrainingSet

DEMAND = "demand"
#: Half-lives in days, over which demand is averaged: a week, a month, a season.
HALF_LIVES_DAYS = (7.0, 28.0, 120.0)
#: Added to demand relative to the mean product's, for the logarithm: a product nobody wants is 1/300 of that one.
LEAST = 1 / 300

Floats = npt.NDArray[np.float32]


class ProductDemand:
    """Decayed positive feedback over three spans, each relative to the mean product.

    Attributes:
        relative: `[3, n_products]`, 1 for the mean product; 0 where nothing was wanted.
    """

    def __init__(self, relative: Floats) -> None:
        self.relative = relative
        self._logarithms: Floats = np.log(relative + np.float32(LEAST))

    @classmethod
    def of(cls, data: TrainingSet) -> Self:
        """As it was known at the end of a window."""
        product, n_products = data.interactions.product, len(data.products)
        spans = [np.bincount(product, np.maximum(data.decayed(h), 0), minlength=n_products) for h in HALF_LIVES_DAYS]
        counts = np.stack(spans).astype(np.float64)
        mean = counts.mean(axis=1, keepdims=True)
        return cls(np.divide(counts, mean, out=np.zeros_like(counts), where=mean > 0).astype(np.float32))

    @classmethod
    def from_artifact(cls, artifact: Artifact) -> Self:
        """Open what `to_arrays` made."""
        return cls(np.maximum(artifact.shaped(DEMAND, len(HALF_LIVES_DAYS), len(artifact.products)), 0))

    def to_arrays(self) -> dict[str, Array]:
        """The arrays for an artifact."""
        return {DEMAND: self.relative}

    @property
    def level(self) -> Floats:
        """`[n_products]` logarithm of the month's demand."""
        level: Floats = self._logarithms[1]
        return level

    @property
    def trend(self) -> Floats:
        """`[n_products]` logarithm of the month's demand over the season's: a season that begins or ends."""
        trend: Floats = self._logarithms[1] - self._logarithms[2]
        return trend

    @property
    def surge(self) -> Floats:
        """`[n_products]` logarithm of the week's demand over the month's."""
        surge: Floats = self._logarithms[0] - self._logarithms[1]
        return surge
