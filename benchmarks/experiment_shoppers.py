"""Simulated shoppers whose true answer to a policy is known, drawn and judged as real ones are.

Shoppers have habits: how often they come, how readily they buy, how much they spend. A policy changes how readily they
buy, by a known share. Every shopper is assigned by `experiments.Allocation`; outcomes are counted day by day, so that
one can look every evening.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from experiments import Allocation, Experiment
from experiments.analysis.metric_table import COLUMNS, Column
from experiments.analysis.outcomes import UnitTable

Floats = npt.NDArray[np.float64]
#: Of one shopper of average habits.
VISITS_A_DAY, BUYS_PER_VISIT, ORDER_VALUE = 0.25, 0.06, 40.0
#: Products of a list, and how many of them are opened.
PRODUCTS_PER_VISIT, CLICKS_PER_PRODUCT = 8, 0.1
DAYS_BEFORE = 28.0


@dataclass(frozen=True, slots=True, eq=False)
class Crowd:
    """Shoppers with their habits, all `[n_shoppers]`.

    Attributes:
        visits: a day.
        buys: orders a visit.
        spending: mean value of an order.
        days: of the experiment that each is there for.
    """

    visits: Floats
    buys: Floats
    spending: Floats
    days: Floats

    @classmethod
    def draw(cls, n_shoppers: int, n_days: int, loyalty: float, random: np.random.Generator) -> "Crowd":
        """Habits differ widely: a few come often and buy much. `loyalty` multiplies how often all come."""
        return cls(
            visits=loyalty * VISITS_A_DAY * random.gamma(1.0, 1.0, n_shoppers),
            buys=BUYS_PER_VISIT * random.gamma(2.0, 0.5, n_shoppers),
            spending=ORDER_VALUE * random.lognormal(-0.125, 0.5, n_shoppers),
            days=n_days - random.integers(0, n_days, n_shoppers).astype(float),
        )

    def act(self, days: Floats, lift: Floats, random: np.random.Generator) -> dict[Column, Floats]:
        """What each did in so many days, buying and clicking by `1 + lift` more readily; both `[n_shoppers]`."""
        visits = random.poisson(self.visits * days)
        orders = random.poisson(visits * self.buys * (1 + lift))
        shown = visits * PRODUCTS_PER_VISIT
        share = np.minimum(CLICKS_PER_PRODUCT * (1 + lift) * self.buys / BUYS_PER_VISIT, 1)
        made: dict[str, Floats] = {
            "n_shown": shown.astype(float),
            "n_clicked": random.binomial(shown, share).astype(float),
            "n_orders": orders.astype(float),
            "revenue": np.where(orders > 0, random.gamma(np.maximum(orders, 1) * 2.0, self.spending / 2.0), 0.0),
        }
        return {name: made.get(name, np.zeros(len(visits))) for name in COLUMNS}

    def truth(self, lift: float) -> dict[str, float]:
        """Metric → its expectation over these shoppers, by the formulas of their habits; nothing is drawn."""
        visits, buys = self.visits * self.days, self.buys * (1 + lift)
        shown = visits * PRODUCTS_PER_VISIT
        share = np.minimum(CLICKS_PER_PRODUCT * buys / BUYS_PER_VISIT, 1)
        return {
            "conversion": float((1 - np.exp(-visits * (1 - np.exp(-buys)))).mean()),
            "orders": float((visits * buys).mean()),
            "revenue": float((visits * buys * self.spending).mean()),
            "ctr": float((shown * share).sum() / shown.sum()),
        }


@dataclass(frozen=True, slots=True)
class Simulation:
    """One experiment on one crowd.

    Attributes:
        lifts: variant → how much more readily its shoppers buy.
        loyalty: how often shoppers come, as a multiple of the usual.
        lost: share of the last variant's shoppers whose exposures get lost on the way.
    """

    experiment: Experiment
    n_shoppers: int
    n_days: int
    lifts: Mapping[str, float] = field(default_factory=dict)
    loyalty: float = 1.0
    lost: float = 0.0

    def evenings(self, seed: int) -> Iterator[UnitTable]:
        """The table of units as it stands after each day."""
        random = np.random.default_rng(seed)
        crowd, variant, lift, is_logged = self._drawn(seed, random)
        before = crowd.act(np.full(self.n_shoppers, DAYS_BEFORE), np.zeros(self.n_shoppers), random)
        since: dict[Column, Floats] = {name: np.zeros(self.n_shoppers) for name in COLUMNS}
        for day in range(1, self.n_days + 1):
            is_there = crowd.days > self.n_days - day
            today = crowd.act(is_there.astype(float), lift, random)
            since = {name: since[name] + today[name] for name in COLUMNS}
            rows = is_there & is_logged
            yield UnitTable(variant[rows], _of(since, rows), _of(before, rows))

    def last_evening(self, seed: int) -> UnitTable:
        """The table at the end, all days drawn at once: visits are a Poisson process."""
        random = np.random.default_rng(seed)
        crowd, variant, lift, rows = self._drawn(seed, random)
        before = crowd.act(np.full(self.n_shoppers, DAYS_BEFORE), np.zeros(self.n_shoppers), random)
        return UnitTable(variant[rows], _of(crowd.act(crowd.days, lift, random), rows), _of(before, rows))

    def _drawn(
        self, seed: int, random: np.random.Generator
    ) -> tuple[Crowd, npt.NDArray[np.int64], Floats, npt.NDArray[np.bool_]]:
        crowd = Crowd.draw(self.n_shoppers, self.n_days, self.loyalty, random)
        name, names = self.experiment.name, list(self.experiment.shares)
        allocation = Allocation([self.experiment])
        drawn = [allocation.assign(f"{seed}-{n}", None).variants[name] for n in range(self.n_shoppers)]
        variant = np.array([names.index(one) for one in drawn], dtype=np.int64)
        is_logged = (variant < len(names) - 1) | (random.random(self.n_shoppers) >= self.lost)
        lift = np.array([self.lifts.get(one, 0.0) for one in names])[variant]
        return crowd, variant, lift, is_logged


def _of(columns: Mapping[Column, Floats], rows: npt.NDArray[np.bool_]) -> dict[Column, Floats]:
    return {name: values[rows] for name, values in columns.items()}
