"""A kept conversation turn by turn, as its page shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from assistant.conversation import Conversation, Message
from assistant.feedback_store import Feedback
from assistant.need import ShoppingNeed


@dataclass(frozen=True, slots=True)
class TurnView:
    """A message of the shopper and its answer.

    Attributes:
        need: what was understood, without what is as usual.
        called: what the model called, and what that gave.
        rated: what the shopper said of the answer.
    """

    number: int
    asked: Message
    told: Message
    need: Mapping[str, Any]
    called: tuple["CallView", ...]
    rated: Feedback | None


@dataclass(frozen=True, slots=True)
class CallView:
    """A call of a tool with its result as the model read it."""

    name: str
    arguments: Any
    result: str
    is_error: bool


def turns_of(conversation: Conversation, rated: Mapping[str, Feedback]) -> list[TurnView]:
    """Every turn, the oldest first."""
    pairs = [(a, b) for a, b in pairwise(conversation.messages) if (a.role, b.role) == ("user", "assistant")]
    return [
        TurnView(number, asked, told, need_in_words(asked.need), _calls(told), rated.get(told.message_id))
        for number, (asked, told) in enumerate(pairs, start=1)
    ]


def need_in_words(need: ShoppingNeed | None) -> Mapping[str, Any]:
    """Field → value, of what says anything; the kind of turn always."""
    if need is None:
        return {}
    return {"kind": need.kind} | need.model_dump(mode="json", exclude_defaults=True)


def _calls(told: Message) -> tuple[CallView, ...]:
    results = {result.call_id: result for message in told.exchange for result in message.tool_results}
    calls = [call for message in told.exchange for call in message.tool_calls]
    return tuple(
        CallView(
            call.name,
            call.arguments,
            results[call.id].content if call.id in results else "",
            call.id in results and results[call.id].is_error,
        )
        for call in calls
    )
