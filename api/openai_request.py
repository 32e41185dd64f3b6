"""What a client of OpenAI's Chat Completions sends, read as a shopper's message."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from api.chat_request import Short, Visiting
from api.foreign_turn import ForeignTurn, up_to_question
from api.told_message import MAX_MESSAGES, ConversationKey, ToldMessage, shown_products


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)


class ContentPart(_Part):
    """A piece of a message; only text is read."""

    type: Short = "text"
    text: str = ""


class CompletionMessage(_Part):
    """Instructions (`system`, `developer`) and tools are the shop's own: such messages are not heard.

    `shopkeeper` comes back on answers that the client kept whole.
    """

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | tuple[ContentPart, ...] | None = None
    shopkeeper: dict[str, Any] | None = None

    def told(self) -> ToldMessage:
        """The message without its protocol."""
        parts = (ContentPart(text=self.content),) if isinstance(self.content, str) else self.content or ()
        text = "\n".join(part.text for part in parts if part.type == "text")
        ours = self.shopkeeper or {}
        return ToldMessage(self.role, text, ConversationKey.read(ours), shown_products(ours.get("products")))


class StreamOptions(_Part):
    include_usage: bool = False


class CompletionRequest(_Part):
    """Chat Completions. What would steer a bare model (temperature, tools, formats) is ignored.

    `shopkeeper` takes `context` and `user` as `POST /v1/chat` does.
    """

    messages: Annotated[tuple[CompletionMessage, ...], Field(min_length=1, max_length=MAX_MESSAGES)]
    model: Annotated[str, StringConstraints(max_length=200)] = "shopkeeper"
    stream: bool | None = None
    stream_options: StreamOptions | None = None
    n: Annotated[int, Field(ge=1, le=1)] | None = None
    user: Short | None = None
    metadata: dict[str, Any] | None = None
    shopkeeper: Visiting = Visiting()

    @model_validator(mode="after")
    def _asks_something(self) -> "CompletionRequest":
        up_to_question(self._told())
        return self

    @property
    def wants_usage(self) -> bool:
        """Whether a stream ends with a chunk that counts tokens."""
        return bool(self.stream_options and self.stream_options.include_usage)

    def turn(self, conversation_id: str | None) -> ForeignTurn:
        """The shopper's message; `conversation_id` is the header's."""
        shopper = self.shopkeeper.user
        known_as = shopper.model_copy(update={"anonymous_id": shopper.anonymous_id or self.user})
        return ForeignTurn(
            messages=up_to_question(self._told()),
            visiting=self.shopkeeper.model_copy(update={"user": known_as}),
            key=ConversationKey(conversation_id) if conversation_id else ConversationKey.read(self.metadata),
        )

    def _told(self) -> tuple[ToldMessage, ...]:
        return tuple(message.told() for message in self.messages)
