"""The log in numbers."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, distinct, func, select

from database.engine import Database
from database.tables import event_lines, events
from events.shopper_id import ANONYMOUS_PATTERN

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class EventStatistics:
    """For people: counting reads the whole log.

    Attributes:
        n_lines: rows of one event and one product.
        by_type: events by type, the most frequent first.
        first_at: the earliest event; None in an empty log.
        last_at: the latest one.
        n_shoppers: distinct signed-in shoppers.
        n_anonymous: distinct browsers of shoppers who were not.
        n_without_shopper: events of nobody known, or of shoppers who did not agree.
        n_products: distinct products.
        n_sessions: distinct visits.
    """

    n_events: int
    n_lines: int
    by_type: Mapping[str, int]
    first_at: datetime | None
    last_at: datetime | None
    n_shoppers: int
    n_anonymous: int
    n_without_shopper: int
    n_products: int
    n_sessions: int

    def to_json(self) -> dict[str, Any]:
        """As `--json` prints it; moments in ISO 8601."""
        return {
            **asdict(self),
            "first_at": self.first_at.isoformat() if self.first_at else None,
            "last_at": self.last_at.isoformat() if self.last_at else None,
        }


def count_events(database: Database) -> EventStatistics:
    """Count everything, as of one moment."""
    with database.read() as connection:
        by_type = _by_type(connection)
        n_ids, n_known, first_us, last_us = connection.execute(
            select(
                func.count(distinct(events.c.shopper_id)),
                func.count(events.c.shopper_id),
                func.min(events.c.at_us),
                func.max(events.c.at_us),
            )
        ).one()
        browsers = select(func.count(distinct(events.c.shopper_id))).where(events.c.shopper_id.like(ANONYMOUS_PATTERN))
        n_anonymous = connection.execute(browsers).scalar_one()
        n_lines, n_products, n_sessions = connection.execute(
            select(
                func.count(),
                func.count(distinct(event_lines.c.product_id)),
                func.count(distinct(event_lines.c.session_id)),
            ).select_from(event_lines)
        ).one()
    n_events = sum(by_type.values())
    return EventStatistics(
        n_events=n_events,
        n_lines=n_lines,
        by_type=by_type,
        first_at=_moment(first_us),
        last_at=_moment(last_us),
        n_shoppers=n_ids - n_anonymous,
        n_anonymous=n_anonymous,
        n_without_shopper=n_events - n_known,
        n_products=n_products,
        n_sessions=n_sessions,
    )


def _by_type(connection: Connection) -> dict[str, int]:
    count = func.count()
    rows = connection.execute(
        select(events.c.type, count).group_by(events.c.type).order_by(count.desc(), events.c.type)
    )
    return {kind: n for kind, n in rows}  # noqa: C416 rows are no plain tuples


def _moment(at_us: int | None) -> datetime | None:
    return None if at_us is None else _EPOCH + timedelta(microseconds=at_us)
