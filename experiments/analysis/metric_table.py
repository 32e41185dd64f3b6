"""What each metric counts of a unit, from its first exposure on."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from experiments.experiment import MetricName

Kind = Literal["share", "mean", "ratio"]
#: Columns of the table of units, see `outcomes.UnitTable`.
Column = Literal["n_shown", "n_clicked", "n_carted", "n_orders", "revenue", "n_refunds"]
COLUMNS: tuple[Column, ...] = ("n_shown", "n_clicked", "n_carted", "n_orders", "revenue", "n_refunds")


@dataclass(frozen=True, slots=True)
class MetricEntry:
    """One metric.

    Attributes:
        kind: `share` of the units with any of the column, `mean` of it, or `ratio` of it to another's sum.
        column: what is counted.
        per: of a ratio, the column below.
        meaning: for people.
    """

    kind: Kind
    column: Column
    meaning: str
    per: Column | None = None


METRICS: Mapping[MetricName, MetricEntry] = MappingProxyType(
    {
        "conversion": MetricEntry("share", "n_orders", "units that bought anything"),
        "clicked": MetricEntry("share", "n_clicked", "units that opened anything from a list shown to them"),
        "carted": MetricEntry("share", "n_carted", "units that put anything into the cart"),
        "revenue": MetricEntry("mean", "revenue", "value of a unit's orders, in major units"),
        "orders": MetricEntry("mean", "n_orders", "orders of a unit"),
        "refunds": MetricEntry("mean", "n_refunds", "refunds of a unit"),
        "order_value": MetricEntry("ratio", "revenue", "value of an order, in major units", per="n_orders"),
        "ctr": MetricEntry("ratio", "n_clicked", "products opened per product shown", per="n_shown"),
    }
)
