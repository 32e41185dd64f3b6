"""Adding to the cart: "added" is said after the shop's own cart has confirmed, and never otherwise."""

from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.widget.chat_page import ChatPage, eventually
from tests.widget.conftest import PUBLIC_KEY
from tests.widget.scripted_service import Answer, answer_events, card
from tests.widget.shop_pages import Asked, Page

HOST = """document.addEventListener('shopkeeper:add-to-cart', (event) => {
  event.preventDefault(); window.asked = event.detail; %s });"""


def shown(chat: ChatPage, script: Any, **data: str) -> Locator:
    """A card of the scripted service, on a page with this cart."""
    script.play(Answer(answer_events(cards=[card()])))
    chat.visit(**data).open().ask("a jacket")
    return chat.cards.first


def add(one: Locator) -> None:
    one.get_by_role("button", name="Add to cart").click()


def events_of(script: Any) -> list[dict[str, Any]]:
    return [event for sent in script.asked("POST", "/v1/events") for event in sent.json["batch"]]


@pytest.mark.parametrize("told", ["Promise.resolve()", "fetch('/cart')", "true", "{items: 1}"])
def test_added_is_said_when_the_page_says_so(scripted: ChatPage, script: Any, told: str) -> None:
    scripted.pages.put("/cart", "")
    one = shown(scripted, script, cart="host")
    scripted.page.evaluate(HOST % f"event.detail.respondWith({told});")
    add(one)
    expect(one.get_by_role("status")).to_have_text("✓ Added to cart")
    asked = scripted.page.evaluate("JSON.parse(JSON.stringify(window.asked))")
    assert (asked["product_id"], asked["variant_id"], asked["quantity"]) == ("jacket-warm", "4001", 1)
    assert (asked["list_id"], asked["message_id"]) == ("l_1", "m_1")
    (event,) = eventually(lambda: [one for one in events_of(script) if one["type"] == "add_to_cart"])
    assert event["properties"]["items"] == [{"item_id": "jacket-warm", "item_variant": "4001", "quantity": 1}]
    assert event["attribution"]["list_id"] == "l_1"


@pytest.mark.parametrize(
    "told", ["Promise.reject(new Error('sold out'))", "false", "fetch('/nowhere')", "fetch('http://127.0.0.1:9')"]
)
def test_a_refusal_of_the_page_is_said_and_not_counted(scripted: ChatPage, script: Any, told: str) -> None:
    one = shown(scripted, script, cart="host")
    scripted.page.evaluate(HOST % f"event.detail.respondWith({told});")
    add(one)
    expect(one.get_by_role("status")).to_contain_text("could not be added")
    expect(one.get_by_role("button", name="Add to cart")).to_be_enabled()
    assert [event for event in events_of(script) if event["type"] == "add_to_cart"] == []


def test_while_the_page_has_not_answered_nothing_is_claimed(scripted: ChatPage, script: Any) -> None:
    one = shown(scripted, script, cart="host")
    scripted.page.evaluate(
        HOST % "event.detail.respondWith(new Promise((resolve) => { window.confirm_it = resolve; }));"
    )
    add(one)
    expect(one.get_by_role("button", name="Adding…")).to_have_attribute("aria-disabled", "true")
    expect(one.locator(".said")).to_have_text("")
    scripted.page.wait_for_function("() => Boolean(window.confirm_it)")  # the page has been asked
    scripted.page.evaluate("window.confirm_it()")
    expect(one.get_by_role("status")).to_have_text("✓ Added to cart")


def test_a_second_press_while_the_first_is_under_way_adds_nothing(scripted: ChatPage, script: Any) -> None:
    one = shown(scripted, script, cart="host")
    scripted.page.evaluate(
        HOST
        % """window.n = (window.n ?? 0) + 1;
        event.detail.respondWith(new Promise((resolve) => { window.confirm_it = resolve; }));"""
    )
    add(one)
    adding = one.get_by_role("button", name="Adding…")
    expect(adding).to_be_visible()
    adding.dispatch_event("click")
    scripted.page.wait_for_function("() => Boolean(window.confirm_it)")  # the page has been asked
    scripted.page.evaluate("window.confirm_it()")
    expect(one.get_by_role("status")).to_have_text("✓ Added to cart")
    assert scripted.page.evaluate("window.n") == 1


def test_a_promise_that_never_settles_gives_the_button_back(scripted: ChatPage, script: Any) -> None:
    scripted.page.clock.install()
    one = shown(scripted, script, cart="host")
    scripted.page.evaluate(HOST % "event.detail.respondWith(new Promise(() => {}));")
    add(one)
    expect(one.get_by_role("button", name="Adding…")).to_be_visible()
    scripted.hurry_to(one.get_by_role("button", name="Add to cart"))
    expect(one.locator(".said")).to_have_text("")


def test_a_page_that_takes_the_event_and_says_nothing_is_not_spoken_for(scripted: ChatPage, script: Any) -> None:
    one = shown(scripted, script, cart="host")
    scripted.page.evaluate(HOST % "")
    add(one)
    expect(one.get_by_role("button", name="Add to cart")).not_to_have_attribute("aria-disabled", "true")
    expect(one.locator(".said")).to_have_text("")


def test_a_product_in_several_sizes_is_asked_for(chat: ChatPage) -> None:
    chat.visit(key=PUBLIC_KEY, cart="host")
    chat.page.evaluate(HOST % "event.detail.respondWith(true);")
    chat.open().ask("a warm jacket under 120")
    one = chat.cards.first
    add(one)
    choice = one.get_by_role("combobox", name="Choose")
    expect(choice).to_be_focused()
    expect(choice.locator("option")).to_have_text(["S", "M"])
    choice.select_option("M")
    add(one)
    expect(one.get_by_role("status")).to_have_text("✓ Added to cart")
    assert chat.page.evaluate("window.asked.variant_id") == "4002"


