"""Columns of Shopify's product CSV, under one name for both generations of its header.

https://help.shopify.com/en/manual/products/import-export/using-csv describes the newer one.
"""

import re
from functools import lru_cache
from typing import NamedTuple

#: Field → what the older and the newer header call it, in lower case.
_SPELLINGS = {
    "handle": "handle|url handle",
    "title": "title",
    "description": "body (html)|body html|description",
    "vendor": "vendor",
    "category": "product category|standard product type",
    "type": "type|custom product type",
    "tags": "tags",
    "published": "published|published on online store",
    "status": "status",
    "sku": "variant sku|sku",
    "barcode": "variant barcode|barcode",
    "price": "variant price|price",
    "compare_at_price": "variant compare at price|compare-at price|compare at price",
    "tracker": "variant inventory tracker|inventory tracker",
    "quantity": "variant inventory qty|inventory quantity",
    "policy": "variant inventory policy|continue selling when out of stock",
    "grams": "variant grams|weight value (grams)",
    "image": "image src|product image url",
    "image_position": "image position",
    "image_alt": "image alt text",
    "variant_image": "variant image|variant image url",
    "seo_description": "seo description",
    "gender": "google shopping / gender",
    "age_group": "google shopping / age group",
    "mpn": "google shopping / mpn|google shopping / manufacturer part number (mpn)",
    "condition": "google shopping / condition",
    **{f"option{n}_name": f"option{n} name" for n in (1, 2, 3)},
    **{f"option{n}_value": f"option{n} value" for n in (1, 2, 3)},
}
_FIELD_OF = {spelling: field for field, spellings in _SPELLINGS.items() for spelling in spellings.split("|")}
_METAFIELD = re.compile(r"\((product|variant)\.metafields\.([^.()]+)\.([^()]+)\)$")
#: What must be there for anything to be read, as the newer header calls it.
REQUIRED = {"handle": "URL handle (or Handle)", "title": "Title"}


class Metafield(NamedTuple):
    """`Fabric (product.metafields.shopify.fabric)`: a field that the shop added, of a product or of a variant."""

    owner: str
    namespace: str
    key: str


def shopify_field(column: str) -> str:
    """The field that a column holds; a column of another kind keeps its name."""
    return _FIELD_OF.get(" ".join(column.split()).casefold(), column.strip())


@lru_cache(maxsize=4096)
def metafield_of(column: str) -> Metafield | None:
    """The metafield that a column holds, if it holds one."""
    found = _METAFIELD.search(column)
    return Metafield(found[1], found[2], found[3]) if found else None
