"""What of a conversation is said to the model again, and how: byte for byte, in blocks, so that prefixes are cached.

Turns are counted from 0 and belong to blocks of six. The block of the new turn and the one before it are replayed in
full; what is older is told in a few words, which change only where a block begins. See `docs/adr/0008`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from assistant.cleaning import clean, fence
from assistant.conversation import Conversation, Message
from assistant.language_model import ModelMessage, ToolResult
from catalog.money import Money

BLOCK_TURNS = 6
#: Of what is told in a few words: the latest turns' words and the latest products.
N_RETOLD_TURNS, N_RETOLD_PRODUCTS = 12, 60
MAX_RETOLD_CHARACTERS = 160
MAX_WORDS_CHARACTERS = 1_200
_NOTHING_SAID = "(no words)"


@dataclass(frozen=True, slots=True)
class Replay:
    """The conversation so far, ready to be continued.

    Attributes:
        messages: whole turns, oldest first.
        opening: what must stand before this turn's material, in the same message: nothing but at a block's start.
        pending: results of the last answer's calls, which must come in that message, too.
        described: the material of this turn's own block: what need not be told again.
    """

    messages: tuple[ModelMessage, ...] = ()
    opening: str = ""
    pending: tuple[ToolResult, ...] = ()
    described: str = ""

    @classmethod
    def of(cls, conversation: Conversation) -> "Replay":
        """Everything of a conversation that the next turn's request begins with."""
        turns = list(_turns(conversation.messages))
        n_dropped = max(0, (len(turns) // BLOCK_TURNS - 1) * BLOCK_TURNS)
        opening, pending = _retold(turns[:n_dropped]), tuple[ToolResult, ...]()
        messages: list[ModelMessage] = []
        for asked, told in turns[n_dropped:]:
            words = asked.prompt or clean(asked.content, MAX_WORDS_CHARACTERS) or _NOTHING_SAID
            messages.append(ModelMessage("user", opening + words, tool_results=pending))
            said, pending = _split(_exchange_of(told))
            messages += said
            opening = ""
        block = turns[len(turns) - len(turns) % BLOCK_TURNS :]
        return cls(tuple(messages), opening, pending, "\n".join(_materials(block)))


def _turns(messages: Sequence[Message]) -> Iterator[tuple[Message, Message]]:
    """Every message of the shopper that has an answer, with it."""
    for asked, told in pairwise(messages):
        if (asked.role, told.role) == ("user", "assistant"):
            yield asked, told


def _exchange_of(told: Message) -> tuple[ModelMessage, ...]:
    words = clean(told.content, MAX_WORDS_CHARACTERS) or _NOTHING_SAID
    return told.exchange or (ModelMessage("assistant", words),)


def _split(exchange: tuple[ModelMessage, ...]) -> tuple[tuple[ModelMessage, ...], tuple[ToolResult, ...]]:
    """Results at the end go into the next message of the shopper: two of the same role may not follow each other."""
    last = exchange[-1]
    return (exchange[:-1], last.tool_results) if last.role == "user" else (exchange, ())


def _materials(turns: Sequence[tuple[Message, Message]]) -> Iterator[str]:
    for asked, told in turns:
        yield asked.prompt
        for message in told.exchange:
            yield from (result.content for result in message.tool_results)


def _retold(turns: Sequence[tuple[Message, Message]]) -> str:
    """Dropped turns in plain words, and every product that was shown in them with its price of then."""
    if not turns:
        return ""
    words = [
        f"Shopper: {_short(asked.content)}\nYou: {_short(told.content)}" for asked, told in turns[-N_RETOLD_TURNS:]
    ]
    shown = {str(card.get("product_id")): _card(card) for _, told in turns for card in told.cards}
    products = "; ".join(list(shown.values())[-N_RETOLD_PRODUCTS:])
    lines = [*words, f"Shown then: {products}"] if products else words
    return fence("earlier", "\n".join(lines)) + "\n\n"


def _short(text: str) -> str:
    return " ".join(clean(text, MAX_RETOLD_CHARACTERS).split()) or _NOTHING_SAID


def _card(card: dict[str, Any]) -> str:
    price = f" {Money.model_validate(card['price'])}" if card.get("price") else ""
    return f"{card.get('product_id')} {clean(str(card.get('title')), 60)}{price}"
