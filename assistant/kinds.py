"""What else a shopper rules out with a word: suede is leather, merino is wool, "Leder" is leather."""

from collections.abc import Iterable

from assistant.understanding.tongues.shop_words import in_english
from catalog.product_words import singular

_KINDS = {
    "leather": ("suede", "nubuck", "nappa", "cowhide"),
    "wool": ("merino", "lambswool", "cashmere", "mohair", "woollen"),
    "fur": ("sheepskin", "shearling"),
    "down": ("eiderdown",),
    "child": ("kid", "junior", "toddler"),
    "children": ("kid", "child", "junior", "toddler"),
    "kid": ("children", "child", "junior", "toddler"),
    "nut": ("almond", "hazelnut", "walnut", "cashew", "pecan", "pistachio", "macadamia"),
}


def with_kinds(terms: Iterable[str], language: str = "en") -> tuple[str, ...]:
    """The terms, and each again in English and with every kind of what it names: "wool socks", "merino socks", …

    Args:
        terms: as the shopper said them.
        language: of the shopper, ISO 639-1.
    """
    found: dict[str, None] = {}
    for term in (name for said in terms for name in (said, in_english(said, language))):
        found[term] = None
        words = term.split()
        for place, word in enumerate(words):
            for kind in _KINDS.get(singular(word.casefold()), ()):
                found[" ".join((*words[:place], kind, *words[place + 1 :]))] = None
    return tuple(found)
