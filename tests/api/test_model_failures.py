"""The real client of the model against a server that speaks its wire protocol, through the whole stack."""

import time
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from assistant.scripted import ScriptedLanguageModel, call_tools

QUICK = {"model_first_content_seconds": 0.6, "model_turn_seconds": 1.5, "anthropic_api_key": "any"}
#: Faults that are decided at once: the template must have answered within a second.
DECIDED_AT_ONCE = (
    "wrong_key", "no_permission", "unknown_model", "bad_request", "too_large", "rate_limited_for_an_hour",
    "not_a_stream", "cut_mid_stream", "cut_cleanly", "error_mid_stream", "bad_request_mid_stream", "malformed_json",
    "malformed_event", "not_utf8", "empty_content", "no_stop_reason", "refusal", "context_window_exceeded",
    "tool_with_broken_json", "tool_with_a_list", "max_tokens_before_arguments",
)  # fmt: skip
#: Faults that are tried once more, or waited for, before they are given up.
DECIDED_LATER = (
    "server_error", "overloaded", "html_502", "rate_limited", "rate_limited_briefly", "rate_limited_until_a_date",
    "cut_before_anything", "slow_headers", "silence_after_first_words", "pings_instead_of_content",
    "pings_after_first_words", "endless_trickle",
)  # fmt: skip
#: Answers that are no failure, or only half of one: something of the model's prose is kept, or the template steps in.
UNUSUAL = (
    "hello", "tool_use", "endless_tool_loop", "tool_with_invalid_arguments", "max_tokens", "max_tokens_in_tool",
    "pause_turn", "stop_sequence", "unknown_stop_reason", "unknown_event", "unknown_block_and_delta",
)  # fmt: skip


def stream(serve: Callable[..., Any], server: Any, *scripts: Any) -> tuple[list[Any], float]:
    """A turn's events, and the seconds it took."""
    client = serve(anthropic_base_url=server.url, **QUICK)
    server.play(*scripts)
    started = time.perf_counter()
    return client.stream("a warm jacket under 120"), time.perf_counter() - started


def check_is_whole(events: list[Any]) -> None:
    """What every turn must be, whatever the model did."""
    assert events[0].name == "message_start"
    assert [event.name for event in events if event.name in ("message_end", "error")] == ["message_end"]
    assert events[-1].name == "message_end"
    text = "".join(event.data["text"] for event in events if event.name == "text_delta")
    assert text.strip()
    assert "Traceback" not in text
    assert any(event.name == "products" for event in events)


def test_every_script_of_the_server_is_played_here(wire: ModuleType) -> None:
    assert set(wire.SCRIPTS) == {*DECIDED_AT_ONCE, *DECIDED_LATER, *UNUSUAL}


@pytest.mark.parametrize("script", DECIDED_AT_ONCE)
def test_the_template_answers_within_a_second_of_the_failure_and_says_so(
    serve: Callable[..., Any], anthropic_server: Any, script: str
) -> None:
    events, seconds = stream(serve, anthropic_server, script)
    check_is_whole(events)
    assert events[-1].data["writer"] == "template"
    assert events[-1].data["notice"]
    assert seconds < 1.6  # half a second may go into one retry


@pytest.mark.parametrize("script", ["wrong_key", "cut_mid_stream", "malformed_json", "refusal", "html_502"])
def test_an_answer_in_one_piece_is_no_less_whole(serve: Callable[..., Any], anthropic_server: Any, script: str) -> None:
    client = serve(anthropic_base_url=anthropic_server.url, **QUICK)
    anthropic_server.play(script)
    answer = client.chat("a warm jacket under 120")
    assert (answer["writer"], bool(answer["notice"])) == ("template", True)
    assert answer["message"]["content"].strip()
    assert answer["products"]["items"]


def test_all_rounds_of_a_turn_share_its_time(serve: Callable[..., Any]) -> None:
    looking = call_tools(("search_products", {"query": "jacket"}))
    model = ScriptedLanguageModel([looking, looking, "Have a look at these."])
    serve(model).chat("a warm jacket")
    first, second, third = (request.seconds_left or 0 for request in model.requests)
    assert 45 >= first > second > third > 40


@pytest.mark.parametrize("script", DECIDED_LATER)
def test_a_model_that_is_slow_or_overloaded_is_given_up_in_time(
    serve: Callable[..., Any], anthropic_server: Any, script: str
) -> None:
    events, seconds = stream(serve, anthropic_server, script)
    check_is_whole(events)
    assert (events[-1].data["writer"], bool(events[-1].data["notice"])) == ("template", True)
    assert seconds < QUICK["model_turn_seconds"] + 1


@pytest.mark.parametrize("script", UNUSUAL)
def test_an_unusual_answer_still_makes_a_whole_turn(
    serve: Callable[..., Any], anthropic_server: Any, script: str
) -> None:
    events, _ = stream(serve, anthropic_server, script)
    check_is_whole(events)


def test_a_good_answer_is_the_models_own_with_its_tokens(serve: Callable[..., Any], anthropic_server: Any) -> None:
    events, _ = stream(serve, anthropic_server, "hello")
    end = events[-1].data
    assert end["writer"] == "claude-haiku-5-5"
    assert end["usage"]["output_tokens"] == 15
    assert "notice" not in end


def test_a_search_by_the_model_and_then_its_answer(serve: Callable[..., Any], anthropic_server: Any) -> None:
    events, _ = stream(serve, anthropic_server, "tool_use", "hello")
    assert events[-1].data["writer"] == "claude-haiku-5-5"
    result = anthropic_server.requests[1]["messages"][-1]["content"][0]
    assert result["type"] == "tool_result"
    assert "jacket-warm" in result["content"]


def test_a_tool_loop_is_ended_after_three_rounds_the_last_without_tools(
    serve: Callable[..., Any], anthropic_server: Any
) -> None:
    events, _ = stream(serve, anthropic_server, "endless_tool_loop")
    check_is_whole(events)
    assert [request["tool_choice"]["type"] for request in anthropic_server.requests] == ["auto", "auto", "none"]


def test_nothing_listening_where_the_model_should_be(serve: Callable[..., Any], wire: ModuleType) -> None:
    client = serve(anthropic_base_url=f"http://127.0.0.1:{wire.closed_port()}", **QUICK)
    events = client.stream("a warm jacket")
    check_is_whole(events)
    assert events[-1].data["writer"] == "template"


def test_an_open_breaker_answers_within_300_ms_and_shows_in_the_metrics(
    serve: Callable[..., Any], anthropic_server: Any
) -> None:
    client = serve(anthropic_base_url=anthropic_server.url, **QUICK)
    anthropic_server.play("overloaded")
    while not client.shop.is_breaker_open:
        client.chat("a warm jacket")
    n_asked = len(anthropic_server.requests)
    started = time.perf_counter()
    answer = client.chat("a warm jacket")
    assert time.perf_counter() - started < 0.3
    assert (answer["writer"], len(anthropic_server.requests)) == ("template", n_asked)
    assert "shopkeeper_model_breaker_open 1.0" in client.http.get("/metrics").text


def test_the_key_and_the_shoppers_conversation_token_reach_no_prompt(
    serve: Callable[..., Any], anthropic_server: Any
) -> None:
    client = serve(anthropic_base_url=anthropic_server.url, **QUICK)
    answer = client.chat("a warm jacket", user={"id": "shopper-4711", "anonymous_id": "anon-4711"})
    sent = str(anthropic_server.requests)
    for secret in (answer["conversation_token"], answer["conversation_id"], "4711"):
        assert secret not in sent
