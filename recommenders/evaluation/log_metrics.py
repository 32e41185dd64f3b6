"""What the log says of lists that were shown: clicks, purchases, order values, and how long the first one took."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from recommenders.evaluation.bootstrap import Bootstrap, Estimate
from recommenders.evaluation.shown_list import HOUR_US, ListLedger, Order, ShownList

Floats = npt.NDArray[np.float64]
TOP = 3


@dataclass(frozen=True, slots=True)
class LogMetrics:
    """Figures of one policy, with intervals over shoppers.

    Attributes:
        n_lists: lists shown.
        n_shoppers: to so many known shoppers.
        ctr: share of the products shown that were opened.
        ctr_3: the same for the first three places.
        lists_clicked: share of the lists from which anything was opened.
        conversion: share of the lists to which a purchase goes back.
        order_value: mean of the orders that go back to a list of the policy, in major units.
        hours_to_first_conversion: median, from a shopper's first list to the first purchase that goes back to one; only
            shoppers who bought count, so read it beside `shoppers_converted`.
        shoppers_converted: share of the known shoppers to whom a purchase goes back.
    """

    n_lists: int
    n_shoppers: int
    ctr: Estimate
    ctr_3: Estimate
    lists_clicked: Estimate
    conversion: Estimate
    order_value: Estimate
    hours_to_first_conversion: float | None
    shoppers_converted: Estimate


def metrics_by_policy(ledger: ListLedger, seed: int = 0) -> Mapping[str, LogMetrics]:
    """Policy → figures, most lists first."""
    by_policy: dict[str, list[ShownList]] = {}
    for shown in ledger.lists:
        by_policy.setdefault(shown.policy, []).append(shown)
    order = sorted(by_policy, key=lambda policy: (-len(by_policy[policy]), policy))
    orders = ledger.orders
    return {policy: _metrics(policy, by_policy[policy], orders, seed) for policy in order}


def click_draws(lists: Sequence[ShownList], seed: int = 0) -> tuple[Floats, float]:
    """Share of the products shown that were opened, in draws of shoppers `[n_draws]`, and as it was."""
    people = Bootstrap(_owners([shown.shopper for shown in lists]), seed)
    n_shown, _, n_clicked, _ = _counts(lists).T
    clicked, shown = people.means(np.column_stack([n_clicked, n_shown])).T
    return clicked / np.where(shown > 0, shown, np.nan), float(n_clicked.sum() / max(n_shown.sum(), 1))


def _metrics(policy: str, lists: Sequence[ShownList], orders: Sequence[Order], seed: int) -> LogMetrics:
    people = Bootstrap(_owners([shown.shopper for shown in lists]), seed)
    n_shown, n_top, n_clicked, n_top_clicked = _counts(lists).T
    has_click = (n_clicked > 0).astype(np.float64)
    has_purchase = np.array([bool(shown.bought) for shown in lists], dtype=np.float64)
    ones = np.ones(len(lists))
    hours = _hours_to_first_conversion(lists)
    return LogMetrics(
        n_lists=len(lists),
        n_shoppers=len(hours),
        ctr=people.ratio(n_clicked, n_shown),
        ctr_3=people.ratio(n_top_clicked, n_top),
        lists_clicked=people.ratio(has_click, ones),
        conversion=people.ratio(has_purchase, ones),
        order_value=_order_value([one for one in orders if policy in one.policies], seed),
        hours_to_first_conversion=float(np.nanmedian(hours)) if (~np.isnan(hours)).any() else None,
        shoppers_converted=_share((~np.isnan(hours)).astype(np.float64), seed),
    )


def _counts(lists: Sequence[ShownList]) -> Floats:
    """`[n_lists, 4]`: products shown, in the first places, opened, opened from the first places."""
    rows = []
    for shown in lists:
        top = {product for product, place in shown.place_of.items() if place < TOP}
        rows.append((len(shown.place_of), len(top), len(shown.clicked), len(shown.clicked & top)))
    return np.array(rows, dtype=np.float64)


def _owners(shoppers: Sequence[str | None]) -> npt.NDArray[np.int64]:
    """A number for each shopper; a list that nobody known saw is a shopper of its own."""
    number_of: dict[str, int] = {}
    owners = [
        len(shoppers) + place if one is None else number_of.setdefault(one, len(number_of))
        for place, one in enumerate(shoppers)
    ]
    return np.array(owners, dtype=np.int64)


def _order_value(orders: Sequence[Order], seed: int) -> Estimate:
    priced = [(one.shopper, one.value) for one in orders if one.value is not None]
    values = np.array([value for _, value in priced], dtype=np.float64)
    if not len(values):
        return Estimate(0.0, 0.0, 0.0, 0)
    return Bootstrap(_owners([shopper for shopper, _ in priced]), seed).estimates(values[:, None])[0]


def _hours_to_first_conversion(lists: Sequence[ShownList]) -> Floats:
    """`[n_shoppers]` from the first list to the first purchase; NaN for those who bought nothing."""
    first_seen: dict[str, int] = {}
    first_bought: dict[str, int] = {}
    for shown in lists:
        if shown.shopper is None:
            continue
        first_seen[shown.shopper] = min(shown.at_us, first_seen.get(shown.shopper, shown.at_us))
        bought = shown.first_bought_at_us
        if bought is not None:
            first_bought[shown.shopper] = min(bought, first_bought.get(shown.shopper, bought))
    hours = [
        (first_bought[one] - at_us) / HOUR_US if one in first_bought else np.nan for one, at_us in first_seen.items()
    ]
    return np.array(hours, dtype=np.float64)


def _share(values: Floats, seed: int) -> Estimate:
    if not len(values):
        return Estimate(0.0, 0.0, 0.0, 0)
    return Bootstrap(np.arange(len(values)), seed).estimates(values[:, None])[0]
