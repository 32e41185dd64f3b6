"""What the browser keeps and what is told of the shopper: nothing without consent, nothing after its withdrawal."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.widget.chat_page import ChatPage, eventually, requested
from tests.widget.conftest import PUBLIC_KEY

VIEW = "{event: 'view_item', ecommerce: {items: [{item_id: 'jacket-rain', price: 99}]}}"
LAYER = f"<script>window.dataLayer = [{VIEW}];</script>"
SHOPIFY = """([name, told]) => document.querySelector('h1')
  .dispatchEvent(Object.assign(new Event(name, {bubbles: true}), told))"""


def kept(service: Any, session: str) -> list[tuple[str, str | None]]:
    """(type, product) of the events of a visit that are on the server's disk."""
    return [(line.type, line.product_id) for line in service.shop.events.lines() if line.session_id == session]


def leave(chat: ChatPage) -> None:
    """Go to another page and wait for a beacon that is sent behind those of the chat."""
    chat.page.evaluate("url => addEventListener('pagehide', () => navigator.sendBeacon(url))", chat.pages.url + "/left")
    chat.page.goto(chat.pages.put("/bye", "<p>bye</p>"))
    eventually(lambda: chat.pages.asked("/left"))


def session_of(chat: ChatPage) -> str:
    return chat.storage("sessionStorage")["shopkeeper:session"].strip('"')


@pytest.mark.parametrize("consent", [{}, {"consent": "denied"}])
def test_without_consent_nothing_outlasts_the_tab_and_nobody_has_an_id(
    scripted: ChatPage, script: Any, consent: dict[str, str]
) -> None:
    scripted.visit(head=LAYER, **consent).open().ask("a jacket")
    assert scripted.storage("localStorage") == {}
    sent = script.asked("POST", "/v1/chat")[0].json
    assert "anonymous_id" not in sent["user"]
    assert sent["user"].get("consent") == ({"personalization": False} if consent else None)
    leave(scripted)
    assert script.asked("POST", "/v1/events") == []
    assert scripted.page.context.cookies() == []


def test_with_consent_the_shopper_is_the_same_in_the_next_tab(scripted: ChatPage, script: Any, chat_on: Any) -> None:
    scripted.visit(consent="granted").open().ask("a jacket")
    first = script.asked("POST", "/v1/chat")[0].json
    assert first["user"]["anonymous_id"].startswith("a_")
    assert first["user"]["consent"] == {"personalization": True}
    other = chat_on(script.url, context=scripted.page.context).visit(consent="granted")
    other.open().ask("boots")
    second = script.asked("POST", "/v1/chat")[1].json
    assert second["user"]["anonymous_id"] == first["user"]["anonymous_id"]
    assert second["conversation_id"] == "c_1"


def test_withdrawal_deletes_the_id_at_the_next_question(scripted: ChatPage, script: Any) -> None:
    scripted.visit(consent="granted").open().ask("a jacket")
    assert "shopkeeper:anonymous" in scripted.storage("localStorage")
    scripted.page.evaluate("Shopkeeper.setConsent(false)")
    scripted.ask("boots")
    assert scripted.storage("localStorage") == {}
    assert "anonymous_id" not in script.asked("POST", "/v1/chat")[1].json["user"]


def test_the_pages_events_reach_the_disk_after_consent(chat: ChatPage, service: Any) -> None:
    chat.visit(
        '<h1>Winter sale</h1><main data-shopkeeper-event="view_item" data-shopkeeper-item="jacket-lux"></main>',
        key=PUBLIC_KEY,
        head=LAYER,
    )
    chat.page.wait_for_load_state("networkidle")
    assert requested(chat, "tracker|/v1/events") == []
    chat.page.evaluate("Shopkeeper.setConsent(true)")
    expect(chat.page.locator("main")).to_have_attribute("data-shopkeeper-told", "")
    chat.page.evaluate(
        """() => { function gtag() { dataLayer.push(arguments); }
        gtag('event', 'add_to_cart', {currency: 'GBP', items: [{item_id: 'jacket-warm', quantity: 1, price: 119}]});
        dataLayer.push({event: 'gtm.click'}, null, 7, {event: 'view_item', ecommerce: {items: null}});
        dataLayer.push({event: 'search', search_term: 'warm jacket'}); }"""
    )
    session = session_of(chat)
    leave(chat)
    eventually(lambda: len(kept(service, session)) >= 4)
    told = [("view_item", "jacket-rain"), ("view_item", "jacket-lux"), ("add_to_cart", "jacket-warm"), ("search", None)]
    assert sorted(kept(service, session), key=str) == sorted(told, key=str)
    assert service.shop.dead_letters.count() == 0


