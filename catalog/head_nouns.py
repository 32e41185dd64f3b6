"""What a product is called: the noun that its title, its type or its category ends with.

A tent footprint is no tent and a keyboard cover no keyboard: in an English compound the last noun says what it is.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from catalog.product import Product
from catalog.product_words import singular, stems_of
from catalog.vocabulary import words_of

#: Titles longer than this are rows of specifications ("… keyboard USB QWERTY black"), whose last word is no noun.
MAX_NAME_WORDS = 6
_PIECE_END = re.compile(
    r"\s(?:of|for|with|without|in|by|to|on|from|by|und|für|mit|and|&|[–—|-])\s|[,(:;\"]", re.IGNORECASE
)
_DIGIT = re.compile(r"\d")
#: Nouns that make another thing of the noun before them.
ACCESSORIES = frozenset(
    """accessory adapter anchor arm bag basket battery bench board box bracket brush bulb cable cap cartridge case
    charger clamp clip connector cover dock doormat drive footprint filter frame fridge groundsheet guy hanger holder
    hook insert kit lead lid light liner lock mat module mount oil pack pad part peg pocket pole pouch protector pump
    rack remover rest ring rod roll sack set shelf sleeve socket sock software spray stand strap support surface
    suspension tape topper toy tray tool underlay warranty wash wrap cord station switch splitter service support hub
    drum memory extender controller card cooler bundle spare ribbon labels""".split()
)
#: Of those, what people come for.
_SOLD_AS_SUCH = frozenset("cartridge memory software drum labels paper light battery bag lamp".split())
#: Words at the end of a name that say how it is, not what it is.
_QUALIFIERS = frozenset(
    """one two three four five six seven eight nine ten mini midi maxi plus pro max lite ultra ii iii iv xl xxl
    black white grey gray silver blue red green yellow orange pink purple brown beige gold navy small medium large
    men women unisex kids new""".split()
)


@dataclass(frozen=True, slots=True)
class ProductName:
    """What a product is called.

    Attributes:
        heads: singular nouns that name what it is.
        stems: every singular word that names it: of title, brand, type and categories.
        own: the same without the categories' words.
        is_accessory: it goes with another thing: a cover, a set of pegs, a strap; a bag among bags is none.
    """

    heads: frozenset[str]
    stems: frozenset[str]
    own: frozenset[str]
    is_accessory: bool

    @classmethod
    def of(cls, product: Product) -> "ProductName":
        """Read the names of one product."""
        types = list(_types(product))
        title_nouns, type_nouns = set(_title_nouns(product.title)), set(_type_nouns(types))
        shelf_stems = frozenset[str]().union(*(stems_of(one.value) for one in product.categories))
        nouns = (type_nouns or title_nouns) - _SOLD_AS_SUCH
        is_accessory = not nouns.isdisjoint(ACCESSORIES) and nouns.isdisjoint(shelf_stems)
        heads = title_nouns | type_nouns | (set() if is_accessory else set(_category_nouns(product)))
        own = frozenset[str]().union(*(stems_of(text) for text in (product.title, product.brand or "", *types)))
        return cls(frozenset(heads), shelf_stems | own, own, is_accessory)


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
    while len(words) > 1 and (words[-1][1] in _QUALIFIERS or _DIGIT.search(words[-1][0])):
        words.pop()
    for place, (_, word) in enumerate(words):
        if place == len(words) - 1:
            yield word
            continue
        following, next_word = words[place + 1]
        is_specified = bool(_DIGIT.search(following)) or (following.isupper() and len(following) > 1)
        if (may_go_on and (is_specified or next_word in _QUALIFIERS)) or following == "PC":
            yield word


def _types(product: Product) -> Iterator[str]:
    """Values of attributes that name the kind of thing."""
    for key, value in product.attributes.items():
        if isinstance(value, str) and _is_type(key) and len(value.split()) <= MAX_NAME_WORDS:
            yield value


#: A catalog names its attributes alike in every product.
@lru_cache(maxsize=8_192)
def _is_type(key: str) -> bool:
    name = key.casefold().replace("-", "_").replace(" ", "_")
    return name in ("style", "kind") or name == "type" or name.endswith("product_type")


def _type_nouns(types: Iterable[str]) -> Iterator[str]:
    for value in types:
        yield from _nouns_of(_PIECE_END.split(value)[0].split(), may_go_on=False)


def _category_nouns(product: Product) -> Iterator[str]:
    """The noun of a category of one kind of thing; "Tents & Shelters" says not which of them it is."""
    for category in product.categories:
        segment = category.value.rsplit(">", 1)[-1].strip()
        if not _PIECE_END.search(segment):
            yield from _nouns_of(segment.replace("-", " ").split(), may_go_on=False)
