"""Reads what a shopper did from the log into the form that models are asked with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

import numpy as np

from events.event_line import HistoryLine
from events.vocabulary import CODE_OF, DEFAULT_WEIGHTS
from recommenders.history import History
from recommenders.id_index import IdIndex
from shoppers.rank_request import Visit

#: Lines of a history that are read: who bought hundreds of things is known well enough by the newest.
MAX_LINES = 200
#: The page reports what the log may hold already, among its latest lines.
N_LATEST = 5


class EventReader(Protocol):
    """What the log tells of one shopper or one visit: the newest lines before a moment, oldest first."""

    def history(self, shopper_id: str, before: datetime, limit: int) -> Sequence[HistoryLine]:
        """Of a shopper, all visits."""
        ...

    def session(self, session_id: str, before: datetime, limit: int) -> Sequence[HistoryLine]:
        """Of a visit, whoever's it is."""
        ...


class ShopperKeys(Protocol):
    """Turns a shopper's id into the key under which training knows the shopper."""

    def key(self, shopper_id: str) -> str:
        """The keyed hash of an id."""
        ...


@dataclass(frozen=True, slots=True)
class HistoryReader:
    """Reads histories.

    Attributes:
        events: the log; None for a shop that keeps none.
        keys: names shoppers as training does; None where no model was trained on shoppers.
        weights: event type → implicit feedback, the same as in training.
    """

    events: EventReader | None = None
    keys: ShopperKeys | None = None
    weights: Mapping[str, float] = field(default_factory=lambda: DEFAULT_WEIGHTS)

    def read(self, visit: Visit, products: IdIndex, now: datetime, liked: tuple[str, ...] = ()) -> History:
        """The history of who is here, with rows of `products`; what the page tells of this visit comes last."""
        lines = self._lines(visit, now)
        logged = {line.product_id for line in lines[-N_LATEST:]}
        viewed = [product_id for product_id in visit.viewed if product_id not in logged]
        ids = [line.product_id for line in lines] + viewed
        now_seconds = int(now.timestamp())
        at = [line.at_seconds for line in lines] + [now_seconds] * len(viewed)
        kinds = [CODE_OF[line.type] for line in lines] + [CODE_OF["view_item"]] * len(viewed)
        weights = [self._weight(line) for line in lines] + [self.weights["view_item"]] * len(viewed)
        is_known = visit.shopper_id is not None and visit.is_consented and self.keys is not None
        return History(
            products=products.rows(ids),
            weights=np.asarray(weights, dtype=np.float32),
            kinds=np.asarray(kinds, dtype=np.uint8),
            at=np.asarray(at, dtype=np.int64),
            as_of=now_seconds,
            n_session=_n_session(lines, visit) + len(viewed),
            quantities=np.asarray([line.quantity for line in lines] + [1] * len(viewed), dtype=np.int32),
            amounts=np.asarray([_amount(line) for line in lines] + [np.nan] * len(viewed), dtype=np.float32),
            shopper=self.keys.key(visit.shopper_id) if is_known and self.keys and visit.shopper_id else None,
            liked_categories=liked,
        )

    def _lines(self, visit: Visit, now: datetime) -> Sequence[HistoryLine]:
        if self.events is None:
            return ()
        if visit.shopper_id and visit.is_consented:
            known = self.events.history(visit.shopper_id, now, MAX_LINES)
            if known or not visit.session_id:
                return known
        return self.events.session(visit.session_id, now, MAX_LINES) if visit.session_id else ()

    def _weight(self, line: HistoryLine) -> float:
        if line.type == "rate_item":
            return 0.0 if line.rating is None else (line.rating - 3) / 2
        return self.weights.get(line.type, 0.0)


def _amount(line: HistoryLine) -> float:
    """Price times quantity in minor units; a refund takes it back."""
    if line.price_minor is None:
        return np.nan
    return line.price_minor * line.quantity * (-1.0 if line.type == "refund" else 1.0)


def _n_session(lines: Sequence[HistoryLine], visit: Visit) -> int:
    """How many of the last lines are of the visit that goes on now."""
    if visit.session_id is None:
        return 0
    return next((n for n, line in enumerate(reversed(lines)) if line.session_id != visit.session_id), len(lines))
