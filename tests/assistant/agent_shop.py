"""An assistant over six products and a scripted model, for the tests of turns."""

import asyncio
from collections.abc import Callable, Iterable
from contextlib import aclosing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest

from assistant.agent import Assistant
from assistant.brief import Turn
from assistant.briefing import Briefing
from assistant.conversation import Conversation
from assistant.fakes import MemoryCatalog, MemoryConversationStore, UnchangedRanker, WordSearch
from assistant.model_writer import ModelWriter
from assistant.scripted import ScriptedLanguageModel, call_tools
from assistant.stream import AnswerText, MessageEnd, Products, TurnEvent
from catalog.policy import PolicySection
from catalog.product import Product
from catalog.review import Review

TERMINAL = ("message_end", "error")


def product(id: str, title: str, amount: int, about: str, **more: Any) -> Product:  # noqa: A002
    return Product.model_validate(
        {
            "id": id,
            "title": title,
            "brand": more.pop("brand", "Fjellmark"),
            "url": f"https://shop.example/p/{id}",
            "description": {"plain": about},
            "categories": [{"value": "Apparel > Jackets"}],
            "variants": [{"id": f"{id}-1", "price": {"amount": amount, "currency": "GBP"}}],
            **more,
        }
    )


PRODUCTS = (
    product("warm", "Nordlys Down Jacket", 11_900, "A warm jacket for cold days.", rating={"value": 4.5, "count": 12}),
    product("rain", "Regn Shell Jacket", 9_900, "A waterproof jacket for rain."),
    product("city", "Torget Coat Jacket", 14_900, "A jacket for town."),
    product("light", "Vind Windbreaker Jacket", 4_900, "A light jacket for wind."),
    product("kids", "Lille Puffer Jacket", 3_900, "A small jacket for children."),
    product("boots", "Sti Trail Boots", 12_000, "Boots for wet trails.", categories=[{"value": "Footwear > Boots"}]),
)
RETURNS = PolicySection(
    source_id="returns",
    document="returns",
    title="Returns",
    text="You may send things back within 60 days of delivery, unworn.",
    url="https://shop.example/returns",
)
REVIEWS = (
    Review(product_id="rain", review_id="r1", rating=5, title="Dry", text="It kept me dry in a proper storm."),
    Review(product_id="rain", review_id="r2", rating=2, title="Short", text="The sleeves are far too short for me."),
)
#: What a search for "jacket" gives, in this order: the words tie, the ids decide.
RANKED = ["city", "kids", "light", "rain", "warm"]


@dataclass
class Shop:
    """An assistant over six products, and one conversation with it."""

    assistant: Assistant
    conversations: MemoryConversationStore
    model: ScriptedLanguageModel | None
    conversation_id: str = "c_1"

    def ask(self, message: str = "a jacket", **known: Any) -> list[TurnEvent]:
        """One turn of the conversation."""
        return asyncio.run(self._ask(message, **known))

    async def _ask(self, message: str, **known: Any) -> list[TurnEvent]:
        conversation = self.conversations.load(self.conversation_id)
        assert conversation
        async with aclosing(self.assistant.answer(Turn(message, conversation, **known))) as events:
            return [event async for event in events]

    @property
    def asked(self) -> Any:
        """The shopper's last message as it is recorded."""
        conversation = self.conversations.load(self.conversation_id)
        assert conversation
        return conversation.messages[-2]

    @property
    def told(self) -> Any:
        """The last answer as it is recorded."""
        conversation = self.conversations.load(self.conversation_id)
        assert conversation
        return conversation.messages[-1]


OpenShop = Callable[..., Shop]


@pytest.fixture
def open_shop() -> OpenShop:
    """Makes an assistant over the six products; with scripts, a model that plays them."""

    def make(
        *scripts: Any,
        products: Iterable[Product] = PRODUCTS,
        conversations: Any = None,
        memory: Any = None,
        search: Any = None,
    ) -> Shop:
        products = tuple(products)
        search, catalog = search or WordSearch(products), MemoryCatalog(products, [RETURNS], REVIEWS)
        conversations = conversations or MemoryConversationStore()
        conversations.create(
            Conversation(conversation_id="c_1", token_hash="-", created_at=datetime(2026, 11, 20, tzinfo=UTC))
        )
        model = ScriptedLanguageModel(scripts, name="scripted-1") if scripts else None
        briefing = Briefing(search, UnchangedRanker(), catalog)
        writer = ModelWriter(model, search, catalog, UnchangedRanker(), briefing.understand) if model else None
        return Shop(Assistant(briefing, conversations, writer, memory=memory), conversations, model)

    return make


def prose(events: Iterable[TurnEvent]) -> str:
    return "".join(event.text for event in events if isinstance(event, AnswerText))


def cards(events: Iterable[TurnEvent]) -> list[str]:
    """Ids on the cards as they stand at the end."""
    lists = [event for event in events if isinstance(event, Products)]
    return [card.product_id for card in lists[-1].items] if lists else []


def end_of(events: list[TurnEvent]) -> MessageEnd:
    """The terminal event, after checking that the turn is whole."""
    assert events[0].type == "message_start"
    assert [event.type for event in events if event.type in TERMINAL] == ["message_end"]
    end = events[-1]
    assert isinstance(end, MessageEnd)
    return end


def check_one_list(shop: Shop, events: list[TurnEvent]) -> None:
    """Prose, cards and record agree."""
    assert list(shop.told.shown) == [card["product_id"] for card in shop.told.cards] == cards(events)
    assert shop.told.content == prose(events)
    for item in PRODUCTS:
        if item.title in prose(events) and item.id in RANKED:
            assert item.id in shop.told.shown, f"{item.title} is named and has no card"
    assert set(shop.told.shown) <= set(shop.told.found)


def presenting(*ids: str, text: str = "The Regn Shell Jacket keeps the rain out.") -> list[Any]:
    items = [{"product_id": product_id, "reason": "It suits you."} for product_id in ids]
    return call_tools(("present_products", {"items": items}), preamble=text)


LIES = (
    "It costs only £{n}.",
    "Today there is {n}% off with the code SAVE{n}.",
    "We have {n} pieces left in stock.",
    "It is rated {n} of 5 by {n}00 people.",
    "Buy it at https://evil{n}.example/buy now.",
    "See [the offer](http://evil{n}.example).",
    "The Hyperion X{n} Jacket is even better.",
    "Delivery is free and takes {n} hours.",
    "It was £{n}99 and is £{n} now.",
    "Write to sales{n}@evil.example for it.",
)
