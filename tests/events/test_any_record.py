"""Whatever JSON a client sends: an event, a refusal with its reason, or passed over; never a fault of ours."""

import json
from datetime import UTC, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from events.dead_letter import NewLetter
from events.errors import EventPassedOver, EventRefused
from events.event_rules import EventRules, Sender, check_soundness
from events.ga4_row import message_of_ga4
from events.ubi_record import message_of_ubi

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
_NAMES = (
    "message_id messageId id type event name clientId anonymous_id anonymousId user_id userId session_id timestamp "
    "originalTimestamp sentAt receivedAt properties context consent attribution data items products item_id product_id "
    "sku price quantity position index currency query rating personalization categoryPreferences page url checkout "
    "lineItems variant product order totalPrice cartLine merchandise productVariant event_name event_timestamp "
    "event_params key value ecommerce action_name query_id user_query event_attributes object object_id ordinal"
).split()
_WORDS = (
    "track",
    "Product Viewed",
    "view_item",
    "purchase",
    "click",
    "checkout_completed",
    "2026-11-20T11:00:00Z",
    "tee",
)
_LEAVES = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.sampled_from(_WORDS))
_JSON: Any = st.recursive(
    _LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_NAMES), inner, max_size=6)
)
_RECORDS = st.dictionaries(st.sampled_from(_NAMES), _JSON, max_size=10)


@given(_RECORDS, st.booleans(), _LEAVES)
@settings(deadline=None, max_examples=300)
def test_every_record_is_judged(record: dict[str, Any], vouches: bool, sent_at: Any) -> None:
    sender = Sender(vouches)
    for form in (record, message_of_ga4({"event_timestamp": "0", **record}), message_of_ubi(record)):
        try:
            check_soundness(form, is_plain=False)
            event = EventRules().event_of(form, sender, sent_at, NOW)
        except (EventRefused, EventPassedOver) as no:
            letter = NewLetter.of(form, str(no), sender, sent_at, NOW)
            assert str(no) and letter.body.isascii() and "\0" not in f"{letter.user_id}{letter.anonymous_id}"
        else:
            assert event.timestamp <= NOW
            json.loads(event.to_json())
