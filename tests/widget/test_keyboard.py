"""The whole journey without a mouse, and what a screen reader says on it."""

from typing import Any

from playwright.sync_api import expect

from tests.widget.chat_page import ChatPage
from tests.widget.scripted_service import Answer, Connection, answer_events, card, refusal

CARDS = Answer(
    answer_events(
        pieces=("I would ", "take the **Warm", " Down Jacket**. ", "It is ", "warm.\n\n", "- One\n- Two"),
        cards=[card(), card("boots", title="Trail Boots", price={"amount": 12_000, "currency": "GBP"})],
        suggestions=["Lighter ones"],
    )
)


def tab_to(chat: ChatPage, name: str, key: str = "Tab") -> None:
    """Press until the focus is there; everything on the way can be left again."""
    for _ in range(40):
        if chat.focused() == name:
            return
        chat.page.keyboard.press(key)
    raise AssertionError(f"{name} cannot be reached with {key}")


def test_a_product_is_found_and_added_by_keyboard_alone(scripted: ChatPage, script: Any) -> None:
    script.play(CARDS)
    script.variants = [{"id": "4001", "title": "S"}, {"id": "4002", "title": "M"}]
    scripted.visit("<a href='#'>Sale</a>", cart="host")
    scripted.page.evaluate(
        """() => document.addEventListener('shopkeeper:add-to-cart', (event) => {
        event.preventDefault(); window.asked = event.detail.variant_id; event.detail.respondWith(true); })"""
    )
    keyboard = scripted.page.keyboard
    tab_to(scripted, "Open the shopping assistant")
    keyboard.press("Enter")
    expect(scripted.field).to_be_focused()
    keyboard.type("a jacket")
    keyboard.press("Enter")
    scripted.ended(1)
    assert scripted.focused() == "Write a message"
    tab_to(scripted, "Add to cart", "Shift+Tab")  # the nearest is the last card's
    tab_to(scripted, "Trail Boots", "Shift+Tab")
    tab_to(scripted, "Add to cart")
    keyboard.press("Enter")
    expect(scripted.panel.get_by_role("combobox")).to_be_focused()
    keyboard.press("ArrowDown")
    keyboard.press("Tab")
    keyboard.press("Enter")
    expect(scripted.cards.nth(1).locator(".said")).to_have_text("✓ Added to cart")
    assert scripted.page.evaluate("window.asked") == "4002"
    assert scripted.focused() == "Add to cart"
    tab_to(scripted, "Lighter ones")
    keyboard.press("Enter")
    scripted.ended(2)
    assert scripted.focused() == "Write a message"
    keyboard.press("Escape")
    expect(scripted.panel).to_be_hidden()
    assert scripted.focused() == "Open the shopping assistant"


def test_the_focus_goes_through_the_chat_in_the_order_it_is_read(scripted: ChatPage, script: Any) -> None:
    script.play(Answer(answer_events(cards=[card()], suggestions=["Lighter ones"])))
    scripted.visit(cart="host").open().ask("a jacket")
    tab_to(scripted, "Start afresh", "Shift+Tab")
    passed = [scripted.focused()]
    while passed[-1] != "Send" and len(passed) < 30:
        scripted.page.keyboard.press("Tab")
        passed.append(scripted.focused())
    wanted = [
        "Start afresh", "Close", "Conversation", "Warm Down Jacket", "Add to cart", "Why this?", "Good answer",
        "Bad answer", "Lighter ones", "Write a message", "Send",
    ]  # fmt: skip
    assert [name for name in passed if name != "To the newest message"] == wanted


def test_escape_closes_and_opening_again_shows_what_was_said(scripted: ChatPage, script: Any) -> None:
    script.play(CARDS)
    scripted.visit().open().ask("a jacket")
    scripted.page.keyboard.press("Escape")
    expect(scripted.panel).to_be_hidden()
    scripted.page.keyboard.press("Enter")
    expect(scripted.cards).to_have_count(2)
    expect(scripted.field).to_be_focused()


def test_shift_and_enter_make_a_new_line(scripted: ChatPage, script: Any) -> None:
    scripted.visit().open()
    scripted.field.press_sequentially("a jacket")
    scripted.field.press("Shift+Enter")
    scripted.field.press_sequentially("in green")
    scripted.field.press("Enter")
    scripted.ended(1)
    assert script.asked("POST", "/v1/chat")[0].json["message"]["content"] == "a jacket\nin green"


def test_enter_that_ends_a_composition_does_not_send(scripted: ChatPage, script: Any) -> None:
    scripted.visit().open()
    scripted.field.fill("じゃけっと")
    scripted.field.evaluate(
        "field => field.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true}))"
    )
    expect(scripted.field).to_have_value("じゃけっと")
    assert script.asked("POST", "/v1/chat") == []


def test_a_screen_reader_hears_whole_sentences_in_order(scripted: ChatPage, script: Any) -> None:
    script.play(CARDS)
    scripted.visit().open().ask("a jacket")
    said = scripted.said()
    assert said[0] == "Looking…"
    assert said[1] == "2 products"
    assert said[2].startswith("I would take the Warm Down Jacket. It is warm.")
    assert said[2].endswith("2 products: Warm Down Jacket, £119.00, In stock; Trail Boots, £120.00, In stock")
    assert len(said) == 3


def test_nothing_but_the_announcer_is_live_while_words_stream(scripted: ChatPage, script: Any) -> None:
    script.play(Answer(CARDS.events, (Connection(),)))
    scripted.visit().open()
    scripted.panel.evaluate(
        """panel => { window.told = []; new MutationObserver((changes) => { for (const change of changes) {
          const element = change.target.nodeType === 1 ? change.target : change.target.parentElement;
          const live = element?.closest('[aria-live], [role=status], [role=alert], [role=log]');
          const isLive = live && live.getAttribute('aria-live') !== 'off';
          const text = live?.lastElementChild?.textContent ?? live?.textContent;
          if (isLive && text.trim()) window.told.push(text);
        } }).observe(panel, {childList: true, characterData: true, subtree: true}); }"""
    )
    scripted.ask("a jacket")
    told = scripted.page.evaluate("[...new Set(window.told)]")
    assert told == scripted.said()


def test_a_failure_and_a_stop_are_said(scripted: ChatPage, script: Any) -> None:
    script.play(refusal(500, "internal"))
    scripted.visit().open().ask("a jacket")
    assert scripted.said() == ["Looking…", "Something went wrong here. Please try again."]


def test_the_parts_of_a_conversation_have_headings(scripted: ChatPage, script: Any) -> None:
    script.play(CARDS)
    scripted.visit().open().ask("a jacket")
    headings = scripted.panel.get_by_role("heading")
    assert headings.all_text_contents() == [
        "Shopping assistant",
        "You said",
        "Assistant",
        "Warm Down Jacket",
        "Trail Boots",
    ]
