"""Keeps conversations in the shop's database."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import delete, func, insert, select, update

from assistant.conversation import Conversation, Message
from database.engine import Database
from database.tables import conversations, messages


class SqlConversationStore:
    """The real `ConversationStore`: every method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def load(self, conversation_id: str) -> Conversation | None:
        """The conversation with its messages in order, or None."""
        with self._database.read() as connection:
            row = connection.execute(
                select(conversations).where(conversations.c.conversation_id == conversation_id)
            ).first()
            if row is None:
                return None
            of_this = select(messages.c.body).where(messages.c.conversation_id == conversation_id)
            bodies = connection.execute(of_this.order_by(messages.c.seq)).scalars().all()
        return Conversation(
            conversation_id=row.conversation_id,
            token_hash=row.token_hash,
            created_at=row.created_at if row.created_at.tzinfo else row.created_at.replace(tzinfo=UTC),
            messages=tuple(Message.model_validate_json(body) for body in bodies),
            shopper_id=row.shopper_id,
        )

    def create(self, conversation: Conversation) -> None:
        """Keep a new conversation."""
        with self._database.write() as connection:
            connection.execute(
                insert(conversations).values(
                    conversation_id=conversation.conversation_id,
                    token_hash=conversation.token_hash,
                    created_at=conversation.created_at,
                    shopper_id=conversation.shopper_id,
                )
            )

    def append(self, conversation_id: str, added: Sequence[Message]) -> None:
        """Add messages in order; on disk when it returns. Nothing is kept for a conversation deleted meanwhile."""
        with self._database.write() as connection:
            exists = select(conversations.c.conversation_id).where(conversations.c.conversation_id == conversation_id)
            if connection.execute(exists).first() is None:
                return
            of_this = messages.c.conversation_id == conversation_id
            last = connection.execute(select(func.max(messages.c.seq)).where(of_this)).scalar()
            rows = [
                {
                    "conversation_id": conversation_id,
                    "seq": seq,
                    "message_id": message.message_id,
                    "body": message.model_dump_json(exclude_defaults=True),
                }
                for seq, message in enumerate(added, start=0 if last is None else last + 1)
            ]
            connection.execute(insert(messages), rows)

    def delete(self, conversation_id: str) -> bool:
        """Forget it with everything in it; False if there was none."""
        with self._database.write() as connection:
            connection.execute(delete(messages).where(messages.c.conversation_id == conversation_id))
            gone = connection.execute(delete(conversations).where(conversations.c.conversation_id == conversation_id))
        return bool(gone.rowcount)

    def assign(self, conversation_id: str, shopper_id: str) -> None:
        """Say whose memory a conversation reads and writes from now on."""
        this = conversations.c.conversation_id == conversation_id
        with self._database.write() as connection:
            connection.execute(update(conversations).where(this).values(shopper_id=shopper_id))

    def ids_of(self, shopper_id: str) -> tuple[str, ...]:
        """The conversations of a shopper, oldest first."""
        own = select(conversations.c.conversation_id).where(conversations.c.shopper_id == shopper_id)
        with self._database.read() as connection:
            return tuple(connection.execute(own.order_by(conversations.c.created_at)).scalars())

    def is_opened_by(self, shopper_id: str, token_hash: str) -> bool:
        """Whether a token with this hash opens one of the shopper's conversations."""
        own = (conversations.c.shopper_id == shopper_id, conversations.c.token_hash == token_hash)
        with self._database.read() as connection:
            return connection.execute(select(conversations.c.conversation_id).where(*own)).first() is not None

    def delete_before(self, moment: datetime) -> int:
        """Forget conversations begun before `moment` (retention); how many."""
        old = select(conversations.c.conversation_id).where(conversations.c.created_at < moment)
        with self._database.write() as connection:
            connection.execute(delete(messages).where(messages.c.conversation_id.in_(old)))
            return connection.execute(delete(conversations).where(conversations.c.created_at < moment)).rowcount
