"""The words a product is described by, for matching a shopper's wish against its record."""

import re
from functools import lru_cache

from catalog.machine_talk import before_machine_talk, without_machine_talk
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
#: A title that goes on after so many words describes; what it is called was said before.
MAX_TITLE_WORDS = 16
#: Where a title has stopped naming: a sentence or a line ends ("27.6 in." and "Surprise!" end none), or somebody is
#: spoken to.
_NAME_END = re.compile(
    r"(?<=[^\W\d_]{4})[.?](?=\s|(?-i:[A-Z]))|[\n{}]|</?[a-z]"
    r"|\b(?:you|your|please|ignore|disregard|act as|i (?:am|want|will|would|have|need))\b|\bsystem\s*:",
    re.IGNORECASE,
)


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
@lru_cache(maxsize=8_192)
def stems_of(text: str) -> frozenset[str]:
    """The singular words of a text."""
    return frozenset(singular(word) for word in words_of(text))


def name_in(title: str) -> str:
    """What a title calls the product: up to where it goes on in prose, or talks to a reader or an assistant."""
    words = before_machine_talk(title).split(" ")
    name = " ".join(words[:MAX_TITLE_WORDS])
    end = _NAME_END.search(name, 1)
    return name[: end.start()] if end else name


def title_stems(product: Product) -> frozenset[str]:
    """The singular words that the title calls the product by."""
    return _name_stems(product.title)


@lru_cache(maxsize=8_192)
def _name_stems(title: str) -> frozenset[str]:
    return frozenset(map(singular, words_of(name_in(title))))


def record_stems(product: Product) -> frozenset[str]:
    """Words of the product's facts: title, brand, categories, attribute and option values; not its prose.

    Nothing that is said to an assistant counts; an attribute that is true gives its name (`waterproof: true`).
    """
    texts = [
        without_machine_talk(product.title),
        product.brand or "",
        *(category.value for category in product.categories),
    ]
    texts += [without_machine_talk(value) for _, value in named_values(product)]
    texts += [name.replace("_", " ") for name, value in product.attributes.items() if value is True]
    return frozenset().union(*map(stems_of, texts))


def all_stems(product: Product) -> frozenset[str]:
    """Words of the whole record, description included."""
    return record_stems(product) | stems_of(without_machine_talk(product.description.plain))
