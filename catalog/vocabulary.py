"""The words a catalog is described in: brands, categories, attribute values, and how often each occurs."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from catalog.product import Product

#: What follows one of these in a title says more of the thing, whose name is before: "Hearth Rug, 160 x 230 cm".
_TITLE_TAIL = re.compile(r"[,(\[|/]|\s[-\u2013\u2014]\s|\sfor\s|\swith\s|\sin\s")
_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)?")
#: A value longer than this is prose, not a word to filter or to understand by.
MAX_VALUE_CHARACTERS = 40


@dataclass(frozen=True, slots=True)
class CatalogVocabulary:
    """Counts are products. Names are spelled as the catalog does; look them up case-folded by your own index.

    Attributes:
        currency: of the prices; None for an empty catalog.
        n_products: products counted.
        brands: brand → products.
        categories: whole category path → products.
        values: attribute or option name → value → products (short text values only).
        words: case-folded word of title, brand, category or value → products.
        heads: case-folded word that ends a title, mostly what the thing is ("rug" of "Hearth Rug, large") → products.
    """

    currency: str | None = None
    n_products: int = 0
    brands: Counter[str] = field(default_factory=Counter)
    categories: Counter[str] = field(default_factory=Counter)
    values: dict[str, Counter[str]] = field(default_factory=dict)
    words: Counter[str] = field(default_factory=Counter)
    heads: Counter[str] = field(default_factory=Counter)

    @classmethod
    def from_products(cls, products: Iterable[Product]) -> "CatalogVocabulary":
        """Count over a whole catalog."""
        vocabulary, currencies, n_products = cls(), Counter[str](), 0
        for product in products:
            n_products += 1
            if product.price:
                currencies[product.price.currency] += 1
            vocabulary._count(product)
        currency = currencies.most_common(1)[0][0] if currencies else None
        return replace(vocabulary, currency=currency, n_products=n_products)

    def _count(self, product: Product) -> None:
        texts = [product.title]
        self.heads.update(words_of(_TITLE_TAIL.split(product.title, maxsplit=1)[0])[-1:])
        if product.brand:
            self.brands[product.brand] += 1
            texts.append(product.brand)
        for category in product.categories:
            self.categories[category.value] += 1
            texts.append(category.value)
        for name, value in set(named_values(product)):
            self.values.setdefault(name, Counter())[value] += 1
            texts.append(value)
        self.words.update({word for text in texts for word in words_of(text)})


def named_values(product: Product) -> Iterator[tuple[str, str]]:
    """Every short (attribute or option name, text value) of a product, list values one by one."""
    for name, value in product.attributes.items():
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, str) and len(one) <= MAX_VALUE_CHARACTERS:
                yield name, one
    for option in product.options:
        for choice in option.values:
            yield option.name, choice.label


def words_of(text: str) -> list[str]:
    """The case-folded words of a text, in order."""
    return _WORD.findall(text.casefold())
