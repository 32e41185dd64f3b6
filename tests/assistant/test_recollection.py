from datetime import UTC, datetime
from typing import Any

from assistant.brief import Turn
from assistant.conversation import Conversation, Message
from assistant.fakes import InMemoryKeeper
from assistant.need import ShoppingNeed
from assistant.recollection import hear, recollect
from shoppers.profile import ShopperProfile
from shoppers.rank_request import Visit
from shoppers.statement import Statement

NO_WOOL, NO_SILK = (Statement(kind="dislike", value=value) for value in ("wool", "silk"))
LINEN = Statement(kind="preference", value="linen")


def said(content: str, *stated: Statement, forgot: tuple[str, ...] = ()) -> Message:
    now = datetime.now(UTC)
    return Message(message_id="m", role="user", content=content, at=now, stated=stated, forgot=forgot)


def turn(*messages: Message, owner: str | None = None, **more: Any) -> Turn:
    conversation = Conversation.begin(owner)[0].model_copy(update={"messages": messages})
    return Turn("socks", conversation, **more)


def test_what_was_said_in_this_conversation_holds_to_its_end() -> None:
    known = recollect(turn(said("I never wear wool", NO_WOOL), said("hi")), InMemoryKeeper())
    assert known.profile.dislikes == ("wool",)
    assert [entry.because for entry in known.memory.entries] == ["I never wear wool"]


def test_what_was_said_in_another_conversation_holds_for_the_same_shopper_alone() -> None:
    keeper = InMemoryKeeper()
    keeper.remember("ann", [NO_WOOL], "I never wear wool")
    assert recollect(turn(said("I like linen", LINEN), owner="ann"), keeper).profile == ShopperProfile(
        preferences=("linen",), dislikes=("wool",)
    )
    for stranger in (turn(owner="bob"), turn(), turn(visit=Visit("ann"))):
        assert recollect(stranger, keeper).profile.is_empty


def test_without_consent_in_this_turn_only_this_conversation_counts() -> None:
    keeper = InMemoryKeeper()
    keeper.remember("ann", [NO_WOOL], "I never wear wool")
    private = turn(said("no silk", NO_SILK), owner="ann", visit=Visit("ann", is_consented=False))
    assert recollect(private, keeper).profile.dislikes == ("silk",)


def test_the_shoppers_words_stand_above_what_the_caller_told() -> None:
    told = ShopperProfile(preferences=("wool",), sizes={"shoe": "42"})
    known = recollect(turn(said("no wool", NO_WOOL), profile=told), InMemoryKeeper())
    assert known.profile == ShopperProfile(dislikes=("wool",), sizes={"shoe": "42"})


def test_what_was_taken_back_here_the_caller_cannot_bring_back() -> None:
    told = ShopperProfile(dislikes=("wool", "silk"))
    assert recollect(turn(said("wool is fine", forgot=("wool",)), profile=told), InMemoryKeeper()).profile == (
        ShopperProfile(dislikes=("silk",))
    )
    assert recollect(turn(said("forget all", forgot=("*",)), profile=told), InMemoryKeeper()).profile.is_empty


def test_what_was_forgotten_elsewhere_does_not_live_on_in_the_conversation() -> None:
    keeper = InMemoryKeeper()
    keeper.remember("ann", [NO_WOOL], "no wool")
    going_on = turn(said("no wool", NO_WOOL), owner="ann")
    keeper.forget("ann", ["wool"])
    assert recollect(going_on, keeper).profile.is_empty


def test_a_message_counts_in_its_own_answer() -> None:
    known = recollect(turn(said("no silk", NO_SILK)), InMemoryKeeper())
    heard = hear(known, ShoppingNeed(stated=(NO_WOOL,), forget=("silk",)))
    assert heard.profile.dislikes == ("wool",)
    assert [entry.statement for entry in heard.memory.entries] == [NO_WOOL]
    assert hear(known, ShoppingNeed()) is known
