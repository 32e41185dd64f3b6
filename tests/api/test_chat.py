import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from assistant.language_model import ModelUnavailable, TextDelta
from assistant.scripted import ScriptedLanguageModel, say

WANTS_EVENTS = {"Accept": "text/event-stream"}


def names(events: list[Any]) -> list[str]:
    return [event.name for event in events]


def test_a_stream_begins_with_message_start_and_ends_with_one_terminal_event(client: Any) -> None:
    events = client.stream("a warm jacket under 120")
    assert names(events)[0] == "message_start"
    assert [name for name in names(events) if name in ("message_end", "error")] == ["message_end"]
    assert names(events)[-1] == "message_end"


def test_events_are_numbered_from_one_under_their_run(client: Any) -> None:
    events = client.stream("a warm jacket")
    run_id = events[0].data["run_id"]
    assert [event.id for event in events] == [f"{run_id}:{n}" for n in range(1, len(events) + 1)]


def test_products_come_before_the_prose_and_hold_the_price_limit(client: Any) -> None:
    events = client.stream("a warm jacket under 120")
    assert names(events).index("products") < names(events).index("text_delta")
    cards = next(event for event in events if event.name == "products").data["items"]
    assert cards[0]["product_id"] == "jacket-warm"
    assert all(card["price"]["amount"] <= 12_000 for card in cards)


def test_one_object_holds_what_the_stream_holds(client: Any) -> None:
    events, answer = client.stream("a warm jacket under 120"), client.chat("a warm jacket under 120")
    streamed = [event.data for event in events if event.name == "products"][-1]
    assert answer["products"]["items"] == streamed["items"]
    assert answer["message"]["content"] == "".join(e.data["text"] for e in events if e.name == "text_delta")
    suggestions = [event.data for event in events if event.name == "suggestions"]
    assert answer.get("suggestions") == (suggestions[-1] if suggestions else None)
    assert (answer["writer"], answer["stop_reason"]) == ("template", "end_turn")


def test_a_new_conversation_gets_an_unguessable_id_and_token(client: Any) -> None:
    first, second = client.chat("hello"), client.chat("hello")
    assert len(first["conversation_id"]) == len("c_") + 32
    assert len(first["conversation_token"]) >= 43
    assert first["conversation_id"] != second["conversation_id"]
    assert first["conversation_token"] != second["conversation_token"]


def test_a_conversation_goes_on_with_its_token_and_no_new_one_is_told(client: Any) -> None:
    first = client.chat("a warm jacket")
    second = client.chat("cheaper ones", first)
    assert second["conversation_id"] == first["conversation_id"]
    assert "conversation_token" not in second


def test_the_token_may_come_in_the_authorization_header_or_the_body(client: Any) -> None:
    first = client.chat("a warm jacket")
    ask = {"message": {"content": "more"}, "conversation_id": first["conversation_id"]}
    in_header = {"Authorization": f"Bearer {first['conversation_token']}"}
    assert client.http.post("/v1/chat", json=ask, headers=in_header).status_code == 200
    in_body = ask | {"conversation_token": first["conversation_token"]}
    assert client.http.post("/v1/chat", json=in_body).status_code == 200


def test_the_shoppers_profile_shapes_the_answer(client: Any) -> None:
    profile = {"dislikes": ["Nordvik"], "budget": {"max": {"amount": 12_000, "currency": "GBP"}}}
    cards = client.chat("a jacket", user={"profile": profile})["products"]["items"]
    assert cards
    assert all(card["brand"] != "Nordvik" and card["price"]["amount"] <= 12_000 for card in cards)


def test_the_page_says_what_this_one_is(client: Any) -> None:
    answer = client.chat("is this waterproof?", context={"page": {"product_id": "boots"}})
    assert "Waterproof boots" in answer["message"]["content"]


def test_a_scripted_models_prose_is_streamed_and_named_as_the_writer(serve: Callable[..., Any]) -> None:
    model = ScriptedLanguageModel([say("The Warm Down Jacket is the one I would take.")], name="scripted-1")
    answer = serve(model).chat("a warm jacket")
    assert answer["writer"] == "scripted-1"
    assert "Warm Down Jacket" in answer["message"]["content"]


def test_when_the_model_breaks_off_the_template_answers_and_says_so(serve: Callable[..., Any]) -> None:
    model = ScriptedLanguageModel([[TextDelta("I would take the "), ModelUnavailable("cut off")]])
    events = serve(model).stream("a warm jacket")
    end = events[-1]
    assert (end.name, end.data["writer"]) == ("message_end", "template")
    assert "notice" in end.data


def test_a_conversation_that_is_still_being_answered_refuses_another_message(
    serve: Callable[..., Any], gated_model: Any
) -> None:
    model = gated_model
    client = serve(model)
    first = client.chat("a warm jacket")
    model.close_gate()
    with Listening(client, "more", first) as lines:
        next(lines)
        refused = client.http.post(
            "/v1/chat",
            json={"message": {"content": "and boots?"}, "conversation_id": first["conversation_id"]},
            headers={"X-Conversation-Token": first["conversation_token"]},
        )
        model.open_gate()
    assert (refused.status_code, refused.json()["code"]) == (409, "turn_in_progress")
    assert refused.headers["Retry-After"]


def test_a_client_that_leaves_ends_the_turn_and_the_models_call(serve: Callable[..., Any], gated_model: Any) -> None:
    model = gated_model
    client = serve(model, resume_seconds=0)
    model.close_gate()
    with Listening(client, "a warm jacket") as lines:
        assert next(lines)
        assert model.asked.wait(5)
    assert model.left.wait(5)


