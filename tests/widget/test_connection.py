"""Streams that break, repeat, skip, fall silent and end too early; networks that go and come back."""

import re
import threading
from collections.abc import Sequence
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.widget.chat_page import ChatPage, requested
from tests.widget.conftest import PUBLIC_KEY
from tests.widget.cutting_proxy import cutting
from tests.widget.scripted_service import Answer, Connection, answer_events, card, refusal
from tests.widget.shop_pages import Page

PIECES = ("I would ", "take the **Warm", " Down Jacket**, ", "and here ", "is why.")
TEXT = "I would take the Warm Down Jacket, and here is why."
EVENTS = answer_events(pieces=PIECES, cards=[card()], suggestions=["Something lighter"])
N_EVENTS = len(EVENTS) + 1  # with message_start


def is_whole(chat: ChatPage, answer: Any) -> None:
    """Every event of `EVENTS` is shown, once."""
    expect(answer.locator("[part~=prose]")).to_have_text(TEXT)
    expect(answer.locator("[part~=card]")).to_have_count(1)
    expect(chat.chips).to_have_text(["Something lighter"])
    expect(chat.failure).to_have_count(0)


@pytest.mark.parametrize("n_bytes", [360, 500, 700, 900])
def test_a_stream_that_is_cut_goes_on_where_it_broke(scripted: ChatPage, script: Any, n_bytes: int) -> None:
    cut = Connection(cut_after_bytes=n_bytes)
    script.play(Answer(EVENTS, (cut, Connection())))
    scripted.visit().open().say("a jacket")
    expect(scripted.answers.last.locator("[part~=status]")).not_to_have_text("Looking…")
    cut.is_read.set()
    is_whole(scripted, scripted.ended(1))
    assert len(script.asked("POST", "/v1/chat")) == 1
    (resumed,) = script.asked("GET", "/v1/runs/r_1/events")
    assert resumed.headers["Last-Event-ID"] in {f"r_1:{n}" for n in range(2, N_EVENTS)}


def test_a_stream_that_is_cut_before_its_first_event_is_not_asked_for_twice(scripted: ChatPage, script: Any) -> None:
    cut = Connection(cut_after_bytes=100)
    cut.is_read.set()
    script.play(Answer(EVENTS, (cut, Connection())), Answer(EVENTS))
    scripted.visit().open().ask("a jacket")
    expect(scripted.failure).to_contain_text("cannot be reached")
    assert len(script.asked("POST", "/v1/chat")) == 1
    scripted.failure.get_by_role("button").click()
    is_whole(scripted, scripted.ended(1))


WAYS: dict[str, Sequence[Connection | Page]] = {
    "every event comes twice": [Connection(is_repeating=True)],
    "an event is skipped": [Connection(skipped=frozenset({4})), Connection()],
    "the stream ends before its last event": [Connection(ends_after=4), Connection()],
    "it ends again and again": [*(Connection(ends_after=2) for _ in range(4)), Connection()],
    "the service is down for a moment": [Connection(ends_after=3), refusal(503, "server_busy"), Connection()],
    "a proxy answers for a moment": [Connection(ends_after=3), Page(b"<h1>Bad gateway</h1>", 502), Connection()],
    "what was had comes again with the rest": [Connection(ends_after=5), Connection(is_repeating=True)],
}


@pytest.mark.parametrize("way", WAYS)
def test_an_answer_is_whole_and_told_once_when(scripted: ChatPage, script: Any, way: str) -> None:
    script.play(Answer(EVENTS, WAYS[way]))
    is_whole(scripted, scripted.visit().open().ask("a jacket"))
    assert len(script.asked("POST", "/v1/chat")) == 1


def test_a_stream_that_falls_silent_is_taken_up_anew(scripted: ChatPage, script: Any) -> None:
    script.play(Answer(EVENTS, (Connection(silent_after=4), Connection())))
    scripted.page.clock.install()
    scripted.visit().open().say("a jacket")
    expect(scripted.cards).to_have_count(1)
    scripted.page.clock.fast_forward(31_000)
    is_whole(scripted, scripted.ended(1))


