"""Gives products of events the catalog's own ids: pages often tell a variant's id or a SKU."""

from collections.abc import Callable

from events.event import Event, EventItem
from events.product_codes import ProductCodes

#: Called with a code that the catalog does not have.
OnUnknown = Callable[[str], None]


def in_catalog_ids(event: Event, codes: ProductCodes, on_unknown: OnUnknown = lambda _code: None) -> Event:
    """The event, its products by their ids; what the catalog does not have stays as it is."""
    items = tuple(_item(item, codes, on_unknown) for item in event.properties.items)
    if all(new is old for new, old in zip(items, event.properties.items, strict=True)):
        return event
    return event.model_copy(update={"properties": event.properties.model_copy(update={"items": items})})


def _item(item: EventItem, codes: ProductCodes, on_unknown: OnUnknown) -> EventItem:
    if codes.has_product(item.item_id):
        return item
    code = codes.find(item.item_id)
    if code is None:
        on_unknown(item.item_id)
        return item
    return item.model_copy(update={"item_id": code.product_id, "item_variant": code.variant_id})
