"""A part of the log in numbers, counted by the database: small enough to be held against another part."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Float, cast, func, select, true

from database.engine import Database
from database.tables import event_lines, events

#: The server's own doing: a shop that shows more lists has no other shoppers.
_NOT_OF_SHOPPERS = ("shown",)


@dataclass(frozen=True, slots=True)
class WindowCounts:
    """What shoppers did in a time window; what was only shown to them does not count.

    Attributes:
        by_type: events by type.
        by_product: lines in which a shopper acted on a product, by product id.
        n_visits: as many visits of equal length would say as much (Kish 1965: the squared sum of their lengths over the
            sum of their squares); what happened outside of a visit counts as one of the shopper.
    """

    by_type: Mapping[str, int]
    by_product: Mapping[str, int]
    n_visits: float

    @property
    def n_events(self) -> int:
        """How many events there are."""
        return sum(self.by_type.values())


def count_window(database: Database, start: int | None = None, end: int | None = None) -> WindowCounts:
    """Count the events of a window, as of one moment.

    Args:
        database: of the shop.
        start: first moment in seconds since the epoch; None for the beginning of the log.
        end: the end, exclusive; None for no end.
    """
    with database.read() as connection:
        return WindowCounts(
            _by_type(connection, start, end), _by_product(connection, start, end), _n_visits(connection, start, end)
        )


def _within(column: ColumnElement[int], start: int | None, end: int | None) -> list[ColumnElement[bool]]:
    bounds: list[ColumnElement[bool]] = []
    if start is not None:
        bounds.append(column >= start * 1_000_000)
    if end is not None:
        bounds.append(column < end * 1_000_000)
    return bounds


def _by_type(connection: Connection, start: int | None, end: int | None) -> dict[str, int]:
    shoppers_own = events.c.type.not_in(_NOT_OF_SHOPPERS)
    statement = select(events.c.type, func.count()).where(shoppers_own, *_within(events.c.at_us, start, end))
    return {kind: n for kind, n in connection.execute(statement.group_by(events.c.type))}  # noqa: C416 rows, no tuples


def _by_product(connection: Connection, start: int | None, end: int | None) -> dict[str, int]:
    line = event_lines.c
    statement = select(line.product_id, func.count()).where(
        line.deliberate == true(), line.product_id.is_not(None), *_within(line.at_us, start, end)
    )
    return {product: n for product, n in connection.execute(statement.group_by(line.product_id))}  # noqa: C416


def _n_visits(connection: Connection, start: int | None, end: int | None) -> float:
    line = event_lines.c
    visit = func.coalesce(line.session_id, line.shopper_id, line.message_id)
    lengths = (
        select(func.count().label("n"))
        .where(line.deliberate == true(), *_within(line.at_us, start, end))
        .group_by(visit)
        .subquery()
    )
    length = cast(lengths.c.n, Float)
    total, squares = connection.execute(select(func.sum(length), func.sum(length * length))).one()
    return float(total) ** 2 / float(squares) if squares else 0.0