def test_a_lost_connection_is_said_and_the_question_can_be_asked_again(scripted: ChatPage, script: Any) -> None:
    down = refusal(503, "server_busy")
    script.play(Answer(EVENTS, (Connection(ends_after=4), down)), Answer(EVENTS))
    scripted.page.clock.install()
    scripted.visit().open().say("a jacket")
    expect(scripted.answers.last).to_contain_text("Trying again")
    scripted.hurry_to(scripted.failure)
    expect(scripted.failure).to_contain_text("cannot be reached")
    expect(scripted.answers.last.locator("[part~=card]")).to_have_count(1)
    scripted.page.clock.resume()
    scripted.failure.get_by_role("button", name="Try again").click()
    is_whole(scripted, scripted.ended(1))
    assert scripted.panel.locator("[part~=question]").count() == 1


def test_the_real_server_goes_on_with_an_answer_whose_connection_broke(chat_on: Any, gated: Any) -> None:
    server, model = gated
    with cutting(server.url) as proxy:
        chat = chat_on(proxy.url).visit(key=PUBLIC_KEY)
        chat.open()
        proxy.cut_after_bytes = 2400
        chat.say("a warm jacket")
        expect(chat.answers.last.locator("[part~=status]")).not_to_have_text("Looking…")
        model.open_gate()
        answer = chat.ended(1)
        expect(answer.locator("[part~=prose]")).to_contain_text("Warm Down Jacket is the one I would take")
        expect(answer.locator("[part~=card]").first).to_be_visible()
        expect(chat.failure).to_have_count(0)
        assert proxy.n_cuts == 1
        assert len(requested(chat, "/v1/runs/.*/events")) >= 1
        assert len(requested(chat, "/v1/chat")) == 1


REFUSALS = {
    "a fault of the server": (refusal(500, "internal"), "went wrong", True),
    "too much to do": (refusal(503, "server_busy", **{"Retry-After": "1"}), "Many", True),
    "a page of a proxy": (Page(b"<html><h1>502 Bad Gateway</h1></html>", 502), "went wrong", True),
    "a page that says it went well": (Page(b"<html>captive portal</html>", 200), "cannot be reached", True),
    "a key that is not the shop's": (refusal(401, "key_required"), "not set up", False),
    "an origin that is not the shop's": (refusal(403, "origin_not_allowed"), "not set up", False),
    "a question that is refused": (refusal(422, "body_invalid"), "went wrong", False),
}


@pytest.mark.parametrize("fault", REFUSALS)
def test_the_shopper_is_told_in_plain_words_of(scripted: ChatPage, script: Any, fault: str) -> None:
    page, words, is_retryable = REFUSALS[fault]
    script.play(page, Answer(EVENTS))
    scripted.visit()
    scripted.listen("error")
    scripted.open().ask("a jacket")
    expect(scripted.failure).to_contain_text(words)
    expect(scripted.failure).not_to_contain_text(re.compile("happened|502|<h1>|internal"))
    assert len(scripted.heard("error")) == 1
    again = scripted.failure.get_by_role("button")
    expect(again).to_have_count(int(is_retryable))
    if is_retryable:
        again.click()
        is_whole(scripted, scripted.ended(1))


def test_an_error_within_the_stream_keeps_what_came_before_it(scripted: ChatPage, script: Any) -> None:
    problem = {"code": "internal", "title": "x", "detail": "stack trace", "status": 500, "retryable": True}
    script.play(Answer([*EVENTS[:4], ("error", problem)]), Answer(EVENTS))
    answer = scripted.visit().open().ask("a jacket")
    expect(answer.locator("[part~=card]")).to_have_count(1)
    expect(scripted.failure).to_contain_text("went wrong")
    expect(scripted.panel).not_to_contain_text("stack trace")
    scripted.failure.get_by_role("button").click()
    is_whole(scripted, scripted.ended(1))