def with_a_silent_model(serve: Callable[..., Any], model: Any) -> tuple[Any, Any, dict[str, str]]:
    """A client, the first answer of its conversation, and the token; from now on the model says nothing."""
    client = serve(model)
    first = client.chat("a warm jacket")
    model.close_gate()
    return client, first, {"X-Conversation-Token": first["conversation_token"]}


def test_who_leaves_ends_the_models_call_within_a_second_and_the_turn_is_kept_as_incomplete(
    serve: Callable[..., Any], gated_model: Any
) -> None:
    client, first, token = with_a_silent_model(serve, gated_model)
    with Listening(client, "boots", first) as lines:
        assert next(lines)
        assert gated_model.asked.wait(5)
    assert gated_model.left.wait(1.0)
    time.sleep(0.2)  # the turn is written down
    path = f"/v1/conversations/{first['conversation_id']}/messages"
    said = client.http.get(path, headers=token).json()["messages"]
    assert [message["content"] for message in said[2:]] == ["boots", ""]
    assert [message["is_complete"] for message in said] == [True, True, True, False]


def test_a_reconnect_goes_on_with_the_same_answer_and_asks_no_model_again(
    serve: Callable[..., Any], gated_model: Any
) -> None:
    client, first, token = with_a_silent_model(serve, gated_model)
    with Listening(client, "boots", first) as lines:
        last_id = next(line for line in lines if line.startswith("id: ")).removeprefix("id: ")
        assert gated_model.asked.wait(5)
    gated_model.open_gate()
    headers = {**token, "Last-Event-ID": last_id}
    rest = client.http.get(f"/v1/runs/{last_id.split(':')[0]}/events", headers=headers)
    assert "event: message_end" in rest.text and last_id not in rest.text
    assert len(gated_model.requests) == 2  # the first turn's and this one's


def test_a_client_that_leaves_without_streaming_ends_the_turn_too(serve: Callable[..., Any], gated_model: Any) -> None:
    model = gated_model
    client = serve(model, resume_seconds=60)
    model.close_gate()
    with pytest.raises(httpx.ReadTimeout):
        client.http.post("/v1/chat", json={"message": {"content": "a warm jacket"}}, timeout=0.5)
    assert model.left.wait(5)


def test_a_message_sent_after_leaving_takes_the_place_of_the_answer_left_behind(
    serve: Callable[..., Any], gated_model: Any
) -> None:
    model = gated_model
    client = serve(model, resume_seconds=60)
    first = client.chat("a warm jacket")
    model.close_gate()
    with Listening(client, "more", first) as lines:
        assert next(lines)
        assert model.asked.wait(5)
    time.sleep(0.1)  # the server notices the closed connection
    threading.Timer(0.3, model.open_gate).start()
    assert client.chat("boots", first)["stop_reason"] == "end_turn"
    assert model.left.is_set()


def test_while_nothing_happens_the_stream_is_pinged(serve: Callable[..., Any], gated_model: Any) -> None:
    model = gated_model
    client = serve(model, ping_seconds=0.05)
    model.close_gate()
    with Listening(client, "a warm jacket") as lines:
        seen = [next(lines)]
        while not seen[-1].startswith(":"):
            seen.append(next(lines))
        model.open_gate()
    assert seen[-1] == ": ping"


def test_message_start_is_out_within_20_ms_and_products_before_the_model_answers(
    serve: Callable[..., Any], gated_model: Any
) -> None:
    model = gated_model
    client = serve(model)
    client.chat("a warm jacket")  # connections and caches are warm
    model.close_gate()
    started = time.perf_counter()
    with Listening(client, "a warm jacket") as lines:
        first_line, waited = next(lines), time.perf_counter() - started
        seen = [first_line]
        while not seen[-1].startswith("event: products"):
            seen.append(next(lines))
        model.open_gate()
    assert first_line == "event: message_start"
    assert waited < 0.1  # 20 ms are measured in the benchmark; this machine may be busy


def test_as_many_answers_at_once_as_allowed_and_then_a_quick_503(serve: Callable[..., Any], gated_model: Any) -> None:
    model = gated_model
    client = serve(model, max_turns=1)
    model.close_gate()
    with Listening(client, "a warm jacket") as lines:
        next(lines)
        refused = client.http.post("/v1/chat", json={"message": {"content": "boots"}})
        model.open_gate()
    assert (refused.status_code, refused.json()["code"]) == (503, "server_busy")
    assert refused.headers["Retry-After"]


def test_text_that_no_utf8_can_carry_is_never_streamed(serve: Callable[..., Any]) -> None:
    events = serve(ScriptedLanguageModel([say("A jacket \ud800 for you.")])).stream("a warm jacket")
    assert events[-1].name == "message_end"


class Listening:
    """The lines of an answer as they come; leaving the block closes the connection."""

    def __init__(self, client: Any, content: str, conversation: dict[str, Any] | None = None) -> None:
        ask: dict[str, Any] = {"message": {"content": content}}
        headers = dict(WANTS_EVENTS)
        if conversation:
            ask["conversation_id"] = conversation["conversation_id"]
            headers["X-Conversation-Token"] = conversation["conversation_token"]
        self._stream = client.http.stream("POST", "/v1/chat", json=ask, headers=headers)

    def __enter__(self) -> Iterator[str]:
        response = self._stream.__enter__()
        assert response.status_code == 200, response.read()
        return iter(response.iter_lines())

    def __exit__(self, *raised: Any) -> None:
        self._stream.__exit__(*raised)
