"""Who wrote the answers that are kept, and how long each took."""

from collections import defaultdict
from datetime import UTC, datetime

from sqlalchemy import select

from assistant.message_field import message_field
from database.engine import Database
from database.tables import conversations, messages


def answer_times(database: Database, start: datetime | None, end: datetime | None) -> dict[str, list[float | None]]:
    """Writer → milliseconds that each of the answers of a time window took, most answers first.

    Those of conversations that are not past their retention; None for an answer that was broken off, or that was kept
    by a Shopkeeper that did not measure.

    Args:
        database: whose conversations are counted.
        start: the earliest moment; None for the beginning.
        end: the moment after the latest; None for no end.
    """
    writer, at = message_field(database, "writer"), message_field(database, "at")
    statement = (
        select(writer, message_field(database, "latency_ms", "total"))
        .join_from(messages, conversations, conversations.c.conversation_id == messages.c.conversation_id)
        .where(message_field(database, "role") == "assistant", writer.is_not(None))
    )
    if start is not None:
        statement = statement.where(at >= _text(start))
    if end is not None:
        statement = statement.where(at < _text(end), conversations.c.created_at < end)
    found: dict[str, list[float | None]] = defaultdict(list)
    with database.read() as connection:
        for name, milliseconds in connection.execute(statement):
            found[str(name)].append(None if milliseconds is None else float(milliseconds))
    return dict(sorted(found.items(), key=lambda one: (-len(one[1]), one[0])))


def _text(moment: datetime) -> str:
    """To the second, without a zone: what ISO 8601 in UTC is compared with, letter by letter."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")
