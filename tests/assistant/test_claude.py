"""Claude through the real SDK, against a server that speaks the wire protocol: what is asked, and what comes back."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from assistant.claude import ClaudeLanguageModel
from assistant.failure_policy import FailurePolicy
from assistant.language_model import (
    ModelEvent,
    ModelMessage,
    ModelNotConfigured,
    ModelRequest,
    ModelStop,
    TextDelta,
    ToolCall,
    ToolResult,
    ToolSpec,
)

SEARCH = ToolSpec("search_products", "Search the catalog.", {"type": "object", "properties": {"query": {}}})
SHOW = ToolSpec("present_products", "Show cards.", {"type": "object", "properties": {}})
REQUEST = ModelRequest("You are a shop assistant.", (ModelMessage("user", "a warm jacket"),), (SEARCH, SHOW))

Ask = Callable[..., list[ModelEvent]]


@pytest.fixture
def ask(anthropic_server: Any) -> Ask:
    """Play a script and collect everything one answer streams."""

    def ask(script: Any, request: ModelRequest = REQUEST) -> list[ModelEvent]:
        anthropic_server.play(script)
        return asyncio.run(_collect(anthropic_server.url, request))

    return ask


async def _collect(url: str, request: ModelRequest) -> list[ModelEvent]:
    model = ClaudeLanguageModel.connect("test-key", base_url=url)
    try:
        return [event async for event in model.stream(request)]
    finally:
        await model.aclose()


def text_of(events: list[ModelEvent]) -> str:
    return "".join(event.text for event in events if isinstance(event, TextDelta))


def test_prose_streams_in_pieces_and_ends_with_one_stop(ask: Ask) -> None:
    events = ask("hello")
    assert text_of(events) == "Hello! I am an AI assistant. **What** are you looking for today?"
    assert sum(isinstance(event, TextDelta) for event in events) > 3
    assert [type(event) for event in events].count(ModelStop) == 1


def test_the_stop_carries_the_reason_and_the_tokens(ask: Ask) -> None:
    stop = ask("hello")[-1]
    assert isinstance(stop, ModelStop)
    assert stop.reason == "end_turn"
    assert stop.usage["output_tokens"] == 15
    assert stop.usage["input_tokens"] > 20


def test_a_tool_call_arrives_whole(ask: Ask) -> None:
    assert ask("tool_use")[-2:-1] == [
        ToolCall("toolu_1", "search_products", {"query": "warm jacket", "max_price": 120})
    ]
    assert ask("tool_use")[-1].reason == "tool_use"  # type: ignore[union-attr]


def test_a_call_with_arguments_of_the_wrong_type_is_left_to_the_tool(ask: Ask) -> None:
    assert ToolCall("toolu_1", "search_products", {"limit": "lots"}) in ask("tool_with_invalid_arguments")


def test_a_call_is_told_as_soon_as_it_is_whole(ask: Ask, wire: Any) -> None:
    call = wire.tool_block("present_products", '{"items": [', '{"product_id": "warm"}]}', index=0)
    events = ask(wire.Script((wire.start(), *call, *wire.text_block("Here it is.", index=1), *wire.end("tool_use"))))
    kinds = [type(event) for event in events]
    assert kinds.index(ToolCall) < kinds.index(TextDelta)
    assert kinds.count(ToolCall) == 1


def test_a_call_without_arguments_waits_for_the_stop_reason(ask: Ask, wire: Any) -> None:
    call = wire.tool_block("catalog_overview", index=0)
    events = ask(wire.Script((wire.start(), *call, *wire.text_block("Looking.", index=1), *wire.end("tool_use"))))
    assert [type(event) for event in events] == [TextDelta, ToolCall, ModelStop]


def test_a_whole_call_stays_a_call_when_max_tokens_cuts_what_follows(ask: Ask, wire: Any) -> None:
    whole = wire.tool_block("present_products", '{"items": ["warm"]}', index=0)
    cut = wire.tool_block("present_comparison", '{"product_ids": ["wa', index=1)
    events = ask(wire.Script((wire.start(), *whole, *cut, *wire.end("max_tokens"))))
    assert [event.name for event in events if isinstance(event, ToolCall)] == ["present_products"]


@pytest.mark.parametrize("script", ["max_tokens_in_tool", "max_tokens_before_arguments"])
def test_a_call_that_max_tokens_cut_off_is_not_a_call(ask: Ask, script: str) -> None:
    events = ask(script)
    assert not [event for event in events if isinstance(event, ToolCall)]
    assert events[-1].reason == "max_tokens"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("max_tokens", "max_tokens"),
        ("stop_sequence", "stop_sequence"),
        ("pause_turn", "pause_turn"),
        ("refusal", "refusal"),
        ("context_window_exceeded", "model_context_window_exceeded"),
        ("unknown_stop_reason", "end_turn"),
    ],
)
def test_every_stop_reason_is_reported(ask: Ask, script: str, reason: str) -> None:
    stop = ask(script)[-1]
    assert isinstance(stop, ModelStop)
    assert stop.reason == reason


@pytest.mark.parametrize("script", ["unknown_event", "unknown_block_and_delta"])
def test_what_a_newer_protocol_adds_is_passed_over(ask: Ask, script: str) -> None:
    assert text_of(ask(script)) == "Hello."


def test_an_endless_tool_loop_goes_round_as_often_as_it_is_asked_and_no_more(ask: Ask, anthropic_server: Any) -> None:
    for _ in range(3):
        assert isinstance(ask("endless_tool_loop")[0], ToolCall)
    assert len(anthropic_server.requests) == 3


def test_the_unchanging_part_comes_first_and_is_marked_for_the_cache(ask: Ask, anthropic_server: Any) -> None:
    ask("hello")
    body = anthropic_server.requests[0]
    assert body["system"] == [
        {"type": "text", "text": "You are a shop assistant.", "cache_control": {"type": "ephemeral"}}
    ]
    assert [tool["name"] for tool in body["tools"]] == ["search_products", "present_products"]
    assert body["tools"][1]["cache_control"] == {"type": "ephemeral"}
    assert "cache_control" not in body["tools"][0]


def test_the_conversation_is_marked_at_its_last_two_messages_of_the_shopper(ask: Ask, anthropic_server: Any) -> None:
    said = ModelMessage("assistant", "Let me look.", (ToolCall("t1", "search_products", {"query": "x"}),))
    found = ModelMessage("user", "And?", tool_results=(ToolResult("t1", "nothing"),))
    told = ModelMessage("assistant", "There is none.")
    more = ModelMessage("user", "cheaper")
    ask("hello", ModelRequest("s", (*REQUEST.messages, said, found, told, more), (SEARCH,)))
    messages = anthropic_server.requests[0]["messages"]
    marked = [[("cache_control" in block) for block in message["content"]] for message in messages]
    assert marked == [[False], [False, False], [False, True], [False], [True]]
    assert str(anthropic_server.requests[0]).count("cache_control") == 4


def test_only_an_eager_tool_streams_its_arguments_unchecked(ask: Ask, anthropic_server: Any) -> None:
    eager = ToolSpec(SHOW.name, SHOW.description, SHOW.input_schema, eager=True)
    ask("hello", ModelRequest("s", REQUEST.messages, (SEARCH, eager)))
    tools = anthropic_server.requests[0]["tools"]
    assert "eager_input_streaming" not in tools[0]
    assert tools[1]["eager_input_streaming"] is True


def test_the_request_streams_the_default_model_and_sets_no_temperature(ask: Ask, anthropic_server: Any) -> None:
    ask("hello")
    body = anthropic_server.requests[0]
    assert (body["model"], body["stream"], body["max_tokens"]) == ("claude-haiku-5-5", True, 1024)
    assert not {"temperature", "top_p", "top_k"} & body.keys()
    assert anthropic_server.headers[0]["authorization"] == "Bearer test-key"


def test_forbidding_tools_keeps_them_in_the_prefix(ask: Ask, anthropic_server: Any) -> None:
    ask("hello", REQUEST)
    ask("hello", ModelRequest(REQUEST.system, REQUEST.messages, REQUEST.tools, allow_tools=False))
    allowed, forbidden = anthropic_server.requests
    assert (allowed["tool_choice"], forbidden["tool_choice"]) == ({"type": "auto"}, {"type": "none"})
    assert allowed["tools"] == forbidden["tools"]


def test_a_request_without_tools_names_none(ask: Ask, anthropic_server: Any) -> None:
    ask("hello", ModelRequest("", REQUEST.messages))
    assert not {"tools", "tool_choice", "system"} & anthropic_server.requests[0].keys()


def test_calls_and_their_results_take_the_places_the_protocol_gives_them(ask: Ask, anthropic_server: Any) -> None:
    said = ModelMessage("assistant", "Let me look.", (ToolCall("t1", "search_products", {"query": "x"}),))
    found = ModelMessage("user", "And?", tool_results=(ToolResult("t1", "nothing", is_error=True),))
    ask("hello", ModelRequest("s", (*REQUEST.messages, said, found), (SEARCH,)))
    messages = anthropic_server.requests[0]["messages"]
    assert [block["type"] for block in messages[1]["content"]] == ["text", "tool_use"]
    assert messages[2]["content"] == [
        {"type": "tool_result", "tool_use_id": "t1", "content": "nothing", "is_error": True},
        {"type": "text", "text": "And?", "cache_control": {"type": "ephemeral"}},
    ]


def test_a_lone_surrogate_does_not_break_the_request(ask: Ask, anthropic_server: Any) -> None:
    ask("hello", ModelRequest("s", (ModelMessage("user", "jacket \ud83d!"),)))
    assert anthropic_server.requests[0]["messages"][0]["content"][0]["text"] == "jacket ?!"


@pytest.mark.parametrize("key", [None, "", "  "])
def test_no_key_says_what_to_set(key: str | None) -> None:
    with pytest.raises(ModelNotConfigured, match="set ANTHROPIC_API_KEY"):
        ClaudeLanguageModel.connect(key)


def test_leaving_in_the_middle_closes_the_connection_and_is_no_failure_of_the_model(anthropic_server: Any) -> None:
    anthropic_server.play("endless_trickle")
    policy = FailurePolicy()

    async def leave_early() -> str:
        model = ClaudeLanguageModel.connect("test-key", base_url=anthropic_server.url, policy=policy)
        events = model.stream(REQUEST)
        first = await anext(events)
        await events.aclose()
        await model.aclose()
        return first.text  # type: ignore[union-attr]

    assert asyncio.run(leave_early()) == "la "
    assert not policy.breaker.is_open


def test_two_answers_at_once_do_not_mix(anthropic_server: Any) -> None:
    anthropic_server.play("hello")

    async def both() -> list[list[ModelEvent]]:
        model = ClaudeLanguageModel.connect("test-key", base_url=anthropic_server.url)
        try:
            return await asyncio.gather(*(_drain(model) for _ in range(8)))
        finally:
            await model.aclose()

    answers = asyncio.run(both())
    assert len({text_of(events) for events in answers}) == 1


def _drain(model: ClaudeLanguageModel) -> Coroutine[Any, Any, list[ModelEvent]]:
    async def drain() -> list[ModelEvent]:
        return [event async for event in model.stream(REQUEST)]

    return drain()
