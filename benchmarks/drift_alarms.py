"""How often drift is found where nothing changed: in visits that are drawn again from the very log."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from api.settings import Settings
from catalog.store import CatalogStore
from cli.shop_database import open_database_of
from events.log import EventLog
from events.window_counts import WindowCounts
from recommenders.catalog_facts import facts_from_products
from recommenders.product_facts import ProductFacts
from recommenders.training.drift import Drift, drifts


@dataclass(slots=True)
class Visit:
    """What one visit adds to the counts."""

    types: Counter[str] = field(default_factory=Counter)
    products: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class DriftAlarms:
    """The visits of a log, and what the catalog says of their products."""

    visits: list[Visit]
    facts: ProductFacts

    @classmethod
    def of_home(cls, home: Path) -> "DriftAlarms":
        """All visits that the log of a data folder holds."""
        visits: dict[str, Visit] = {}
        last_message = ""
        with open_database_of(Settings(home=home)) as database:
            facts = facts_from_products(CatalogStore(database).all_products())
            for line in EventLog(database).lines():
                if line.type == "shown":
                    continue
                visit = visits.setdefault(line.session_id or line.shopper_id or line.message_id, Visit())
                visit.types[line.type] += line.message_id != last_message
                last_message = line.message_id
                if line.deliberate and line.product_id:
                    visit.products[line.product_id] += 1
        return cls(list(visits.values()), facts)

    def resampled(self, n_visits: int, n_draws: int, seed: int = 0) -> list[list[Drift]]:
        """For each draw of so many visits, with replacement: what their drift from all visits is."""
        chance = np.random.default_rng(seed)
        everything = _counts(self.visits)
        scores = {product: float(n) for product, n in everything.by_product.items()}
        return [
            self._drifts(everything, scores, chance.integers(len(self.visits), size=n_visits).tolist())
            for _ in range(n_draws)
        ]

    def _drifts(self, everything: WindowCounts, scores: Mapping[str, float], drawn: list[int]) -> list[Drift]:
        return drifts(everything, _counts([self.visits[row] for row in drawn]), self.facts, scores)


def _counts(visits: list[Visit]) -> WindowCounts:
    """As the database counts them."""
    types: Counter[str] = Counter()
    products: Counter[str] = Counter()
    lengths = []
    for visit in visits:
        types.update(visit.types)
        products.update(visit.products)
        lengths.append(visit.products.total())
    length = np.array(lengths, dtype=np.float64)
    return WindowCounts(types, products, float(length.sum() ** 2 / max((length**2).sum(), 1)))
