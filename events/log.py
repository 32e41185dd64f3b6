"""The durable log of what shoppers did: written once, read as histories, as a stream, and in numbers."""

import json
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, delete, func, select, true

from database.engine import Database
from database.tables import event_lines, events, shopper_consents
from events.event import Event
from events.event_line import EventLine, HistoryLine
from events.event_table import HISTORY_COLUMNS, LINE_COLUMNS, OLDEST_FIRST, Verdict, append
from events.vocabulary import EventType

#: Rows fetched at a time when a window is read.
_ROWS_AT_A_TIME = 5_000
_SHOWN: tuple[EventType, ...] = ("shown",)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LINE = event_lines.c
#: At one moment as training orders them: in whatever order they came, and whatever they came with.
_NEWEST_FIRST = (_LINE.at_us.desc(), _LINE.product_id.desc(), _LINE.type.desc(), _LINE.quantity.desc())


@dataclass(frozen=True, slots=True)
class Appended:
    """What became of each event, in the order they were given."""

    verdicts: tuple[Verdict, ...]

    @property
    def n_stored(self) -> int:
        """How many were new."""
        return self.verdicts.count("stored")

    @property
    def n_duplicates(self) -> int:
        """How many were there already."""
        return self.verdicts.count("duplicate")


class BoughtVariant(NamedTuple):
    """One thing of a purchase, as the shop numbers it."""

    product_id: str
    variant_id: str | None
    at: datetime


class EventLog:
    """What shoppers did, in the database. Safe to share between threads and processes.

    Shoppers go by the ids that `events.shopper_id.shopper_id_of` makes.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def append(self, batch: Iterable[Event]) -> Appended:
        """Write down the events that are new: all of them are on disk when this returns, or none is.

        An event whose `message_id` is there already, or a purchase whose `transaction_id` is, is a duplicate; of such
        purchases the earliest counts. Of one
        without consent to personalization, or of a shopper who withdrew it, only what leads to no person is kept.

        Raises:
            DatabaseUnavailable: if the database cannot be written; nothing was.
        """
        with self._database.write() as connection:
            return Appended(append(connection, list(batch)))

    def count(self) -> int:
        """How many events there are."""
        with self._database.read() as connection:
            return int(connection.execute(select(func.count()).select_from(events)).scalar_one())

    def history(self, shopper_id: str, before: datetime, limit: int = 200) -> list[HistoryLine]:
        """The newest products a shopper acted on, oldest first; what was only shown to them is not among them."""
        return self._newest(_LINE.shopper_id == shopper_id, before, limit)

    def session(self, session_id: str, before: datetime, limit: int = 200) -> list[HistoryLine]:
        """The newest products acted on in one visit, oldest first."""
        return self._newest(_LINE.session_id == session_id, before, limit)

    def lines(
        self, start: datetime | None = None, end: datetime | None = None, types: Collection[EventType] | None = None
    ) -> Iterator[EventLine]:
        """The lines of a time window, oldest first, some thousands in memory at a time.

        Args:
            start: the earliest moment; None for the beginning.
            end: the moment after the latest; None for no end.
            types: of these types only; None for all.
        """
        statement = select(*LINE_COLUMNS).order_by(*OLDEST_FIRST)
        if start is not None:
            statement = statement.where(_LINE.at_us >= _to_us(start))
        if end is not None:
            statement = statement.where(_LINE.at_us < _to_us(end))
        if types is not None:
            statement = statement.where(_LINE.type.in_(sorted(types)))
        with self._database.read() as connection:
            rows = connection.execution_options(yield_per=_ROWS_AT_A_TIME).execute(statement)
            with closing(rows):
                for row in rows:
                    yield EventLine._make(row)

    def impressions(self, start: datetime | None = None, end: datetime | None = None) -> Iterator[EventLine]:
        """What was shown in a time window, oldest first: list, position, policy and propensity of every product."""
        return self.lines(start, end, types=_SHOWN)

    def forget(self, shopper_id: str) -> int:
        """Delete every event of a shopper; returns how many there were."""
        with self._database.write() as connection:
            return int(connection.execute(delete(events).where(events.c.shopper_id == shopper_id)).rowcount)

    def bought_variants(self, shopper_id: str, before: datetime, n_purchases: int) -> list[BoughtVariant]:
        """What the newest purchases of a shopper held, newest purchase first."""
        own = select(events.c.body).where(events.c.shopper_id == shopper_id, events.c.type == "purchase")
        newest = own.where(events.c.at_us < _to_us(before)).order_by(events.c.at_us.desc(), events.c.message_id.desc())
        with self._database.read() as connection:
            bodies = connection.execute(newest.limit(n_purchases)).scalars().all()
        # Ours, and checked when they came in: to check them again would take as long as everything else of a turn.
        purchases = map(json.loads, bodies)
        return [
            BoughtVariant(item["item_id"], item.get("item_variant"), datetime.fromisoformat(purchase["timestamp"]))
            for purchase in purchases
            for item in purchase.get("properties", {}).get("items", ())
        ]

    def events_of(self, shopper_id: str) -> list[dict[str, Any]]:
        """Every event of a shopper as it was taken in, oldest first."""
        column = events.c
        own = select(column.body).where(column.shopper_id == shopper_id).order_by(column.at_us, column.message_id)
        with self._database.read() as connection:
            return [json.loads(body) for body in connection.execute(own).scalars()]

    def withheld_from_training(self) -> frozenset[str]:
        """Ids of the shoppers who do not want models to learn from what they did."""
        may = shopper_consents.c
        refused = select(may.shopper_id).where(~(may.serve & may.personalize & may.train))
        with self._database.read() as connection:
            return frozenset(connection.execute(refused).scalars())

    def _newest(self, whose: ColumnElement[bool], before: datetime, limit: int) -> list[HistoryLine]:
        statement = (
            select(*HISTORY_COLUMNS)
            .where(whose, _LINE.deliberate == true(), _LINE.at_us < _to_us(before))
            .order_by(*_NEWEST_FIRST)
            .limit(limit)
        )
        with self._database.read() as connection:
            newest_first: Any = connection.execute(statement).all()
        return [HistoryLine._make(row) for row in reversed(newest_first)]


def _to_us(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(microseconds=1)
