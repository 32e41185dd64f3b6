"""Holds the newest liked product of every shopper back, and asks how often a model prefers it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from recommenders.id_index import Rows
from recommenders.matrix_factorization.pairs import LikedPairs, draw_negatives
from recommenders.training_set import TrainingSet

Floats = npt.NDArray[np.float32]
#: `(shopper rows, product rows) → scores`, all `[n]`.
ScorePairs = Callable[[Rows, Rows], Floats]
#: Shoppers with fewer liked products keep them all for training.
MIN_LIKED = 3
#: More say nothing new: the AUC's standard error is below .003.
MAX_SHOPPERS = 10_000
N_NEGATIVES = 50


@dataclass(frozen=True, slots=True, eq=False)
class HeldOut:
    """One held-out product per shopper and draws beside it.

    Attributes:
        shopper: `[n]` rows.
        candidates: `[n, 1 + N_NEGATIVES]` product rows, the held-out one first.
        holds: `[n, 1 + N_NEGATIVES]`, which of them count.
    """

    shopper: Rows
    candidates: Rows
    holds: npt.NDArray[np.bool_]

    def auc(self, score: ScorePairs) -> float:
        """Share of the draws that the held-out product outscores, mean over shoppers; ties count half."""
        shopper = np.repeat(self.shopper, self.candidates.shape[1])
        scores = score(shopper, self.candidates.ravel()).reshape(self.candidates.shape)
        wins = (scores[:, :1] > scores) + 0.5 * (scores[:, :1] == scores)
        counted = self.holds[:, 1:]
        return float(np.mean((wins[:, 1:] * counted).sum(axis=1) / np.maximum(counted.sum(axis=1), 1)))


def hold_out(data: TrainingSet, pairs: LikedPairs, random: np.random.Generator) -> tuple[LikedPairs, HeldOut | None]:
    """The pairs to train on, and the held-out ones; None where no shopper likes enough.

    The whole pair leaves the training, earlier events of it too, and training may draw it as a negative: nothing tells
    that it is liked.
    """
    places = _newest_places(data, pairs)
    places = places[pairs.popularity[pairs.product[places]] > 1]
    if not len(places):
        return pairs, None
    places = np.sort(random.permutation(places)[:MAX_SHOPPERS])
    shopper, product = pairs.shopper[places], pairs.product[places]
    drawn, holds = draw_negatives(pairs, shopper, N_NEGATIVES, "uniform", random)
    candidates = np.concatenate([product[:, None], drawn], axis=1)
    held = HeldOut(shopper, candidates, np.concatenate([np.ones_like(holds[:, :1]), holds], axis=1))
    return pairs.without(places), held


def _newest_places(data: TrainingSet, pairs: LikedPairs) -> npt.NDArray[np.int64]:
    """Places in `pairs` of the newest liked product of every shopper who likes enough."""
    entries = data.interactions
    liked = np.flatnonzero((entries.weight > 0) & pairs.contains(entries.shopper, entries.product))
    last = liked[np.append(np.diff(entries.shopper[liked]) > 0, [True])] if len(liked) else liked
    enough = np.bincount(pairs.shopper, minlength=len(data.shoppers))[entries.shopper[last]] >= MIN_LIKED
    last = last[enough]
    keys = entries.shopper[last].astype(np.int64) * pairs.n_products + entries.product[last]
    return np.searchsorted(pairs.keys, keys)
