"""All interactions of a log as arrays, before any threshold or split."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from recommenders.id_index import IdIndex, Rows
from recommenders.interactions.validation_report import ValidationReport
from recommenders.product_facts import ProductFacts
from recommenders.training_set import Interactions, TrainingSet


@dataclass(frozen=True, slots=True)
class Thresholds:
    """How much must be known of a product, and then of a shopper, to learn from it."""

    min_shopper_events: int = 1
    min_product_events: int = 1


NO_THRESHOLDS = Thresholds()


@dataclass(frozen=True, eq=False)
class InteractionLog:
    """What shoppers did in a window; training sets as of any moment are cut from it.

    Attributes:
        shoppers: keys of the shoppers, one per row.
        products: ids of the products of the interactions, one per row.
        interactions: over those rows.
        as_of: the end of the window in seconds since the epoch, exclusive.
        catalog: facts of the products on sale; None without a catalog.
        report: what the validation found.
    """

    shoppers: IdIndex
    products: IdIndex
    interactions: Interactions
    as_of: int
    catalog: ProductFacts | None = None
    report: ValidationReport | None = None

    def training_set(self, until: int | None = None, thresholds: Thresholds = NO_THRESHOLDS) -> TrainingSet:
        """What was known at `until` (the end of the window if None): nothing later has any part in it.

        Products are those of the interactions that pass the thresholds and those of the catalog, but for the ones that
        the catalog says were launched later. Price, rating and stock are the catalog's of today: it keeps no others.
        """
        as_of = self.as_of if until is None else min(until, self.as_of)
        entries = self.interactions
        known = entries if until is None else entries.where(entries.at < as_of)
        kept = enough_events(known, thresholds)
        shoppers = np.bincount(kept.shopper, minlength=len(self.shoppers)) > 0
        rows = np.bincount(kept.product, minlength=len(self.products)) > 0
        products = IdIndex([*_marked(self.products, rows), *self._on_sale(as_of)])
        row_of = products.rows_of(self.products)
        return TrainingSet(
            IdIndex(_marked(self.shoppers, shoppers)),
            products,
            _with_rows(kept, (np.cumsum(shoppers) - 1).astype(np.int32), row_of),
            as_of,
            self._facts(products, known, row_of, as_of),
        )

    def _on_sale(self, as_of: int) -> list[str]:
        if self.catalog is None:
            return []
        return _marked(self.catalog.products, ~(self.catalog.launched_at >= as_of))

    def _facts(self, products: IdIndex, known: Interactions, row_of: Rows, as_of: int) -> ProductFacts:
        facts = ProductFacts.unknown(products) if self.catalog is None else self.catalog.over(products)
        seen = np.full(len(products), np.inf)
        rows = row_of[known.product]
        np.minimum.at(seen, rows[rows >= 0], known.at[rows >= 0])
        seen[np.isinf(seen)] = np.nan
        launched = np.where(facts.launched_at < as_of, facts.launched_at, np.nan)
        return facts.launched(np.fmin(launched, seen))


def enough_events(entries: Interactions, thresholds: Thresholds) -> Interactions:
    """The entries of products with enough of them, then of shoppers with enough among those; each counted once."""
    if thresholds.min_product_events > 1:
        enough = np.bincount(entries.product, minlength=1) >= thresholds.min_product_events
        entries = entries.where(enough[entries.product])
    if thresholds.min_shopper_events > 1:
        enough = np.bincount(entries.shopper, minlength=1) >= thresholds.min_shopper_events
        entries = entries.where(enough[entries.shopper])
    return entries


def numbered_visits(shopper: npt.NDArray[np.integer], visit: npt.NDArray[np.integer]) -> Rows:
    """0, 1, … along the entries, one more wherever the shopper or the visit changes."""
    changes = (np.diff(shopper, prepend=shopper[:1]) != 0) | (np.diff(visit, prepend=visit[:1]) != 0)
    return np.cumsum(changes, dtype=np.int32)


def _marked(index: IdIndex, marks: npt.NDArray[np.bool_]) -> list[str]:
    return [index.ids[row] for row in np.flatnonzero(marks)]


def _with_rows(entries: Interactions, shopper_row: Rows, product_row: Rows) -> Interactions:
    return Interactions(
        shopper_row[entries.shopper],
        product_row[entries.product],
        entries.at,
        entries.weight,
        entries.kind,
        numbered_visits(entries.shopper, entries.session),
        entries.quantity,
        entries.amount,
    )
