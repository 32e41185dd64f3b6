"""A conversation: what was said, what was understood, what was shown."""

import hashlib
import secrets
from datetime import UTC, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.need import ShoppingNeed


class Message(BaseModel):
    """One message, by the shopper or by the assistant.

    Attributes:
        need: of a shopper's message, what was understood.
        shown: of an answer, ids of the products on cards, in order.
        found: of an answer, every id that search or a tool returned; only these may be on cards.
        writer: of an answer, the model's name or `template`.
        cards: of an answer, the cards as they were sent.
    """

    model_config = ConfigDict(frozen=True)

    message_id: str
    role: Literal["user", "assistant"]
    content: str
    at: datetime
    need: ShoppingNeed | None = None
    shown: tuple[str, ...] = ()
    found: tuple[str, ...] = ()
    writer: str | None = None
    cards: tuple[dict[str, Any], ...] = ()


class Conversation(BaseModel):
    """`token_hash` is the SHA-256 of the token that opens the conversation; the token itself is not kept."""

    model_config = ConfigDict(frozen=True)

    conversation_id: str
    token_hash: str
    created_at: datetime
    messages: tuple[Message, ...] = Field(default=())

    @classmethod
    def begin(cls) -> tuple["Conversation", str]:
        """A conversation that nothing was said in, and the token that opens it: told once, kept as its hash."""
        token = f"ct_{secrets.token_urlsafe(32)}"
        token_hash = hashlib.sha256(token.encode()).hexdigest()
        conversation_id = f"c_{secrets.token_hex(16)}"
        return cls(conversation_id=conversation_id, token_hash=token_hash, created_at=datetime.now(UTC)), token

    @property
    def last_need(self) -> ShoppingNeed | None:
        """The need of the latest shopper's message that had one."""
        return next((m.need for m in reversed(self.messages) if m.need), None)

    @property
    def last_shown(self) -> tuple[str, ...]:
        """Ids of the products on the latest answer's cards that had any."""
        return next((m.shown for m in reversed(self.messages) if m.shown), ())

    @property
    def first_shown(self) -> tuple[str, ...]:
        """Ids of the products on the first answer's cards that had any."""
        return next((m.shown for m in self.messages if m.shown), ())

    @property
    def ever_shown(self) -> tuple[str, ...]:
        """Every id ever on a card here, first shown first."""
        return tuple(dict.fromkeys(i for m in self.messages for i in m.shown))
