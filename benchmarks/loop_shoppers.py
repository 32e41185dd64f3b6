"""The sample shop's simulated shoppers before a list: what they would do is known, and what they do is drawn."""

import importlib.util
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import ModuleType
from typing import Any

import numpy as np

from benchmarks.workplace import REPOSITORY
from catalog.candidate import RankedProduct
from events.event import Attribution, Event, EventItem, EventProperties, Exposure
from events.vocabulary import EventType

SHOP = REPOSITORY / "examples" / "outfitters"
#: Tastes do not change with the seasons here: what rises is the policy's doing.
MONTH, N_PLACES = 10, 8
SURFACE = "home"


class LoopShoppers:
    """A crowd with true tastes; shoppers go by `u_0`, `u_1` …

    Attributes:
        products: ids of what the shop has.
        examined: share of shoppers who look at a place, from the top.
        frequency: `[n_shoppers]` how often each comes, summing to 1.
    """

    def __init__(self, n_shoppers: int, seed: int) -> None:
        simulation = _simulation()
        year, chance = simulation["year"], np.random.RandomState(seed)
        shelf = simulation["shelf"].read_shelf(SHOP, year.START, year.END)
        crowd = simulation["crowd"].draw_crowd(n_shoppers, shelf, chance)
        taste = simulation["true_taste"].TrueTaste(shelf, crowd, chance)
        truth = simulation["true_taste"]
        self.products: tuple[str, ...] = shelf.ids
        self._row_of = {one: row for row, one in enumerate(shelf.ids)}
        self._price = shelf.price
        self._click = np.stack([taste.click_probability(row, MONTH) for row in range(n_shoppers)])
        self._cart = np.stack([taste.cart_probability(row, MONTH) for row in range(n_shoppers)])
        self._paid = truth.KEPT_SHARE * truth.PAID_SHARE
        self.examined = np.array(truth.EXAMINED)
        often = np.sqrt(crowd.visits_per_year)  # nobody makes up half of a round
        self.frequency = often / often.sum()

    def click_rates(self, shopper: int, products: Sequence[str]) -> np.ndarray[Any, np.dtype[np.float64]]:
        """`[n_products]`: that each is opened if it is looked at."""
        rates: np.ndarray[Any, np.dtype[np.float64]] = self._click[shopper, [self._row_of[one] for one in products]]
        return rates

    def value(self, shopper: int, products: Sequence[str]) -> float:
        """Expected clicks of a list."""
        return float(self.examined[: len(products)] @ self.click_rates(shopper, products))

    def act(self, seen: "SeenList", chance: np.random.Generator) -> list[Event]:
        """The list as a server tells it, and what its shopper does: opens, puts into the cart, pays."""
        told = [seen.event("shown", seen.shown(), 0)]
        opened = chance.random(len(seen.products)) < self.examined[: len(seen.products)] * self.click_rates(
            seen.shopper, [one.product_id for one in seen.products]
        )
        for place in np.flatnonzero(opened).tolist():
            row, at = self._row_of[seen.products[place].product_id], 30 * (place + 1)
            item = EventItem(item_id=seen.products[place].product_id, price=round(float(self._price[row]), 2))
            named = EventProperties(items=(item,), currency="GBP")
            told += [seen.event("select_item", named, at, place), seen.event("view_item", named, at + 1, place)]
            if chance.random() < self._cart[seen.shopper, row]:
                told.append(seen.event("add_to_cart", named, at + 10, place))
                if chance.random() < self._paid:
                    told.append(seen.event("purchase", named, at + 20, place))
        return told


@dataclass(frozen=True, slots=True)
class SeenList:
    """One list before one shopper's eyes.

    Attributes:
        shopper: row of the crowd.
        policy: `surface/ranker`.
        variants: experiment and variant that it was chosen under.
    """

    list_id: str
    shopper: int
    products: Sequence[RankedProduct]
    policy: str
    at: datetime
    variants: tuple[tuple[str, str], ...]

    def shown(self) -> EventProperties:
        """As `api.impressions` tells it."""
        items = tuple(
            EventItem(item_id=one.product_id, index=place, policy=self.policy, propensity=one.propensity)
            for place, one in enumerate(self.products)
        )
        exposures = tuple(Exposure(experiment=name, variant=variant) for name, variant in self.variants)
        return EventProperties(items=items, policy=self.policy, exposures=exposures)

    def event(self, kind: EventType, properties: EventProperties, seconds: int, place: int = 0) -> Event:
        """So many seconds after the list was there."""
        return Event(
            message_id=f"{kind}-{self.list_id}-{place}",
            type=kind,
            user_id=f"u_{self.shopper}",
            session_id=f"s_{self.list_id}",
            timestamp=self.at + timedelta(seconds=seconds),
            properties=properties,
            attribution=Attribution(list_id=self.list_id),
        )


def _simulation() -> dict[str, ModuleType]:
    """Modules of the sample shop's simulation, which is no installed package."""
    name = "outfitters_simulation_of_loop"
    if name not in sys.modules:
        folder = SHOP / "simulation"
        spec = importlib.util.spec_from_file_location(
            name, folder / "__init__.py", submodule_search_locations=[str(folder)]
        )
        if spec is None or spec.loader is None:
            raise ImportError(str(folder))
        package = importlib.util.module_from_spec(spec)
        sys.modules[name] = package
        spec.loader.exec_module(package)
    return {one: importlib.import_module(f"{name}.{one}") for one in ("year", "shelf", "crowd", "true_taste")}
