"""An event as some client sends it (ours, a Segment, RudderStack or Shopify one), in the words of `events.event`."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from events.errors import EventPassedOver
from events.event_names import is_passed_over, type_named
from events.sent_items import first_of, sent_items
from events.shopify_pixel import is_pixel_event, message_of_pixel

#: Calls of Segment's that tell of a person or a page: none of them is an event of a product.
_NO_EVENT_CALLS = frozenset({"identify", "page", "screen", "group", "alias"})
_CONTEXT_TEXTS = {"locale": ("locale",), "user_agent": ("user_agent", "userAgent")}
_MAX_TEXT = 500
_MAX_URL = 2_000


def wire_form(record: Mapping[str, Any]) -> dict[str, Any]:
    """The record with our names, ready for `Event.model_validate`; wrong values stay wrong, for that to refuse.

    Of the context only the page's address (without its query), the locale and the user agent stay: clients send
    addresses of networks and traits of persons along.

    Raises:
        EventPassedOver: if it is no event that is kept here, such as a page view.
    """
    if is_pixel_event(record):
        record = message_of_pixel(record)
    kind = _kind(record)
    properties = _mapping(record, "properties")
    context = _mapping(record, "context")
    return {
        "message_id": first_of(record, "message_id", "messageId"),
        "type": kind,
        "anonymous_id": first_of(record, "anonymous_id", "anonymousId"),
        "user_id": first_of(record, "user_id", "userId"),
        "timestamp": first_of(record, "timestamp", "originalTimestamp", "original_timestamp"),
        "session_id": _session(record, properties, context),
        "properties": _properties(properties),
        "context": _context(context),
        "attribution": _attribution(record, properties),
        "consent": consent_said(record, context),
    }


def _kind(record: Mapping[str, Any]) -> Any:
    """Our type, or what was sent if it is none of ours."""
    kind = record.get("type")
    name = record.get("event") if kind == "track" else kind
    if kind is None:
        name = record.get("event")
    if not isinstance(name, str):
        return name
    if name.casefold() in _NO_EVENT_CALLS:
        raise EventPassedOver(f"a call of {name.casefold()} is no event of a product")
    if is_passed_over(name):
        raise EventPassedOver("an event of this type is not kept here")
    return type_named(name) or name


def _properties(sent: Any) -> Any:
    if not isinstance(sent, dict):
        return sent
    return {
        "currency": sent.get("currency"),
        "value": first_of(sent, "value", "total", "revenue"),
        "items": sent_items(sent),
        "query": first_of(sent, "query", "search_term", "searchTerm"),
        "rating": sent.get("rating"),
        "seconds": sent.get("seconds"),
        "transaction_id": first_of(sent, "transaction_id", "transactionId", "order_id", "orderId"),
        "model_version": first_of(sent, "model_version", "modelVersion"),
    }


def _attribution(record: Mapping[str, Any], properties: Any) -> Any:
    sent = record.get("attribution")
    if sent is not None and not isinstance(sent, dict):
        return sent
    sent = sent or {}
    told: Mapping[str, Any] = properties if isinstance(properties, dict) else {}
    return {
        "list_id": first_of(sent, "list_id", "listId") or first_of(told, "list_id", "listId", "item_list_id"),
        "conversation_id": first_of(sent, "conversation_id", "conversationId") or told.get("conversation_id"),
        "message_id": first_of(sent, "message_id", "messageId"),
    }


def _session(record: Mapping[str, Any], properties: Any, context: Any) -> Any:
    own = first_of(record, "session_id", "sessionId")
    for place in (context, properties):
        if own is None and isinstance(place, dict):
            own = first_of(place, "session_id", "sessionId")
    return own


def _context(sent: Any) -> Any:
    if not isinstance(sent, dict):
        return sent
    kept: dict[str, Any] = {}
    page = sent.get("page")
    if isinstance(page, dict) and (url := _address(page.get("url"))):
        kept["page"] = {"url": url}
    for name, names in _CONTEXT_TEXTS.items():
        text = first_of(sent, *names)
        if isinstance(text, str):
            kept[name] = text[:_MAX_TEXT]
    return kept


def _address(url: Any) -> str | None:
    """Without query and fragment, in which tokens and addresses of mail travel."""
    return _shortened(url) if isinstance(url, str) and len(url) <= _MAX_URL else None


@lru_cache(maxsize=2_000)  # a shop's pages are the same for all shoppers
def _shortened(url: str) -> str | None:
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return parts._replace(query="", fragment="").geturl()


def consent_said(record: Mapping[str, Any], context: Any) -> Any:
    """What was said; `{}` for nothing. A refusal on either place counts."""
    sent = record.get("consent")
    if sent is not None and not isinstance(sent, dict):
        return sent
    said = [dict(sent)] if sent and sent.get("personalization") is not None else []
    managed = context.get("consent") if isinstance(context, dict) else None
    if isinstance(managed, dict):
        categories = managed.get("categoryPreferences")
        places = [managed, categories if isinstance(categories, dict) else {}]
        flags = [{str(name).casefold(): flag for name, flag in place.items()} for place in places]
        said += [{"personalization": place["personalization"]} for place in flags if "personalization" in place]
    refused = next((one for one in said if one["personalization"] is False), None)
    return refused or (said[0] if said else {})


def _mapping(record: Mapping[str, Any], name: str) -> Any:
    sent = record.get(name)
    return {} if sent is None else sent
