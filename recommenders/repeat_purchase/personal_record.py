"""What a history says of each product in it: how often, how lately, in what rhythm."""

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from recommenders.history import SECONDS_PER_DAY, History
from recommenders.id_index import Rows

Floats = npt.NDArray[np.float64]
#: Half-lives in days, over which a product's days are counted; the first counts all alike.
HALF_LIVES_DAYS = (np.inf, 180.0, 60.0, 20.0)


@dataclass(frozen=True, slots=True, eq=False)
class PersonalRecord:
    """One entry per product that a shopper liked at all; a product's events of one day count once, as the strongest.

    Attributes:
        products: rows, ascending; `[n]` as everything here but `frequency`.
        frequency: `[4, n]` weight of the product's days, decayed by `HALF_LIVES_DAYS`.
        days_since: days between the last liking and the moment of asking, at least 0.
        interval_days: mean days between two days with the product; 0 where there was only one.
        kept: what dislikes leave of the liking: 1 without any, 0 or less where they weigh as much.
    """

    products: Rows
    frequency: Floats
    days_since: Floats
    interval_days: Floats
    kept: Floats

    @classmethod
    def of(cls, history: History) -> Self:
        """The record as of `history.as_of`; of an empty history it is empty."""
        liked = (history.products >= 0) & (history.weights > 0)
        product, day, weight = _strongest_per_day(history, liked)
        starts = np.flatnonzero(np.diff(product, prepend=-1))
        if not len(starts):
            nothing = np.empty(0)
            return cls(product, np.empty((len(HALF_LIVES_DAYS), 0)), nothing, nothing, nothing)
        n_days = np.diff(starts, append=len(product))
        age_days = np.maximum(history.as_of / SECONDS_PER_DAY - day, 0)
        decay = np.stack([np.exp2(-age_days / half_life) for half_life in HALF_LIVES_DAYS])
        products = product[starts]
        first, last = age_days[starts], age_days[starts + n_days - 1]
        return cls(
            products=products,
            frequency=np.add.reduceat(decay * weight, starts, axis=1),
            days_since=last,
            interval_days=(first - last) / np.maximum(n_days - 1, 1),
            kept=_kept(history, products, np.add.reduceat(weight, starts)),
        )


def _strongest_per_day(history: History, liked: npt.NDArray[np.bool_]) -> tuple[Rows, Floats, Floats]:
    """Product, moment in days and weight of the strongest event per product and day, by product and then day."""
    product, weight, at = history.products[liked], history.weights[liked].astype(np.float64), history.at[liked]
    order = np.lexsort((-weight, at // SECONDS_PER_DAY, product))
    product, weight, at = product[order], weight[order], at[order]
    day = at // SECONDS_PER_DAY
    first = (np.diff(product, prepend=-1) != 0) | (np.diff(day, prepend=-1) != 0)
    return product[first], at[first] / SECONDS_PER_DAY, weight[first]


def _kept(history: History, products: Rows, liking: Floats) -> Floats:
    against = (history.weights < 0) & np.isin(history.products, products)
    place = np.searchsorted(products, history.products[against])
    disliking = np.bincount(place, -history.weights[against], minlength=len(products))
    share: Floats = 1 - disliking / liking
    return share
