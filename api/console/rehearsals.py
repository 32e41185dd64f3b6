"""Conversations that staff hold as any shopper: answered as the shopper's would be, and kept nowhere."""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

from api.chat_answer import fold_events
from api.shop import Shop
from assistant.agent import Assistant
from assistant.brief import Turn, TurnBrief
from assistant.conversation import Conversation, Message
from assistant.prompt import turn_text
from assistant.stream import Failure
from shoppers.rank_request import Visit

#: Rehearsals that go on at the same time; the one that was silent longest is forgotten first.
MAX_KEPT = 50


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """One turn.

    Attributes:
        conversation: with this turn in it.
        answer: as `POST /v1/chat` gives it; or why there is none.
        brief: what the answer was made from.
        prompt: this turn's material and words, as a model is sent them.
    """

    conversation: Conversation
    answer: dict[str, Any] | Failure
    brief: TurnBrief
    prompt: str


class Rehearsals:
    """Keeps rehearsals in memory alone, and is the `ConversationStore` of their assistant. Thread-safe."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self._kept: OrderedDict[str, Conversation] = OrderedDict()
        self._lock = threading.Lock()

    def prepare(self, message: str, shopper_id: str | None, conversation_id: str = "") -> tuple[Turn, TurnBrief]:
        """What an answer to the message would be made from: in a rehearsal that goes on, or in a new one.

        Nothing is read of a shopper who does not agree, and experiments serve them as they always would.
        """
        conversation = self.load(conversation_id)
        if conversation is None or conversation.shopper_id != shopper_id:
            conversation = Conversation.begin(shopper_id)[0]
        turn = self._shop.with_memory(Turn(message, conversation, visit=Visit(shopper_id)))
        return turn, self._assistant.prepare(turn)

    async def answer(self, turn: Turn, brief: TurnBrief) -> Rehearsed:
        """The answer, written from what was prepared; a language model that writes it is paid for as always."""
        self.create(turn.conversation)
        async with aclosing(self._assistant.answer(turn, brief)) as events:
            told = fold_events([event async for event in events])
        conversation = self.load(turn.conversation.conversation_id) or turn.conversation
        known = self._shop.catalog.products([*turn.cart, *turn.conversation.last_shown])
        return Rehearsed(conversation, told, brief, turn_text(brief, known=known))

    def load(self, conversation_id: str) -> Conversation | None:
        """A rehearsal, or None."""
        with self._lock:
            return self._kept.get(conversation_id)

    def create(self, conversation: Conversation) -> None:
        """Keep a rehearsal for a while."""
        with self._lock:
            self._kept[conversation.conversation_id] = conversation
            self._kept.move_to_end(conversation.conversation_id)
            while len(self._kept) > MAX_KEPT:
                self._kept.popitem(last=False)

    def append(self, conversation_id: str, messages: Sequence[Message]) -> None:
        """Add messages to a rehearsal that is still kept."""
        known = self.load(conversation_id)
        if known:
            self.create(known.model_copy(update={"messages": (*known.messages, *messages)}))

    def delete(self, conversation_id: str) -> bool:
        """Forget a rehearsal; False if there was none."""
        with self._lock:
            return self._kept.pop(conversation_id, None) is not None

    @property
    def _assistant(self) -> Assistant:
        return self._shop.assistant.rehearsing(self)
