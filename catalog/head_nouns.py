"""What a product is called: the noun that its title, its type or its category ends with.

A tent footprint is no tent and a keyboard cover no keyboard: in an English compound the last noun says what it is.
"""

import re
from collections.abc import Iterator

from catalog.product import Product
from catalog.product_words import singular, stems_of
from catalog.vocabulary import words_of

#: Titles longer than this are rows of specifications ("… keyboard USB QWERTY black"), whose last word is no noun.
MAX_NAME_WORDS = 6
_PIECE_END = re.compile(
    r"\s(?:of|for|with|without|in|by|to|on|from|by|und|für|mit|and|&|[–—|-])\s|[,(:;/\"]", re.IGNORECASE
)
#: Nouns that make another thing of the noun before them.
ACCESSORIES = frozenset(
    """accessory adapter anchor arm bag basket battery bench board box bracket brush bulb cable cap cartridge case
    charger clamp clip connector cover dock doormat drive footprint filter frame fridge groundsheet guy hanger holder
    hook insert kit lead lid light liner lock mat module mount oil pack pad part peg pocket pole pouch protector pump
    rack remover rest ring rod roll sack set shelf sleeve socket sock software spray stand strap support surface
    suspension tape topper toy tray tool underlay warranty wash wrap cord station switch splitter service support hub
    drum memory extender controller card cooler bundle spare ribbon labels""".split()
)
#: Words at the end of a name that say how it is, not what it is.
_QUALIFIERS = frozenset(
    """one two three four five six seven eight nine ten mini midi maxi plus pro max lite ultra ii iii iv xl xxl
    black white grey gray silver blue red green yellow orange pink purple brown beige gold navy small medium large
    men women unisex kids new""".split()
)


def head_nouns(product: Product) -> frozenset[str]:
    """Singular nouns that name what the product is."""
    title, types = set(_title_nouns(product.title)), set(_type_nouns(product))
    is_accessory = bool(ACCESSORIES & (types or title))
    shelf = set() if is_accessory else set(_category_nouns(product))
    return frozenset(title | types | shelf)


def naming_stems(product: Product) -> frozenset[str]:
    """Every singular word that names the product: of title, brand, type and categories."""
    texts = [product.title, product.brand or "", *_types(product), *(one.value for one in product.categories)]
    return frozenset().union(*map(stems_of, texts))


def _title_nouns(title: str) -> Iterator[str]:
    pieces = [tokens for piece in _PIECE_END.split(title) if (tokens := piece.split())]
    for place, tokens in enumerate(pieces):
        if place and not _is_listed(title, tokens):
            break
        later = stems_of(title[title.index(tokens[0]) :])
        yield from _nouns_of(tokens, may_go_on=len(title.split()) > MAX_NAME_WORDS and not later & ACCESSORIES)


def _is_listed(title: str, tokens: list[str]) -> bool:
    """Whether a later piece is a second thing ("Chopping Board and Knife"), not what the first is for."""
    before = title[: title.index(tokens[0])].rstrip().casefold()
    return before.endswith((" and", "&"))


def _nouns_of(tokens: list[str], *, may_go_on: bool) -> Iterator[str]:
    """The last noun of a name; where specifications may go on after it, the nouns that one of them follows."""
    words = [(token, singular(found[-1])) for token in tokens if (found := words_of(token))]
    while len(words) > 1 and (words[-1][1] in _QUALIFIERS or any(c.isdigit() for c in words[-1][0])):
        words.pop()
    for place, (_, word) in enumerate(words):
        if place == len(words) - 1:
            yield word
            continue
        following, next_word = words[place + 1]
        is_specified = any(c.isdigit() for c in following) or (following.isupper() and len(following) > 1)
        if (may_go_on and (is_specified or next_word in _QUALIFIERS)) or following == "PC":
            yield word


def _types(product: Product) -> Iterator[str]:
    """Values of attributes that name the kind of thing."""
    for key, value in product.attributes.items():
        name = key.casefold().replace("-", "_").replace(" ", "_")
        is_type = name in ("style", "kind") or name == "type" or name.endswith("product_type")
        if is_type and isinstance(value, str) and len(value.split()) <= MAX_NAME_WORDS:
            yield value


def _type_nouns(product: Product) -> Iterator[str]:
    for value in _types(product):
        yield from _nouns_of(_PIECE_END.split(value)[0].split(), may_go_on=False)


def _category_nouns(product: Product) -> Iterator[str]:
    """The noun of a category of one kind of thing; "Tents & Shelters" says not which of them it is."""
    for category in product.categories:
        segment = category.value.rsplit(">", 1)[-1].strip()
        if not _PIECE_END.search(segment):
            yield from _nouns_of(segment.replace("-", " ").split(), may_go_on=False)
