"""The events as they happen, kept until they can be written in order of time."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

CURRENCY = "GBP"
_BROWSERS = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) Mobile Safari/604.1",
    "Mozilla/5.0 (Linux; Android 16) Chrome/141.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/141.0 Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 15_6) Safari/605.1.15",
    "Mozilla/5.0 (iPad; CPU OS 19_1 like Mac OS X) Safari/604.1",
    "Mozilla/5.0 (compatible; PriceCrawler/2.1; +https://crawler.example/bot)",
)
#: Row of the browser that is none.
CRAWLER = len(_BROWSERS) - 1
Properties = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who an event is written down for.

    Attributes:
        anonymous_id: of the browser.
        user_id: of the account; None before somebody signs in.
        has_consent: to personalization.
        browser: which of a few browsers.
    """

    anonymous_id: str
    user_id: str | None
    has_consent: bool
    browser: int = 0


@dataclass(slots=True)
class EventLog:
    """Everything that happened, in the order it was told; `lines` puts it in order of time."""

    end: int
    entries: list[tuple[int, int, str, Visitor, str, Properties, str | None]] = field(default_factory=list)

    def add(self, visit: "Doing", kind: str, properties: Properties, list_id: str | None = None) -> None:
        """Note an event; what would happen after the end is left out."""
        if visit.at < self.end:
            number = len(self.entries)
            self.entries.append((visit.at, number, kind, visit.visitor, visit.session_id, properties, list_id))

    def lines(self) -> Iterator[str]:
        """One JSON object per event, as `POST /v1/events` takes them, in order of time."""
        for number, entry in enumerate(sorted(self.entries, key=lambda one: one[:2])):
            yield json.dumps(_record(number, entry), ensure_ascii=False, separators=(",", ":"))


@dataclass(slots=True)
class Doing:
    """A visit's moment: it moves on with every event."""

    visitor: Visitor
    session_id: str
    at: int


def item(record: Mapping[str, Any], variant: Mapping[str, Any] | None = None, **more: Any) -> Properties:
    """A product as an event names it; with a variant, its price and a quantity of one."""
    named: Properties = {"item_id": record["id"]}
    if variant is not None:
        named |= {"item_variant": variant["id"], "price": variant["price"]["amount"] / 100, "quantity": 1}
    return named | more


def priced(items: Sequence[Properties], **more: Any) -> Properties:
    """Properties of an event about money: the sum of its items."""
    value = round(sum(one["price"] * one["quantity"] for one in items), 2)
    return {**more, "currency": CURRENCY, "value": value, "items": list(items)}


def _record(number: int, entry: tuple[int, int, str, Visitor, str, Properties, str | None]) -> dict[str, Any]:
    at, _, kind, visitor, session_id, properties, list_id = entry
    record: dict[str, Any] = {
        "message_id": f"e_{number:06d}",
        "type": kind,
        "anonymous_id": visitor.anonymous_id,
        "user_id": visitor.user_id,
        "timestamp": datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "session_id": session_id,
        "properties": properties,
        "context": {"locale": "en-GB", "user_agent": _BROWSERS[visitor.browser]},
        "consent": {"personalization": visitor.has_consent},
    }
    if list_id is not None:
        record["attribution"] = {"list_id": list_id}
    return record
