"""Columns and cells of WooCommerce's product CSV.

https://github.com/woocommerce/woocommerce/wiki/Product-CSV-Import-Schema describes them. Every text has passed through
an escape: a line end is `\\n`, a comma inside a list is `\\,`.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from catalog.feeds.plain_text import plain

#: Field → what the header calls it, in lower case; every other column keeps its name.
_SPELLINGS = {
    "gtin": "gtin, upc, ean, or isbn",
    "visibility": "visibility in catalog|visibility in catalogue",
    "short_description": "short description",
    "sale_starts": "date sale price starts",
    "sale_ends": "date sale price ends",
    "in_stock": "in stock?",
    "backorders": "backorders allowed?",
    "sale_price": "sale price",
    "regular_price": "regular price",
    "grouped": "grouped products",
    "cross_sells": "cross-sells",
    "external_url": "external url",
    "brands": "brands|brand",
}
_FIELD_OF = {spelling: field for field, spellings in _SPELLINGS.items() for spelling in spellings.split("|")}
_ATTRIBUTE_NAME = re.compile(r"attribute (\d+) name$")
_COMMA = re.compile(r"(?<!\\),")
#: What must be there for anything to be read.
REQUIRED = {"type": "Type", "name": "Name", "regular_price": "Regular price"}


class NamedValues(NamedTuple):
    """One of the numbered attributes of a row."""

    name: str
    values: list[str]
    visible: bool


def woocommerce_field(column: str) -> str:
    """The field that a column holds."""
    folded = " ".join(column.split()).casefold()
    return _FIELD_OF.get(folded, folded)


def text_of(cells: Mapping[str, str], field: str) -> str:
    """A cell as a shopper can read it."""
    return plain(cells.get(field, "").replace("\\n", "\n").replace("\\,", ","))


def list_of(cells: Mapping[str, str], field: str) -> list[str]:
    """The values of a cell that are separated by commas."""
    parts = (part.replace("\\,", ",").replace("\\n", " ").strip() for part in _COMMA.split(cells.get(field, "")))
    return [part for part in parts if part]


def attributes_of(cells: Mapping[str, str]) -> Iterator[NamedValues]:
    """The attributes of a row that have a name and a value."""
    for column in cells:
        found = _ATTRIBUTE_NAME.match(column)
        name = text_of(cells, column).removeprefix("pa_") if found else ""
        values = [plain(value) for value in list_of(cells, f"attribute {found[1]} value(s)")] if found else []
        if found and name and values:
            yield NamedValues(name, values, cells.get(f"attribute {found[1]} visible") != "0")
