"""What a visit says: the products clicked in it, at serving and at training alike."""

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from recommenders.history import History
from recommenders.id_index import Rows
from recommenders.training_set import TrainingSet


def visited(history: History, limit: int) -> Rows:
    """The last `limit` products liked in the visit that goes on now, oldest first, repetitions kept.

    A shopper who has not liked anything yet in this visit is taken where the last ones ended.
    """
    said = _says_liking(history)
    now = said.copy()
    now[: len(now) - history.n_session] = False
    chosen = history.products[now if now.any() else said]
    return chosen[len(chosen) - min(limit, len(chosen)) :]


def liked_products(history: History) -> Rows:
    """All products liked at any time, oldest first, repetitions kept."""
    return history.products[_says_liking(history)]


def _says_liking(history: History) -> npt.NDArray[np.bool_]:
    """Not impressions, nor what was put back out of the cart, nor products the model does not know."""
    return (history.products >= 0) & (history.weights > 0)


def liked_only(data: TrainingSet) -> TrainingSet:
    """The same rows with the interactions that say something of liking; what `visited` keeps when a model is asked."""
    return replace(data, interactions=data.interactions.where(data.interactions.weight > 0))


def last_moments(data: TrainingSet) -> npt.NDArray[np.int64]:
    """`[n_visits]` when each visit of `data.sessions()` ended, in seconds since the epoch."""
    entries = data.interactions
    starts = np.flatnonzero(np.diff(entries.session, prepend=-1))
    return np.maximum.reduceat(entries.at, starts) if len(starts) else np.empty(0, dtype=np.int64)
