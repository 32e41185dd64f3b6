"""The rows of the two event tables, inside a transaction that others opened."""

import hashlib
import time
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, Literal

from sqlalchemy import Connection, Dialect, case, delete, insert, or_, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.sql.compiler import SQLCompiler

from database.tables import event_lines, events, shopper_consents
from events import sqlite_rows
from events.erasures import erased_until
from events.event import Consent, Event
from events.event_line import EventLine, HistoryLine, lines_of

Verdict = Literal["stored", "duplicate"]
#: Later than any event.
_FOR_GOOD = 2**63 - 1
#: The columns of a line, in the order of its fields.
LINE_COLUMNS = tuple(event_lines.c[name] for name in EventLine._fields)
_EVENT_KEYS = ("message_id", "transaction_key", "type", "shopper_id", "at_us", "received_us", "body")
#: All columns of the table of lines, in its order.
_ROW_KEYS = ("event_id", "line", *EventLine._fields, "deliberate")
#: What orders lines, in whatever order they were received: the time; at one moment what is shown before what comes of
#: it, and that before what is bought and given back; then the event, whose lines stay together.
OLDEST_FIRST = (
    event_lines.c.at_us,
    case({"shown": 0, "purchase": 2, "refund": 3}, value=event_lines.c.type, else_=1),
    event_lines.c.message_id,
    event_lines.c.line,
)
HISTORY_COLUMNS = tuple(event_lines.c[name] for name in HistoryLine._fields)


def append(connection: Connection, batch: Sequence[Event]) -> tuple[Verdict, ...]:
    """Write down the events that are new; what became of each.

    Of one without consent, of a shopper who withdrew theirs, or from before a shopper was erased, only what leads to no
    person is kept. Of an order that is told several times the earliest telling counts, even if it arrives last.
    """
    kept = [
        event if event.consent.personalization else event.without_person() for event in _as_agreed(connection, batch)
    ]
    row_numbers = insert_new(connection, kept)
    # An id that comes twice in the batch is found, and taken out, by its first event.
    places = [row_numbers.pop(event.message_id, None) for event in kept]
    stored = [(place, event) for place, event in zip(places, kept, strict=True) if place is not None]
    insert_lines(connection, stored)
    _keep_earliest(connection, [event for place, event in zip(places, kept, strict=True) if place is None])
    return tuple("duplicate" if place is None else "stored" for place in places)


def _as_agreed(connection: Connection, batch: Sequence[Event]) -> list[Event]:
    """The events, without consent where their shopper said that nothing must be kept, or has been erased since."""
    whose = {one for event in batch for one in event.shopper_ids}
    if not whose:
        return list(batch)
    may = shopper_consents.c
    withdrawn = select(may.shopper_id).where(may.shopper_id.in_(whose), ~(may.serve & may.personalize))
    gone = dict.fromkeys(connection.execute(withdrawn).scalars(), _FOR_GOOD)
    until = erased_until(connection, whose) | gone
    no = {"consent": Consent(personalization=False)}
    return [
        event.model_copy(update=no) if any(event.at_us <= until.get(one, -1) for one in event.shopper_ids) else event
        for event in batch
    ]


def insert_new(connection: Connection, batch: Sequence[Event]) -> dict[str, int]:
    """Write the events that are not there yet, the first of several with one id.

    Returns:
        Message id → row number, of those that were written.
    """
    if not batch:
        return {}
    received_us = time.time_ns() // 1_000
    new = [_event_row(event, received_us) for event in batch]
    if connection.dialect.name == "sqlite":
        return sqlite_rows.insert_events(connection, _EVENT_KEYS, new)
    statement = postgresql_insert(events).on_conflict_do_nothing().returning(events.c.message_id, events.c.id)
    rows = connection.execute(statement, [dict(zip(_EVENT_KEYS, row, strict=True)) for row in new])
    return {message_id: row_number for message_id, row_number in rows}  # noqa: C416 rows are no plain tuples


def _keep_earliest(connection: Connection, repeated: Iterable[Event]) -> None:
    """Put the earliest telling of each order in the place of the stored one; of those of one moment the first by id.

    Which of them arrives first is chance, and must not decide when and as what the order counts.
    """
    told: dict[str, Event] = {}
    for event in sorted(repeated, key=_telling, reverse=True):
        if (key := _transaction_key(event)) is not None:
            told[key] = event
    if not told:
        return
    ids = [event.message_id for event in told.values()]
    column = events.c
    found = select(column.id, column.transaction_key, column.at_us, column.message_id).where(
        or_(column.transaction_key.in_(told), column.message_id.in_(ids))
    )
    rows = connection.execute(found).all()
    number_of = {row.message_id: row.id for row in rows}
    for row in rows:
        first = told.get(row.transaction_key or "")
        if first is None or _telling(first) >= (row.at_us, row.message_id):
            continue
        if number_of.get(first.message_id, row.id) == row.id:  # an id may be another event's already
            _replace(connection, row.id, first)


def _telling(event: Event) -> tuple[int, str]:
    return event.at_us, event.message_id


def _replace(connection: Connection, row_number: int, event: Event) -> None:
    """Write an event over another; when that was received stays."""
    values = dict(zip(_EVENT_KEYS, _event_row(event, 0), strict=True))
    del values["received_us"]
    connection.execute(update(events).where(events.c.id == row_number).values(values))
    connection.execute(delete(event_lines).where(event_lines.c.event_id == row_number))
    insert_lines(connection, [(row_number, event)])


def insert_lines(connection: Connection, stored: Iterable[tuple[int, Event]]) -> None:
    """Write the lines of events whose row numbers are given."""
    rows = [
        (row_number, place, *line, line.deliberate)
        for row_number, event in stored
        for place, line in enumerate(lines_of(event))
    ]
    if not rows:
        return
    # Straight to the driver: SQLAlchemy would spend as long on the parameters as the database on the rows.
    if connection.dialect.name == "sqlite":
        sqlite_rows.insert_rows(connection, event_lines.name, _ROW_KEYS, rows)
    else:
        statement = str(_compiled_insert(connection.dialect))
        connection.exec_driver_sql(statement, [dict(zip(_ROW_KEYS, row, strict=True)) for row in rows])


@lru_cache(maxsize=4)
def _compiled_insert(dialect: Dialect) -> SQLCompiler:
    return insert(event_lines).compile(dialect=dialect, column_keys=list(_ROW_KEYS))


def _event_row(event: Event, received_us: int) -> tuple[Any, ...]:
    """In the order of `_EVENT_KEYS`."""
    whose = event.shopper_id if event.consent.personalization else None
    key = _transaction_key(event)
    return event.message_id, key, event.type, whose, event.at_us, received_us, event.to_json()


def _transaction_key(event: Event) -> str | None:
    transaction_id = event.properties.transaction_id
    if event.type != "purchase" or transaction_id is None:
        return None
    return hashlib.blake2b(transaction_id.encode(), digest_size=16).hexdigest()
