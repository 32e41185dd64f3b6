"""Pages that are swapped, hostile to others' scripts, hostile to storage, on a phone, or written from right to left."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.widget.chat_page import ChatPage, requested
from tests.widget.conftest import PUBLIC_KEY
from tests.widget.scripted_service import Answer, answer_events, card

POLICY = (
    "default-src 'none'; script-src {service}; connect-src {service}; style-src 'none'; img-src https:; "
    "require-trusted-types-for 'script'; trusted-types 'none'; base-uri 'none'; form-action 'none'"
)
CARDS = Answer(answer_events(cards=[card(), card("boots", title="Trail Boots")], suggestions=["Lighter ones"]))
PHONE = {"viewport": {"width": 390, "height": 780}, "has_touch": True, "is_mobile": True}


def test_a_strict_policy_and_trusted_types_refuse_nothing_of_the_chat(chat: ChatPage, service: Any) -> None:
    violations: list[str] = []
    chat.page.on("console", lambda message: violations.append(message.text) if message.type == "error" else None)
    chat.visit(key=PUBLIC_KEY, policy=POLICY.format(service=service.url)).open()
    answer = chat.ask("a warm jacket under 120")
    expect(answer.locator("[part~=card]").first).to_be_visible()
    expect(answer.locator("[part~=prose] strong").first).to_have_css("font-weight", "700")
    chat.chips.filter(has_text="Compare").click()
    expect(chat.ended(2).get_by_role("table")).to_be_visible()
    assert [text for text in violations if "Content Security" in text or "Trusted" in text] == []


SWAPS = {
    "a new body, as Turbo does": "const body = document.createElement('body'); body.innerHTML = '<h1>Next</h1>'; "
    "document.documentElement.replaceChild(body, document.body);",
    "new markup in the body": "document.body.innerHTML = '<h1>Next</h1>';",
    "all children replaced": "document.body.replaceChildren(document.createElement('h1'));",
}  # fmt: skip


@pytest.mark.parametrize("swap", SWAPS)
def test_a_swapped_page_keeps_the_chat_with_all_that_was_said(scripted: ChatPage, script: Any, swap: str) -> None:
    script.play(CARDS)
    scripted.visit().open().ask("a jacket")
    scripted.page.evaluate(f"() => {{ {SWAPS[swap]} history.pushState(null, '', '/next'); }}")
    expect(scripted.panel).to_be_visible()
    expect(scripted.cards).to_have_count(2)
    scripted.ask("boots")
    assert script.asked("POST", "/v1/chat")[1].json["context"]["page"]["url"].endswith("/next")
    assert scripted.page.locator("shopkeeper-chat").count() == 1


def test_an_answer_goes_on_while_the_page_is_swapped(chat_on: Any, gated: Any) -> None:
    server, model = gated
    chat = chat_on(server.url).visit(key=PUBLIC_KEY).open().say("a warm jacket")
    expect(chat.cards.first).to_be_visible()
    chat.page.evaluate(f"() => {{ {SWAPS['a new body, as Turbo does']} }}")
    model.open_gate()
    expect(chat.ended(1).locator("[part~=prose]")).to_contain_text("is the one I would take")


def test_after_a_page_change_everything_is_there_again_and_the_chat_is_closed_or_open_as_it_was(chat: ChatPage) -> None:
    chat.visit(key=PUBLIC_KEY).open().ask("a warm jacket under 120")
    prose = chat.answers.last.locator("[part~=prose]").inner_text()
    chat.visit(path="/next", key=PUBLIC_KEY)
    chat.page.wait_for_load_state("networkidle")
    if not chat.panel.is_visible():
        chat.open()
    expect(chat.cards.first).to_contain_text("Warm Down Jacket")
    expect(chat.panel.locator("[part~=question]")).to_contain_text("a warm jacket under 120")
    assert chat.answers.last.locator("[part~=prose]").inner_text() == prose


def test_two_tabs_show_one_conversation(chat: ChatPage, chat_on: Any, service: Any) -> None:
    chat.visit(key=PUBLIC_KEY, consent="granted").open().ask("a warm jacket under 120")
    other = chat_on(service.url, context=chat.page.context).visit(key=PUBLIC_KEY, consent="granted").open()
    expect(other.panel.locator("[part~=question]")).to_contain_text("a warm jacket under 120")
    other.ask("what is your returns policy?")
    expect(chat.panel.locator("[part~=question]").last).to_contain_text("returns policy")
    expect(chat.answers.last.locator("[part~=prose]")).to_contain_text("within 30 days")
    expect(chat.answers).to_have_count(3)


def test_a_question_in_the_other_tab_waits_for_its_turn(chat_on: Any, gated: Any) -> None:
    server, model = gated
    model.open_gate()
    chat = chat_on(server.url).visit(key=PUBLIC_KEY, consent="granted").open()
    chat.ask("a warm jacket")
    other = chat_on(server.url, context=chat.page.context).visit(key=PUBLIC_KEY, consent="granted").open()
    expect(other.cards.first).to_be_visible()
    model.close_gate()
    chat.say("a rain jacket")
    expect(chat.answers.last.locator("[part~=card]").first).to_be_visible()
    with other.page.expect_response(re.compile("/v1/chat")) as refused:
        other.say("what is your returns policy?")
    assert refused.value.status == 409
    expect(other.answers.last).to_contain_text("another tab")
    model.open_gate()
    chat.ended(2)
    expect(other.sender).to_be_visible()
    expect(other.failure).to_have_count(0)


def test_a_page_that_forbids_storage_has_a_chat_that_remembers_while_it_lasts(scripted: ChatPage, script: Any) -> None:
    forbid = """<script>for (const name of ['localStorage', 'sessionStorage'])
      Object.defineProperty(window, name, {get() { throw new DOMException('no', 'SecurityError'); }});</script>"""
    scripted.visit(head=forbid, consent="granted").open().ask("a jacket")
    scripted.ask("boots")
    sent = [one.json for one in script.asked("POST", "/v1/chat")]
    assert [one["conversation_id"] for one in sent] == [None, "c_1"]
    assert sent[0]["user"]["anonymous_id"] == sent[1]["user"]["anonymous_id"]


def test_a_listener_of_the_page_that_throws_breaks_nothing(scripted: ChatPage, script: Any) -> None:
    script.play(CARDS)
    scripted.visit(cart="host")
    scripted.page.evaluate(
        """() => { for (const name of ['open', 'message', 'answer', 'error', 'add-to-cart', 'product-click', 'close'])
        document.addEventListener(`shopkeeper:${name}`, () => { throw new Error('the page is broken'); }); }"""
    )
    scripted.open().ask("a jacket")
    expect(scripted.cards).to_have_count(2)
    scripted.cards.first.get_by_role("button", name="Add to cart").click()
    expect(scripted.cards.first.get_by_role("status")).to_contain_text("could not be added")
    scripted.page.keyboard.press("Escape")
    expect(scripted.launcher).to_be_visible()
    assert scripted.errors
    assert all("the page is broken" in error for error in scripted.errors)
    scripted.errors.clear()


def test_a_script_that_is_loaded_twice_makes_one_chat(scripted: ChatPage, script: Any) -> None:
    scripted.visit(f'<script src="{script.url}/widget.js"></script><h1>Sale</h1>')
    scripted.page.add_script_tag(url=f"{script.url}/widget.js?again")
    expect(scripted.page.locator("shopkeeper-chat")).to_have_count(1)
    scripted.open().ask("a jacket")
    assert len(script.asked("POST", "/v1/chat")) == 1


def test_a_page_that_removes_the_element_can_open_the_chat_again(scripted: ChatPage, script: Any) -> None:
    script.play(CARDS)
    scripted.visit().open().ask("a jacket")
    scripted.page.evaluate("document.querySelector('shopkeeper-chat').remove()")
    scripted.page.evaluate("Shopkeeper.open()")
    expect(scripted.panel).to_be_visible()
    expect(scripted.ask("boots").locator("[part~=card]")).to_have_count(2)


def test_a_chat_within_the_page_needs_no_launcher(scripted: ChatPage, script: Any) -> None:
    script.play(CARDS)
    scripted.visit("<h1>Help</h1><shopkeeper-chat inline></shopkeeper-chat>")
    expect(scripted.panel).to_be_visible()
    assert scripted.launcher.count() == 0
    expect(scripted.ask("a jacket").locator("[part~=card]")).to_have_count(2)
    scripted.page.keyboard.press("Escape")
    expect(scripted.panel).to_be_visible()


LEFT = """() => ({
  elements: document.querySelectorAll('shopkeeper-chat').length, api: 'Shopkeeper' in window,
  listening: window.listening.map(([name]) => name), timers: [...window.timers.values()], channels: window.channels,
})"""
WATCHED = """<script>
  window.listening = []; window.timers = new Map(); window.channels = 0;
  const add = EventTarget.prototype.addEventListener, drop = EventTarget.prototype.removeEventListener;
  const isOuter = (one) => [window, document, document.body, document.documentElement].includes(one);
  const forget = (name, listener) => {
    window.listening = window.listening.filter(([one, other]) => one !== name || other !== listener);
  };
  EventTarget.prototype.addEventListener = function (name, listener, options) {
    if (isOuter(this) && new Error().stack.includes('/widget')) {
      window.listening.push([name, listener]);
      if (options?.signal) add.call(options.signal, 'abort', () => forget(name, listener), {once: true});
    }
    return add.call(this, name, listener, options);
  };
  EventTarget.prototype.removeEventListener = function (name, listener, options) {
    forget(name, listener);
    return drop.call(this, name, listener, options);
  };
  const set = window.setTimeout, clear = window.clearTimeout, every = window.setInterval;
  window.setTimeout = (act, ...more) => {
    const id = set((...told) => { timers.delete(id); act(...told); }, ...more);
    timers.set(id, String(more[0]));
    return id;
  };
  window.clearTimeout = (id) => { timers.delete(id); clear(id); };
  window.setInterval = (...more) => { const id = every(...more); timers.set(id, 'every ' + more[1]); return id; };
  const Channel = window.BroadcastChannel;
  window.BroadcastChannel = class extends Channel {
    constructor(name) { super(name); channels++; }
    close() { channels--; super.close(); }
  };
