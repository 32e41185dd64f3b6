"""The sample shop in memory, and briefs of needs that are written by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from assistant.brief import Turn, TurnBrief
from assistant.briefing import Briefing
from assistant.cards import make_card
from assistant.conversation import Conversation, Message
from assistant.fakes import MemoryCatalog, UnchangedRanker, WordSearch
from assistant.need import ShoppingNeed
from assistant.stream import Card
from assistant.template.reasons import reasons_for
from assistant.template.writer import write_answer
from assistant.template.written_answer import WrittenAnswer
from catalog.feeds.policies import read_policies
from catalog.policy import PolicySection
from catalog.policy_index import PolicyIndex
from catalog.product import Product
from catalog.review import Review
from shoppers.memory import ShopperMemory
from shoppers.profile import ShopperProfile
from shoppers.rank_request import Visit
from tests.any_database import database
from tests.assistant.agent_shop import open_shop

__all__ = ["database", "open_shop"]  # fixtures

SOURCE = Path(__file__).parents[2] / "examples" / "outfitters"
NOW = datetime(2026, 11, 20, tzinfo=UTC)


@dataclass(frozen=True)
class Told:
    """One answered turn."""

    brief: TurnBrief
    cards: tuple[Card, ...]
    written: WrittenAnswer

    @property
    def text(self) -> str:
        return self.written.text

    @property
    def titles(self) -> list[str]:
        return [card.title for card in self.cards]


class SampleConversation:
    """A conversation with the sample shop in which every need is given."""

    def __init__(self, briefing: Briefing) -> None:
        self._briefing = briefing
        self._messages: tuple[Message, ...] = ()

    def say(self, message: str, need: ShoppingNeed | None = None, **more: Any) -> Told:
        """Answer a message; `more`: profile, visit, memory, page."""
        conversation = Conversation(conversation_id="c_1", token_hash="x", created_at=NOW, messages=self._messages)
        turn = Turn(
            message,
            conversation,
            more.get("profile", ShopperProfile()),
            more.get("page"),
            memory=more.get("memory", ShopperMemory()),
            visit=more.get("visit", Visit()),
        )
        brief = self._briefing.gather(turn, need) if need else self._briefing.prepare(turn)
        products = brief.ranked[:4]
        cards = tuple(map(make_card, products, brief.candidates, reasons_for(products, brief)))
        told = Told(brief, cards, write_answer(brief, cards))
        shown = tuple(card.product_id for card in cards)
        self._messages += (
            Message(message_id="m_1", role="user", content=message, at=NOW, need=brief.need),
            Message(message_id="m_2", role="assistant", content=told.text, at=NOW, shown=shown),
        )
        return told


@dataclass(frozen=True)
class SampleShop:
    """The sample shop, searched by words."""

    products: Sequence[Product]
    briefing: Briefing
    catalog: MemoryCatalog

    def talk(self) -> SampleConversation:
        return SampleConversation(self.briefing)

    def say(self, message: str, need: ShoppingNeed | None = None, **more: Any) -> Told:
        return self.talk().say(message, need, **more)

    def titled(self, title: str) -> Product:
        return next(product for product in self.products if product.title == title)


class SampleCatalog(MemoryCatalog):
    """A catalog in memory whose documents are searched as the shop's are."""

    def __init__(
        self, products: Sequence[Product], policies: Sequence[PolicySection] = (), reviews: Sequence[Review] = ()
    ) -> None:
        super().__init__(products, policies, reviews)
        self._index = PolicyIndex(policies)

    def find_policies(self, text: str, limit: int) -> Sequence[PolicySection]:
        return self._index.find(text, limit)


def shop_of(products: Sequence[Product], **more: Any) -> SampleShop:
    """A shop of some products; `more`: policies, reviews."""
    catalog = SampleCatalog(products, more.get("policies", ()), more.get("reviews", ()))
    return SampleShop(products, Briefing(WordSearch(products), UnchangedRanker(), catalog), catalog)


@pytest.fixture(scope="session")
def sample() -> SampleShop:
    products = [Product.model_validate_json(line) for line in _lines("products.jsonl")]
    reviews = [Review.model_validate_json(line) for line in _lines("reviews.jsonl")]
    return shop_of(products, policies=list(read_policies(SOURCE / "policies")), reviews=reviews)


@pytest.fixture(scope="session")
def make_shop() -> Any:
    return shop_of


def _lines(name: str) -> list[str]:
    return (SOURCE / name).read_text(encoding="utf-8").splitlines()
