"""What the AI SDK's `useChat` sends (`DefaultChatTransport`), read as a shopper's message."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from api.chat_request import Short, Visiting
from api.foreign_turn import ForeignTurn, up_to_question
from api.told_message import MAX_MESSAGES, ConversationKey, ToldMessage, shown_products

#: An answer has a handful of parts.
MAX_PARTS = 100


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)


class UiPart(_Part):
    """A piece of a message: text is read, `data-products` tells what was shown, all else is passed over."""

    type: Short
    text: str = ""
    data: Any = None


class UiMessage(_Part):
    """`metadata` of an answer is what this server told with it."""

    role: Literal["system", "user", "assistant"]
    parts: Annotated[tuple[UiPart, ...], Field(max_length=MAX_PARTS)] = ()
    metadata: Any = None

    def told(self) -> ToldMessage:
        """The message without its protocol."""
        text = "\n".join(part.text for part in self.parts if part.type == "text")
        shown = [one for part in self.parts if part.type == "data-products" for one in shown_products(part.data)]
        return ToldMessage(self.role, text, ConversationKey.read(self.metadata), tuple(shown))


class UiRequest(Visiting):
    """The whole chat as the page has it; `id` is the page's own name for it.

    `context`, `user`, `conversation_id` and `conversation_token` are what the transport's `body` adds.
    """

    id: Short | None = None
    messages: Annotated[tuple[UiMessage, ...], Field(min_length=1, max_length=MAX_MESSAGES)]
    trigger: Short | None = None
    conversation_id: Short | None = None
    conversation_token: Short | None = None

    @model_validator(mode="after")
    def _asks_something(self) -> "UiRequest":
        up_to_question(self._told())
        return self

    def turn(self, conversation_id: str | None) -> ForeignTurn:
        """The shopper's message; `conversation_id` is the header's. An answer that is to be given anew is retold."""
        named = conversation_id or self.conversation_id
        return ForeignTurn(
            messages=up_to_question(self._told()),
            visiting=Visiting(context=self.context, user=self.user),
            key=ConversationKey(named, self.conversation_token) if named else None,
            goes_on=self.trigger != "regenerate-message",
        )

    def _told(self) -> tuple[ToldMessage, ...]:
        return tuple(message.told() for message in self.messages)
