"""The kind of thing that words ask for, and every product of the catalog that is one."""

import re
from dataclasses import dataclass

from assistant.understanding.lexicon import ADJECTIVE_ENDINGS, ADJECTIVES, COLOURS, MATERIALS
from catalog.product_words import singular
from catalog.stocklist import Stocklist
from catalog.vocabulary import words_of

_PREPOSITION = re.compile(
    r"\s(?:for|with|without|in|of|to|from|that|who|which|on|at|by|like|under|over|below|above|between|around)\s"
)
#: Where so many times more products have the noun in their names than are called so, it is part of what they are
#: called: a toner cartridge is asked for as toner.
THIN = 5
#: Nouns that name no kind.
_ANYTHING = frozenset("thing things item items product products stuff something anything one ones gear all".split())


@dataclass(frozen=True, slots=True)
class Kind:
    """What kind of thing is asked for.

    Attributes:
        noun: as the shopper said it: "tents".
        ids: every product that is one, in the order of the catalog.
        qualities: the words before the noun that its products are not named by ("waterproof" of "waterproof tent").
    """

    noun: str
    ids: tuple[str, ...]
    qualities: tuple[str, ...] = ()


def noun_phrase(text: str) -> str:
    """The words that name what is looked for: "watch" of "watch for my husband"."""
    return _PREPOSITION.split(f" {text} ", maxsplit=1)[0].strip()


def thing_of(text: str) -> str:
    """The one word for what is looked for: "hose" of "garden hose for the allotment"."""
    return noun_phrase(text).rsplit(" ", 1)[-1] or text


def kind_in(text: str, stock: Stocklist) -> Kind | None:
    """The kind that the words name; None if no product of the catalog is called so."""
    words = [word for word in words_of(noun_phrase(text)) if word not in _ANYTHING]
    qualities: list[str] = []
    while len(words) > 1 and _says_how(words[0]):
        qualities.append(words.pop(0))
    called = stock.called(" ".join(words))
    if not called.ids:
        return None
    n_named = len(words_of(called.phrase))
    before = words[: len(words) - n_named]
    if before and not all(map(stock.has_word, before)):
        return None  # a word before the noun that no product has makes another thing of it: a surf board
    named = stock.named(called.phrase)
    ids = called.ids if len(called.ids) * THIN >= len(named) else named
    return Kind(called.phrase, ids, (*qualities, *before))


def names_no_kind(text: str) -> bool:
    """Whether the words ask for no kind of thing at all: "", "something", "things"."""
    return all(word in _ANYTHING for word in words_of(noun_phrase(text)))


def _says_how(word: str) -> bool:
    return (
        word in ADJECTIVES
        or word in COLOURS
        or word in MATERIALS
        or word.endswith(ADJECTIVE_ENDINGS)
        or singular(word) in MATERIALS
    )
