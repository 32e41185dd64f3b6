"""A conversation with the shop's assistant, held from a terminal."""

import asyncio
from collections.abc import Callable
from contextlib import aclosing
from dataclasses import replace
from types import TracebackType
from typing import TYPE_CHECKING, Self

from assistant.brief import Turn, TurnBrief
from assistant.conversation import Conversation, Message
from assistant.stream import TurnEvent
from shoppers.profile import ShopperProfile
from shoppers.rank_request import Visit

if TYPE_CHECKING:
    from api.shop import Shop

ShowEvent = Callable[[TurnEvent], None]


class Dialogue:
    """Turn after turn of one conversation. Keeps one event loop, since the model's connections belong to it."""

    def __init__(self, shop: "Shop", profile: ShopperProfile | None = None, shopper_id: str | None = None) -> None:
        self._shop = shop
        self._profile = profile or ShopperProfile()
        self._shopper_id = shopper_id
        self._loop = asyncio.Runner()
        self._conversation: Conversation | None = None
        self._last_turn: Turn | None = None

    def ask(self, message: str, show: ShowEvent) -> None:
        """Answer one message; `show` is given every event as it comes.

        Raises:
            KeyboardInterrupt: after Ctrl-C; the answer was stopped and the dialogue can go on.
        """
        turn = self._turn(message)
        self._last_turn = turn
        try:
            self._loop.run(self._stream(turn, show))
        finally:
            self._conversation = self._shop.conversations.load(turn.conversation.conversation_id)

    def prepare(self, message: str) -> TurnBrief:
        """What an answer would be made from; nothing is written, sent or kept."""
        conversation = self._conversation or Conversation.begin(self._shopper_id)[0]
        return self._shop.assistant.prepare(self._turn_in(conversation, message))

    def last_brief(self) -> TurnBrief | None:
        """What the latest answer was made from, or None before the first."""
        return self._shop.assistant.prepare(self._last_turn) if self._last_turn else None

    def messages(self) -> tuple[Message, ...]:
        """What was said so far, oldest first."""
        return tuple(self._conversation.messages) if self._conversation else ()

    def reset(self) -> None:
        """Begin a new conversation with the next message."""
        self._conversation = self._last_turn = None

    def close(self) -> None:
        """Give the model's connections and the event loop back."""
        self._loop.run(self._shop.close_model())
        self._loop.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _turn(self, message: str) -> Turn:
        if self._conversation:
            return self._turn_in(self._conversation, message)
        conversation, token = Conversation.begin(self._shopper_id)
        self._shop.conversations.create(conversation)
        return replace(self._turn_in(conversation, message), new_token=token)

    def _turn_in(self, conversation: Conversation, message: str) -> Turn:
        turn = Turn(message, conversation, self._profile, visit=Visit(self._shopper_id))
        return self._shop.with_memory(turn)

    async def _stream(self, turn: Turn, show: ShowEvent) -> None:
        async with aclosing(self._shop.assistant.answer(turn)) as events:
            async for event in events:
                show(event)
