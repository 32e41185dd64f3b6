"""Folds a shopper in from the history and scores all products."""

from dataclasses import dataclass
from typing import ClassVar, Self

import numpy as np
import numpy.typing as npt
from scipy.linalg.lapack import dposv

from recommenders.als.confidence import Confidence, Floats
from recommenders.als.product_factors import KIND
from recommenders.artifact import Artifact
from recommenders.errors import ArtifactInvalid
from recommenders.history import History
from recommenders.id_index import IdIndex, Rows
from recommenders.scores import NO_OPINION, Scores


@dataclass(slots=True, eq=False)
class Als:
    """Serves product factors.

    Attributes:
        products: the products, in row order.
        factors: Y `[n_products, f]`; rows of zeros for products of which nothing is known.
        gram: YᵀY `[f, f]` over the products with events.
        confidence: the rule of the training.
        half_life_days: of the training.
    """

    kind: ClassVar[str] = KIND
    products: IdIndex
    factors: Floats
    gram: npt.NDArray[np.float64]
    confidence: Confidence
    half_life_days: float | None
    _unknown: Rows

    @classmethod
    def from_artifact(cls, artifact: Artifact) -> Self:
        """Open what training wrote."""
        factors, gram = artifact.array("product_factors"), artifact.array("gram")
        if artifact.kind != KIND:
            raise ArtifactInvalid(f"an artifact of {artifact.kind!r} is not one of {KIND!r}")
        if factors.ndim != 2 or factors.shape[0] != len(artifact.products) or gram.shape != (factors.shape[1],) * 2:
            raise ArtifactInvalid(
                f"factors {factors.shape} and gram {gram.shape} do not fit {len(artifact.products)} products"
            )
        if not (np.isfinite(factors).all() and np.isfinite(gram).all()):
            raise ArtifactInvalid("the factors of als are not finite; train it again")
        unknown = np.flatnonzero(~factors.any(axis=1)).astype(np.int32)
        rule = Confidence.from_mapping(artifact.parameters)
        return cls(artifact.products, factors, gram, rule, artifact.parameters["half_life_days"], unknown)

    def score(self, history: History) -> Scores:
        """Closeness of every product to the shopper; products turned down and products never seen have none."""
        rows, weights = self._summed(history)
        x = self.fold_in(rows[weights > 0], weights[weights > 0])
        if not x.any():
            return np.full(len(self.products), NO_OPINION)
        scores: Scores = self.factors @ x
        scores[self._unknown] = NO_OPINION
        scores[rows[weights < 0]] = NO_OPINION
        return scores

    def fold_in(self, rows: Rows, weights: Floats) -> Floats:
        """The shopper's factors `[f]` from distinct product rows and their positive weights; zeros from none.

        Hu 2008, eq. 4: x = (YᵀY + Yᵀ(C − I)Y + λ_u I)⁻¹ Yᵀ C p, over the products of the history alone.
        """
        liked = self.factors[rows].astype(np.float64)
        sure = self.confidence.of(weights).astype(np.float64)
        penalty = self.confidence.penalty(np.array(len(rows)), len(self.products))
        system = self.gram + (liked.T * (sure - 1)) @ liked
        system[np.diag_indices_from(system)] += penalty
        _, x, _ = dposv(system, sure @ liked, overwrite_a=True)
        folded: Floats = x.astype(np.float32)
        return folded

    def _summed(self, history: History) -> tuple[Rows, Floats]:
        """Distinct known products of the history, and the sum of their decayed weights, as training has them."""
        known = history.products >= 0
        half_life = self.half_life_days
        weights = history.weights if half_life is None else history.decayed(half_life)
        rows, place = np.unique(history.products[known], return_inverse=True)
        return rows, np.bincount(place, weights[known], minlength=len(rows)).astype(np.float32)
