"""Two session models as one: a mixture of what each thinks likely next, by weights learned on later sessions."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from recommenders.history import History
from recommenders.id_index import IdIndex
from recommenders.recommender import Recommender
from recommenders.scores import Scores

#: The parts of the blend: what followed in similar visits, and what the order of clicks says.
PARTS = ("session_neighbours", "gru4rec")
#: Expectation-maximization of two weights has converged long before.
N_SWEEPS = 100
#: So that a product no part has thought of does not rule out a set of weights.
TINY = 1e-7

Shares = npt.NDArray[np.float64]


@dataclass(frozen=True)
class SessionBlend:
    """`score(p) = Σ_m weight_m · P_m(p | visit)`, each part's scores as a distribution.

    Attributes:
        parts: name → model, all over the same products; of `gru4rec` and `sasrec` scores are logarithms.
        weights: of the parts, in the same order; they sum to one.
    """

    products: IdIndex
    parts: dict[str, Recommender]
    weights: Shares

    def score(self, history: History) -> Scores:
        """The mixed distribution; a part that has no opinion gives its weight to the others."""
        shares = [share_of(name, model.score(history)) for name, model in self.parts.items()]
        weights = self.weights * [share.any() for share in shares]
        mixed = weights @ shares / max(float(weights.sum()), TINY)
        return np.where(mixed > 0, mixed, -np.inf).astype(np.float32)


def share_of(name: str, scores: Scores) -> Shares:
    """A model's scores as shares that sum to one, zeros if it has no opinion."""
    known = np.isfinite(scores)
    if not known.any():
        return np.zeros(len(scores))
    if name == "session_neighbours":
        votes = np.where(known, scores, 0).astype(np.float64)
    else:
        votes = np.exp(np.where(known, scores - scores[known].max(), -np.inf), dtype=np.float64)
    shares: Shares = votes / votes.sum()
    return shares


def learned_weights(parts: dict[str, Recommender], asked: Sequence[History], followed: npt.NDArray[np.int32]) -> Shares:
    """The weights under which the clicks that did follow are likeliest, by expectation-maximization.

    Args:
        parts: trained on earlier sessions than those asked about.
        asked: histories of validation sessions.
        followed: the row of the click after each; -1 for a product the models do not know, which says nothing.
    """
    likely = np.array(
        [
            [share_of(name, model.score(history))[row] for name, model in parts.items()]
            for history, row in zip(asked, followed, strict=True)
            if row >= 0
        ]
    ).reshape(-1, len(parts))
    weights = np.full(len(parts), 1 / len(parts))
    for _ in range(N_SWEEPS):
        joint = weights * (likely + TINY)
        weights = (joint / joint.sum(axis=1, keepdims=True)).mean(axis=0) if len(joint) else weights
    return weights
