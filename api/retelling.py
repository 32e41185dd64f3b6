"""A conversation as a client retells it: what was said before is understood again, and nothing is written.

Clients of other protocols send the whole conversation with every message. What they say the assistant said is not
repeated to the model, and counts for one thing only: which products were shown, in which order.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from api.shop import Shop
from assistant.brief import Turn, TurnBrief
from assistant.conversation import Conversation, Message

#: Earlier messages of the shopper that are understood again, the latest ones; each costs what a search costs.
MAX_RETOLD_TURNS = 8
#: Cards of one answer that are remembered.
MAX_SHOWN = 12
#: Cards that an answer has when nobody says otherwise.
N_USUAL_CARDS = 4


@dataclass(frozen=True, slots=True)
class RetoldTurn:
    """One earlier exchange.

    Attributes:
        said: the shopper's words.
        answered: the answer's text, as the client has it.
        shown: ids of the products on its cards, where the client kept them.
    """

    said: str
    answered: str = ""
    shown: tuple[str, ...] = ()


def retold_conversation(shop: Shop, turn: Turn, told: Sequence[RetoldTurn]) -> Conversation:
    """The turn's conversation with what went before: the same as told, if the catalog is the same.

    The page and the cart are those of now, so earlier messages are understood without them.
    """
    conversation = turn.conversation
    for number, earlier in enumerate(told[-MAX_RETOLD_TURNS:]):
        then = replace(turn, message=earlier.said, conversation=conversation, page_product_id=None, cart=())
        brief = shop.assistant.prepare(shop.with_memory(then))
        real = shop.catalog.products(earlier.shown[:MAX_SHOWN])
        exchange = _messages(number, earlier, brief, tuple(real))
        conversation = conversation.model_copy(update={"messages": (*conversation.messages, *exchange)})
    return conversation


def _messages(number: int, earlier: RetoldTurn, brief: TurnBrief, kept: tuple[str, ...]) -> tuple[Message, Message]:
    now, shown = datetime.now(UTC), kept or _shown(brief, earlier.answered)
    titles = [brief.products[one].title for one in shown if one in brief.products]
    asked = Message(
        message_id=f"m_retold_{number}_asked",
        role="user",
        content=earlier.said,
        at=now,
        need=brief.need,
        stated=brief.need.stated,
        forgot=brief.need.forget,
    )
    told = Message(
        message_id=f"m_retold_{number}_told",
        role="assistant",
        content=f"Shown: {'; '.join(titles)}" if titles else "",
        at=now,
        shown=shown,
        found=tuple(dict.fromkeys([*brief.products, *shown])),
    )
    return asked, told


def _shown(brief: TurnBrief, answered: str) -> tuple[str, ...]:
    """The products that the answer names, in its order; then those that stand first when nothing else is known."""
    text = answered.casefold()
    places = {product.id: text.find(product.title.casefold()) for product in brief.ranked}
    named = sorted((one for one, place in places.items() if place >= 0), key=places.__getitem__)
    first = [candidate.product_id for candidate in brief.candidates[:N_USUAL_CARDS]]
    return tuple(dict.fromkeys([*named, *first]))[:MAX_SHOWN]
