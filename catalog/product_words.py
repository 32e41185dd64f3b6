"""The words a product is described by, for matching a shopper's wish against its record."""

from functools import lru_cache

from catalog.product import Product
from catalog.vocabulary import named_values, words_of

_SIBILANT_PLURALS = ("ches", "shes", "xes", "sses", "zzes")
_IRREGULAR = {
    **{f"{stem}ves": f"{stem}f" for stem in "loa lea shel hal wol scar cal hoo".split()},
    **{f"{stem}ves": f"{stem}fe" for stem in "kni wi li".split()},
    "axes": "axe",
    "aches": "ache",
    "headaches": "headache",
    "mice": "mouse",
}


def singular(word: str) -> str:
    """The word without an English plural ending, so that `boots` meets `boot` (Harman's s-stemmer, 1991).

    With -es after a sibilant (`watches`), and the commonest irregular ones (`knives`).
    """
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) <= 3 or not word.endswith("s"):
        return word
    if word.endswith(_SIBILANT_PLURALS):
        return word[:-2]
    if word.endswith("ies") and not word.endswith(("eies", "aies")):
        return word[:-3] + "y"
    if word.endswith(("us", "ss")):
        return word
    return word[:-1]


#: Attribute values repeat from product to product; a turn asks for the words of a few thousand of them.
@lru_cache(maxsize=32_768)
def stems_of(text: str) -> frozenset[str]:
    """The singular words of a text."""
    return frozenset(singular(word) for word in words_of(text))


def record_stems(product: Product) -> frozenset[str]:
    """Words of the product's facts: title, brand, categories, attribute and option values; not its prose.

    An attribute that is true gives its name (`waterproof: true` → waterproof).
    """
    texts = [product.title, product.brand or "", *(category.value for category in product.categories)]
    texts += [value for _, value in named_values(product)]
    texts += [name.replace("_", " ") for name, value in product.attributes.items() if value is True]
    return frozenset().union(*map(stems_of, texts))


def all_stems(product: Product) -> frozenset[str]:
    """Words of the whole record, description included."""
    return record_stems(product) | stems_of(product.description.plain)
