"""The shop's figures of a stretch of its log, as one record for people, programs and pages."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import numpy as np

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
    """Answers of one writer.

    Attributes:
        n_answers: how many.
        share: of all answers.
        p50_ms: half of those whose time is known were whole within so many milliseconds; None if of none it is.
        p95_ms: 95 % of them were.
    """

    n_answers: int
    share: float
    p50_ms: float | None = None
    p95_ms: float | None = None


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


def written_answers(answers: Mapping[str, Sequence[float | None]]) -> dict[str, WrittenAnswers]:
    """Writer → its answers, most first; given milliseconds of each, None where they are not known."""
    n_answers = sum(map(len, answers.values()))
    ordered = sorted(answers.items(), key=lambda one: (-len(one[1]), one[0]))
    return {
        writer: WrittenAnswers(len(times), len(times) / n_answers, *_middle_and_tail(times))
        for writer, times in ordered
    }


def _middle_and_tail(times: Sequence[float | None]) -> tuple[float | None, float | None]:
    known = [one for one in times if one is not None]
    if not known:
        return None, None
    middle, tail = np.percentile(known, [50, 95]).tolist()
    return round(middle, 1), round(tail, 1)
