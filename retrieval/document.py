"""A product as search reads it: the text to embed, and the fields whose words are searched."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from catalog.product import AttributeValue, Product
from retrieval.stemming import words_of

#: Searchable fields in the order of `ProductDocument.fields`.
FIELDS = ("title", "brand", "categories", "attributes", "description", "codes")
#: Characters of description that are embedded: the encoder reads about 128 tokens well, and time grows with them.
EMBEDDED_DESCRIPTION_CHARACTERS = 500


@dataclass(frozen=True, slots=True)
class ProductDocument:
    """What search knows of one product.

    Attributes:
        product_id: the shop's id.
        text: what is embedded.
        fields: texts in the order of `FIELDS`; each is a tuple of parts.
    """

    product_id: str
    text: str
    fields: tuple[tuple[str, ...], ...]

    @property
    def text_hash(self) -> str:
        """Changes when the text to embed does."""
        return hashlib.blake2b(self.text.encode("utf-8", "replace"), digest_size=12).hexdigest()


def document_of(product: Product) -> ProductDocument:
    """Lay a product out for search."""
    categories = tuple(category.value for category in product.categories)
    fields = (
        (product.title,),
        (product.brand,) if product.brand else (),
        tuple(dict.fromkeys(categories)),
        tuple(_searchable_values(product)),
        (product.description.plain,) if product.description.plain else (),
        tuple(dict.fromkeys(_codes(product))),
    )
    return ProductDocument(product.id, _text_to_embed(product), fields)


def values_of(product: Product) -> Iterator[tuple[str, str]]:
    """Every (name, value) of attributes and options as text, list values one by one."""
    for name, value in product.attributes.items():
        for text in texts_of(value):
            yield name, text
    for option in product.options:
        for choice in option.values:
            yield option.name, choice.label
    for variant in product.variants:
        for selected in variant.options:
            yield selected.name, selected.label


def texts_of(value: AttributeValue) -> tuple[str, ...]:
    """An attribute value as the texts people write for it: `True` → true, yes; `4.0` → 4."""
    if isinstance(value, bool):
        return ("true", "yes") if value else ("false", "no")
    if isinstance(value, float):
        return (str(int(value)),) if value.is_integer() else (repr(value),)
    return value if isinstance(value, tuple) else (str(value),)


def _searchable_values(product: Product) -> Iterator[str]:
    """Values are words; of a yes/no attribute the name is the word ("bluetooth: yes"), and a no is none."""
    for name, value in product.attributes.items():
        if isinstance(value, bool):
            if value:
                yield name.replace("_", " ")
        else:
            yield from texts_of(value)
    options = ((name, label) for name, label in values_of(product) if name not in product.attributes)
    yield from dict.fromkeys(label for _, label in options)


def _codes(product: Product) -> Iterator[str]:
    """Numbers people type in. A word without a figure (`IPOD-CASE-2`: ipod, case) says less than the title."""
    for code in (product.id, *(variant.sku or "" for variant in product.variants)):
        yield from (word for word in words_of(code) if any(map(str.isdigit, word)))


def _text_to_embed(product: Product) -> str:
    """What it is, first: the narrowest category, then the title, then the description."""
    kind = product.categories[0].value.rsplit(">", 1)[-1].strip() if product.categories else ""
    description = product.description.plain[:EMBEDDED_DESCRIPTION_CHARACTERS]
    return ". ".join(part for part in (kind, product.title, description) if part)
