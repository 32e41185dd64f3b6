"""Asking and being answered, with the real server."""

import re
import threading
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.widget.chat_page import ChatPage, requested
from tests.widget.conftest import PUBLIC_KEY
from tests.widget.scripted_service import Answer, Connection, answer_events, card


def test_nothing_is_asked_of_the_service_before_somebody_opens_the_chat(chat: ChatPage, service: Any) -> None:
    chat.visit(key=PUBLIC_KEY)
    expect(chat.launcher).to_be_visible()
    chat.page.wait_for_load_state("networkidle")
    assert [url for url in chat.requests if url.startswith(service.url)] == [f"{service.url}/widget.js"]


def test_a_question_is_answered_with_cards_prose_and_what_to_say_next(chat: ChatPage) -> None:
    answer = chat.visit(key=PUBLIC_KEY).open().ask("a warm jacket under 120")
    expect(answer.locator("[part~=card]").first).to_contain_text("Warm Down Jacket")
    expect(answer.locator("[part~=card]").first).to_contain_text("£119.00")
    expect(answer.locator("[part~=prose] strong").first).to_have_text("Warm Down Jacket")
    expect(answer.get_by_role("link", name="Warm Down Jacket").first).to_have_attribute(
        "href", "https://shop.example/p/jacket-warm"
    )
    expect(chat.chips.first).to_be_visible()


def test_the_field_is_empty_again_and_keeps_the_focus_after_sending(chat: ChatPage) -> None:
    chat.visit(key=PUBLIC_KEY).open().ask("a warm jacket")
    expect(chat.field).to_have_value("")
    assert chat.focused() == "Write a message"


def test_a_chip_says_what_stands_on_it_and_leads_to_a_comparison(chat: ChatPage) -> None:
    chat.visit(key=PUBLIC_KEY).open().ask("a jacket")
    n_before = chat.answers.count()
    chat.chips.filter(has_text="Compare").click()
    table = chat.ended(n_before).get_by_role("table")
    expect(table.get_by_role("columnheader").nth(1)).to_contain_text("Jacket")
    expect(table.get_by_role("rowheader").first).to_be_visible()
    expect(chat.panel.locator("[part~=question]").last).to_have_text("You saidCompare the first two")


def test_an_answer_from_a_page_of_the_shop_names_its_source(chat: ChatPage) -> None:
    answer = chat.visit(key=PUBLIC_KEY).open().ask("what is your returns policy?")
    expect(answer.locator("[part~=prose]")).to_contain_text("within 30 days")
    expect(answer.locator("[part~=citations]").get_by_role("link")).to_have_text("Returns")


def test_why_this_opens_the_signals_behind_a_card(chat: ChatPage) -> None:
    chat.visit(key=PUBLIC_KEY).open().ask("a warm jacket")
    why = chat.cards.first.locator("details")
    why.get_by_text("Why this?").click()
    expect(why).to_contain_text("words")


def test_the_page_hears_what_happens(chat: ChatPage) -> None:
    chat.visit(key=PUBLIC_KEY)
    chat.listen("open", "message", "answer", "close", "product-click")
    chat.open().ask("a warm jacket")
    chat.page.keyboard.press("Escape")
    assert chat.heard("open") == [{}]
    assert chat.heard("message") == [{"text": "a warm jacket"}]
    assert chat.heard("answer")[0]["writer"] == "template"
    assert chat.heard("close") == [{}]


def test_a_page_may_take_the_click_on_a_product_for_itself(chat: ChatPage) -> None:
    chat.visit(key=PUBLIC_KEY)
    chat.listen("product-click")
    chat.page.evaluate("document.addEventListener('shopkeeper:product-click', (event) => event.preventDefault())")
    chat.open().ask("a warm jacket under 120")
    chat.cards.first.get_by_role("link").click()
    (click,) = chat.heard("product-click")
    assert click["product_id"] == "jacket-warm"
    assert click["list_id"].startswith("l_")
    assert chat.page.url.endswith("/")


def test_the_page_can_speak_for_the_shopper(chat: ChatPage) -> None:
    chat.visit(key=PUBLIC_KEY)
    chat.page.evaluate("Shopkeeper.send('a warm jacket under 120')")
    expect(chat.cards.first).to_contain_text("Warm Down Jacket")


def test_what_the_page_knows_of_shopper_and_place_goes_along(scripted: ChatPage, script: Any) -> None:
    scripted.visit()
    scripted.page.evaluate(
        """() => { Shopkeeper.setUser({profile: {preferences: ['merino']}});
        Shopkeeper.setContext({page: {product_id: 'boots'}, currency: 'GBP', country: 'GB'}); }"""
    )
    scripted.open().ask("socks")
    sent = script.asked("POST", "/v1/chat")[0].json
    assert sent["user"]["profile"] == {"preferences": ["merino"]}
    assert sent["context"]["page"] == {"url": scripted.pages.url + "/", "product_id": "boots"}
    assert sent["context"]["currency"] == "GBP"
    assert sent["conversation_id"] is None


def test_a_later_question_goes_on_with_the_conversation(scripted: ChatPage, script: Any) -> None:
    scripted.visit().open().ask("socks")
    scripted.ask("cheaper")
    later = script.asked("POST", "/v1/chat")[1]
    assert later.json["conversation_id"] == "c_1"
    assert (
        later.headers["x-conversation-token" if "x-conversation-token" in later.headers else "X-Conversation-Token"]
        == "ct_1"
    )


