"""Features of a shopper and a product together: how often, how lately and in what rhythm it was bought or looked at."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from events.vocabulary import PURCHASE
from recommenders.history import SECONDS_PER_DAY, History
from recommenders.id_index import Rows
from recommenders.ranking.features.question import Columns, Floats

#: Half-lives in days over which buying days are counted.
HALF_LIVES_DAYS = (7.0, 30.0, 90.0)
#: How much less a buying day counts for every later one of the shopper (Hu 2020, TIFU-KNN, takes 0.6 to 0.9).
DECAY_PER_ORDER = 0.8


def personal_columns(history: History, rows: Rows) -> Columns:
    """For products never bought (or looked at) counts are 0 and times NaN. A day with a product counts once."""
    liked = (history.weights > 0) & (history.products >= 0)
    bought = liked & (history.kinds == PURCHASE)
    return _bought(history, bought, rows) | _seen(history, liked & ~bought, rows)


@dataclass(frozen=True, slots=True, eq=False)
class _BuyingDays:
    """One entry per product and day, ordered by product and day.

    Attributes:
        candidate: whose place among the candidates.
        age_days: from that day to the moment of asking.
        later: buying days of the shopper after it.
        log_quantity: of the pieces bought.
        n_days: buying days of the shopper.
        since_last: days since the last of them.
    """

    candidate: npt.NDArray[np.int64]
    age_days: npt.NDArray[np.float64]
    later: npt.NDArray[np.int64]
    log_quantity: npt.NDArray[np.float64]
    n_days: int
    since_last: float


def _bought(history: History, marks: npt.NDArray[np.bool_], rows: Rows) -> Columns:
    days = _buying_days(history, marks, rows)
    n, place = len(rows), days.candidate
    counts = np.bincount(place, minlength=n).astype(np.float64)
    last, first = np.full(n, np.nan), np.full(n, np.nan)
    last[place], first[place[::-1]] = days.age_days, days.age_days[::-1]
    orders_since = np.full(n, np.nan)
    orders_since[place] = days.later
    with np.errstate(invalid="ignore", divide="ignore"):
        interval = np.where(counts > 1, (first - last) / (counts - 1), np.nan)
        columns: dict[str, npt.NDArray[Any]] = {
            "bought_days": counts,
            "bought_by_order": np.bincount(place, np.power(DECAY_PER_ORDER, days.later), minlength=n),
            "bought_share": counts / max(days.n_days, 1),
            "bought_last": last,
            "bought_first": first,
            "bought_orders_since": orders_since,
            "bought_orders_overdue": (orders_since + 1) / counts,
            "bought_before_last_order": last - days.since_last,
            "bought_interval": interval,
            "bought_overdue": last / np.maximum(interval, 1.0),
            "bought_log_quantity": np.bincount(place, days.log_quantity, minlength=n) / counts,
        }
    for half_life in HALF_LIVES_DAYS:
        columns[f"bought_{half_life:g}"] = np.bincount(place, np.exp2(-days.age_days / half_life), minlength=n)
    return {name: column.astype(np.float32) for name, column in columns.items()}


def _buying_days(history: History, marks: npt.NDArray[np.bool_], rows: Rows) -> _BuyingDays:
    day = history.at[marks] // SECONDS_PER_DAY
    all_days = np.unique(day)
    place = _places(history.products[marks], rows)
    among = place >= 0
    place, day, quantity = place[among], day[among], history.quantities[marks][among]
    key, where = np.unique((place << 32) | day, return_inverse=True)
    candidate, one_day = key >> 32, key & 0xFFFFFFFF
    pieces = np.bincount(where, quantity, minlength=len(key))
    today = history.as_of / SECONDS_PER_DAY
    return _BuyingDays(
        candidate=candidate,
        age_days=np.maximum(today - one_day, 0.0),
        later=len(all_days) - 1 - np.searchsorted(all_days, one_day),
        log_quantity=np.log(np.maximum(pieces, 1.0)),
        n_days=len(all_days),
        since_last=max(today - float(all_days[-1]), 0.0) if len(all_days) else np.nan,
    )


def _seen(history: History, marks: npt.NDArray[np.bool_], rows: Rows) -> Columns:
    """Views, carts and the like: how much they weigh, and when the last one was."""
    place = _places(history.products[marks], rows)
    among = place >= 0
    weight = np.bincount(place[among], history.weights[marks][among], minlength=len(rows)).astype(np.float32)
    last: Floats = np.full(len(rows), np.nan, dtype=np.float32)
    last[place[among]] = (history.as_of - history.at[marks][among]) / SECONDS_PER_DAY
    return {"seen_weight": weight, "seen_last": last}


def _places(products: Rows, rows: Rows) -> npt.NDArray[np.int64]:
    """Where each product stands among the candidates, -1 for those that do not."""
    order = np.argsort(rows, kind="stable")
    ascending = rows[order]
    at = np.minimum(np.searchsorted(ascending, products), max(len(rows) - 1, 0))
    if not len(rows):
        return np.full(len(products), -1, dtype=np.int64)
    return np.where(ascending[at] == products, order[at], -1).astype(np.int64)
