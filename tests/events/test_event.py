import json
from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from events.event import Event
from events.event_line import lines_of

WIRE = {
    "message_id": "5f0c",
    "type": "view_item",
    "anonymous_id": "a_7f2c",
    "user_id": None,
    "timestamp": "2026-11-20T10:00:00+02:00",
    "session_id": "s_19",
    "properties": {
        "currency": "eur",
        "value": 24.0,
        "items": [{"item_id": "tee-88", "item_variant": "tee-88-s", "price": 24.0, "quantity": 2, "index": 0}],
    },
    "context": {"page": {"url": "https://shop.example"}, "locale": "en-GB"},
    "attribution": {"list_id": "l_82", "conversation_id": "c_1", "message_id": "m_1"},
    "consent": {"personalization": True},
    "unknown": 1,
}


def test_an_event_of_the_wire_is_read_and_written_without_loss():
    event = Event.model_validate(WIRE)
    assert event.timestamp == datetime(2026, 11, 20, 8, tzinfo=UTC)
    assert event.properties.currency == "EUR"
    assert Event.model_validate_json(event.to_json()) == event


def test_a_line_holds_the_facts_of_one_product():
    (line,) = lines_of(Event.model_validate(WIRE))
    assert (line.product_id, line.quantity, line.price_minor, line.currency) == ("tee-88", 2, 2400, "EUR")
    assert (line.position, line.list_id, line.session_id) == (0, "l_82", "s_19")
    assert line.at == datetime(2026, 11, 20, 8, tzinfo=UTC)


def test_a_shown_event_keeps_policy_and_propensity_of_every_product():
    items = [{"item_id": "a", "index": 0, "policy": "blend", "propensity": 0.9}, {"item_id": "b", "index": 1}]
    lines = list(lines_of(Event.model_validate(WIRE | {"type": "shown", "properties": {"items": items}})))
    assert [(line.product_id, line.position, line.policy, line.propensity) for line in lines] == [
        ("a", 0, "blend", 0.9),
        ("b", 1, None, None),
    ]
    assert not any(line.deliberate for line in lines)


def test_a_search_has_one_line_without_a_product():
    event = Event.model_validate(WIRE | {"type": "search", "properties": {"search_term": "warm\x00 jacket"}})
    (line,) = lines_of(event)
    assert (line.product_id, line.query) == (None, "warm  jacket")


def test_a_price_without_a_currency_is_not_an_amount():
    (line,) = lines_of(Event.model_validate(WIRE | {"properties": {"items": [{"item_id": "a", "price": 3}]}}))
    assert line.price_minor is None


def test_a_browser_cannot_take_the_place_of_a_signed_in_shopper():
    signed_in = Event.model_validate(WIRE | {"user_id": "17850"})
    browser = Event.model_validate(WIRE | {"anonymous_id": "17850"})
    assert signed_in.shopper_id == "17850"
    assert browser.shopper_id == "anonymous:17850"
    assert [next(lines_of(event)).anonymous for event in (signed_in, browser)] == [False, True]


def test_blank_ids_are_no_ids():
    assert Event.model_validate(WIRE | {"user_id": " ", "anonymous_id": ""}).shopper_id is None


def test_numbers_are_ids_too():
    assert Event.model_validate(WIRE | {"user_id": 17850}).shopper_id == "17850"


def test_without_a_person_nothing_leads_to_one():
    event = Event.model_validate(
        WIRE | {"type": "purchase", "user_id": "ann", "properties": {"transaction_id": "t-100", "query": "hat"}}
    )
    kept = json.loads(event.without_person().to_json())
    assert kept == {
        "message_id": "5f0c",
        "type": "purchase",
        "timestamp": "2026-11-20T08:00:00Z",
        "properties": {"query": "hat"},
        "attribution": {"list_id": "l_82"},
    }


@pytest.mark.parametrize(
    "wrong",
    [
        {"type": "looked_at"},
        {"message_id": ""},
        {"message_id": "a\x00b"},
        {"message_id": "x" * 201},
        {"timestamp": "yesterday"},
        {"timestamp": "9999-12-31T23:59:59-10:00"},
        {"properties": {"currency": "pounds"}},
        {"properties": {"rating": 6}},
        {"properties": {"items": [{"item_id": "a", "price": -1}]}},
        {"properties": {"items": [{"item_id": "a", "price": float("nan")}]}},
        {"properties": {"items": [{"item_id": "a", "quantity": 0}]}},
        {"properties": {"items": [{"item_id": "a", "propensity": 1.5}]}},
        {"user_id": "\ud800"},
    ],
)
def test_what_cannot_be_kept_is_refused(wrong):
    with pytest.raises(ValidationError):
        Event.model_validate(WIRE | wrong)


@pytest.mark.parametrize("variant", ["black", {"id": 7, "title": "S"}, 7, "x" * 500, "", "a\nb", None])
def test_what_others_call_a_variant_is_no_reason_to_refuse_their_event(variant):
    event = Event.model_validate(
        {
            "message_id": "m1",
            "type": "view_item",
            "timestamp": "2026-11-20T12:00:00Z",
            "properties": {"variant": variant},
        }
    )
    assert event.properties.variant == ("black" if variant == "black" else None)
    assert event.properties.experiment is None
