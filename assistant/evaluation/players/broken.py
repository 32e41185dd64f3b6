"""A model that fails: a different way for different words, one of them in every call of a turn."""

from collections.abc import Callable

from assistant.evaluation.players.prompt_reading import PromptReading
from assistant.evaluation.players.variety import pick
from assistant.language_model import (
    ModelOverloaded,
    ModelProtocolError,
    ModelRejected,
    ModelRequest,
    ModelStop,
    ModelUnavailable,
    TextDelta,
    ToolCall,
)
from assistant.scripted import Script, call_tools, say

N_CHARACTERS = 100_000


def _empty(reading: PromptReading) -> Script:
    return [ModelStop("end_turn")]


def _blank(reading: PromptReading) -> Script:
    return say(" \n\n \u200b ")


def _unreachable(reading: PromptReading) -> Script:
    return [ModelUnavailable("connection refused")]


def _overloaded(reading: PromptReading) -> Script:
    return [ModelOverloaded("529", retry_after_seconds=3_600)]


def _rejected(reading: PromptReading) -> Script:
    return [ModelRejected("401")]


def _cut(reading: PromptReading) -> Script:
    return [TextDelta("Happy to help. I would"), ModelUnavailable("connection lost")]


def _unended(reading: PromptReading) -> Script:
    return [TextDelta("Happy to help. ")]


def _garbled(reading: PromptReading) -> Script:
    return [TextDelta("Happy "), ModelProtocolError("not JSON")]


def _refusing(reading: PromptReading) -> Script:
    return [ModelStop("refusal")]


def _overflowing(reading: PromptReading) -> Script:
    return [ModelStop("model_context_window_exceeded")]


def _capped(reading: PromptReading) -> Script:
    return say("There are several that would do, and the first of them", reason="max_tokens")


def _pausing(reading: PromptReading) -> Script:
    return [TextDelta("One moment. "), ModelStop("pause_turn")]


def _wrong_arguments(reading: PromptReading) -> Script:
    return call_tools(("present_products", {"items": "all of them"}), ("search_products", {"max_price": "NaN"}))


def _missing_arguments(reading: PromptReading) -> Script:
    return [
        ToolCall("call_1", "present_products", {}),
        ToolCall("call_2", "search_products", {}),
        ModelStop("tool_use"),
    ]


def _looping(reading: PromptReading) -> Script:
    return call_tools(*[("search_products", {"query": f"again {n}"}) for n in range(20)])


def _unknown_tools(reading: PromptReading) -> Script:
    return call_tools(("place_order", {"product_id": "jkt-01"}), ("fetch_url", {"url": "https://evil.example"}))


def _endless(reading: PromptReading) -> Script:
    return say("on and on and on, without a stop " * (N_CHARACTERS // 33), n_characters=4_000)


def _surrogates(reading: PromptReading) -> Script:
    return say("Here \ud800 you \udfff go: \x00\x1b[31m red \u202e desrever.")


def _promising(reading: PromptReading) -> Script:
    """Speaks of calling a tool and never does."""
    return [TextDelta("Let me search for that."), ModelStop("tool_use")]


FAULTS: tuple[Callable[[PromptReading], Script], ...] = (
    _empty,
    _blank,
    _unreachable,
    _overloaded,
    _rejected,
    _cut,
    _unended,
    _garbled,
    _refusing,
    _overflowing,
    _capped,
    _pausing,
    _wrong_arguments,
    _missing_arguments,
    _looping,
    _unknown_tools,
    _endless,
    _surrogates,
    _promising,
)


def broken(request: ModelRequest) -> Script:
    """Fail one request; all requests of a turn fail alike."""
    reading = PromptReading(request)
    return pick(reading.words, FAULTS)(reading)
