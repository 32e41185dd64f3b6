"""The shop's figures of a stretch of its log, as one record for people, programs and pages."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from recommenders.bootstrap import CONFIDENCE, Estimate
from recommenders.reporting.log_metrics import LogMetrics


@dataclass(frozen=True, slots=True)
class ShopOrders:
    """All orders of the window, whether they go back to a list or not; amounts in major units, never across currencies.

    Attributes:
        n_orders: purchases.
        n_of_lists: those of which a product goes back to a list.
        n_without_value: those whose currency, or a price, the log does not know; they are in no amount.
        order_value: currency → mean, with an interval over shoppers.
        revenue: currency → sum.
        n_refunds: events that give something back, whenever it was bought.
        refunded: currency → what was given back, as far as prices are known. Nothing is taken off the figures above.
    """

    n_orders: int
    n_of_lists: int
    n_without_value: int
    order_value: Mapping[str, Estimate]
    revenue: Mapping[str, float]
    n_refunds: int
    refunded: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class WrittenAnswers:
    """Answers of one writer, and their share of all."""

    n_answers: int
    share: float


@dataclass(frozen=True, slots=True)
class ShopReport:
    """What came of what the shop showed.

    Attributes:
        start: the earliest moment of the window; None for the beginning of the log.
        end: the moment after it; None for the end of the log.
        made_at: when this was counted.
        credit_hours: how long an act, or a list, may take the credit for a purchase that names no list.
        reach_hours: how long after it was shown acts and purchases may name a list.
        n_in_stock: products that can be had now: what `coverage` is a share of.
        whole: figures of all lists of the window.
        by_surface: chat, search, home … → figures, most lists first.
        by_policy: `surface/ranker` → figures, most lists first.
        by_day: day in UTC → figures of the lists shown on it, in order.
        orders: of the whole shop.
        answers_by_writer: the model's name, or `template` → the window's answers, in conversations that are still kept;
            most first.
        confidence: of all intervals.
    """

    start: datetime | None
    end: datetime | None
    made_at: datetime
    credit_hours: float
    reach_hours: float
    n_in_stock: int
    whole: LogMetrics
    by_surface: Mapping[str, LogMetrics]
    by_policy: Mapping[str, LogMetrics]
    by_day: Mapping[str, LogMetrics]
    orders: ShopOrders
    answers_by_writer: Mapping[str, WrittenAnswers]
    confidence: float = CONFIDENCE

    def to_json(self) -> dict[str, Any]:
        """Plain values; moments in ISO 8601, an estimate as `{value, low, high, n_cases}`."""
        return {
            **asdict(self),
            "start": self.start.isoformat() if self.start else None,
            "end": self.end.isoformat() if self.end else None,
            "made_at": self.made_at.isoformat(),
        }


def written_answers(n_by_writer: Mapping[str, int]) -> dict[str, WrittenAnswers]:
    """Writer → answers and share, most first."""
    n_answers = sum(n_by_writer.values())
    ordered = sorted(n_by_writer.items(), key=lambda one: (-one[1], one[0]))
    return {writer: WrittenAnswers(n, n / n_answers) for writer, n in ordered}
