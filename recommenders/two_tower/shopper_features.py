"""What the shopper tower reads of a history: one function for training (many at once) and for serving (one)."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from recommenders.id_index import Rows

Floats = npt.NDArray[np.float32]
#: Weight of an event in the mean of the newest ones, relative to the event after it.
FADE = 0.7
#: Scalar features beside the category shares and the liked categories.
N_SCALARS = 5


@dataclass(frozen=True, slots=True, eq=False)
class Histories:
    """The newest liked events of several shoppers, oldest first, places without an event at the front.

    Attributes:
        products: `[n, n_history]` product rows, anything where there is no event.
        weights: `[n, n_history]` positive feedback, 0 where there is no event.
        bought: `[n, n_history]` whether it was a purchase.
        age_days: `[n, n_history]` days before the moment of asking.
        n_events: `[n]` liked events in all, older ones too.
    """

    products: Rows
    weights: Floats
    bought: npt.NDArray[np.bool_]
    age_days: Floats
    n_events: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class ShopperFeatures:
    """Inputs of the tower for several shoppers.

    Attributes:
        products: `[n, n_history]` rows whose vectors are averaged.
        long_mean: `[n, n_history]` weights of the decayed mean; they sum to 1, or to 0 without history.
        short_mean: `[n, n_history]` weights of the mean of the newest.
        dense: `[n, 2 · n_columns + N_SCALARS]`: category shares, liked categories, price level, counts, recency.
    """

    products: Rows
    long_mean: Floats
    short_mean: Floats
    dense: Floats


def describe(
    histories: Histories, share_column: Rows, log_price: Floats, liked: Floats, half_life_days: float
) -> ShopperFeatures:
    """Features of histories, from columns over products and the liked categories `[n, n_columns]`."""
    weights, products = histories.weights, histories.products
    is_event = weights > 0
    youngest = np.min(histories.age_days, axis=1, where=is_event, initial=np.inf, keepdims=True)
    youngest = np.where(np.isfinite(youngest), youngest, 0)
    # relative to the newest event, so that nothing vanishes for who comes back after years
    long_mean = _normalized(weights * np.exp2((youngest - histories.age_days) / half_life_days) * is_event)
    places = np.arange(weights.shape[1] - 1, -1, -1)
    short_mean = _normalized(is_event * np.power(FADE, places))
    known = np.minimum(histories.n_events, 1)
    scalars = [
        (long_mean * log_price[products]).sum(axis=1),
        np.log1p(histories.n_events) / 4,
        (long_mean * histories.bought).sum(axis=1),
        known * np.log1p(youngest[:, 0]) / 4,
        known,
    ]
    shares = _shares(share_column[products], long_mean, liked.shape[1])
    dense = np.concatenate([shares, liked, np.stack(scalars, axis=1)], axis=1)
    return ShopperFeatures(products, long_mean, short_mean, dense.astype(np.float32))


def _normalized(weights: npt.NDArray[Any]) -> Floats:
    total = weights.sum(axis=1, keepdims=True)
    return (weights / np.where(total > 0, total, 1)).astype(np.float32)


def _shares(columns: Rows, weights: Floats, n_columns: int) -> Floats:
    """`[n, n_columns]` summed weights by column."""
    n = len(columns)
    flat = (np.arange(n)[:, None] * n_columns + columns).ravel()
    return np.bincount(flat, weights.ravel(), minlength=n * n_columns).reshape(n, n_columns).astype(np.float32)
