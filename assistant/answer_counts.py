"""Who wrote the answers that are kept."""

from datetime import UTC, datetime

from sqlalchemy import func, select

from assistant.message_field import message_field
from database.engine import Database
from database.tables import conversations, messages


def count_answers(database: Database, start: datetime | None, end: datetime | None) -> dict[str, int]:
    """Writer → answers given in a time window, in conversations that are not past their retention; most first.

    Args:
        database: whose conversations are counted.
        start: the earliest moment; None for the beginning.
        end: the moment after the latest; None for no end.
    """
    writer, at = message_field(database, "writer"), message_field(database, "at")
    statement = (
        select(writer, func.count())
        .join_from(messages, conversations, conversations.c.conversation_id == messages.c.conversation_id)
        .where(message_field(database, "role") == "assistant", writer.is_not(None))
        .group_by(writer)
    )
    if start is not None:
        statement = statement.where(at >= _text(start))
    if end is not None:
        statement = statement.where(at < _text(end), conversations.c.created_at < end)
    with database.read() as connection:
        counted = [(str(name), int(n)) for name, n in connection.execute(statement)]
    return dict(sorted(counted, key=lambda one: (-one[1], one[0])))


def _text(moment: datetime) -> str:
    """To the second, without a zone: what ISO 8601 in UTC is compared with, letter by letter."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")
