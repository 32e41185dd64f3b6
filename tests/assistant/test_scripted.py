"""The scripted model plays what it is told, keeps what it was asked, and fails on command."""

import asyncio

import pytest

from assistant.language_model import (
    ModelEvent,
    ModelMessage,
    ModelRequest,
    ModelStop,
    ModelUnavailable,
    TextDelta,
    ToolCall,
)
from assistant.ports import LanguageModel
from assistant.scripted import ScriptedLanguageModel, call_tools, say

REQUEST = ModelRequest("system", (ModelMessage("user", "hello"),))


async def collect(model: LanguageModel) -> list[ModelEvent]:
    return [event async for event in model.stream(REQUEST)]


def test_a_string_is_a_plain_answer_in_pieces() -> None:
    events = asyncio.run(collect(ScriptedLanguageModel(["Hello, what are you looking for?"])))
    assert "".join(event.text for event in events if isinstance(event, TextDelta)) == "Hello, what are you looking for?"
    assert len(events) > 2
    assert isinstance(events[-1], ModelStop)


def test_scripts_are_played_in_order_and_the_last_one_stays() -> None:
    model = ScriptedLanguageModel([call_tools(("search", {"query": "x"})), say("Done.")])
    first, second, third = (asyncio.run(collect(model)) for _ in range(3))
    assert first == [ToolCall("call_1_search", "search", {"query": "x"}), ModelStop("tool_use")]
    assert second == third
    assert len(model.requests) == 3


def test_an_error_is_raised_where_it_stands() -> None:
    model = ScriptedLanguageModel([[TextDelta("Hel"), ModelUnavailable("cut")]])
    with pytest.raises(ModelUnavailable):
        asyncio.run(collect(model))


def test_a_function_may_answer_what_was_asked() -> None:
    model = ScriptedLanguageModel([lambda request: f"You said {request.messages[-1].text}."])
    assert asyncio.run(collect(model))[0] == TextDelta("You said hel")


def test_no_script_at_all_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one script"):
        ScriptedLanguageModel([])
