"""What a shopper is like, as of a moment: one function for training, for many, and for serving, for one."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from events.vocabulary import CODE_OF, PURCHASE
from recommenders.history import SECONDS_PER_DAY, History
from recommenders.id_index import Rows
from recommenders.product_facts import ProductFacts
from recommenders.training_set import TrainingSet

Floats = npt.NDArray[np.float32]

#: The columns, in order. Ages and recencies are days and NaN without such an event; money is minor units.
SHOPPER_FEATURES = (
    "age_days",  # since the first event
    "idle_days",  # since the last event
    "n_events",
    "n_visits",  # pauses over half an hour, and one
    "n_orders",  # RFM's frequency: moments at which something was bought
    "recency_days",  # RFM's recency: since the last order
    "monetary",  # RFM's monetary: bought minus refunded; unknown amounts count 0
    "average_order_value",  # of orders whose amounts are known; NaN without one
    "orders_per_30_days",
    "preferred_category",  # row in `category_names` with most positive feedback; -1 without
    "preferred_category_share",  # of the positive feedback that has a category
    "price_sensitivity",  # 1: the cheapest of each category; 0: the dearest; NaN without a price
)
_VISIT_GAP_SECONDS = 1_800
_REFUND = CODE_OF["refund"]


@dataclass(frozen=True, slots=True, eq=False)
class _Events:
    """The events of `n` shoppers, ordered by shopper and time; `owner` is whose each is."""

    owner: npt.NDArray[np.integer]
    n: int
    products: Rows
    weights: npt.NDArray[np.float32]
    kinds: npt.NDArray[np.uint8]
    at: npt.NDArray[np.int64]
    amounts: npt.NDArray[np.float32]

    def summed(
        self, marks: npt.NDArray[np.bool_] | None = None, figures: npt.NDArray[np.floating] | None = None
    ) -> npt.NDArray[np.float64]:
        """`[n]` the figures of the marked events, added up by shopper; how many they are without figures."""
        owner = self.owner if marks is None else self.owner[marks]
        taken = figures if figures is None or marks is None else figures[marks]
        return np.bincount(owner, weights=taken, minlength=self.n).astype(np.float64)


class ShopperFeatures:
    """Computes `SHOPPER_FEATURES`; made once for a catalog, safe to share between threads.

    Args:
        facts: of the products, over the rows that histories use. Only categories and prices are read.
    """

    def __init__(self, facts: ProductFacts) -> None:
        self._category = np.append(facts.category, np.int32(-1))  # the last stands for products without a row
        self._cheapness = np.append(1 - price_percentiles(facts), np.float32(np.nan))
        self._n_categories = max(len(facts.category_names), int(facts.category.max(initial=-1)) + 1, 1)

    def of(self, history: History) -> Floats:
        """`[n_features]` of one shopper as of `history.as_of`."""
        owner = np.zeros(len(history), dtype=np.int8)
        events = _Events(owner, 1, history.products, history.weights, history.kinds, history.at, history.amounts)
        return self._table(events, history.as_of).reshape(-1)

    def of_all(self, data: TrainingSet) -> Floats:
        """`[n_shoppers, n_features]` of every shopper as of `data.as_of`; see `data.before` for earlier moments."""
        entries = data.interactions
        events = _Events(
            entries.shopper,
            len(data.shoppers),
            entries.product,
            entries.weight,
            entries.kind,
            entries.at,
            entries.amount,
        )
        return self._table(events, data.as_of)

    def _table(self, events: _Events, as_of: int) -> Floats:
        first, last = _ends(events)
        age = (as_of - first) / SECONDS_PER_DAY
        n_visits = _n_visits(events)
        orders = _orders(events, as_of)
        category, share = self._preferred(events)
        columns = (
            age,
            (as_of - last) / SECONDS_PER_DAY,
            events.summed(),
            n_visits,
            *orders,
            # Of a shopper who came today nobody knows the month: a week at least is taken.
            orders[0] / np.fmax(age, 7.0) * 30.0,
            category,
            share,
            self._sensitivity(events),
        )
        return np.stack(columns, axis=1).astype(np.float32)

    def _preferred(self, events: _Events) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        category = self._category[events.products]
        liked = (category >= 0) & (events.weights > 0)
        best, share = np.full(events.n, -1.0), np.zeros(events.n)
        if not liked.any():
            return best, share
        keys = events.owner[liked].astype(np.int64) * self._n_categories + category[liked]
        pairs, place = np.unique(keys, return_inverse=True)
        feedback = np.bincount(place, weights=events.weights[liked])
        owner, code = np.divmod(pairs, self._n_categories)
        # Worst first, so that the best is written last; of equals the lower category.
        order = np.lexsort((-code, feedback))
        best[owner[order]] = code[order]
        share[owner[order]] = feedback[order]
        share /= np.fmax(np.bincount(owner, weights=feedback, minlength=events.n), 1e-12)
        return best, share

    def _sensitivity(self, events: _Events) -> npt.NDArray[np.float64]:
        cheapness = self._cheapness[events.products]
        counted = (events.weights > 0) & ~np.isnan(cheapness)
        weight = events.summed(counted, events.weights)
        total = events.summed(counted, events.weights * cheapness)
        average = np.full(events.n, np.nan)
        np.divide(total, weight, out=average, where=weight > 0)
        return average


def price_percentiles(facts: ProductFacts) -> Floats:
    """`[n_products]` where a price stands in its category: 0 the cheapest, 1 the dearest; NaN without a price.

    Equal prices stand in the middle of their places; the only price of a category stands at 0.5.
    """
    places = np.full(len(facts.price), np.nan, dtype=np.float32)
    priced = np.flatnonzero(~np.isnan(facts.price))
    if not len(priced):
        return places
    category, price = facts.category[priced], facts.price[priced]
    order = np.lexsort((price, category))
    category, price = category[order], price[order]
    # Where each category, and each run of one price within it, begins.
    begins = np.diff(category, prepend=category[0] - 1) != 0
    equal = begins | (np.diff(price, prepend=price[0]) != 0)
    start = np.flatnonzero(begins)[np.cumsum(begins) - 1]
    n_priced = np.diff(np.append(np.flatnonzero(begins), len(price)))[np.cumsum(begins) - 1]
    runs = np.flatnonzero(equal)
    ends = np.append(runs[1:], len(price)) - 1
    middle = ((runs + ends) / 2)[np.cumsum(equal) - 1]
    places[priced[order]] = np.where(n_priced > 1, (middle - start) / np.maximum(n_priced - 1, 1), 0.5)
    return places


def _ends(events: _Events) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """`[n]` first and last moment; NaN for shoppers without an event."""
    first, last = np.full(events.n, np.nan), np.full(events.n, np.nan)
    last[events.owner] = events.at
    first[events.owner[::-1]] = events.at[::-1]
    return first, last


def _begins(events: _Events, marks: npt.NDArray[np.bool_], gap: int) -> npt.NDArray[np.bool_]:
    """Of the marked events, those more than `gap` seconds after the marked one before, or of another shopper."""
    owner, at = events.owner[marks], events.at[marks]
    begins = np.ones(len(at), dtype=np.bool_)
    begins[1:] = (owner[1:] != owner[:-1]) | (at[1:] - at[:-1] > gap)
    return begins


def _n_visits(events: _Events) -> npt.NDArray[np.float64]:
    every = np.ones(len(events.at), dtype=np.bool_)
    return events.summed(_begins(events, every, _VISIT_GAP_SECONDS))


def _orders(events: _Events, as_of: int) -> tuple[npt.NDArray[np.float64], ...]:
    """Orders, days since the last one, what was spent, and the average value of an order."""
    bought = events.kinds == PURCHASE
    owner, at = events.owner[bought], events.at[bought]
    begins = _begins(events, bought, 0)
    n_orders = np.bincount(owner[begins], minlength=events.n).astype(np.float64)
    last = np.full(events.n, np.nan)
    last[owner] = at
    amount = np.nan_to_num(events.amounts.astype(np.float64))
    paid = events.summed(bought, amount)
    refunded = events.summed(events.kinds == _REFUND, amount)
    valued = ~np.isnan(events.amounts[bought])
    # An order is valued where at least one of its lines is.
    number = np.cumsum(begins) - 1
    known = np.bincount(number[valued], minlength=int(begins.sum())) > 0
    n_valued = np.bincount(owner[begins][known], minlength=events.n)
    average = np.divide(paid, n_valued, out=np.full(events.n, np.nan), where=n_valued > 0)
    return n_orders, (as_of - last) / SECONDS_PER_DAY, paid + refunded, average
