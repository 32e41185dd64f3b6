"""Twelve months of the sample shop: who comes when, from the first visit to the last."""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from .crowd import Crowd, draw_crowd
from .event_log import CRAWLER, Doing, EventLog, Visitor, item
from .shelf import DAY, Shelf, read_shelf
from .shopping import Shopping
from .true_taste import TrueTaste
from .visit import NextVisit, Purpose, Shopper

SEED, N_SHOPPERS = 20_261_115, 3_000
END = int(datetime(2026, 11, 15, tzinfo=UTC).timestamp())
START = END - 365 * DAY
#: How busy a month is, January first.
_BUSY = (0.70, 0.65, 0.80, 0.95, 1.10, 1.15, 1.10, 0.95, 0.90, 0.95, 1.20, 1.30)
#: How busy an hour of the day is, midnight first.
_HOURS = (2, 1, 1, 1, 1, 2, 4, 7, 8, 8, 8, 8, 10, 9, 8, 8, 8, 9, 11, 14, 16, 15, 10, 5)
_HERE_FROM_THE_START, _BROWSES = 0.4, 0.4


@dataclass(frozen=True)
class Shift:
    """A change of demand.

    Attributes:
        category: whose products are wanted more, a path or its beginning.
        by: how much utility that is; 0.7 doubles the odds of a click.
        at: from when on, in seconds since the epoch.
    """

    category: str
    by: float = 2.0
    at: int = END - 28 * DAY


@dataclass(frozen=True, eq=False)
class Year:
    """What the simulation made.

    Attributes:
        log: every event.
        taste: the truth behind them.
        shelf: the products.
        crowd: the shoppers, in the order of `shoppers`.
        shoppers: how the events name them.
    """

    log: EventLog
    taste: TrueTaste
    shelf: Shelf
    crowd: Crowd
    shoppers: tuple[Shopper, ...]

    def profiles(self) -> Iterator[dict[str, Any]]:
        """Who signed in with consent, when, and which categories they then said they like; none without an answer."""
        for shopper in self.shoppers:
            visitor, at = shopper.visitor, shopper.signed_up_at
            if visitor.user_id is not None and at is not None and visitor.has_consent:
                answered = self.crowd.answered[shopper.row]
                yield {
                    "user_id": visitor.user_id,
                    "signed_up_at": datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
                    "liked_categories": self._liked_categories(shopper.row) if answered else [],
                }

    def _liked_categories(self, row: int) -> list[str]:
        """The two categories of which the ten most wanted products are most often."""
        best = np.argsort(-self.taste.utility(row, 5), kind="stable")[:10]
        counts = np.bincount(self.shelf.category[best], minlength=len(self.shelf.categories))
        order = np.argsort(-counts, kind="stable")[:2]
        return [self.shelf.categories[one] for one in order if counts[one]]


def simulate(folder: Path, n_shoppers: int = N_SHOPPERS, seed: int = SEED, shift: Shift | None = None) -> Year:
    """Live through a year.

    Every draw comes from NumPy's `RandomState`, whose streams are frozen: the same seed makes the same year everywhere.

    Args:
        folder: of the sample shop, with `products.jsonl` and `reviews.jsonl`.
        n_shoppers: how many people.
        seed: another seed, other people.
        shift: of demand; until then the year is the same as without.
    """
    chance = np.random.RandomState(seed)
    shelf = read_shelf(folder, START, END)
    crowd = draw_crowd(n_shoppers, shelf, chance)
    taste = TrueTaste(shelf, crowd, chance)
    log = EventLog(END)
    shoppers = tuple(_enter(crowd, row, chance) for row in range(n_shoppers))
    _live(Shopping(shelf, crowd, taste, log, chance), crowd, shoppers, chance, shift)
    _crawl(shelf, log)
    return Year(log, taste, shelf, crowd, shoppers)


def _enter(crowd: Crowd, row: int, chance: np.random.RandomState) -> Shopper:
    user_id = None if crowd.is_one_time[row] else f"u_{row:04d}"
    browser = int(chance.random_sample() * CRAWLER)
    visitor = Visitor(f"a_{row:04d}", user_id, bool(crowd.has_consent[row]), browser)
    return Shopper(row, visitor, bool(crowd.signs_up_late[row]))


def _live(
    shopping: Shopping,
    crowd: Crowd,
    shoppers: tuple[Shopper, ...],
    chance: np.random.RandomState,
    shift: Shift | None = None,
) -> None:
    """Visit after visit in order of time, so that the shop's best sellers are those of the day."""
    waiting: list[tuple[int, int, int, Purpose, tuple[int, ...], bool]] = []
    for shopper in shoppers:
        early = chance.random_sample() < _HERE_FROM_THE_START and not crowd.is_one_time[shopper.row]
        span = 365 / crowd.visits_per_year[shopper.row] if early else 365.0
        at = _open_hour(START + int(min(span, 365.0) * DAY * chance.random_sample()), chance)
        waiting.append((at, len(waiting), shopper.row, _purpose(chance), (), True))
    heapq.heapify(waiting)
    n_planned = len(waiting)
    while waiting:
        at, _, row, purpose, rows, is_regular = heapq.heappop(waiting)
        if at >= END:
            continue
        shift = _shifted(shopping.taste, shift, at)
        following = []
        if not is_regular or chance.random_sample() < _BUSY[datetime.fromtimestamp(at, UTC).month - 1] / 1.3:
            following = shopping.visit(shoppers[row], at, purpose, rows)
        if crowd.is_one_time[row]:
            continue
        plans = [(one, False) for one in following]
        if is_regular:
            gap = -np.log(1 - chance.random_sample()) * 365 / (crowd.visits_per_year[row] * 1.3)
            plans.append((NextVisit(float(gap), _purpose(chance), ()), True))
        for plan, regular in plans:
            then = max(at + 3 * 3600, _open_hour(at + int(plan.after_days * DAY), chance))
            heapq.heappush(waiting, (then, n_planned, row, plan.purpose, plan.rows, regular))
            n_planned += 1


def _shifted(taste: TrueTaste, shift: Shift | None, at: int) -> Shift | None:
    """Let the shift happen once its moment has come; returns what is still to come."""
    if shift is None or at < shift.at:
        return shift
    taste.want_more(shift.category, shift.by)
    return None


def _crawl(shelf: Shelf, log: EventLog) -> None:
    """A machine reads every page of the shop in one night of spring, faster than people do."""
    doing = Doing(Visitor("a_crawler", None, has_consent=True, browser=CRAWLER), "s_crawler", START + 150 * DAY)
    for number, (record, launched_at) in enumerate(zip(shelf.records, shelf.launched_at.tolist(), strict=True)):
        if launched_at <= doing.at:
            log.add(doing, "view_item", {"items": [item(record)]})
            doing.at += number % 3 == 0


def _purpose(chance: np.random.RandomState) -> Purpose:
    return "browse" if chance.random_sample() < _BROWSES else "mission"


def _open_hour(at: int, chance: np.random.RandomState) -> int:
    """The same day at a likely hour."""
    sums = np.cumsum(_HOURS)
    hour = int(np.searchsorted(sums, chance.random_sample() * sums[-1], side="right"))
    return at - at % DAY + hour * 3600 + int(3600 * chance.random_sample())
