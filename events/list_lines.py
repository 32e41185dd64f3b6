"""Reads what a report of lists is made of: what was shown, what shoppers did about it, what they bought."""

import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any, NamedTuple

from sqlalchemy import Select, Text, and_, case, func, null, or_, select

from database.engine import Database
from database.tables import event_lines, events
from events.event_line import EventLine
from events.event_table import LINE_COLUMNS, OLDEST_FIRST

#: What is read; what shoppers merely looked at, searched for and rated would be most of the log.
TYPES = ("shown", "select_item", "view_item", "add_to_wishlist", "add_to_cart", "purchase", "refund")
_ROWS_AT_A_TIME = 5_000


class ListLine(NamedTuple):
    """A line of the log; of a list, with the conversation that it was shown in, as far as the log may know it."""

    line: EventLine
    conversation_id: str | None


def read_list_lines(database: Database, start_us: int | None, end_us: int | None) -> Iterator[ListLine]:
    """The lines of a time window, oldest first, some thousands in memory at a time.

    Args:
        database: whose log is read.
        start_us: the earliest moment, microseconds since the epoch; None for the beginning.
        end_us: the moment after the latest; None for no end.
    """
    with database.read() as connection:
        rows = connection.execution_options(yield_per=_ROWS_AT_A_TIME).execute(_statement(start_us, end_us))
        with closing(rows):
            for row in rows:
                yield _list_line(row)


def newest_us(database: Database) -> int | None:
    """The moment of the newest event, microseconds since the epoch; None in an empty log."""
    with database.read() as connection:
        return connection.execute(select(func.max(event_lines.c.at_us))).scalar()


def _statement(start_us: int | None, end_us: int | None) -> Select[Any]:
    line = event_lines.c
    # A list's conversation stands in its event alone, which is read once for all of its lines.
    body = case((and_(line.type == "shown", line.line == 0), events.c.body), else_=null().cast(Text))
    # Acts that name no list go back to none.
    wanted = or_(line.type.in_(("shown", "purchase", "refund")), line.list_id.is_not(None))
    statement = (
        select(*LINE_COLUMNS, body)
        .join_from(event_lines, events, events.c.id == line.event_id)
        .where(line.type.in_(TYPES), wanted)
        .order_by(*OLDEST_FIRST)
    )
    if start_us is not None:
        statement = statement.where(line.at_us >= start_us)
    return statement if end_us is None else statement.where(line.at_us < end_us)


def _list_line(row: Sequence[Any]) -> ListLine:
    body = row[-1]
    attribution: dict[str, str] = json.loads(body).get("attribution", {}) if body else {}
    return ListLine(EventLine._make(row[:-1]), attribution.get("conversation_id"))
