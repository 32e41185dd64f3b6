"""A row of GA4's export to BigQuery (`bq extract` to JSON), as a message with our names."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from events.event_names import type_named

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: What GA4 writes where nothing was set.
_UNSET = frozenset({"(not set)", "(none)", "", None})


def is_ga4_row(record: Mapping[str, Any]) -> bool:
    """Whether it has the columns that every row of that export has."""
    return "event_name" in record and "event_timestamp" in record


def message_of_ga4(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row as a message. GA4's own events and those that a shop named itself are passed over as page views are."""
    name, parameters = row.get("event_name"), _parameters(row.get("event_params"))
    if not isinstance(name, str) or type_named(name) is None:
        return {"type": "page"}
    browser, visit = row.get("user_pseudo_id"), parameters.get("ga_session_id")
    ecommerce = _mapping(row.get("ecommerce"))
    items = [_item(one) for one in _listed(row.get("items")) if isinstance(one, Mapping)]
    storage = _mapping(row.get("privacy_info")).get("analytics_storage")
    return {
        "message_id": _message_id(row, items),
        "type": name,
        "anonymous_id": browser,
        "user_id": row.get("user_id"),
        "session_id": f"{browser}.{visit}" if browser and visit is not None else None,
        "timestamp": _moment(row["event_timestamp"]),
        "properties": {
            "currency": parameters.get("currency"),
            "value": parameters.get("value"),
            "items": items,
            "query": parameters.get("search_term"),
            "transaction_id": _set(ecommerce.get("transaction_id")) or _set(parameters.get("transaction_id")),
        },
        "attribution": {"list_id": parameters.get("item_list_id")},
        "context": {"page": {"url": parameters.get("page_location")}},
        "consent": {"personalization": False} if storage == "No" else None,
    }


def _item(item: Mapping[str, Any]) -> dict[str, Any]:
    index, quantity, variant = item.get("item_list_index"), item.get("quantity"), item.get("item_variant")
    return {
        "item_id": _set(item.get("item_id")) or _set(item.get("item_name")),
        "item_variant": _set(variant),
        "price": item.get("price"),
        "quantity": 1 if quantity is None else quantity,
        "index": index if str(index).isdecimal() else None,
    }


def _parameters(sent: Any) -> dict[str, Any]:
    """Key → the one value that is set."""
    found: dict[str, Any] = {}
    for one in map(_mapping, _listed(sent)):
        values = _mapping(one.get("value"))
        told = [_set(values.get(kind)) for kind in ("string_value", "int_value", "double_value", "float_value")]
        if (value := next((one for one in told if one is not None), None)) is not None:
            found[str(one.get("key"))] = value
    return found


def _moment(micros: Any) -> Any:
    """Microseconds since 1970, which JSON of BigQuery's holds as text."""
    try:
        return _EPOCH + timedelta(microseconds=int(micros))
    except (TypeError, ValueError, OverflowError):
        return f"event_timestamp {micros!r}"[:40]


def _message_id(row: Mapping[str, Any], items: Sequence[Mapping[str, Any]]) -> str:
    """The same for the same row of another day's export: GA4 gives none."""
    names = ("user_pseudo_id", "user_id", "event_timestamp", "event_name", "event_bundle_sequence_id")
    told = [str(row.get(name)) for name in (*names, "batch_event_index")] + [str(one["item_id"]) for one in items]
    return f"ga4-{hashlib.blake2b(chr(0).join(told).encode('utf-8', 'replace'), digest_size=16).hexdigest()}"


def _set(value: Any) -> Any:
    return None if isinstance(value, str | None) and value in _UNSET else value


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