def test_what_the_shopper_thinks_of_an_answer_reaches_the_shop(chat: ChatPage, service: Any) -> None:
    answer = chat.visit(key=PUBLIC_KEY).open().ask("a warm jacket")
    with chat.page.expect_response(re.compile("/v1/feedback")) as told:
        answer.get_by_role("button", name="Good answer").click()
    assert told.value.ok
    expect(answer.get_by_role("button", name="Good answer")).to_have_attribute("aria-pressed", "true")
    expect(answer.locator(".thanks")).to_have_text("Thank you.")


def test_a_bad_answer_is_asked_for_its_reason(chat: ChatPage) -> None:
    answer = chat.visit(key=PUBLIC_KEY).open().ask("a warm jacket")
    answer.get_by_role("button", name="Bad answer").click()
    with chat.page.expect_request(
        lambda request: "/v1/feedback" in request.url and "too_expensive" in (request.post_data or "")
    ):
        answer.get_by_role("button", name="Too expensive").click()
    assert chat.focused() == "Bad answer"


def test_starting_afresh_deletes_the_conversation(chat: ChatPage, service: Any) -> None:
    chat.visit(key=PUBLIC_KEY).open().ask("a warm jacket")
    with chat.page.expect_response(re.compile("/v1/conversations/")) as deleted:
        chat.panel.get_by_role("button", name="Start afresh").click()
    assert deleted.value.request.method == "DELETE"
    assert deleted.value.status == 204
    expect(chat.panel.locator("[part~=question]")).to_have_count(0)
    expect(chat.cards).to_have_count(0)


def test_a_message_that_is_too_long_is_not_sent_and_says_so(chat: ChatPage) -> None:
    chat.visit(key=PUBLIC_KEY).open().say("x" * 4_001)
    expect(chat.panel.get_by_text(re.compile("4,?000"))).to_be_visible()
    assert requested(chat, "/v1/chat") == []
    expect(chat.field).to_have_value("x" * 4_001)


def test_the_next_question_can_be_written_while_an_answer_is_under_way(chat_on: Any, gated: Any) -> None:
    server, model = gated
    chat = chat_on(server.url).visit(key=PUBLIC_KEY).open().say("a warm jacket")
    expect(chat.stop).to_be_visible()
    chat.field.fill("and boots?")
    chat.field.press("Enter")
    expect(chat.field).to_have_value("and boots?")
    model.open_gate()
    chat.ended(1)
    expect(chat.field).to_have_value("and boots?")


def test_stopping_keeps_what_is_there_and_stops_the_server(chat_on: Any, gated: Any) -> None:
    server, model = gated
    chat = chat_on(server.url).visit(key=PUBLIC_KEY).open().say("a warm jacket")
    expect(chat.cards.first).to_be_visible()
    with chat.page.expect_response(re.compile("/cancel$")) as cancelled:
        chat.stop.click()
    assert cancelled.value.status == 204
    expect(chat.answers.last).to_contain_text("Stopped")
    expect(chat.cards.first).to_be_visible()
    assert chat.focused() == "Write a message"
    model.open_gate()
    expect(chat.ask("boots").locator("[part~=prose]")).not_to_be_empty()


def test_the_page_can_stop_hearing(scripted: ChatPage) -> None:
    scripted.visit()
    scripted.page.evaluate(
        """() => { window.n = 0; window.end = Shopkeeper.on('open', () => { n++; });
        Shopkeeper.on('close', () => { n += 10; }); }"""
    )
    scripted.open()
    scripted.page.evaluate("end()")
    scripted.page.keyboard.press("Escape")
    scripted.open()
    assert scripted.page.evaluate("window.n") == 11


def test_a_finished_block_is_never_touched_again_while_more_comes(scripted: ChatPage, script: Any) -> None:
    link = "[link](https://shop.example/p/jacket-warm)"
    text = f"The **first** paragraph\nof two lines.\n\n- one\n- two with a {link}\n\nThe last."
    gates = {number: threading.Event() for number in range(5, 4 + len(text) // 4)}
    pieces = [text[start : start + 4] for start in range(0, len(text), 4)]
    script.play(Answer(answer_events(pieces=pieces, cards=[card()]), (Connection(gates=gates),)))
    scripted.visit().open().say("a jacket")
    prose = scripted.answers.last.locator("[part~=prose]")
    expect(prose).to_be_visible()
    prose.evaluate(
        """prose => { window.touched = []; new MutationObserver((changes) => { for (const { target, type } of changes) {
          const block = (target.nodeType === 1 ? target : target.parentElement).closest('p, li');
          const open = [...prose.querySelectorAll('p, li')].at(-1);
          if (block && block !== open && block.isFinished) window.touched.push(`${type} in ${block.textContent}`);
          for (const one of prose.querySelectorAll('p, li')) one.isFinished = one !== open;
        } }).observe(prose, {childList: true, characterData: true, subtree: true}); }"""
    )
    for gate in gates.values():
        gate.set()
        scripted.page.evaluate("() => new Promise(requestAnimationFrame)")
    scripted.ended(1)
    expect(prose).to_have_text("The first paragraph of two lines.onetwo with a linkThe last.")
    assert scripted.page.evaluate("window.touched") == []
    assert prose.locator("p, li").count() == 4


@pytest.mark.parametrize(
    ("where", "href"), [({"handoff_email": "help@shop.example"}, "mailto:help@shop.example"), ({}, "")]
)
def test_where_a_person_takes_over_the_answer_says_how_to_reach_one(
    scripted: ChatPage, script: Any, where: dict[str, str], href: str
) -> None:
    told = answer_events("I leave this to a colleague.")
    script.play(Answer([*told[:-1], ("handoff", {"status": "offered", "channel": "email"}), told[-1]]))
    answer = scripted.visit(**where).open().ask("my parcel was torn open")
    link = answer.get_by_role("link", name="Talk to a person")
    if href:
        expect(link).to_have_attribute("href", href)
    else:
        expect(link).to_have_count(0)
