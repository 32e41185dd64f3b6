"""A kept conversation turn by turn, as its page shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from api.console.formats import as_json
from assistant.conversation import Conversation, Message
from assistant.feedback_store import Feedback
from assistant.material import money_text
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
    need: Mapping[str, str]
    called: tuple["CallView", ...]
    rated: Feedback | None


@dataclass(frozen=True, slots=True)
class CallView:
    """A call of a tool with its result as the model read it."""

    name: str
    arguments: Any
    result: str
    is_error: bool


def turns_of(conversation: Conversation, rated: Mapping[str, Feedback], currency: str | None) -> list[TurnView]:
    """Every turn, the oldest first."""
    pairs = [(a, b) for a, b in pairwise(conversation.messages) if (a.role, b.role) == ("user", "assistant")]
    return [
        TurnView(number, asked, told, need_in_words(asked.need, currency), _calls(told), rated.get(told.message_id))
        for number, (asked, told) in enumerate(pairs, start=1)
    ]


def need_in_words(need: ShoppingNeed | None, currency: str | None) -> Mapping[str, str]:
    """Field → value, of what says anything; the kind of turn always. Amounts are in the shop's currency."""
    if need is None:
        return {}
    fields = {"kind": need.kind} | need.model_dump(mode="json", exclude_defaults=True)
    amounts = {name: money_text(fields[name], currency) for name in ("cheaper_than", "together_max") if name in fields}
    if "price" in fields:
        amounts["price"] = ", ".join(f"{end} {money_text(value, currency)}" for end, value in fields["price"].items())
    return {name: _in_words(value) for name, value in (fields | amounts).items()}


def _in_words(value: Any) -> str:
    """A list with commas; what is deeper as JSON."""
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {_in_words(one)}" for name, one in value.items())
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ", ".join(value)
    return value if isinstance(value, str) else as_json(value)


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