def test_a_product_that_cannot_be_read_is_not_claimed_to_be_added(scripted: ChatPage, script: Any) -> None:
    script.variants = []
    one = shown(scripted, script, cart="host")
    scripted.page.evaluate(HOST % "event.detail.respondWith(true);")
    add(one)
    expect(one.get_by_role("status")).to_contain_text("could not be added")


def test_what_is_sold_out_has_no_button(scripted: ChatPage, script: Any) -> None:
    script.play(Answer(answer_events(cards=[card(availability="out_of_stock")])))
    scripted.visit(cart="host").open().ask("a jacket")
    expect(scripted.cards.first).to_contain_text("Out of stock")
    expect(scripted.cards.first.get_by_role("button", name="Add to cart")).to_have_count(0)


def test_a_page_without_a_cart_has_no_button(scripted: ChatPage, script: Any) -> None:
    one = shown(scripted, script)
    expect(one.get_by_role("button", name="Add to cart")).to_have_count(0)


def shopify(actions: str = "undefined") -> str:
    return f"<script>window.Shopify = {{routes: {{root: '/en/'}}, actions: {actions}}};</script>"


ACTION = "{updateCart: async (change) => { window.change = change; return %s; }}"


@pytest.mark.parametrize(
    ("result", "words"),
    [
        ("{cart: {}, userErrors: []}", "✓ Added to cart"),
        ("{userErrors: [{message: 'sold out'}]}", "could not be added"),
    ],
)  # fmt: skip
def test_shopifys_own_action_is_used_where_the_theme_has_it(
    scripted: ChatPage, script: Any, result: str, words: str
) -> None:
    one = shown(scripted, script, head=shopify(ACTION % result))
    add(one)
    expect(one.get_by_role("status")).to_contain_text(words)
    assert scripted.page.evaluate("window.change") == {
        "lines": [{"merchandiseId": "gid://shopify/ProductVariant/4001", "quantity": 1}]
    }


def test_an_action_that_fails_is_a_refusal(scripted: ChatPage, script: Any) -> None:
    one = shown(scripted, script, head=shopify("{updateCart: () => Promise.reject(new Error('no network'))}"))
    add(one)
    expect(one.get_by_role("status")).to_contain_text("could not be added")


@pytest.mark.parametrize(("status", "words"), [(200, "✓ Added to cart"), (422, "could not be added")])
def test_other_shopify_themes_are_added_to_by_their_ajax_cart(
    scripted: ChatPage, script: Any, status: int, words: str
) -> None:
    scripted.pages.put("/en/cart/add.js", Page.of_json({}, status))
    script.variants = [{"id": "gid://shopify/ProductVariant/4009", "title": "S"}]
    one = shown(scripted, script, head=shopify())
    add(one)
    expect(one.get_by_role("status")).to_contain_text(words)
    (asked,) = scripted.pages.asked("/en/cart/add.js")
    assert asked.json == {"items": [{"id": 4009, "quantity": 1}]}


@pytest.mark.parametrize(("sku", "is_found"), [("TT-M", True), ("TT-XL", False)])
def test_a_variant_without_shopifys_number_is_found_by_its_products_handle(
    scripted: ChatPage, script: Any, sku: str, is_found: bool
) -> None:
    told = {"variants": [{"id": 40011, "sku": "TT-S", "title": "S"}, {"id": 40012, "sku": "TT-M", "title": "M"}]}
    scripted.pages.put("/en/products/trail-tee.js", Page.of_json(told))
    scripted.pages.put("/en/cart/add.js", Page.of_json({}))
    script.handle = "trail-tee"
    script.variants = [{"id": "trail-tee-88", "sku": sku, "title": "M"}]
    one = shown(scripted, script, head=shopify())
    add(one)
    expect(one.get_by_role("status")).to_contain_text("✓ Added to cart" if is_found else "could not be added")
    assert [asked.json for asked in scripted.pages.asked("/en/cart/add.js")] == (
        [{"items": [{"id": 40012, "quantity": 1}]}] if is_found else []
    )


@pytest.mark.parametrize("is_taken", [True, False])
def test_woocommerce_is_added_to_with_the_nonce_of_its_store(scripted: ChatPage, script: Any, is_taken: bool) -> None:
    def add_item(asked: Asked) -> Page:
        is_known = asked.headers.get("Nonce") == "n0nce"
        return Page.of_json({}, 201 if is_known and is_taken else 403)

    scripted.pages.put("/wp-json/wc/store/v1/cart", Page.of_json({}, Nonce="n0nce"))
    scripted.pages.put("/wp-json/wc/store/v1/cart/add-item", add_item)
    one = shown(scripted, script, head="<script>window.wc = {};</script>")
    scripted.page.evaluate("document.body.addEventListener('wc-blocks_added_to_cart', () => { window.isTold = true; })")
    add(one)
    expect(one.get_by_role("status")).to_contain_text("✓ Added to cart" if is_taken else "could not be added")
    (asked,) = scripted.pages.asked("/wp-json/wc/store/v1/cart/add-item")
    assert asked.json == {"id": 4001, "quantity": 1}
    assert scripted.page.evaluate("window.isTold ?? false") is is_taken


def test_the_page_may_take_over_what_a_platform_would_do(scripted: ChatPage, script: Any) -> None:
    scripted.pages.put("/en/cart/add.js", Page.of_json({}))
    one = shown(scripted, script, head=shopify())
    scripted.page.evaluate(HOST % "event.detail.respondWith(true);")
    add(one)
    expect(one.get_by_role("status")).to_have_text("✓ Added to cart")
    assert scripted.pages.asked("/en/cart/add.js") == []