def test_shopifys_standard_events_are_told_once_they_have_happened(chat: ChatPage, service: Any) -> None:
    chat.visit(key=PUBLIC_KEY, consent="granted")
    chat.page.wait_for_load_state("networkidle")
    gid = "gid://shopify/ProductVariant/"
    product = {"id": "gid://shopify/Product/7", "handle": "jacket-rain", "selectedVariant": {"id": gid + "4003"}}
    for name, told in (
        ("shopify:product:view", {"context": "page", "product": product, "detail": {"theme": "own"}}),
        (
            "shopify:product:view",
            {"context": "collection", "product": {"id": "gid://shopify/Product/8", "handle": "jacket-lux"}},
        ),
        ("shopify:cart:lines-update", {"action": "remove", "lines": [{"id": "gid://shopify/CartLine/1"}]}),
    ):
        chat.page.evaluate(SHOPIFY, [name, told])
    chat.page.evaluate(
        """async () => { const add = (id, promise) => document.querySelector('h1').dispatchEvent(Object.assign(
            new Event('shopify:cart:lines-update', {bubbles: true}),
            {action: 'add', context: 'product', lines: [{merchandiseId: id, quantity: 2}], promise}));
        add('gid://shopify/ProductVariant/4004', Promise.resolve({cart: {}, userErrors: [{message: 'sold out'}]}));
        add('gid://shopify/ProductVariant/4004', Promise.reject(new Error('no network')));
        add('4001', Promise.resolve({cart: {}})); }"""
    )
    session = session_of(chat)
    leave(chat)
    eventually(lambda: len(kept(service, session)) >= 2)
    assert set(kept(service, session)) == {("view_item", "jacket-rain"), ("add_to_cart", "jacket-warm")}


def test_a_search_on_shopify_is_told_with_its_words(scripted: ChatPage, script: Any) -> None:
    scripted.visit(consent="granted")
    scripted.page.wait_for_load_state("networkidle")
    scripted.page.evaluate(
        SHOPIFY, ["shopify:search:update", {"search": {"query": "warm jacket", "productFilters": []}}]
    )
    leave(scripted)
    (sent,) = eventually(lambda: script.asked("POST", "/v1/events"))
    assert [(event["type"], event["properties"]) for event in sent.json["batch"]] == [
        ("search", {"search_term": "warm jacket"})
    ]


def test_what_the_chat_put_into_the_cart_is_told_once(scripted: ChatPage, script: Any) -> None:
    from tests.widget.test_cart import ACTION, add, events_of, shopify, shown

    one = shown(scripted, script, head=shopify(ACTION % "{userErrors: []}"), consent="granted")
    scripted.page.evaluate(
        """() => { const act = Shopify.actions.updateCart; Shopify.actions.updateCart = async (change) => {
        document.dispatchEvent(Object.assign(new Event('shopify:cart:lines-update'), {
          action: 'add', context: 'standard-action', lines: change.lines, promise: Promise.resolve({cart: {}})}));
        return act(change); }; }"""
    )
    add(one)
    expect(one.get_by_role("status")).to_have_text("✓ Added to cart")
    scripted.page.evaluate("dataLayer.push({event: 'add_to_cart', ecommerce: {items: [{item_id: 'other'}]}})")
    leave(scripted)
    eventually(lambda: len(script.asked("POST", "/v1/events")) >= 2)
    added = [
        event["properties"]["items"][0]["item_id"] for event in events_of(script) if event["type"] == "add_to_cart"
    ]
    assert added == ["jacket-warm", "other"]


def test_withdrawal_ends_what_the_page_tells(chat: ChatPage, service: Any) -> None:
    chat.visit(key=PUBLIC_KEY, head=LAYER, consent="granted")
    chat.page.wait_for_function("sessionStorage['shopkeeper:session']")
    session = session_of(chat)
    with chat.page.expect_response(lambda response: "/v1/events" in response.url):
        chat.page.evaluate("Shopkeeper.setConsent(false)")
    chat.page.evaluate("dataLayer.push({event: 'add_to_cart', ecommerce: {items: [{item_id: 'jacket-warm'}]}})")
    n_sent = len(requested(chat, "/v1/events"))
    leave(chat)
    assert len(requested(chat, "/v1/events")) == n_sent
    assert kept(service, session) == [("view_item", "jacket-rain")]


def test_a_shop_may_turn_the_passing_on_off(scripted: ChatPage, script: Any) -> None:
    scripted.visit(head=LAYER, consent="granted", track="off")
    scripted.page.wait_for_load_state("networkidle")
    leave(scripted)
    assert script.asked("POST", "/v1/events") == []
    assert requested(scripted, "tracker") == []


def test_a_purchase_is_owed_to_the_list_in_which_the_product_was_chosen(scripted: ChatPage, script: Any) -> None:
    from tests.widget.scripted_service import Answer, answer_events, card
    from tests.widget.test_cart import events_of

    script.play(Answer(answer_events(cards=[card()])))
    scripted.visit(consent="granted")
    scripted.page.evaluate("document.addEventListener('shopkeeper:product-click', (event) => event.preventDefault())")
    scripted.open().ask("a jacket")
    scripted.cards.first.get_by_role("link").click()
    bought = "{event: 'purchase', ecommerce: {transaction_id: 'T1', items: [{item_id: 'jacket-warm', quantity: 1}]}}"
    scripted.visit(path="/thanks", consent="granted", head=f"<script>window.dataLayer = [{bought}]</script>")
    scripted.page.wait_for_load_state("networkidle")
    leave(scripted)
    (purchase,) = eventually(lambda: [event for event in events_of(script) if event["type"] == "purchase"])
    assert purchase["attribution"]["list_id"] == "l_1"
    assert purchase["properties"]["transaction_id"] == "T1"


def test_the_shops_own_data_layer_works_as_before(chat_on: Any, script: Any) -> None:
    chat = chat_on(script.url).visit(consent="granted", head=LAYER)
    chat.page.wait_for_load_state("networkidle")
    assert chat.page.evaluate("dataLayer.push({event: 'a'}, {event: 'b'})") == 3
    chat.page.evaluate("Shopkeeper.destroy()")
    assert chat.page.evaluate("Object.hasOwn(dataLayer, 'push')") is False
