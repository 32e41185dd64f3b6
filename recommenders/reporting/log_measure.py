"""Counts and measures lists with what came of them: all together, and part by part."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt

from catalog.money import minor_digits
from events.list_ledger import ListLedger
from events.shown_list import DAY_US, HOUR_US, Order, ShownList, surface_of
from recommenders.bootstrap import N_DRAWS, Bootstrap, Estimate
from recommenders.reporting.list_rows import Bools, ListRows
from recommenders.reporting.log_metrics import LogMetrics

Floats = npt.NDArray[np.float64]
#: Surfaces where a shopper asked for something, so that an empty list is an answer.
ASKED = frozenset({"chat", "search"})
#: A policy that the log does not name.
NO_POLICY = "unknown"
#: There are many days, each with few shoppers.
N_DRAWS_OF_A_DAY = 200
NOTHING = Estimate(0.0, 0.0, 0.0, 0)
_COUNTED = ("n_shown", "n_clicked", "n_carted", "n_bought")


def metrics_by_policy(ledger: ListLedger, seed: int = 0) -> Mapping[str, LogMetrics]:
    """Policy → figures, most lists first."""
    lists = ListRows()
    lists.add(ledger.lists)
    return LogMeasure(lists, ledger.orders, seed).by_policy()


def click_draws(lists: Sequence[ShownList], seed: int = 0) -> tuple[Floats, float]:
    """Share of the products shown that were opened, in draws of shoppers `[n_draws]`, and as it was."""
    kept = ListRows()
    kept.add(lists)
    rows = kept.rows
    people = Bootstrap(_owners(rows["shopper"]), seed)
    n_clicked, n_shown = (rows[name].astype(np.float64) for name in ("n_clicked", "n_shown"))
    clicked, shown = people.means(np.column_stack([n_clicked, n_shown])).T
    return clicked / np.where(shown > 0, shown, np.nan), float(n_clicked.sum() / max(n_shown.sum(), 1))


class LogMeasure:
    """Measures one lot of lists.

    Args:
        lists: all of them.
        orders: that may go back to them.
        seed: of the intervals.
        n_draws: of the intervals.
    """

    def __init__(self, lists: ListRows, orders: Sequence[Order], seed: int = 0, n_draws: int = N_DRAWS) -> None:
        self._lists, self._rows = lists, lists.rows
        self._names = [name or NO_POLICY for name in lists.policies]
        self._surfaces = [surface_of(name) for name in lists.policies]
        self._orders = [order for order in orders if order.sources]
        self._seed, self._n_draws = seed, n_draws
        self._paid = {currency: lists.revenue_minor(currency) for currency in lists.currencies}
        self._is_asked = self._is_of([place for place, surface in enumerate(self._surfaces) if surface in ASKED])

    def whole(self) -> LogMetrics:
        """Of all lists."""
        everything = np.ones(len(self._rows), dtype=np.bool_)
        coverage = self._lists.coverage(range(len(self._names)))
        return self._metrics(everything, self._orders, coverage, self._n_draws)

    def by_policy(self) -> dict[str, LogMetrics]:
        """Policy → figures, most lists first."""
        return self._by(self._names, lambda policy: policy or NO_POLICY)

    def by_surface(self) -> dict[str, LogMetrics]:
        """Surface → figures, most lists first."""
        return self._by(self._surfaces, surface_of)

    def by_day(self) -> dict[str, LogMetrics]:
        """Day in UTC, `2026-11-28` → figures of the lists that were shown on it; days without any are left out."""
        orders = self._orders_by(lambda _policy, at_us: at_us // DAY_US)
        n_draws = min(self._n_draws, N_DRAWS_OF_A_DAY)
        days = np.unique(self._rows["day"]).tolist()
        return {
            day_text(day): self._metrics(
                self._rows["day"] == day, orders.get(day, ()), self._lists.coverage_of_day(day), n_draws
            )
            for day in days
        }

    def _by(self, labels: Sequence[str], label_of: Callable[[str], str]) -> dict[str, LogMetrics]:
        parts: dict[str, list[int]] = {}
        for place, label in enumerate(labels):
            parts.setdefault(label, []).append(place)
        orders = self._orders_by(lambda policy, _at_us: label_of(policy))
        found = {
            label: self._metrics(
                self._is_of(places), orders.get(label, ()), self._lists.coverage(places), self._n_draws
            )
            for label, places in parts.items()
        }
        return dict(sorted(found.items(), key=lambda part: (-part[1].n_lists, part[0])))

    def _orders_by(self, part_of: Callable[[str, int], Hashable]) -> dict[Hashable, list[Order]]:
        """Part → orders that go back to a list of it; an order may go back to several."""
        parts: dict[Hashable, list[Order]] = {}
        for order in self._orders:
            for part in {part_of(policy, at_us) for policy, at_us in order.sources.values()}:
                parts.setdefault(part, []).append(order)
        return parts

    def _is_of(self, places: Sequence[int]) -> Bools:
        return np.isin(self._rows["policy"], places)

    def _metrics(self, chosen: Bools, orders: Sequence[Order], coverage: float | None, n_draws: int) -> LogMetrics:
        rows = self._rows[chosen]
        is_list = rows["n_shown"] > 0
        hours = hours_to_first_conversion(rows[is_list])
        people = Bootstrap(_owners(rows["shopper"]), self._seed, n_draws)
        ctr, ctr_3, clicked, carted, bought, diversity, zero = people.ratios(_pairs(rows, self._is_asked[chosen]))
        shown, n_clicked, n_carted, n_bought = (int(rows[name].sum(dtype=np.int64)) for name in _COUNTED)
        return LogMetrics(
            n_lists=int(is_list.sum()),
            n_empty=int((~is_list).sum()),
            n_shoppers=len(hours),
            n_conversations=len(np.unique(rows["conversation"][rows["conversation"] >= 0])),
            n_products_shown=shown,
            n_products_clicked=n_clicked,
            n_products_carted=n_carted,
            n_products_bought=n_bought,
            n_lists_clicked=int((rows["n_clicked"] > 0).sum()),
            n_lists_carted=int((rows["n_carted"] > 0).sum()),
            n_lists_bought=int((rows["n_bought"] > 0).sum()),
            n_orders=len(orders),
            ctr=ctr,
            ctr_3=ctr_3,
            lists_clicked=clicked,
            add_to_cart=carted,
            conversion=bought,
            order_value=order_values(orders, self._seed, n_draws),
            revenue={currency: _major(int(paid[chosen].sum()), currency) for currency, paid in self._paid.items()},
            revenue_per_conversation=self._per_conversation(chosen, n_draws),
            hours_to_first_conversion=float(np.nanmedian(hours)) if (~np.isnan(hours)).any() else None,
            shoppers_converted=_share((~np.isnan(hours)).astype(np.float64), self._seed, n_draws),
            diversity=diversity,
            coverage=coverage,
            zero_result_rate=zero,
        )

    def _per_conversation(self, chosen: Bools, n_draws: int) -> dict[str, Estimate]:
        inside = chosen & (self._rows["conversation"] >= 0)
        if not inside.any():
            return {}
        _, number = np.unique(self._rows["conversation"][inside], return_inverse=True)
        conversations = Bootstrap(np.arange(int(number.max()) + 1), self._seed, n_draws)
        found = {}
        for currency, paid in self._paid.items():
            of_each = np.bincount(number, weights=paid[inside]) / 10 ** minor_digits(currency)
            found[currency] = conversations.estimates(of_each[:, None])[0]
        return found


def order_values(orders: Sequence[Order], seed: int, n_draws: int = N_DRAWS) -> dict[str, Estimate]:
    """Currency → mean value of an order in major units; orders with an unknown price or currency are left out."""
    by_currency: dict[str, list[Order]] = {}
    for one in orders:
        if one.currency is not None and one.value is not None:
            by_currency.setdefault(one.currency, []).append(one)
    return {currency: _mean(found, seed, n_draws) for currency, found in sorted(by_currency.items())}


def hours_to_first_conversion(rows: npt.NDArray[np.void]) -> Floats:
    """`[n_shoppers]` known ones, from the first list to the first purchase; NaN for those who bought nothing."""
    known = rows[rows["shopper"] >= 0]
    shoppers, number = np.unique(known["shopper"], return_inverse=True)
    first_seen = np.full(len(shoppers), np.iinfo(np.int64).max)
    np.minimum.at(first_seen, number, known["at_us"])
    first_bought = np.full(len(shoppers), np.inf)
    np.minimum.at(first_bought, number, np.where(known["bought_us"] >= 0, known["bought_us"], np.inf))
    hours: Floats = (first_bought - first_seen) / HOUR_US
    return np.where(np.isinf(hours), np.nan, hours)


def day_text(day: int) -> str:
    """A day, counted from the epoch, as the calendar writes it."""
    return datetime.fromtimestamp(day * 86_400, UTC).date().isoformat()


def _pairs(rows: npt.NDArray[np.void], is_asked: Bools) -> list[tuple[Floats, Floats]]:
    """What is above and below the line of each ratio, `[n_lists]` each."""
    column = {name: rows[name].astype(np.float64) for name in ("n_shown", "n_top", "n_clicked", "n_top_clicked")}
    is_list = (rows["n_shown"] > 0).astype(np.float64)
    varied = ~np.isnan(rows["diversity"])
    pairs = [(column["n_clicked"], column["n_shown"]), (column["n_top_clicked"], column["n_top"])]
    pairs += [((rows[name] > 0).astype(np.float64), is_list) for name in ("n_clicked", "n_carted", "n_bought")]
    pairs.append((np.where(varied, rows["diversity"], 0.0).astype(np.float64), varied.astype(np.float64)))
    pairs.append(((1 - is_list) * is_asked, is_asked.astype(np.float64)))
    return pairs


def _owners(shoppers: npt.NDArray[np.int32]) -> npt.NDArray[np.int64]:
    """A number for each shopper; a list that nobody known saw is a shopper of its own."""
    unknown = -1 - np.arange(len(shoppers), dtype=np.int64)
    return np.where(shoppers >= 0, shoppers, unknown)


def _mean(orders: Sequence[Order], seed: int, n_draws: int) -> Estimate:
    numbers: dict[str, int] = {}
    shoppers = [-1 if one.shopper is None else numbers.setdefault(one.shopper, len(numbers)) for one in orders]
    values = np.array([one.value for one in orders], dtype=np.float64)
    owners = _owners(np.array(shoppers, dtype=np.int32))
    return Bootstrap(owners, seed, n_draws).estimates(values[:, None])[0]


def _share(values: Floats, seed: int, n_draws: int) -> Estimate:
    if not len(values):
        return NOTHING
    return Bootstrap(np.arange(len(values)), seed, n_draws).estimates(values[:, None])[0]


def _major(minor: int, currency: str) -> float:
    return float(minor / 10 ** minor_digits(currency))
