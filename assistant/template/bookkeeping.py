"""Which attributes are for the shop's books, or say nothing that the name does not: nobody wants to hear them."""

import re
from functools import cache

from assistant.template.attribute_words import attribute_label, attribute_text, has_unit
from catalog.product import AttributeValue, Product
from catalog.product_words import stems_of

# A catalog names its attributes alike in every product: what is known of a name is kept.

#: Names of attributes that identify, file or pack a product and tell a shopper nothing of it.
_WORDS = frozenset(
    """ean eans gtin gtin8 gtin12 gtin13 gtin14 upc upcs mpn isbn asin sku skus id ids uuid barcode barcodes handle slug
    tag tags keyword keywords hs hts tariff intrastat carton pallet pallets inner outer vendor""".split()
)
_PHRASES = (
    "part number", "part no", "item number", "item no", "item code", "article number", "article no", "model number",
    "product number", "product code", "serial number", "order number", "catalog number", "catalogue number",
    "manufacturer number", "commodity code", "customs code", "minimum order", "master case", "search terms",
    "quantity per", "products per",
)  # fmt: skip
#: Terms of sale: answered when asked for and held side by side, but no reason to choose a bag of rice.
_TERMS = frozenset("warranty guarantee shipping delivery return returns refund dispatch".split())
#: What a data sheet states and nobody chooses by.
_DULL = frozenset(
    """humidity altitude certification certificates certifications origin packaging package plating lithography stepping
    tcase codename ark pallet carton cartons harmonized sustainability compliance transistors bus frequency
    temperature requirements gender""".split()
)
_CHOSEN_BY = frozenset("comfort limit colour color boil water".split())
_LETTER = re.compile(r"[^\W\d_]")
_MEASURE_SIGN = re.compile(r"[%°\"″'′]")
_TIMES = re.compile(r"(?<=[\d\s])[x×](?=[\d\s])", re.IGNORECASE)


@cache
def is_bookkeeping(key: str) -> bool:
    """Whether an attribute identifies, files or packs the product: `ean`, `part_number`, `tags`."""
    name = " ".join(attribute_label(key).casefold().replace("-", " ").split())
    return bool(_WORDS & set(name.split())) or any(phrase in name for phrase in _PHRASES)


@cache
def is_term_of_sale(key: str) -> bool:
    """Whether an attribute tells how the product is sold: `shipping`, `return_policy`."""
    return bool(_TERMS & set(attribute_label(key).casefold().split()))


@cache
def is_dull(key: str) -> bool:
    """Whether an attribute belongs on a data sheet only: `operating_relative_humidity`, `country_of_origin`."""
    words = set(attribute_label(key).casefold().split())
    return bool(words & _DULL) and not words & _CHOSEN_BY and words != {"gender"}


def is_bare_number(key: str, value: AttributeValue) -> bool:
    """Whether a value is figures without a unit: `weight 4` may be grams or pounds; "sleeps 4" speaks for itself."""
    if isinstance(value, bool) or key.casefold() == "sleeps" or has_unit(key):
        return False
    text = attribute_text(key, value)
    return not _LETTER.search(_TIMES.sub("", text)) and not _MEASURE_SIGN.search(text)


def repeats_the_name(product: Product, value: AttributeValue) -> bool:
    """Whether a value only says again what the title or the category says: style backpack, of a backpack."""
    if isinstance(value, bool):
        return False
    named = stems_of(" ".join([product.title, *(category.value for category in product.categories)]))
    return stems_of(attribute_text("", value)) <= named


def is_worth_saying(product: Product, key: str, value: AttributeValue) -> bool:
    """Whether an attribute can be told to a shopper who did not ask for it by name."""
    if is_bookkeeping(key) or is_term_of_sale(key) or is_dull(key) or is_bare_number(key, value):
        return False
    return key.casefold() == "material" or not repeats_the_name(product, value)
