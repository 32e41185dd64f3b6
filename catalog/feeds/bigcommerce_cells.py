"""Cells that BigCommerce writes alike in both of its exports."""

import re
from collections.abc import Mapping

from catalog.feeds.plain_text import plain
from catalog.feeds.price import price_of, sale_prices
from catalog.money import Money
from catalog.product import AvailabilityStatus

#: `Category ID: 7, Category Name: Tops, Category Path: Apparel/Tops`, as the older export may write it.
_NAMED_PATH = re.compile(r"Category Path:\s*([^|;]+)")
#: A semicolon or the end of a quoted pair ends a custom field.
_FIELD = re.compile(r'"([^"]*)"|([^;]+)')


def categories_of(cell: str) -> tuple[tuple[str, str], ...]:
    """`Apparel/Tops;Sale` as paths; a bare number is an id that says nothing to a shopper."""
    paths = _NAMED_PATH.findall(cell) or re.split(r"[;|]", cell)
    named = (" > ".join(level for part in re.split(r"[/>]", path) if (level := plain(part))) for path in paths)
    return tuple((name, "merchant") for name in dict.fromkeys(named) if any(letter.isalpha() for letter in name))


def custom_fields_of(cell: str) -> dict[str, str]:
    """`Material=Merino;"Fit=Regular; long"` as names and values."""
    found: dict[str, str] = {}
    for quoted, bare in _FIELD.findall(cell):
        name, _, value = (quoted or bare).partition("=")
        if plain(name) and plain(value):
            found[plain(name)] = plain(value)
    return found


def prices_of(price: str, sale: str, currency: str | None) -> tuple[Money | None, Money | None]:
    """What it costs now and its former price; a sale at 0 is how BigCommerce writes that there is none.

    Raises:
        RowRefused: if one is no price.
    """
    reduced = price_of(sale, currency)
    return sale_prices(price_of(price, currency), reduced if reduced and reduced.amount else None)


def stock_of(tracking: str, is_variant: bool, level: str) -> AvailabilityStatus:
    """What the stock level says where the shop counts it: `none`, by product, or by option or variant."""
    counted_by = "variant" if re.search(r"option|variant|sku", tracking.casefold()) else tracking.casefold()
    is_counted = counted_by not in ("", "none") and (counted_by == "variant") == is_variant
    try:
        return "out_of_stock" if is_counted and float(level or 0) <= 0 else "in_stock"
    except ValueError:
        return "in_stock"


def texts_of(cells: Mapping[str, str], columns: Mapping[str, str]) -> dict[str, str]:
    """The attributes that stand in columns of their own; a zero is a measure nobody entered."""
    found = ((name, plain(cells.get(column, ""))) for column, name in columns.items())
    return {name: _without_zeros(text) for name, text in found if text and text.strip("0.") != ""}


def _without_zeros(text: str) -> str:
    return text.rstrip("0").rstrip(".") if re.fullmatch(r"\d+\.\d+", text) else text
