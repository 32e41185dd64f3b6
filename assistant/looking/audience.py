"""Whom a product is made for, and for whom it is looked for."""

from collections.abc import Iterable

from catalog.product import Product
from catalog.product_words import stems_of, title_stems
from catalog.vocabulary import MAX_VALUE_CHARACTERS

_MEN = stems_of("dad father grandfather grandpa husband boyfriend brother son uncle nephew him man men fiance")
_WOMEN = stems_of("mum mom mother grandmother grandma wife girlfriend sister daughter aunt niece her woman fiancee")
_GROWN_UP = stems_of("adult adults grown-up grownup grown myself")
#: Who is a child by the word alone; a niece may be forty.
CHILD_WORDS = stems_of("kid kids child children baby toddler boy girl grandson granddaughter grandchild junior infant")
_MAYBE_CHILDREN = CHILD_WORDS | stems_of("son daughter nephew niece teen teenager")
PEOPLE = frozenset(
    """friend friends partner colleague boss neighbour neighbor cousin teacher couple parent grandparent in-law flatmate
    roommate anyone everyone people family""".split()
) | (_MEN | _WOMEN | _MAYBE_CHILDREN)
_FOR_WOMEN, _FOR_MEN = stems_of("women woman ladies womens girl girls"), stems_of("men man mens boys boy")
_FOR_CHILDREN = stems_of("kid kids child children junior baby toddler")


def suits(product: Product, who: str) -> bool:
    """Whether it is not made for others than these words name: no women's model for dad, nothing for children."""
    return not _audience(product) & _not_for(stems_of(who))


def is_unasked_for_children(product: Product, text: str) -> bool:
    """Whether a product is made for children and the words name none."""
    return is_for_children(product) and not stems_of(text) & _MAYBE_CHILDREN


def is_for_children(product: Product) -> bool:
    """Whether it is made for children."""
    return bool(_audience(product) & _FOR_CHILDREN)


def names_an_age(text: str) -> bool:
    """Whether the words say that it is for children, or for somebody who is none."""
    return bool(stems_of(text) & (CHILD_WORDS | _GROWN_UP | _MEN | _WOMEN))


def fitting(products: Iterable[Product], text: str) -> list[Product]:
    """Of these, what is made for whom the words name: children's for children, no women's for dad; else all."""
    known, words = list(products), stems_of(text)
    if words & CHILD_WORDS and words & _GROWN_UP:
        return known  # "two adults and a toddler" are company
    if words & CHILD_WORDS:
        return [product for product in known if is_for_children(product)] or known
    if words & _GROWN_UP:
        return [product for product in known if not is_for_children(product)] or known
    if words & (_MEN | _WOMEN):
        return [product for product in known if suits(product, text)] or known
    return known


def _audience(product: Product) -> frozenset[str]:
    gender = str(product.attributes.get("gender", ""))
    return title_stems(product) | stems_of(gender[:MAX_VALUE_CHARACTERS]) | stems_of(product.category or "")


def _not_for(who: frozenset[str]) -> frozenset[str]:
    if who & _MAYBE_CHILDREN:
        return frozenset()
    return _FOR_CHILDREN | (_FOR_WOMEN if who & _MEN else _FOR_MEN if who & _WOMEN else frozenset())
