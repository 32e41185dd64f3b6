"""An event as Shopify's web pixels give it (`analytics.subscribe`), as a message with properties."""

from collections.abc import Iterator, Mapping
from typing import Any

from events.event_names import type_named


def is_pixel_event(record: Mapping[str, Any]) -> bool:
    """Whether it has a pixel event's own shape, rather than only its name."""
    return isinstance(record.get("name"), str) and isinstance(record.get("data"), Mapping) and "event" not in record


def message_of_pixel(record: Mapping[str, Any]) -> dict[str, Any]:
    """The event as a message; of a context only what the page and the browser are."""
    data = _part(record, "data")
    checkout, found = _part(data, "checkout"), _part(data, "searchResult")
    bought = type_named(record["name"]) == "purchase"
    products = [_product(*one) for one in _variants(data)]
    total = _part(checkout, "totalPrice")
    order = _part(checkout, "order").get("id") or checkout.get("token")
    return {
        "message_id": record.get("id"),
        "type": record["name"],
        "anonymous_id": record.get("clientId"),
        "timestamp": record.get("timestamp"),
        "properties": {
            "items": products,
            "currency": checkout.get("currencyCode") or total.get("currencyCode") or _currency(data),
            "value": total.get("amount"),
            "query": found.get("query"),
            "transaction_id": order if bought else None,
        },
        "context": _context(record),
        "consent": record.get("consent"),
    }


def _variants(data: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], Any]]:
    """Every product variant of the event, with how many of it."""
    one = data.get("productVariant")
    if isinstance(one, Mapping):
        yield one, 1
    line = _part(data, "cartLine")
    if isinstance(line.get("merchandise"), Mapping):
        yield line["merchandise"], line.get("quantity", 1)
    for name in ("collection", "searchResult"):
        yield from ((variant, 1) for variant in _records(_part(data, name), "productVariants"))
    for bought in _records(_part(data, "checkout"), "lineItems"):
        if isinstance(bought.get("variant"), Mapping):
            yield bought["variant"], bought.get("quantity", 1)


def _product(variant: Mapping[str, Any], quantity: Any) -> dict[str, Any]:
    price = variant.get("price")
    return {
        "item_id": _number(_part(variant, "product").get("id")) or variant.get("sku"),
        "item_variant": _number(variant.get("id")),
        "price": price.get("amount") if isinstance(price, Mapping) else price,
        "quantity": quantity,
    }


def _number(global_id: Any) -> Any:
    """`gid://shopify/Product/123` is 123."""
    return global_id.rpartition("/")[2] if isinstance(global_id, str) else global_id


def _currency(data: Mapping[str, Any]) -> Any:
    for variant, _ in _variants(data):
        return _part(variant, "price").get("currencyCode")
    return None


def _context(record: Mapping[str, Any]) -> dict[str, Any]:
    context = _part(record, "context")
    browser = _part(context, "navigator")
    page = _part(_part(context, "document"), "location")
    return {"page": {"url": page.get("href")}, "locale": browser.get("language"), "userAgent": browser.get("userAgent")}


def _part(record: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = record.get(name)
    return part if isinstance(part, Mapping) else {}


def _records(record: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    many = record.get(name)
    return [one for one in many if isinstance(one, Mapping)] if isinstance(many, list) else []
