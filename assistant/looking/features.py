"""Yes-or-no features that words ask for: "boots that can be resoled" asks for what is `resoleable`."""

from functools import lru_cache

from catalog.product import Product
from catalog.vocabulary import words_of

_ENDINGS = ("eable", "able", "ible", "ing", "ed", "es", "s", "e", "d")
MIN_ROOT = 4


@lru_cache(maxsize=4_096)
def roots_of(text: str) -> frozenset[str]:
    """The words without what bends them: washable and washing are wash."""
    return frozenset(map(_root, words_of(text.replace("_", " "))))


def n_features_unmet(product: Product, text: str) -> int:
    """How many of its yes-or-no features are asked for by these words and not there."""
    asked = roots_of(text)
    return sum(stated is False and roots_of(name) <= asked for name, stated in product.attributes.items())


def meets_a_feature(product: Product, text: str) -> bool:
    """Whether it has a feature that the words ask for."""
    asked = roots_of(text)
    return any(stated is True and roots_of(name) <= asked for name, stated in product.attributes.items())


def _root(word: str) -> str:
    ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= MIN_ROOT), "")
    return word.removesuffix(ending)
