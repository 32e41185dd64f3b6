"""What came of the products that chance put into a place of a list, counted so that nobody counts for many."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Float, Select, and_, case, cast, func, or_, select

from database.engine import Database
from database.tables import event_lines
from events.list_ledger import ACTS
from events.shopper_id import ANONYMOUS_PATTERN

#: Impressions of one product that one shopper (or one visit of nobody known) is counted with.
MAX_PER_SHOPPER = 1
#: Anonymous visitors of one product that count on any day, however few it has otherwise.
LEAST_CROWD = 3.0
#: A product's fullest days do not make its usual one, and a window of fewer days than these knows none.
N_PEAKS, LEAST_DAYS = 2, 5
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY_US = 86_400_000_000
_LINE = event_lines.c


class Rewards(NamedTuple):
    """Of one product.

    Attributes:
        shown: impressions in places that were drawn.
        earned: those of them that were opened.
    """

    shown: float
    earned: float


class _Day(NamedTuple):
    """One product before the shoppers who saw it first on one day: signed-in ones, or anonymous ones."""

    product_id: str
    day: int
    is_vouched: bool
    shown: float
    earned: float


def drawn_rewards(database: Database, start: datetime, max_per_shopper: int = MAX_PER_SHOPPER) -> dict[str, Rewards]:
    """Product id → impressions with a propensity below 1 since `start`, and how many of them were opened.

    An impression is opened once, by an act that names its list and its product, of the shopper or the visit that the
    list was shown to. Of more than `max_per_shopper` impressions of a product before one shopper, their share of opened
    ones counts as if there had been so many; those before nobody known at all do not count, since one could send any
    number of them. Nor can one who sends many browsers: a product's anonymous visitors of a day count as if there had
    been no more of them than on its usual day.

    Raises:
        DatabaseUnavailable: if the database cannot be read.
    """
    seen = _seen((start - _EPOCH) // timedelta(microseconds=1)).subquery().c
    weight = case((seen.n_shown > max_per_shopper, cast(max_per_shopper, Float) / seen.n_shown), else_=1.0)
    statement = select(
        seen.product_id, seen.day, seen.is_vouched, func.sum(seen.n_shown * weight), func.sum(seen.n_opened * weight)
    ).group_by(seen.product_id, seen.day, seen.is_vouched)
    with database.read() as connection:
        rows = connection.execute(statement).all()
    return _without_crowds([_Day(one, day, bool(vouched), float(n), float(m)) for one, day, vouched, n, m in rows])


def _without_crowds(days: Sequence[_Day]) -> dict[str, Rewards]:
    """The days put together, those of anonymous visitors none fuller than usual."""
    usual = _usual_days(days)
    rewards = dict.fromkeys((day.product_id for day in days), Rewards(0.0, 0.0))
    for day in days:
        share = 1.0 if day.is_vouched else min(1.0, usual[day.product_id] / day.shown)
        before = rewards[day.product_id]
        rewards[day.product_id] = Rewards(before.shown + day.shown * share, before.earned + day.earned * share)
    return rewards


def _usual_days(days: Sequence[_Day]) -> dict[str, float]:
    """Product → how many anonymous visitors it has on a usual day; those of the mean product if it has fewer."""
    numbers = [day.day for day in days]
    n_days = max(numbers, default=0) - min(numbers, default=0) + 1
    crowds: dict[str, list[float]] = defaultdict(list)
    for day in days:
        if not day.is_vouched:
            crowds[day.product_id].append(day.shown)
    if n_days < LEAST_DAYS:
        return dict.fromkeys(crowds, float("inf"))
    usual = {one: sum(sorted(shown)[:-N_PEAKS]) / (n_days - N_PEAKS) for one, shown in crowds.items()}
    least = max(LEAST_CROWD, sum(usual.values()) / max(len(usual), 1))
    return {one: max(own, least) for one, own in usual.items()}


def _seen(start_us: int) -> Select[tuple[str, int, bool, int, int]]:
    """`product_id, day, is_vouched, n_shown, n_opened` of every shopper; the day on which they saw it first."""
    drawn = (
        select(
            _LINE.product_id,
            _LINE.list_id,
            func.min(_LINE.at_us).label("at_us"),
            func.min(_LINE.shopper_id).label("shopper_id"),
            func.min(_LINE.session_id).label("session_id"),
        )
        .where(_LINE.type == "shown", _LINE.at_us >= start_us, _LINE.propensity < 1)
        .where(_LINE.list_id.is_not(None), _LINE.product_id.is_not(None))
        .where(func.coalesce(_LINE.shopper_id, _LINE.session_id).is_not(None))
        .group_by(_LINE.product_id, _LINE.list_id)
        .subquery()
        .c
    )
    act = event_lines.alias().c
    is_same = and_(
        act.list_id == drawn.list_id,
        act.product_id == drawn.product_id,
        or_(act.shopper_id == drawn.shopper_id, act.session_id == drawn.session_id),
        act.type.in_(sorted(ACTS)),
        act.at_us >= start_us,
    )
    opened = select(drawn.product_id, drawn.list_id).join_from(drawn.list_id.table, act.list_id.table, is_same)
    was_opened = opened.distinct().subquery().c
    same = and_(was_opened.list_id == drawn.list_id, was_opened.product_id == drawn.product_id)
    who = func.coalesce(drawn.shopper_id, drawn.session_id)
    is_vouched = and_(drawn.shopper_id.is_not(None), ~func.coalesce(drawn.shopper_id, "").like(ANONYMOUS_PATTERN))
    return (
        select(
            drawn.product_id,
            (func.min(drawn.at_us) // _DAY_US).label("day"),
            is_vouched.label("is_vouched"),
            func.count().label("n_shown"),
            func.count(was_opened.list_id).label("n_opened"),
        )
        .outerjoin_from(drawn.list_id.table, was_opened.list_id.table, same)
        .group_by(drawn.product_id, who, "is_vouched")  # by its name: PostgreSQL takes two bound values for two
    )
