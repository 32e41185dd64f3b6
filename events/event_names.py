"""What other clients call the types of events: Segment's names, old and new, and those of Shopify's pixels."""

import re
from collections.abc import Mapping
from functools import lru_cache

from events.vocabulary import EVENT_TYPES, EventType

#: Longer than any name below, however it is written.
_MAX_NAME = 200
_GAP = re.compile(r"[\s_-]+")
#: Ours → others' names of it, as `plain_event_name` writes them.
_OTHER_NAMES: Mapping[EventType, str] = {
    "view_item_list": "product list viewed, product list filtered, viewed product category, collection viewed",
    "search": "products searched, searched products, search submitted, view search results",
    "view_item": "product viewed, viewed product",
    "select_item": "product clicked, clicked product",
    "add_to_wishlist": "product added to wishlist, added product to wishlist",
    "add_to_cart": "product added, added product, product added to cart, wishlist product added to cart",
    "remove_from_cart": "product removed, removed product, product removed from cart",
    "begin_checkout": "checkout started, started order, started checkout",
    "purchase": "order completed, completed order, checkout completed",
    "refund": "order refunded, refunded order, order cancelled, order canceled",
    "rate_item": "product reviewed, reviewed product",
}
#: Of shopping or of the page, but nothing that is kept here: no fault of the sender's.
_PASSED_OVER = frozenset(
    "cart viewed, viewed cart, view cart, checkout step viewed, checkout step completed, payment info entered, "
    "payment info submitted, add payment info, add shipping info, shipping info submitted, checkout address info "
    "submitted, checkout contact info submitted, checkout shipping info submitted, order updated, updated order, "
    "promotion viewed, viewed promotion, view promotion, promotion clicked, clicked promotion, select promotion, "
    "coupon entered, coupon applied, coupon denied, coupon removed, product removed from wishlist, product shared, "
    "cart shared, page viewed, page view, alert displayed, ui extension errored, input blurred, input changed, "
    "input focused, clicked, form submitted, application opened, application installed, application updated, "
    "application backgrounded".split(", ")
)


@lru_cache(maxsize=1_000)  # clients have few names, and send them all day
def plain_event_name(name: str) -> str:
    """A name without what clients write differently: `Product Viewed` and `product_viewed` are the same."""
    return _GAP.sub(" ", name.strip().casefold())


_TYPE_OF: Mapping[str, EventType] = {
    **{plain_event_name(name): name for name in EVENT_TYPES},
    **{name: ours for ours, names in _OTHER_NAMES.items() for name in names.split(", ")},
}


def type_named(name: str) -> EventType | None:
    """Our type for a client's name of it, or None if there is none."""
    return _TYPE_OF.get(plain_event_name(name)) if len(name) <= _MAX_NAME else None


def is_passed_over(name: str) -> bool:
    """Whether it is known, and says nothing that is kept here."""
    return len(name) <= _MAX_NAME and plain_event_name(name) in _PASSED_OVER