</script>"""


def test_destroy_leaves_nothing_behind(scripted: ChatPage, script: Any) -> None:
    script.play(CARDS)
    scripted.visit(head=WATCHED, consent="granted")
    before_own = scripted.page.evaluate("Object.getOwnPropertyNames(window).length")
    scripted.page.evaluate("void Shopkeeper.on('answer', () => {})")
    scripted.open().ask("a jacket")
    assert {"shopkeeper:answer", "pagehide"} <= set(scripted.page.evaluate(LEFT)["listening"])
    scripted.page.evaluate("Shopkeeper.destroy()")
    scripted.page.wait_for_function("() => window.channels === 0")  # the element's own end comes a moment later
    left = scripted.page.evaluate(LEFT)
    assert left == {"elements": 0, "api": False, "listening": [], "timers": [], "channels": 0}
    assert scripted.page.evaluate("Object.getOwnPropertyNames(window).length") <= before_own
    assert script.asked("DELETE", "/v1/conversations/") == []


def test_destroy_with_an_answer_under_way_ends_it(chat_on: Any, gated: Any) -> None:
    server, model = gated
    chat = chat_on(server.url).visit(key=PUBLIC_KEY, head=WATCHED).open().say("a warm jacket")
    expect(chat.cards.first).to_be_visible()
    chat.page.evaluate("Shopkeeper.destroy()")
    chat.page.wait_for_function("() => window.timers.size === 0 && window.channels === 0")
    model.open_gate()


def test_forgetting_deletes_the_conversation_and_all_that_is_kept(chat: ChatPage, service: Any) -> None:
    chat.visit(key=PUBLIC_KEY, consent="granted").open().ask("a warm jacket")
    with chat.page.expect_response(re.compile("/v1/conversations/")) as deleted:
        chat.page.evaluate("Shopkeeper.destroy({forget: true})")
    assert (deleted.value.request.method, deleted.value.status) == ("DELETE", 204)
    expect(chat.page.locator("shopkeeper-chat")).to_have_count(0)
    assert chat.storage("localStorage") == {}
    assert chat.storage("sessionStorage") == {}


def test_after_destroy_the_script_can_be_loaded_anew(scripted: ChatPage, script: Any) -> None:
    scripted.visit().open().ask("a jacket")
    scripted.page.evaluate("Shopkeeper.destroy()")
    scripted.page.add_script_tag(url=f"{script.url}/widget.js?again")
    scripted.page.evaluate("Shopkeeper.open()")
    scripted.ask("boots")
    expect(scripted.page.locator("shopkeeper-chat")).to_have_count(1)
    scripted.page.keyboard.press("Escape")
    expect(scripted.launcher).to_be_visible()


def test_on_a_phone_the_chat_takes_the_screen_and_scrolls_by_itself(chat_on: Any, script: Any) -> None:
    script.play(CARDS)
    chat = chat_on(script.url, reduced_motion="reduce", **PHONE).visit(
        "<h1>Sale</h1><p style='height: 3000px'>long</p>"
    )
    chat.launcher.tap()
    expect(chat.panel).to_be_visible()
    box = chat.panel.bounding_box()
    assert box is not None
    assert (round(box["x"]), round(box["y"]), round(box["width"]), round(box["height"])) == (0, 0, 390, 780)
    for text in ("a jacket", "boots", "another"):
        chat.ask(text)
    log = chat.panel.get_by_role("log")
    assert log.evaluate("log => log.scrollHeight > log.clientHeight && log.scrollTop > 0")
    log.hover()
    chat.page.mouse.wheel(0, -5_000)
    chat.page.wait_for_function(
        "() => document.querySelector('shopkeeper-chat').shadowRoot.querySelector('[part~=log]').scrollTop === 0"
    )
    assert chat.page.evaluate("scrollY") == 0
    assert chat.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_on_a_phone_the_focus_stays_in_the_chat(chat_on: Any, script: Any) -> None:
    script.play(CARDS)
    chat = chat_on(script.url, **PHONE).visit("<button>Buy</button>")
    chat.launcher.tap()
    chat.ask("a jacket")
    focused = set()
    for _ in range(30):
        chat.page.keyboard.press("Tab")
        focused.add(chat.focused())
    assert "Buy" not in focused
    assert {"Write a message", "Close", "Start afresh"} <= focused
    chat.panel.get_by_role("button", name="Close").tap()
    expect(chat.panel).to_be_hidden()
    assert chat.focused() == "Open the shopping assistant"


def test_arabic_is_written_from_right_to_left_with_prices_and_names_in_their_own_direction(
    chat_on: Any, script: Any
) -> None:
    text = "أنصحك بـ **Warm Down Jacket** بسعر £119.00 لأنه دافئ."
    script.play(Answer(answer_events(text, cards=[card(), card("b", title="سترة دافئة")])))
    chat = chat_on(script.url, locale="ar-EG").visit(lang="ar")
    assert chat.launcher.get_attribute("aria-label") == "فتح مساعد التسوق"
    answer = chat.open().ask("سترة Warm من فضلك")
    assert chat.panel.evaluate("panel => getComputedStyle(panel).direction") == "rtl"
    launcher, panel = chat.page.viewport_size, chat.panel.bounding_box()
    assert launcher and panel
    assert panel["x"] < launcher["width"] / 2
    assert answer.locator("[part~=prose]").evaluate("prose => getComputedStyle(prose).direction") == "rtl"
    directions = [one.evaluate("title => getComputedStyle(title).direction") for one in answer.locator("h4").all()]
    assert directions == ["ltr", "rtl"]
    expect(answer.locator("[part~=prose]")).to_have_text(text.replace("**", ""))
    first, second = (one.bounding_box() for one in answer.locator("[part~=card]").all())
    assert first and second
    assert first["x"] > second["x"]


def test_whoever_wants_less_motion_gets_none(chat_on: Any, script: Any) -> None:
    chat = chat_on(script.url, reduced_motion="reduce").visit().open()
    moving = """() => document.getAnimations().length
      + document.querySelector('shopkeeper-chat').shadowRoot.getAnimations().length"""
    assert chat.page.evaluate(moving) == 0
    chat.ask("a jacket")
    assert chat.page.evaluate(moving) == 0


def test_the_host_page_does_not_move_for_the_chat(chat_on: Any, script: Any) -> None:
    watch = """<script>window.moved = 0;
      new PerformanceObserver((list) => { for (const one of list.getEntries()) window.moved += one.value; })
      .observe({type: 'layout-shift', buffered: true});</script>"""
    script.play(CARDS)
    chat = chat_on(script.url).visit("<h1>Sale</h1>" + "<p>words</p>" * 60, head=watch)
    chat.open().ask("a jacket")
    chat.page.keyboard.press("Escape")
    assert chat.page.evaluate("window.moved") == 0
    assert chat.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_page_may_dress_the_chat(scripted: ChatPage) -> None:
    dressed = """<style>shopkeeper-chat { --shopkeeper-accent: rgb(120, 0, 60); }
      shopkeeper-chat::part(panel) { border-radius: 3px; }</style>"""
    scripted.visit(head=dressed).open()
    expect(scripted.panel).to_have_css("border-radius", "3px")
    expect(scripted.sender).to_have_css("background-color", "rgb(120, 0, 60)")


def test_the_loaders_settings_are_read_from_its_attributes(scripted: ChatPage) -> None:
    scripted.visit(
        title="Fjellmark hilft",
        lang="de",
        starters="Was ist neu?|Wo ist mein Paket?",
        handoff_email="hilfe@shop.example",
    ).open()
    expect(scripted.panel.get_by_role("heading", level=2)).to_have_text("Fjellmark hilft")
    expect(scripted.chips).to_have_text(["Was ist neu?", "Wo ist mein Paket?"])
    expect(scripted.panel.get_by_role("link", name="Mit einem Menschen sprechen")).to_have_attribute(
        "href", "mailto:hilfe@shop.example"
    )
    assert requested(scripted, "/v1/") == []
