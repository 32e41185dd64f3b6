"""What shoppers state is kept where they agreed to it; what they ask to be forgotten is gone at once."""

from datetime import UTC, datetime
from typing import Any

import pytest

from assistant.agent import Assistant
from assistant.brief import Turn
from assistant.briefing import Briefing
from assistant.conversation import Conversation
from assistant.fakes import MemoryCatalog, MemoryConversationStore, UnchangedRanker, WordSearch
from assistant.need import ShoppingNeed
from assistant.remembering import Remembering
from assistant.scripted import call_tools
from shoppers.memory import ShopperMemory
from shoppers.profile import ShopperProfile
from shoppers.rank_request import Visit
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


def test_what_is_to_be_forgotten_is_forgotten_for_good_where_it_was_kept() -> None:
    keeper = Keeper()
    remembering = Remembering(keeper)
    turn = Turn("forget it", Conversation.begin("s_1")[0], visit=Visit(shopper_id="s_1"))
    remembering.forget(turn, ("down",))
    assert keeper.calls == [("forget", "s_1", ("down",))]
    remembering.forget(turn, ("*",))
    assert keeper.calls[-1] == ("forget", "s_1", ())
    remembering.forget(Turn("forget it", Conversation.begin()[0], visit=Visit(shopper_id="s_1")), ("down",))
    remembering.forget(turn, ())
    assert len(keeper.calls) == 2


def test_a_message_that_asks_to_forget_is_briefed_without_what_is_forgotten(open_shop: OpenShop) -> None:
    class Forgetful(Briefing):
        """Understands every message as asking to forget down."""

        def understand(self, turn: Turn) -> ShoppingNeed:
            return super().understand(turn).model_copy(update={"forget": ("down",)})

    catalog, search = MemoryCatalog(PRODUCTS), WordSearch(PRODUCTS)
    conversations, keeper = MemoryConversationStore(), Keeper()
    began = datetime(2026, 11, 20, tzinfo=UTC)
    conversation = Conversation(conversation_id="c_1", token_hash="-", created_at=began, shopper_id="s_1")
    conversations.create(conversation)
    shop = Shop(
        Assistant(Forgetful(search, UnchangedRanker(), catalog), conversations, memory=keeper), conversations, None
    )
    events = shop.ask("a jacket", profile=ShopperProfile(dislikes=("down",)), visit=Visit(shopper_id="s_1"))
    assert "warm" in shop.told.found  # the Nordlys Down Jacket, which the dislike would have left out
    assert keeper.calls == [("forget", "s_1", ("down",))]
    assert shop.asked.forgot == ("down",)
    assert end_of(events)
