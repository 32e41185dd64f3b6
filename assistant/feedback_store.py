"""Keeps what shoppers say of answers, with the answer's conversation: it goes when that goes."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import delete, func, insert, select

from database.engine import Database
from database.tables import conversations, feedback, messages


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a shopper says of one answer.

    Attributes:
        message_id: of the answer.
        stars: 1 to 5; a thumb down is 1, a thumb up is 5.
        reason: a code of the client's, such as `wrong_price`.
        comment: in the shopper's words.
    """

    message_id: str
    stars: int
    at: datetime
    reason: str | None = None
    comment: str | None = None

    def to_json(self) -> dict[str, Any]:
        """For whom it is about."""
        return {name: value for name, value in asdict(self).items() if value is not None} | {"at": self.at.isoformat()}


class FeedbackCount(NamedTuple):
    """How often a reason was given with so many stars."""

    stars: int
    reason: str | None
    n: int


class SqlFeedbackStore:
    """Every method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def conversation_of(self, message_id: str) -> str | None:
        """The id of the conversation that a message is in."""
        with self._database.read() as connection:
            found = select(messages.c.conversation_id).where(messages.c.message_id == message_id)
            return connection.execute(found).scalars().first()

    def keep(self, conversation_id: str, given: Feedback) -> None:
        """Keep it, in place of what was said of the same answer before; nothing if the conversation is gone."""
        of_this = (feedback.c.conversation_id == conversation_id) & (feedback.c.message_id == given.message_id)
        with self._database.write() as connection:
            exists = select(conversations.c.conversation_id).where(conversations.c.conversation_id == conversation_id)
            if connection.execute(exists).first() is None:
                return
            connection.execute(delete(feedback).where(of_this))
            connection.execute(
                insert(feedback).values(
                    conversation_id=conversation_id,
                    message_id=given.message_id,
                    stars=given.stars,
                    reason=given.reason,
                    comment=given.comment,
                    at=given.at,
                )
            )

    def tally(self) -> tuple[FeedbackCount, ...]:
        """How often each reason was given with so many stars, most often first."""
        counted = select(feedback.c.stars, feedback.c.reason, func.count()).group_by(
            feedback.c.stars, feedback.c.reason
        )
        with self._database.read() as connection:
            rows = [FeedbackCount(stars, reason, int(n)) for stars, reason, n in connection.execute(counted)]
        return tuple(sorted(rows, key=lambda one: (-one.n, -one.stars, one.reason or "")))

    def newest(self, limit: int, skipped: int = 0, *, max_stars: int = 5) -> tuple[tuple[str, Feedback], ...]:
        """The latest words on answers, newest first, with the conversations they are in; `skipped` of them left out."""
        found = select(feedback).where(feedback.c.stars <= max_stars)
        found = found.order_by(feedback.c.at.desc(), feedback.c.message_id).offset(skipped).limit(limit)
        with self._database.read() as connection:
            rows = connection.execute(found).all()
        return tuple(
            (row.conversation_id, Feedback(row.message_id, row.stars, row.at, row.reason, row.comment)) for row in rows
        )

    def of_conversation(self, conversation_id: str) -> tuple[Feedback, ...]:
        """Everything that was said of a conversation's answers, oldest first."""
        found = select(feedback).where(feedback.c.conversation_id == conversation_id).order_by(feedback.c.at)
        with self._database.read() as connection:
            rows = connection.execute(found).all()
        return tuple(Feedback(row.message_id, row.stars, row.at, row.reason, row.comment) for row in rows)
