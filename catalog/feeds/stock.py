"""Stock as feeds write it: words or numbers."""

import re

from catalog.product import Availability, AvailabilityStatus

_STATUS_BY_WORD: dict[str, AvailabilityStatus] = {
    **dict.fromkeys(
        ("instock", "available", "yes", "true", "y", "lowstock", "limitedavailability", "onlineonly"), "in_stock"
    ),
    **dict.fromkeys(
        ("outofstock", "soldout", "unavailable", "no", "false", "n", "instoreonly", "reserved"), "out_of_stock"
    ),
    **dict.fromkeys(("preorder", "presale"), "preorder"),
    **dict.fromkeys(("backorder", "onbackorder", "availablefororder", "madetoorder"), "backorder"),
    **dict.fromkeys(("discontinued",), "discontinued"),
}
_CANNOT_BE_HAD = ("out_of_stock", "discontinued")


def availability(status: AvailabilityStatus) -> Availability:
    """The availability that a status stands for."""
    return Availability(available=status not in _CANNOT_BE_HAD, status=status)


def stock_status(value: object) -> AvailabilityStatus | None:
    """The status a word (`in stock`, `out_of_stock`, `https://schema.org/InStock`) or a count stands for.

    Returns:
        None if the word is unknown.
    """
    if isinstance(value, bool):
        return "in_stock" if value else "out_of_stock"
    word = re.sub(r"[\s_-]", "", str(value).casefold().rsplit("/", 1)[-1])
    if word in _STATUS_BY_WORD:
        return _STATUS_BY_WORD[word]
    try:
        return "in_stock" if float(word) > 0 else "out_of_stock"
    except ValueError:
        return None
