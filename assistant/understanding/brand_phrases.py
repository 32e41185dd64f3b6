"""Brands named in a message, spelled as the catalog does."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.understanding.lexicon import EDGE_WORDS
from assistant.understanding.utterance import Utterance
from assistant.understanding.vocabulary_index import VocabularyIndex, folded

_CUES_BEFORE = frozenset("by from only brand von de marke marque marca just".split())
_CUES_AFTER = frozenset("brand brands branded only".split())
#: "A case for Samsung phones" is not a wish for Samsung's own cases.
_FITS_BEFORE = frozenset("for with my fits fit compatible to für pour para".split())
_FITS_AFTER = frozenset(
    """case cases cover covers charger chargers game games cartridge cartridges toner ink protector protectors strap
    straps""".split()
)
#: Marks inside a name: "Marrow & Pine", "StarTech.com", "Coca-Cola".
_INNER_MARKS = frozenset("&-.'+/")


@dataclass(frozen=True, slots=True)
class BrandMention:
    """A brand and the tokens that spell it."""

    start: int
    end: int
    brand: str


@dataclass(frozen=True, slots=True)
class Atom:
    """A folded word and the token it comes from; an empty word is a boundary no name reaches across."""

    word: str
    token: int


def atoms(utterance: Utterance) -> list[Atom]:
    """The message's words as names are looked up: hyphens and inner marks left out."""
    found: list[Atom] = []
    for position, token in enumerate(utterance.tokens):
        if utterance.taken[position]:
            found.append(Atom("", position))
        elif token.kind == "mark":
            if token.text not in _INNER_MARKS:
                found.append(Atom("", position))
        else:
            found += [Atom(word, position) for word in folded(token.text)]
    return found


def mentions(utterance: Utterance, index: VocabularyIndex) -> list[BrandMention]:
    """Every brand spelled in the message, meant or not; the longest name wins."""
    pieces = atoms(utterance)
    words = [piece.word for piece in pieces]
    found: list[BrandMention] = []
    free = 0
    for start, end in index.spans(words):
        if start < free or "" in words[start:end]:
            continue
        brand = index.brand(words[start:end])
        if brand:
            found.append(BrandMention(pieces[start].token, pieces[end - 1].token + 1, brand))
            free = end
    return found


def wanted(found: Sequence[BrandMention], utterance: Utterance, index: VocabularyIndex) -> tuple[str, ...]:
    """The brands the shopper asks for among those spelled."""
    return tuple(dict.fromkeys(mention.brand for mention in found if _is_wanted(mention, utterance, index)))


def _is_wanted(mention: BrandMention, utterance: Utterance, index: VocabularyIndex) -> bool:
    before, after = utterance.text_at(mention.start - 1), utterance.text_at(mention.end)
    if before in _CUES_BEFORE or after in _CUES_AFTER or utterance.text_at(mention.start - 2) == "brand":
        return True
    if before in _FITS_BEFORE or _fits_something_else(utterance, mention.end):
        return False
    return not index.is_plain(mention.brand)


def _fits_something_else(utterance: Utterance, end: int) -> bool:
    """Whether the brand only says what an accessory is for: "samsung galaxy case", "nintendo switch games"."""
    for position in range(end, min(end + 4, len(utterance))):
        word = utterance.text_at(position)
        if word in _FITS_AFTER:
            return position > end or word in ("charger", "chargers", "games", "protector", "protectors")
        if word in EDGE_WORDS or not word[:1].isalnum():
            return False
    return False
