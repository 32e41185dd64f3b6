"""Serves nearness of content: one product of a matrix and a vector."""

from typing import ClassVar, Self

import numpy as np

from recommenders.artifact import Artifact
from recommenders.history import SECONDS_PER_DAY, History
from recommenders.scores import NO_OPINION, Scores

VECTORS = "vectors"


class Content:
    """Cosine between each product's text and the shopper's recent products.

    `score(p) = v_p · Σ_e w_e · 2^(-age_e / half_life_days) · 2^(-later_e / half_life_events) · v_e`, the sum scaled to
    length one, `later_e` the number of later events. Dislikes (`w_e < 0`) push away. No opinion of products without a
    text, nor from a history without one.
    """

    kind: ClassVar[str] = "content"

    def __init__(self, artifact: Artifact) -> None:
        artifact.expect_kind(self.kind)
        self.products = artifact.products
        # half precision is how they are kept; arithmetic in single precision is ten times as fast
        self._vectors = artifact.shaped(VECTORS, len(self.products), -1).astype(np.float32)
        self._undescribed = ~self._vectors.any(axis=1)
        self._half_life_days = artifact.scalar("half_life_days")
        self._half_life_events = artifact.scalar("half_life_events")

    @classmethod
    def from_artifact(cls, artifact: Artifact) -> Self:
        """Open what training wrote."""
        return cls(artifact)

    def score(self, history: History) -> Scores:
        """Cosines, -1 to 1."""
        known = history.products >= 0
        rows, at = history.products[known], history.at[known]
        # only the direction of the sum counts, so ages are taken from the last event: however old, it weighs something
        age_days = (at.max(initial=0) - at) / SECONDS_PER_DAY
        later = np.arange(len(rows))[::-1]
        halvings = age_days / self._half_life_days + later / self._half_life_events
        weights = history.weights[known] * np.exp2(-halvings)
        taste = weights.astype(np.float32) @ self._vectors[rows]
        length = np.linalg.norm(taste)
        if length < 1e-6:
            return np.full(len(self.products), NO_OPINION)
        scores: Scores = self._vectors @ (taste / length)
        scores[self._undescribed] = NO_OPINION
        return scores
