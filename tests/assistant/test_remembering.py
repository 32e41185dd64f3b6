"""What shoppers state is kept where they agreed to it; what they ask to be forgotten is gone at once."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from assistant.agent import Assistant
from assistant.brief import Turn, TurnBrief
from assistant.briefing import Briefing
from assistant.conversation import Conversation
from assistant.fakes import MemoryCatalog, MemoryConversationStore, UnchangedRanker, WordSearch
from assistant.remembering import Remembering
from assistant.scripted import call_tools
from shoppers.memory import MemoryEntry, ShopperMemory
from shoppers.profile import ShopperProfile
from shoppers.rank_request import Visit
from shoppers.statement import Statement
from tests.assistant.agent_shop import PRODUCTS, OpenShop, Shop, end_of


class Keeper:
    """A `MemoryKeeper` that keeps the order of what it is asked."""

    def __init__(self) -> None:
        self.calls: list[tuple[Any, ...]] = []

    def recall(self, shopper_id: str) -> ShopperMemory:
        return ShopperMemory()

    def remember(self, shopper_id: str, statements: Any, because: str) -> None:
        self.calls.append(("remember", shopper_id, tuple(s.value for s in statements), because))

    def forget(self, shopper_id: str, words: Any = ()) -> int:
        self.calls.append(("forget", shopper_id, tuple(words)))
        return 1


NOTE = call_tools(
    ("remember_preference", {"kind": "dislike", "value": "wool"}), preamble="The Regn Shell Jacket keeps the rain out."
)


def test_what_a_known_shopper_states_is_remembered_after_the_turn(open_shop: OpenShop) -> None:
    keeper = Keeper()
    shop = open_shop(NOTE, memory=keeper)
    events = shop.ask("a jacket, I cannot stand wool", visit=Visit(shopper_id="s_1"))
    assert end_of(events).writer == "scripted-1"
    assert ("remember", "s_1", ("wool",), "a jacket, I cannot stand wool") in keeper.calls
    assert "wool" in [statement.value for statement in shop.asked.stated]


@pytest.mark.parametrize("visit", [Visit(), Visit(shopper_id="s_1", is_consented=False)])
def test_without_an_identity_or_consent_it_is_kept_in_the_conversation_alone(open_shop: OpenShop, visit: Visit) -> None:
    keeper = Keeper()
    shop = open_shop(NOTE, memory=keeper)
    shop.ask("a jacket, I cannot stand wool", visit=visit)
    assert keeper.calls == []
    assert "wool" in [statement.value for statement in shop.asked.stated]


def test_a_keeper_that_fails_costs_no_answer(open_shop: OpenShop) -> None:
    class Broken(Keeper):
        def remember(self, shopper_id: str, statements: Any, because: str) -> None:
            raise OSError("disk full")

    events = open_shop(NOTE, memory=Broken()).ask("a jacket, no wool ever", visit=Visit(shopper_id="s_1"))
    assert end_of(events).writer == "scripted-1"


def test_forgetting_takes_effect_in_the_same_answer_and_before_remembering(open_shop: OpenShop) -> None:
    keeper = Keeper()
    shop = open_shop(memory=keeper)
    entry = MemoryEntry(
        entry_id="e1",
        statement=Statement(kind="dislike", value="down"),
        source="stated",
        because="no down",
        at=datetime(2026, 11, 1, tzinfo=UTC),
    )
    other = entry.model_copy(update={"statement": Statement(kind="preference", value="green")})
    turn = Turn(
        "forget it",
        Conversation(conversation_id="c_1", token_hash="-", created_at=datetime(2026, 11, 20, tzinfo=UTC)),
        ShopperProfile(dislikes=("down",), preferences=("green",)),
        memory=ShopperMemory(entries=(entry, other)),
        visit=Visit(shopper_id="s_1"),
    )
    remembering = Remembering(keeper)
    later = remembering.forget(turn, ("down",))
    assert later.profile == ShopperProfile(preferences=("green",)) and later.memory.entries == (other,)
    assert keeper.calls == [("forget", "s_1", ("down",))]
    nothing = remembering.forget(turn, ("*",))
    assert nothing.profile.is_empty and nothing.memory == ShopperMemory()
    assert keeper.calls[-1] == ("forget", "s_1", ())
    assert shop.assistant


def test_a_message_that_asks_to_forget_is_briefed_without_what_is_forgotten(open_shop: OpenShop) -> None:
    class Forgetful(Briefing):
        """Understands every message as asking to forget down."""

        def prepare(self, turn: Turn) -> TurnBrief:
            brief = super().prepare(turn)
            return replace(brief, need=brief.need.model_copy(update={"forget": ("down",)}))

    catalog, search = MemoryCatalog(PRODUCTS), WordSearch(PRODUCTS)
    conversations, keeper = MemoryConversationStore(), Keeper()
    conversation = Conversation(conversation_id="c_1", token_hash="-", created_at=datetime(2026, 11, 20, tzinfo=UTC))
    conversations.create(conversation)
    shop = Shop(
        Assistant(Forgetful(search, UnchangedRanker(), catalog), conversations, memory=keeper), conversations, None
    )
    events = shop.ask("a jacket", profile=ShopperProfile(dislikes=("down",)), visit=Visit(shopper_id="s_1"))
    assert "warm" in shop.told.found  # the Nordlys Down Jacket, which the dislike would have left out
    assert keeper.calls == [("forget", "s_1", ("down",))]
    assert shop.asked.forgot == ("down",)
    assert end_of(events)
