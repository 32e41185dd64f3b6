"""A message of a conversation as a client of another protocol sends it back, whatever its form was there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from api.chat_request import MAX_MESSAGE_CHARACTERS, has_words
from api.retelling import MAX_SHOWN, RetoldTurn

#: Messages that a conversation may have; that of a patient shopper has far fewer.
MAX_MESSAGES = 500
_MAX_ID_CHARACTERS = 200


class ConversationKey(NamedTuple):
    """A conversation of this server and the token that opens it."""

    conversation_id: str
    token: str | None = None

    @classmethod
    def read(cls, fields: Any) -> "ConversationKey | None":
        """The key in fields that this server once sent, or that somebody else filled with anything."""
        if not isinstance(fields, Mapping):
            return None
        conversation_id, token = (_short(fields.get(f"conversation_{name}")) for name in ("id", "token"))
        return cls(conversation_id, token) if conversation_id else None


@dataclass(frozen=True, slots=True)
class ToldMessage:
    """One message.

    Attributes:
        role: `user` is the shopper, `assistant` this server; others are not heard.
        text: its words.
        key: of an answer, the conversation it was given in, where the client kept that.
        shown: of an answer, ids of the products on its cards, where the client kept them.
    """

    role: str
    text: str
    key: ConversationKey | None = None
    shown: tuple[str, ...] = ()


def shown_products(products: Any) -> tuple[str, ...]:
    """Ids on the cards of a `products` part, or of anything else that stands in its place."""
    items = products.get("items") if isinstance(products, Mapping) else None
    ids = [item.get("product_id") for item in items if isinstance(item, Mapping)] if isinstance(items, list) else []
    return tuple(short for one in ids if (short := _short(one)))[:MAX_SHOWN]


def retold_turns(messages: Sequence[ToldMessage]) -> tuple[RetoldTurn, ...]:
    """The exchanges that the messages are, in order; answers to nothing and empty questions are left out."""
    return tuple(_exchanges(messages))


def _exchanges(messages: Sequence[ToldMessage]) -> Iterator[RetoldTurn]:
    said, answers = "", list[ToldMessage]()
    for message in (*messages, ToldMessage("user", "")):
        if message.role == "assistant":
            answers.append(message)
        elif message.role == "user":
            if has_words(said):
                shown = tuple(one for answer in answers for one in answer.shown)
                yield RetoldTurn(said[:MAX_MESSAGE_CHARACTERS], "\n".join(answer.text for answer in answers), shown)
            said, answers = message.text, []


def _short(value: Any) -> str | None:
    return value if isinstance(value, str) and 0 < len(value) <= _MAX_ID_CHARACTERS else None
