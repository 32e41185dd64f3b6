"""The types of events: GA4's e-commerce names, and what each says of a shopper's liking."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, get_args

EventType = Literal[
    "shown",
    "view_item_list",
    "search",
    "view_item",
    "dwell",
    "select_item",
    "add_to_wishlist",
    "add_to_cart",
    "remove_from_cart",
    "begin_checkout",
    "purchase",
    "refund",
    "rate_item",
]
EVENT_TYPES: tuple[EventType, ...] = get_args(EventType)
#: The number an array holds for a type; numbers are never given anew, types are only added at the end.
CODE_OF: Mapping[str, int] = MappingProxyType({name: code for code, name in enumerate(EVENT_TYPES)})
PURCHASE = CODE_OF["purchase"]

#: Weight of one event as implicit feedback. A rating weighs `(rating - 3) / 2` instead of what stands here; types that
#: are not listed say nothing of liking.
DEFAULT_WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "shown": 0.0,
        "view_item": 0.1,
        "dwell": 0.2,
        "select_item": 0.3,
        "add_to_wishlist": 0.5,
        "add_to_cart": 0.6,
        "purchase": 1.0,
        "rate_item": 1.0,
        "remove_from_cart": -0.2,
        "refund": -0.5,
    }
)
