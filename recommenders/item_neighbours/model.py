"""Serves item neighbours: what the products of a history say of the others."""

from typing import ClassVar, Self

import numpy as np

from recommenders.artifact import Artifact
from recommenders.history import History
from recommenders.id_index import Rows
from recommenders.item_neighbours.neighbour_table import NeighbourTable
from recommenders.item_neighbours.repetition import dampened
from recommenders.popularity.product_demand import ProductDemand
from recommenders.scores import NO_OPINION, Scores

#: Products of a history that are heard, the weightiest first: beyond them an answer gets slower and hardly better.
HEARD = 150
#: Added to a link's sum, so that demand orders products that are hardly linked; about the smallest kept weight.
FAINT = 0.01


class ItemNeighbours:
    """Sums the links of the products in a history, then leans towards what is in demand now.

    `score(p) = (Σ_h x_h · link(h, p) + ε) · level(p)^a · trend(p)^b · surge(p)^c` where `x_h` is the decayed feedback
    for product `h`, and the sum alone where it is not positive. `level` is the demand of the month, `trend` that over
    the season's, `surge` the week's over the month's. No opinion of products that nothing in the history is linked to.
    """

    kind: ClassVar[str] = "item_neighbours"

    def __init__(self, artifact: Artifact) -> None:
        artifact.expect_kind(self.kind)
        self.products = artifact.products
        self._links = NeighbourTable.from_artifact(artifact)
        self._half_life_days = artifact.scalar("half_life_days")
        self._repetition = artifact.parameters.get("repetition", "sum")
        demand = ProductDemand.from_artifact(artifact)
        powers = [np.float32(artifact.scalar(name)) for name in ("level_power", "trend_power", "surge_power")]
        self._boost: Scores = np.exp(powers[0] * demand.level + powers[1] * demand.trend + powers[2] * demand.surge)

    @classmethod
    def from_artifact(cls, artifact: Artifact) -> Self:
        """Open what training wrote."""
        return cls(artifact)

    def score(self, history: History) -> Scores:
        """What the history's products say; one that is disliked on balance has no say, and no opinion is had of it."""
        known = history.products >= 0
        rows, place = np.unique(history.products[known], return_inverse=True)
        weights = history.decayed(self._half_life_days)[known]
        likes = np.bincount(place, np.maximum(weights, 0), minlength=len(rows)).astype(np.float32)
        dislikes = np.bincount(place, np.minimum(weights, 0), minlength=len(rows)).astype(np.float32)
        liked = likes + dislikes > 0
        said, linked = self._links.speak(*self._heard(rows[liked], likes[liked]))
        said[rows] += dislikes
        scores = np.where(said > 0, (said + FAINT) * self._boost, said)
        scores[~linked] = NO_OPINION
        scores[rows[dislikes + likes < 0]] = NO_OPINION
        return scores

    def _heard(self, rows: Rows, weights: Scores) -> tuple[Rows, Scores]:
        """The weightiest `HEARD` of the products, as they were weighted in training."""
        if len(rows) > HEARD:
            loudest = np.sort(np.argsort(-weights, kind="stable")[:HEARD])
            rows, weights = rows[loudest], weights[loudest]
        return rows, dampened(weights, self._repetition)
