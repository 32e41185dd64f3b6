"""Brings what is remembered of a shopper into a turn: what the caller told, what is stored, what was said here."""

from dataclasses import replace
from datetime import UTC, datetime

from assistant.brief import Turn
from assistant.need import ShoppingNeed
from assistant.ports import MemoryKeeper
from shoppers.entry_words import without
from shoppers.memory import ShopperMemory, profile_of


def recollect(turn: Turn, keeper: MemoryKeeper) -> Turn:
    """The turn with its memory, and with a profile that the memory shapes.

    Stored memory is read for a conversation that belongs to a shopper, unless they do not agree in this turn. What was
    said in this conversation always counts, and what was taken back here the caller cannot bring back.
    """
    conversation = turn.conversation
    whose = conversation.shopper_id if turn.visit.is_consented else None
    stored = keeper.recall(whose) if whose else ShopperMemory()
    memory = stored.joined(conversation.memory)
    return replace(turn, memory=memory, profile=memory.profile(without(turn.profile, conversation.forgot)))


def hear(turn: Turn, need: ShoppingNeed) -> Turn:
    """The turn as its own words change it: a shopper who now says "no wool" is not shown any in this answer."""
    if not (need.stated or need.forget):
        return turn
    memory = turn.memory.hearing(need.stated, need.forget, turn.message, datetime.now(UTC))
    return replace(turn, memory=memory, profile=profile_of(need.stated, without(turn.profile, need.forget)))
