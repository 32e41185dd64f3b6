"""The products of an event as clients name them: `items`, `products`, or one whose fields lie flat."""

from collections.abc import Mapping
from typing import Any

_ID_NAMES = ("item_id", "itemId", "product_id", "productId", "sku", "id")
#: Names of a product whose fields lie among those of the event: `id` there may be anything's.
_FLAT_ID_NAMES = _ID_NAMES[:-1]
_VARIANT_NAMES = ("item_variant", "itemVariant", "variant_id", "variantId")
_OWN_NAMES = frozenset({"item_id", "item_variant", "price", "quantity", "index", "policy", "propensity"})


def first_of(record: Mapping[str, Any], *names: str) -> Any:
    """The first value that is there; None without any."""
    for name in names:
        value = record.get(name)
        if value is not None:
            return value
    return None


def sent_items(properties: Mapping[str, Any]) -> Any:
    """The products with our names; what is no list stays what it is."""
    sent = first_of(properties, "items", "products")
    if sent is None:
        return [_item(properties)] if first_of(properties, *_FLAT_ID_NAMES) is not None else []
    if not isinstance(sent, list):
        return sent
    return [_item(one) if isinstance(one, dict) and not one.keys() <= _OWN_NAMES else one for one in sent]


def _item(sent: Mapping[str, Any]) -> dict[str, Any]:
    item = {
        "item_id": first_of(sent, *_ID_NAMES),
        "item_variant": first_of(sent, *_VARIANT_NAMES),
        "price": sent.get("price"),
        "quantity": 1 if sent.get("quantity") is None else sent["quantity"],
        "index": _index(sent),
        "policy": sent.get("policy"),
        "propensity": sent.get("propensity"),
    }
    return {name: value for name, value in item.items() if value is not None}


def _index(sent: Mapping[str, Any]) -> Any:
    """From 0, as GA4 counts; Segment's position begins at 1."""
    index, position = sent.get("index"), sent.get("position")
    if index is None and isinstance(position, int) and position > 0:
        return position - 1
    return index
