"""Events as other clients send them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from events.errors import EventPassedOver, EventRefused
from events.event import Event
from events.event_rules import EventRules, Sender, check_soundness

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
SHOP, BROWSER = Sender(vouches=True), Sender()


def event_of(record: Any, sender: Sender = SHOP, sent_at: Any = None) -> Event:
    return EventRules().event_of(record, sender, sent_at, NOW)


def viewed(**more: Any) -> dict[str, Any]:
    return {"message_id": "m", "type": "view_item", "properties": {"items": [{"item_id": "tee"}]}, **more}


def segment(event: str, properties: Any, **more: Any) -> dict[str, Any]:
    return {"type": "track", "event": event, "messageId": "m", "anonymousId": "a", "properties": properties, **more}


PIXEL = {
    "id": "sh-1",
    "name": "product_added_to_cart",
    "clientId": "a1",
    "timestamp": "2026-11-20T11:59:00Z",
    "context": {
        "document": {"location": {"href": "https://shop.example/p/tee?token=x"}},
        "navigator": {"language": "en", "userAgent": "Mozilla"},
    },
    "data": {
        "cartLine": {
            "quantity": 2,
            "merchandise": {
                "id": "gid://shopify/ProductVariant/99",
                "price": {"amount": 24.5, "currencyCode": "EUR"},
                "product": {"id": "7"},
            },
        }
    },
}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Product Viewed", "view_item"),
        ("viewed product", "view_item"),
        ("product_viewed", "view_item"),
        ("Products Searched", "search"),
        ("Product List Viewed", "view_item_list"),
        ("Product Clicked", "select_item"),
        ("Product Added", "add_to_cart"),
        ("Product Removed", "remove_from_cart"),
        ("Product Added to Wishlist", "add_to_wishlist"),
        ("Checkout Started", "begin_checkout"),
        ("Order Completed", "purchase"),
        ("checkout_completed", "purchase"),
        ("Order Refunded", "refund"),
        ("add_to_cart", "add_to_cart"),
    ],
)
def test_other_clients_names_are_understood(name: str, expected: str) -> None:
    assert event_of(segment(name, {"products": [{"product_id": "tee"}]})).type == expected
    assert event_of({**viewed(), "type": name}).type == expected


def test_a_segment_message_keeps_all_that_we_have_a_word_for() -> None:
    products = [{"product_id": "tee", "variant_id": "tee-s", "price": "24.50", "quantity": 2, "position": 1}]
    told = {"order_id": "o1", "currency": "eur", "revenue": 49, "products": products, "list_id": "l_1"}
    context = {"page": {"url": "https://shop.example/p?mail=a@b"}, "locale": "en", "ip": "1.2.3.4", "traits": {"a": 1}}
    event = event_of(segment("Order Completed", told, userId=17, context=context, sessionId="s1"))
    assert (event.user_id, event.anonymous_id, event.session_id) == ("17", "a", "s1")
    assert (event.properties.transaction_id, event.properties.currency, event.properties.value) == ("o1", "EUR", 49)
    item = event.properties.items[0]
    assert (item.item_id, item.item_variant, item.price, item.quantity, item.index) == ("tee", "tee-s", 24.5, 2, 0)
    assert event.attribution.list_id == "l_1"
    assert event.context == {"page": {"url": "https://shop.example/p"}, "locale": "en"}


def test_a_product_may_lie_flat() -> None:
    assert event_of(segment("Product Viewed", {"sku": "TT-S", "price": 3})).properties.items[0].item_id == "TT-S"


def test_a_shopify_pixel_event_is_understood() -> None:
    event = event_of(PIXEL)
    assert (event.message_id, event.type, event.anonymous_id) == ("sh-1", "add_to_cart", "a1")
    item = event.properties.items[0]
    assert (item.item_id, item.item_variant, item.price, item.quantity) == ("7", "99", 24.5, 2)
    assert event.properties.currency == "EUR"
    assert event.context["page"]["url"] == "https://shop.example/p/tee"


def test_an_order_of_a_shopify_pixel_is_a_purchase() -> None:
    line = {"quantity": 3, "variant": {"id": "99", "product": {"id": "7"}}}
    checkout = {"order": {"id": "55"}, "currencyCode": "EUR", "totalPrice": {"amount": 9}, "lineItems": [line, 5]}
    event = event_of({**PIXEL, "name": "checkout_completed", "data": {"checkout": checkout}})
    assert (event.type, event.properties.transaction_id, event.properties.items[0].quantity) == ("purchase", "55", 3)


@pytest.mark.parametrize("record", [{"type": "identify"}, {"type": "page"}, segment("Cart Viewed", {})])
def test_what_is_no_event_of_a_product_is_passed_over(record: Any) -> None:
    with pytest.raises(EventPassedOver):
        event_of(record)


@pytest.mark.parametrize("agent", ["Googlebot/2.1", "Mozilla/5.0 (compatible; bingbot/2.0)", "HeadlessChrome/120"])
def test_what_a_crawler_did_is_passed_over(agent: str) -> None:
    with pytest.raises(EventPassedOver):
        event_of(viewed(context={"user_agent": agent}))
    assert event_of(viewed(context={"user_agent": "Mozilla/5.0 (X11; CUBOT X30)"}))


@pytest.mark.parametrize(
    ("record", "field"),
    [
        (5, "JSON object"),
        (None, "JSON object"),
        ({}, "message_id"),
        (viewed(message_id=None), "message_id"),
        (viewed(message_id=["m"]), "message_id"),
        (viewed(message_id="a\x00b"), "message_id"),
        (viewed(type="view_itm"), "type"),
        (viewed(type=7), "type"),
        (viewed(type=None), "type"),
        (viewed(properties={}), "properties.items"),
        (viewed(properties=[]), "properties"),
        (viewed(properties={"items": "tee"}), "properties.items"),
        (viewed(properties={"items": ["tee"]}), "properties.items.0"),
        (viewed(properties={"items": [{}]}), "properties.items.0.item_id"),
        (viewed(properties={"items": [{"item_id": "a", "price": float("nan")}]}), "properties.items.0.price"),
        (viewed(properties={"items": [{"item_id": "a", "price": 1e300}]}), "properties.items.0.price"),
        (viewed(properties={"items": [{"item_id": "a", "price": "dear"}]}), "properties.items.0.price"),
        (viewed(properties={"items": [{"item_id": "a", "quantity": 0}]}), "properties.items.0.quantity"),
        (viewed(properties={"items": [{"item_id": "a", "quantity": 10**30}]}), "properties.items.0.quantity"),
        (viewed(properties={"items": [{"item_id": "a\x1b[2J"}]}), "properties.items.0.item_id"),
        (viewed(properties={"items": [{"item_id": "a", "index": 1.5}]}), "properties.items.0.index"),
        (viewed(timestamp="yesterday"), "timestamp"),
        (viewed(timestamp=float("inf")), "timestamp"),
        (viewed(timestamp={}), "timestamp"),
        (viewed(timestamp="2026-11-22T12:00:00Z"), "timestamp"),
        (viewed(timestamp="2020-01-01T00:00:00Z"), "timestamp"),
        (viewed(context="page"), "context"),
        (viewed(attribution="l_1"), "attribution"),
        (viewed(consent="yes"), "consent"),
        (viewed(consent={"personalization": "perhaps"}), "consent"),
        (viewed(type="rate_item"), "properties.rating"),
        (viewed(session_id={"s": 1}), "session_id"),
    ],
)
def test_what_breaks_a_rule_is_refused_by_its_field(record: Any, field: str) -> None:
    with pytest.raises(EventRefused, match=field):
        event_of(record)


def test_a_refusal_does_not_repeat_what_was_sent() -> None:
    with pytest.raises(EventRefused) as refused:
        event_of(viewed(consent={"personalization": "jane@shop.example"}))
    assert "jane" not in str(refused.value)


def test_a_browser_names_nobody_and_is_shown_nothing() -> None:
    named = viewed(user_id="17850", anonymous_id="a")
    assert event_of(named, SHOP).shopper_id == "17850"
    assert event_of(named, BROWSER).shopper_id == "anonymous:a"
    with pytest.raises(EventRefused):
        event_of(viewed(type="shown"), BROWSER)
    assert event_of(viewed(type="shown"), SHOP)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, True),
        ({"consent": {}}, True),
        ({"consent": {"personalization": False}}, False),
        ({"context": {"consent": {"categoryPreferences": {"Personalization": False}}}}, False),
        ({"consent": {"personalization": True}, "context": {"consent": {"personalization": False}}}, False),
    ],
)
def test_consent_is_read_wherever_it_is_said(more: Any, expected: bool) -> None:
    assert event_of(viewed(**more)).consent.personalization is expected
    assert event_of(viewed(**more), Sender(is_opted_out=True)).consent.personalization is False


@pytest.mark.parametrize(
    ("stamped", "sent", "minutes"),
    [
        ("2026-11-20T11:50:00Z", None, -10),
        ("2026-11-20T12:10:00Z", None, 0),  # a clock that is fast; it cannot be later than now
        ("2031-01-01T10:00:00Z", "2031-01-01T10:05:00Z", -5),  # a clock years ahead: five minutes before it was sent
        ("1970-01-01T00:00:00Z", "1970-01-01T00:30:00Z", -30),
        ("2026-11-20T11:50:00Z", "2026-11-20T11:40:00Z", 0),  # sent before it happened: a clock that was set back
        ("2026-11-20T11:50:00Z", "nonsense", -10),
        (1_795_000_000_000, None, None),
        (None, None, 0),
    ],
)
def test_a_wrong_clock_is_put_right(stamped: Any, sent: Any, minutes: int | None) -> None:
    event = event_of(viewed(timestamp=stamped), sent_at=sent)
    if minutes is not None:
        assert event.timestamp == NOW + timedelta(minutes=minutes)
    assert event.timestamp <= NOW


def test_a_browser_writes_no_past() -> None:
    week, longer = ((NOW - timedelta(days=7, hours=hours)).isoformat() for hours in (-1, 1))
    assert event_of(viewed(timestamp=week), BROWSER)
    with pytest.raises(EventRefused, match="older than 7 days; send it with a secret key"):
        event_of(viewed(timestamp=longer), BROWSER)
    assert event_of(viewed(timestamp=longer), SHOP)


def test_a_message_that_another_server_received_has_the_right_time_already() -> None:
    stamps = {
        "timestamp": "2026-11-20T11:50:00Z",
        "sentAt": "2019-01-01T00:00:00Z",
        "receivedAt": "2026-11-20T11:51:00Z",
    }
    assert event_of(viewed(**stamps)).timestamp == NOW - timedelta(minutes=10)


def deep(n: int) -> Any:
    value: Any = 1
    for _ in range(n):
        value = {"a": value}
    return value


def test_what_is_too_large_too_deep_or_no_text_is_refused() -> None:
    check_soundness(viewed(context=deep(10)), is_plain=True)
    for broken in (viewed(context=deep(30)), viewed(context={"a": "\ud800"}), viewed(context={"a": "x" * 33_000})):
        with pytest.raises(EventRefused):
            check_soundness(broken, is_plain=False)
    ten_thousand = viewed(properties={"items": [{"item_id": "a"}] * 10_000})
    with pytest.raises(EventRefused, match="bytes"):
        check_soundness(ten_thousand, is_plain=False)
