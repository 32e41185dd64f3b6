"""Small logs of lists and of what came of them, written by hand in the tests."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from events.event import Event
from events.event_line import EventLine, lines_of
from events.list_lines import ListLine

START = datetime(2026, 11, 1, tzinfo=UTC)
START_US = int(START.timestamp()) * 1_000_000
HOUR_US = 3_600_000_000


def make_event(kind: str, hours: float, *products: str, shopper: str | None = "ann", **more: Any) -> Event:
    """So many hours after midnight; `more`: policy, price (of each), quantity, currency, list_id, conversation …"""
    items = [
        {
            "item_id": product,
            "index": place,
            "policy": more.get("policy"),
            "price": more.get("price"),
            "quantity": more.get("quantity", 1),
        }
        for place, product in enumerate(products)
    ]
    return Event.model_validate(
        {
            "message_id": more.get("message_id", f"{kind} {hours} {shopper} {more.get('list_id')}"),
            "type": kind,
            "user_id": shopper,
            "timestamp": START + timedelta(hours=hours),
            "properties": {
                "items": items,
                "currency": more.get("currency", "EUR"),
                "policy": more.get("policy"),
                "transaction_id": more.get("order"),
            },
            "attribution": {"list_id": more.get("list_id"), "conversation_id": more.get("conversation")},
        }
    )


def event(kind: str, hours: float, *products: str, **more: Any) -> list[EventLine]:
    """The lines of such an event."""
    return list(lines_of(make_event(kind, hours, *products, **more)))


def log(*events: Sequence[EventLine]) -> list[EventLine]:
    """Lines in the order of time, those of an event together."""
    return [line for one in sorted(events, key=lambda lines: lines[0].at_us) for line in one]


def list_lines(*events: Event) -> list[ListLine]:
    """The same with the conversations that the events name."""
    return [
        ListLine(line, one.attribution.conversation_id)
        for one in sorted(events, key=lambda one: one.at_us)
        for line in lines_of(one)
    ]
