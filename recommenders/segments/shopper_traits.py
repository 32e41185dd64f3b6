"""By which shoppers are told apart: recency, frequency, spending (RFM), and the categories they care for."""

from typing import Self

import numpy as np
import numpy.typing as npt

from recommenders.artifact import Array, Artifact
from recommenders.errors import ArtifactInvalid
from recommenders.history import SECONDS_PER_DAY, History
from recommenders.popularity.category_taste import CategoryTaste
from recommenders.training_set import TrainingSet

MEAN, DEVIATION, PRICE, COMPARED = "trait_mean", "trait_deviation", "price", "compared_categories"
#: log days since the last event, log number of days with events, log sum of prices of what was liked.
N_RFM = 3
#: Of a trait in which shoppers hardly differ: so that no one is thought extreme for a little.
LEAST_DEVIATION = np.float32(0.25)

Floats = npt.NDArray[np.float32]


class ShopperTraits:
    """Turns a history into a point: three standardized RFM numbers, then weighted shares of the compared categories.

    Attributes:
        taste: the categories of the products.
    """

    def __init__(
        self, taste: CategoryTaste, price: Floats, compared: npt.NDArray[np.int32], settings: Artifact
    ) -> None:
        self.taste = taste
        self._price = price
        self._compared = compared
        self._category_weight = settings.scalar("category_weight")
        self._half_life_days = settings.scalar("taste_half_life_days")
        self._mean: Floats = np.zeros(N_RFM, dtype=np.float32)
        self._deviation: Floats = np.ones(N_RFM, dtype=np.float32)

    @classmethod
    def from_artifact(cls, artifact: Artifact) -> Self:
        """Open what `to_arrays` made.

        Raises:
            ArtifactInvalid: if its arrays do not fit together.
        """
        taste = CategoryTaste.from_artifact(artifact)
        compared = artifact.shaped(COMPARED, -1)
        if compared.min(initial=0) < 0 or compared.max(initial=-1) >= len(taste.names):
            raise ArtifactInvalid(f"{artifact.kind}: {COMPARED!r} points beyond the {len(taste.names)} categories")
        traits = cls(taste, artifact.shaped(PRICE, len(artifact.products)), compared, artifact)
        traits._mean = artifact.shaped(MEAN, N_RFM)
        traits._deviation = artifact.shaped(DEVIATION, N_RFM)
        return traits

    @classmethod
    def fit(cls, data: TrainingSet, settings: Artifact) -> tuple[Self, Floats]:
        """Learn the scales.

        Returns:
            The traits, and the points `[n_shoppers, n_traits]` of all shoppers.
        """
        arrays = CategoryTaste.to_arrays(data.facts)
        taste = CategoryTaste.from_artifact(Artifact("segments", data.products, arrays))
        filed = taste.category >= 0
        demand = np.bincount(data.interactions.product, minlength=len(data.products))[filed]
        wanted = np.bincount(taste.category[filed], demand, minlength=len(taste.names))
        compared = np.argsort(-wanted, kind="stable")[: int(settings.scalar("n_categories"))].astype(np.int32)
        traits = cls(taste, np.nan_to_num(data.facts.price).astype(np.float32), compared, settings)
        points = np.stack([traits.point(data.history(row)) for row in range(len(data.shoppers))])
        traits._mean = points[:, :N_RFM].mean(axis=0)
        traits._deviation = np.maximum(points[:, :N_RFM].std(axis=0), LEAST_DEVIATION)
        points[:, :N_RFM] = (points[:, :N_RFM] - traits._mean) / traits._deviation
        return traits, points

    def to_arrays(self) -> dict[str, Array]:
        """The arrays for an artifact, but those of the categories."""
        return {MEAN: self._mean, DEVIATION: self._deviation, PRICE: self._price, COMPARED: self._compared}

    def point(self, history: History) -> Floats:
        """`[n_traits]`; of a history without likings its RFM numbers are those of the least active."""
        liked = (history.products >= 0) & (history.weights > 0)
        at, weights = history.at[liked], history.weights[liked]
        days_since = (history.as_of - at.max(initial=0)) / SECONDS_PER_DAY
        n_days = len(np.unique(at // SECONDS_PER_DAY))
        spent = float(weights @ self._price[history.products[liked]])
        rfm = (np.log1p([max(days_since, 0), n_days, spent]) - self._mean) / self._deviation
        shares = self.taste.shares(history, self._half_life_days)[self._compared]
        return np.concatenate([rfm, self._category_weight * shares]).astype(np.float32)
