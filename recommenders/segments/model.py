"""Serves segments: a shopper is given what the segment buys, a newcomer what the matching segments buy."""

from typing import ClassVar, Self

import numpy as np

from recommenders.artifact import Artifact
from recommenders.errors import ArtifactInvalid
from recommenders.history import History
from recommenders.scores import NO_OPINION, Scores
from recommenders.segments.shopper_traits import Floats, ShopperTraits

OVERALL, BY_SEGMENT, CENTRES, SIZES, CATEGORY_SHARES = "overall", "by_segment", "centres", "sizes", "category_shares"


class Segments:
    """A mixture of what segments buy, each a distribution over products.

    A shopper with a history belongs to the segment with the nearest centre. A newcomer who named categories belongs to
    every segment `k` with the probability `size_k · Σ_c share_k(c)` over the named categories `c`, scaled to one.
    Another newcomer gets what everyone buys.
    """

    kind: ClassVar[str] = "segments"

    def __init__(self, artifact: Artifact) -> None:
        artifact.expect_kind(self.kind)
        self.products = artifact.products
        n_products = len(self.products)
        self._traits = ShopperTraits.from_artifact(artifact)
        self._centres = artifact.shaped(CENTRES, -1, len(self._traits.point(History())))
        n_segments = len(self._centres)
        if not n_segments:
            raise ArtifactInvalid(f"the {artifact.kind} artifact {artifact.version} has no segment")
        self._sizes = artifact.shaped(SIZES, n_segments)
        self._category_shares = artifact.shaped(CATEGORY_SHARES, n_segments, len(self._traits.taste.names))
        everyone = artifact.shaped(OVERALL, n_products)
        share = artifact.scalar("overall_share")
        by_segment: Floats = artifact.shaped(BY_SEGMENT, n_segments, n_products)
        self._by_segment: Floats = by_segment + np.float32(share) * (everyone - by_segment)
        self._everyone: Floats = everyone
        self._unsold = everyone <= 0

    @classmethod
    def from_artifact(cls, artifact: Artifact) -> Self:
        """Open what training wrote."""
        return cls(artifact)

    def score(self, history: History) -> Scores:
        """The share of each product in the demand of the shopper's segment or segments."""
        scores = self._demand(history).copy()
        scores[self._unsold] = NO_OPINION
        return scores

    def _demand(self, history: History) -> Scores:
        if ((history.products >= 0) & (history.weights > 0)).any():
            own: Scores = self._by_segment[self.segment_of(history)]
            return own
        named = self._traits.taste.named(history.liked_categories)
        odds = self._sizes * self._category_shares[:, named].sum(axis=1)
        if not odds.any():
            return self._everyone
        mixed: Scores = (odds / odds.sum()) @ self._by_segment
        return mixed

    def segment_of(self, history: History) -> int:
        """The number of the segment whose centre is nearest; segments are numbered from the largest."""
        distance = np.square(self._centres - self._traits.point(history)).sum(axis=1)
        return int(distance.argmin())
