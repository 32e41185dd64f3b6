"""What a client sends to chat."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from catalog.product import ProductId
from shoppers.profile import ShopperProfile

MAX_MESSAGE_CHARACTERS = 4_000
Short = Annotated[str, StringConstraints(max_length=200)]


def has_words(content: str) -> bool:
    """Whether there is anything to read in it."""
    return any(character.isprintable() and not character.isspace() for character in content)


def _with_words(content: str) -> str:
    if not has_words(content):
        raise ValueError("the message is empty; write what you are looking for")
    return content


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)


class ChatMessage(_Part):
    role: Literal["user"] = "user"
    content: Annotated[str, Field(max_length=MAX_MESSAGE_CHARACTERS), AfterValidator(_with_words)]


class ChatPage(_Part):
    """The page the shopper is looking at; `product_id` is what "this one" means."""

    url: Annotated[str, StringConstraints(max_length=2_000)] | None = None
    product_id: ProductId | None = None


class ChatCartItem(_Part):
    product_id: ProductId | None = None


class ChatCart(_Part):
    """What lies in the cart, as far as the page says."""

    items: tuple[ChatCartItem, ...] = Field(default=(), max_length=200)


class ChatContext(_Part):
    """What the page knows; `session_id` is the visit's, the same as in its events."""

    page: ChatPage = ChatPage()
    cart: ChatCart = ChatCart()
    session_id: Short | None = None
    locale: Short | None = None
    currency: Short | None = None
    country: Short | None = None


class ChatConsent(_Part):
    """What the shopper agreed to. Without a word of it, a browser's visitor is remembered in the conversation alone."""

    personalization: bool | None = None


class ChatShopper(_Part):
    """Who is asking, as far as the caller says; `profile` shapes this conversation's answers and is not stored.

    `id` names a signed-in shopper and counts only from a caller with a secret key: a browser could name anybody.
    """

    anonymous_id: Short | None = None
    id: Short | None = None
    profile: ShopperProfile = ShopperProfile()
    consent: ChatConsent = ChatConsent()


class Visiting(_Part):
    """Who is here, and where: what every route that serves a shopper takes."""

    context: ChatContext = ChatContext()
    user: ChatShopper = ChatShopper()


class ChatRequest(Visiting):
    """A shopper's message. Without `conversation_id` a conversation begins; with it, its token must come along."""

    conversation_id: Short | None = None
    conversation_token: Short | None = None
    message: ChatMessage
