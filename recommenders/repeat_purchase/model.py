"""Serves repeat purchases: what the shopper had is scored by habit and demand, all else by demand."""

from typing import ClassVar, Self

import numpy as np

from recommenders.artifact import Artifact
from recommenders.history import History
from recommenders.popularity.product_demand import ProductDemand
from recommenders.repeat_purchase.features import FEATURES, PRODUCT_FEATURES, personal_features, product_features
from recommenders.repeat_purchase.personal_record import PersonalRecord
from recommenders.scores import NO_OPINION, Scores

COEFFICIENTS, REPEATED = "coefficients", "repeated"


class RepeatPurchase:
    """`score(p) = β · z(p)`: the logarithm of the odds that this shopper chooses `p` next, but for a constant.

    `z` are the features of `features`: demand and its trend, and for a product in the history how often, how lately and
    in what rhythm the shopper had it; `log(kept)` is added for what dislikes left of the liking. No opinion from an
    empty history, of products nobody had, nor of those disliked as much as liked.
    """

    kind: ClassVar[str] = "repeat_purchase"

    def __init__(self, artifact: Artifact) -> None:
        artifact.expect_kind(self.kind)
        self.products = artifact.products
        demand = ProductDemand.from_artifact(artifact)
        repeated = np.clip(artifact.shaped(REPEATED, len(self.products)), 1e-6, 1)
        coefficients = artifact.shaped(COEFFICIENTS, len(FEATURES)).astype(np.float32)
        self._of_products = product_features(demand, repeated)
        self._personal = coefficients[len(PRODUCT_FEATURES) :]
        self._by_demand: Scores = self._of_products @ coefficients[: len(PRODUCT_FEATURES)]
        self._by_demand[~demand.relative.any(axis=0)] = NO_OPINION

    @classmethod
    def from_artifact(cls, artifact: Artifact) -> Self:
        """Open what training wrote."""
        return cls(artifact)

    def score(self, history: History) -> Scores:
        """Log-odds, comparable between the products of one shopper."""
        record = PersonalRecord.of(history)
        if not len(record.products):
            return np.full(len(self.products), NO_OPINION)
        scores = self._by_demand.copy()
        scores[record.products] += personal_features(record, self._of_products) @ self._personal
        with np.errstate(divide="ignore"):  # nothing left of a liking is no opinion: the logarithm of 0
            scores[record.products] += np.log(np.maximum(record.kept, 0)).astype(np.float32)
        return scores
