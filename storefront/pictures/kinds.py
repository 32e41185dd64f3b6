"""What a product looks like: the silhouettes that make its picture, chosen by category and by words of its title."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from catalog.product import Product

UNKNOWN = "parcel"
_TABLE = Path(__file__).with_name("kinds.toml")


@cache
def kinds() -> Mapping[str, Sequence[tuple[str, str]]]:
    """Kind of category → its rows of the table, in order."""
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    return {kind: [(words, parts) for words, parts in rows] for kind, rows in table.items()}


def looks_of(product: Product) -> list[tuple[str, ...]]:
    """The ways in which the product may be drawn, each the names of silhouettes from back to front; at least one."""
    title = product.title.casefold()
    category = " > ".join(one.value for one in product.categories).casefold()
    for kind, rows in kinds().items():
        if kind in category:
            return _looks(next((parts for words, parts in rows if re.search(words, title)), UNKNOWN))
    named = (parts for rows in kinds().values() for words, parts in rows if words and re.search(words, title))
    return _looks(next(named, UNKNOWN))


def _looks(parts: str) -> list[tuple[str, ...]]:
    return [tuple(look.split()) for look in parts.split(" / ")]
