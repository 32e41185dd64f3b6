"""Whom a product is made for, and for whom it is looked for."""

from catalog.product import Product
from catalog.product_words import stems_of

_MEN = stems_of("dad father grandfather grandpa husband boyfriend brother son uncle nephew him man men fiance")
_WOMEN = stems_of("mum mom mother grandmother grandma wife girlfriend sister daughter aunt niece her woman fiancee")
_CHILDREN = stems_of(
    "kid kids child children baby toddler son daughter nephew niece grandson granddaughter boy girl teen junior"
)
_FOR_WOMEN, _FOR_MEN = stems_of("women woman ladies womens girl girls"), stems_of("men man mens boys boy")
_FOR_CHILDREN = stems_of("kid kids child children junior baby toddler")


def suits(product: Product, who: str) -> bool:
    """Whether it is not made for others than these words name: no women's model for dad, nothing for children."""
    return not _audience(product) & _not_for(stems_of(who))


def is_unasked_for_children(product: Product, text: str) -> bool:
    """Whether a product is made for children and the words name none."""
    return bool(_audience(product) & _FOR_CHILDREN) and not stems_of(text) & _CHILDREN


def _audience(product: Product) -> frozenset[str]:
    return stems_of(f"{product.title} {product.attributes.get('gender', '')} {product.category or ''}")


def _not_for(who: frozenset[str]) -> frozenset[str]:
    if who & _CHILDREN:
        return frozenset()
    return _FOR_CHILDREN | (_FOR_WOMEN if who & _MEN else _FOR_MEN if who & _WOMEN else frozenset())