def test_a_page_without_a_key_is_refused_by_the_real_server(chat: ChatPage) -> None:
    chat.visit().open().ask("a jacket")
    expect(chat.failure).to_contain_text("not set up")


def test_a_busy_conversation_is_asked_again_by_itself(scripted: ChatPage, script: Any) -> None:
    script.play(refusal(409, "turn_in_progress"), refusal(409, "turn_in_progress"), Answer(EVENTS))
    scripted.page.clock.install()
    scripted.visit().open().say("a jacket")
    expect(scripted.answers.last).to_contain_text("still being answered")
    scripted.hurry_to(scripted.chips)
    is_whole(scripted, scripted.ended(1))
    assert len(script.asked("POST", "/v1/chat")) == 3


def test_a_conversation_that_is_gone_begins_anew_without_a_word(scripted: ChatPage, script: Any) -> None:
    script.play(Answer(EVENTS), refusal(404, "not_found"), Answer(EVENTS))
    scripted.visit().open().ask("a jacket")
    is_whole(scripted, scripted.ask("another"))
    sent = [one.json["conversation_id"] for one in script.asked("POST", "/v1/chat")]
    assert sent == [None, "c_1", None]


def test_being_offline_is_said_and_the_message_can_be_sent_when_back(scripted: ChatPage, script: Any) -> None:
    script.play(Answer(EVENTS))
    scripted.visit().open()
    scripted.page.context.set_offline(True)
    scripted.ask("a jacket")
    expect(scripted.failure).to_contain_text("offline")
    expect(scripted.panel.locator("[part~=question]")).to_contain_text("a jacket")
    scripted.page.context.set_offline(False)
    scripted.failure.get_by_role("button").click()
    is_whole(scripted, scripted.ended(1))


def test_on_a_slow_network_words_come_as_they_arrive(scripted: ChatPage, script: Any) -> None:
    gates = {n: threading.Event() for n in (5, 7, N_EVENTS)}
    script.play(Answer(EVENTS, (Connection(gates=gates),)))
    scripted.visit().open().say("a jacket")
    expect(scripted.cards).to_have_count(1)
    expect(scripted.stop).to_be_visible()
    prose = scripted.answers.last.locator("[part~=prose]")
    expect(prose).to_have_text("I would")
    gates[5].set()
    expect(prose).to_have_text("I would take the Warm Down Jacket,")
    gates[7].set()
    expect(prose).to_have_text(TEXT)
    expect(scripted.stop).to_be_visible()
    gates[N_EVENTS].set()
    is_whole(scripted, scripted.ended(1))


def test_with_the_service_down_the_page_works_and_the_launcher_says_so(chat_on: Any, script: Any) -> None:
    chat = chat_on(script.url)
    chat.page.route(re.compile("/widget/"), lambda route: route.abort())
    chat.visit("<button onclick=\"document.title = 'bought'\">Buy</button>")
    chat.launcher.click()
    expect(chat.page.get_by_role("status").filter(has_text="not available")).to_be_visible()
    chat.page.get_by_role("button", name="Buy").click()
    assert chat.page.title() == "bought"
    chat.page.unroute_all()
    chat.open()
    expect(chat.page.get_by_text("not available")).to_have_count(0)
    is_answered = chat.ask("a jacket")
    expect(is_answered).to_contain_text("Warm Down Jacket")


def test_a_loader_that_cannot_be_had_leaves_the_page_alone(chat_on: Any) -> None:
    chat = chat_on("http://127.0.0.1:9")
    chat.visit("<h1>Winter sale</h1>")
    expect(chat.page.get_by_role("heading")).to_have_text("Winter sale")
    assert requested(chat, "widget.js") == ["http://127.0.0.1:9/widget.js"]
