"""What else a shopper rules out with a word: suede is leather, merino is wool."""

from collections.abc import Iterable

from catalog.product_words import singular

_KINDS = {
    "leather": ("suede", "nubuck", "nappa", "cowhide"),
    "wool": ("merino", "lambswool", "cashmere", "mohair", "woollen"),
    "fur": ("sheepskin", "shearling"),
    "down": ("eiderdown",),
    "nut": ("almond", "hazelnut", "walnut", "cashew", "pecan", "pistachio", "macadamia"),
}


def with_kinds(terms: Iterable[str]) -> tuple[str, ...]:
    """The terms, and each again with every kind of what it names: "wool socks", "merino socks", …"""
    found: dict[str, None] = {}
    for term in terms:
        found[term] = None
        words = term.split()
        for place, word in enumerate(words):
            for kind in _KINDS.get(singular(word.casefold()), ()):
                found[" ".join((*words[:place], kind, *words[place + 1 :]))] = None
    return tuple(found)
