"""A conversation: what was said, what was understood, what was shown."""

import hashlib
import secrets
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.language_model import ModelMessage
from assistant.need import ShoppingNeed
from shoppers.memory import ShopperMemory
from shoppers.statement import Statement


class Message(BaseModel):
    """One message, by the shopper or by the assistant.

    Attributes:
        need: of a shopper's message, what was understood.
        prompt: of a shopper's message, the text that the model was sent for it: material and words. It is sent again
            byte for byte in later turns; empty where no model was asked.
        stated: of a shopper's message, what it says of the shopper and may be remembered.
        forgot: of a shopper's message, words of what it asks to forget; `*` for everything.
        shown: of an answer, ids of the products on cards, in order.
        found: of an answer, every id that search or a tool returned; only these may be on cards.
        writer: of an answer, the model's name or `template`.
        cards: of an answer, the cards as they were sent.
        citations: of an answer, its sources as they were sent.
        exchange: of an answer, what the model said and called, and what its calls gave, as it is sent again.
        experiments: of an answer, experiment and variant that it was given under.
        is_complete: of an answer, False where the shopper left or stopped it before its end.
        notice: of an answer, why the template wrote where a model should have.
        n_corrected: of an answer, untrue statements of the model that were held back.
        latency_ms: of an answer, milliseconds by step.
        usage: of an answer, tokens by kind over all calls of the model, and `cost` in US dollars where it is known.
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
    citations: tuple[dict[str, Any], ...] = ()
    prompt: str = ""
    exchange: tuple[ModelMessage, ...] = ()
    stated: tuple[Statement, ...] = ()
    forgot: tuple[str, ...] = ()
    experiments: dict[str, str] = {}
    is_complete: bool = True
    notice: str | None = None
    n_corrected: int = 0
    latency_ms: dict[str, float] = {}
    usage: dict[str, int | Decimal] = {}


class Conversation(BaseModel):
    """What was said between a shopper and the assistant.

    Attributes:
        token_hash: SHA-256 of the token that opens the conversation; the token itself is not kept.
        shopper_id: whose memory is read and written here; None where nothing outlasts the conversation.
    """

    model_config = ConfigDict(frozen=True)

    conversation_id: str
    token_hash: str
    created_at: datetime
    messages: tuple[Message, ...] = Field(default=())
    shopper_id: str | None = None

    @classmethod
    def begin(cls, shopper_id: str | None = None) -> tuple["Conversation", str]:
        """A conversation that nothing was said in, and the token that opens it: told once, kept as its hash."""
        token = f"ct_{secrets.token_urlsafe(32)}"
        token_hash = hashlib.sha256(token.encode()).hexdigest()
        conversation_id = f"c_{secrets.token_hex(16)}"
        conversation = cls(
            conversation_id=conversation_id, token_hash=token_hash, created_at=datetime.now(UTC), shopper_id=shopper_id
        )
        return conversation, token

    @property
    def last_need(self) -> ShoppingNeed | None:
        """The need of the latest shopper's message that had one."""
        return next((m.need for m in reversed(self.messages) if m.need), None)

    @property
    def last_shown(self) -> tuple[str, ...]:
        """Ids of the products on the latest answer's cards that had any."""
        return next((m.shown for m in reversed(self.messages) if m.shown), ())

    @property
    def ever_found(self) -> frozenset[str]:
        """Every id that a search or a tool returned here."""
        return frozenset(i for m in self.messages for i in (*m.found, *m.shown))

    @property
    def first_shown(self) -> tuple[str, ...]:
        """Ids of the products on the first answer's cards that had any."""
        return next((m.shown for m in self.messages if m.shown), ())

    @property
    def ever_shown(self) -> tuple[str, ...]:
        """Every id ever on a card here, first shown first."""
        return tuple(dict.fromkeys(i for m in self.messages for i in m.shown))

    @property
    def memory(self) -> ShopperMemory:
        """What the shopper stated here and did not take back."""
        memory = ShopperMemory()
        for message in self.messages:
            memory = memory.hearing(message.stated, message.forgot, message.content, message.at)
        return memory

    @property
    def forgot(self) -> tuple[str, ...]:
        """Words of everything that was to be forgotten here."""
        return tuple(word for message in self.messages for word in message.forgot)
