"""A record of OpenSearch's User Behavior Insights (a query, or an event after it), as a message with our names."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from events.sent_items import first_of

_TYPE_OF = {
    "impression": "shown",
    "click": "select_item",
    "item_click": "select_item",
    "product_click": "select_item",
    "view": "view_item",
    "product_view": "view_item",
    "add_to_cart": "add_to_cart",
    "remove_from_cart": "remove_from_cart",
    "add_to_wishlist": "add_to_wishlist",
    "purchase": "purchase",
    "buy": "purchase",
    "search": "search",
    "on_search": "search",
}
#: What UBI's clients call things that are no product.
_NO_PRODUCT_FIELDS = frozenset({"filter_data", "click_location", "sort_event"})


def is_ubi_record(record: Mapping[str, Any]) -> bool:
    """Whether it is a query, an event, or a line of `_bulk` that stands before one."""
    return is_bulk_action(record) or "action_name" in record or ("query_id" in record and "user_query" in record)


def is_bulk_action(record: Mapping[str, Any]) -> bool:
    """Whether it only says where the next line of a `_bulk` body belongs."""
    return len(record) == 1 and isinstance(record.get("index", record.get("create")), Mapping)


def message_of_ubi(record: Mapping[str, Any]) -> dict[str, Any]:
    """The record as a message; an action that is none of a product's is passed over as page views are."""
    action = record.get("action_name") if "action_name" in record else "search"
    kind = _TYPE_OF.get(action) if isinstance(action, str) else None
    told = _mapping(record.get("event_attributes"))
    thing, query_id = _mapping(told.get("object")), record.get("query_id")
    product = None if thing.get("object_id_field") in _NO_PRODUCT_FIELDS else thing.get("object_id")
    if kind is None or (kind != "search" and product is None):
        return {"type": "page"}
    items = [] if kind == "search" else [{"item_id": product, "index": _ordinal(told)}]
    query = first_of(record, "user_query") or (record.get("message") if kind == "search" else None)
    return {
        "message_id": _message_id(record, kind),
        "type": kind,
        "anonymous_id": record.get("client_id"),
        "user_id": record.get("user_id"),
        "session_id": first_of(record, "session_id") or told.get("session_id"),
        "timestamp": record.get("timestamp"),
        # Without its transaction: an order is told there product by product, and would count as its first one.
        "properties": {"items": items, "query": query},
        "attribution": {"list_id": query_id},
    }


def _message_id(record: Mapping[str, Any], kind: str) -> str:
    """A query and the event that tells of it share one; whatever else is the same in every word is the same event."""
    query_id = record.get("query_id")
    told = f"search {query_id}" if kind == "search" and query_id else json.dumps(record, sort_keys=True)
    return f"ubi-{hashlib.blake2b(told.encode('utf-8', 'replace'), digest_size=16).hexdigest()}"


def _ordinal(told: Mapping[str, Any]) -> Any:
    ordinal = _mapping(told.get("position")).get("ordinal")
    return ordinal if isinstance(ordinal, int) and ordinal >= 0 else None


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
