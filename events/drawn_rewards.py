"""What came of the products that chance put into a place of a list, counted so that nobody counts for many."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Float, Select, and_, case, cast, func, select

from database.engine import Database
from database.tables import event_lines
from events.list_ledger import ACTS

#: Impressions of one product that one shopper (or one visit of nobody known) is counted with.
MAX_PER_SHOPPER = 1
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LINE = event_lines.c


class Rewards(NamedTuple):
    """Of one product.

    Attributes:
        shown: impressions in places that were drawn.
        earned: those of them that were opened.
    """

    shown: float
    earned: float


def drawn_rewards(database: Database, start: datetime, max_per_shopper: int = MAX_PER_SHOPPER) -> dict[str, Rewards]:
    """Product id → impressions with a propensity below 1 since `start`, and how many of them were opened.

    An impression is opened once, by whatever act names its list and its product. Of more than `max_per_shopper`
    impressions of a product before one shopper, their share of opened ones counts as if there had been so many; those
    before nobody known at all do not count, since one could send any number of them.

    Raises:
        DatabaseUnavailable: if the database cannot be read.
    """
    seen = _seen((start - _EPOCH) // timedelta(microseconds=1)).subquery().c
    weight = case((seen.n_shown > max_per_shopper, cast(max_per_shopper, Float) / seen.n_shown), else_=1.0)
    statement = select(seen.product_id, func.sum(seen.n_shown * weight), func.sum(seen.n_opened * weight)).group_by(
        seen.product_id
    )
    with database.read() as connection:
        rows = connection.execute(statement).all()
    return {product_id: Rewards(float(shown), float(opened)) for product_id, shown, opened in rows}


def _seen(start_us: int) -> Select[tuple[str, int, int]]:
    """`product_id, n_shown, n_opened` of every shopper."""
    drawn = (
        select(
            _LINE.product_id,
            _LINE.list_id,
            func.min(func.coalesce(_LINE.shopper_id, _LINE.session_id)).label("who"),
        )
        .where(_LINE.type == "shown", _LINE.at_us >= start_us, _LINE.propensity < 1)
        .where(_LINE.list_id.is_not(None), _LINE.product_id.is_not(None))
        .where(func.coalesce(_LINE.shopper_id, _LINE.session_id).is_not(None))
        .group_by(_LINE.product_id, _LINE.list_id)
        .subquery()
        .c
    )
    opened = (
        select(_LINE.product_id, _LINE.list_id)
        .where(_LINE.type.in_(sorted(ACTS)), _LINE.at_us >= start_us, _LINE.list_id.is_not(None))
        .distinct()
        .subquery()
    )
    same = and_(opened.c.list_id == drawn.list_id, opened.c.product_id == drawn.product_id)
    return (
        select(drawn.product_id, func.count().label("n_shown"), func.count(opened.c.list_id).label("n_opened"))
        .outerjoin_from(drawn.list_id.table, opened, same)
        .group_by(drawn.product_id, drawn.who)
    )
