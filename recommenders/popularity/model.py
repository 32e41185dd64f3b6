"""Serves popularity: three views of what sells, mixed for the one who asks."""

from typing import ClassVar, Self

import numpy as np

from recommenders.artifact import Artifact
from recommenders.history import History
from recommenders.popularity.category_taste import CategoryTaste, Floats
from recommenders.scores import NO_OPINION, Scores

OVERALL, BY_SEGMENT = "overall", "by_segment"
#: A shopper with at least so many events that speak for a product is in this segment: newcomers, returning, regulars.
SEGMENT_STARTS = (0, 1, 10)


class Popularity:
    """Decayed counts: of all, of shoppers with about as many events, and within the shopper's categories.

    `score = (1 - s - c) · overall + s · segment + c · Σ_k taste_k · overall within category k`, each a distribution.
    A part without a view (nobody in the segment, no category known) gives its share to `overall`.
    """

    kind: ClassVar[str] = "popularity"

    def __init__(self, artifact: Artifact) -> None:
        artifact.expect_kind(self.kind)
        self.products = artifact.products
        n_products = len(self.products)
        self._overall: Floats = artifact.shaped(OVERALL, n_products)
        self._by_segment: Floats = artifact.shaped(BY_SEGMENT, len(SEGMENT_STARTS), n_products)
        self._taste = CategoryTaste.from_artifact(artifact)
        self._within_category = within_category(self._overall, self._taste)
        self._unsold = self._overall <= 0
        self._category_share = artifact.scalar("category_share")
        self._segment_share = artifact.scalar("segment_share")
        self._taste_half_life_days = artifact.scalar("taste_half_life_days")

    @classmethod
    def from_artifact(cls, artifact: Artifact) -> Self:
        """Open what training wrote."""
        return cls(artifact)

    def score(self, history: History) -> Scores:
        """A share of the demand for every product that sold at all."""
        n_liked = np.count_nonzero((history.weights > 0) & (history.products >= 0))
        segment = self._by_segment[np.searchsorted(SEGMENT_STARTS, n_liked, side="right") - 1]
        segment_share = self._segment_share * float(segment.any())
        taste = self._taste.shares(history, self._taste_half_life_days)
        category_share = self._category_share * float(taste.any())
        scores: Scores = (1 - segment_share - category_share) * self._overall + segment_share * segment
        if category_share:
            # the appended 0 is for products without a category: row -1
            scores += category_share * np.append(taste, np.float32(0))[self._taste.category] * self._within_category
        scores[self._unsold] = NO_OPINION
        return scores


def within_category(overall: Floats, taste: CategoryTaste) -> Floats:
    """`[n_products]` each product's share in the demand for its category; 0 for products without one."""
    filed = taste.category >= 0
    demand = np.bincount(taste.category[filed], overall[filed], minlength=len(taste.names))
    shares = np.zeros_like(overall)
    np.divide(overall, np.append(demand, 1)[taste.category], out=shares, where=filed & (overall > 0))
    return shares
