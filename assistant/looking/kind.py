"""The kind of thing that words ask for, and every product of the catalog that is one."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.looking.purposes import verb_stem
from assistant.need import ShoppingNeed
from assistant.ports import CatalogReader
from assistant.superlatives import superlative_named
from assistant.understanding.lexicon import ADJECTIVES, COLOURS, MATERIALS, ends_as_adjectives_do
from catalog.product import Product
from catalog.product_words import all_stems, record_stems, singular
from catalog.stocklist import Stocklist
from catalog.vocabulary import words_of

_PREPOSITION = re.compile(
    r"\s(?:for|with|without|in|of|to|from|that|who|which|on|at|by|like|under|over|below|above|between|around|size|you|it|"
    r"this|he|she|they|is|are)\s"
)
#: What comes before the thing itself: a pair of boots.
_MEASURE = re.compile(r"^(?:(?:a|the) )?(?:pairs?|sets?|kinds?|sorts?|types?|pieces?|bits?|couple) of (?=\w)")
#: Told first what for, then asked: "we're two going camping, what tent?"
_ASKED = re.compile(r"\s(?:what|which)(?: (?:kind|sort|type)s? of)? (\w+(?: \w+)?)$")
#: Whom it is for is not what it is.
_PARTY = re.compile(r"\b(?:\d{1,2}|two|three|four|five|six|eight|ten)[- ]?(?:person|people|man|berth|seater)\b")
_AGE = re.compile(r"\b(?:grown[- ]ups?|adults?)\b")
#: Where so many times more products have the noun in their names than are called so, it is part of what they are
#: called: a toner cartridge is asked for as toner.
THIN = 5
#: Shorter words on -er compare nothing.
MIN_COMPARATIVE = 5
#: No name of a thing has so many words; what begins with the name goes on with something else.
RAMBLE = 4
#: Records looked at for the words before the noun.
N_JUDGED = 300
#: Where fewer facts say it, what descriptions say counts, too.
N_TOLD = 2
#: Nouns that name no kind.
_ANYTHING = frozenset("thing things item items product products stuff something anything one ones gear all".split())


@dataclass(frozen=True, slots=True)
class Kind:
    """What kind of thing is asked for.

    Attributes:
        noun: as the shopper said it: "tents".
        ids: every product that is one, in the order of the catalog.
        qualities: the words before the noun that not all of these are named by ("waterproof" of "waterproof tent");
            their records have to be looked at.
    """

    noun: str
    ids: tuple[str, ...]
    qualities: tuple[str, ...] = ()

    def named_without(self, missed: Sequence[str]) -> str:
        """The noun with the words before it that count: "waterproof tents", but for those that no record has."""
        before = [word for word in self.qualities if word not in self.noun.split()]
        words = [word for word in (*before, *self.noun.split()) if word not in missed]
        reads_well = words and not any(word.isdigit() for word in words)
        return " ".join(words) if reads_well else self.noun.split()[-1]


def noun_phrase(text: str) -> str:
    """The words that name what is looked for: "watch" of "watch for my husband", or last: "for winter, a jacket"."""
    if asked := _ASKED.search(text):
        return asked[1]
    plain = _PARTY.sub(" ", _AGE.sub(" ", _MEASURE.sub("", text.strip())))
    parts = [part.strip() for part in _PREPOSITION.split(f" {plain} ")]
    return parts[0] or parts[-1]


def as_read(text: str, corrections: Mapping[str, str]) -> str:
    """The text with its misspelt words as the search read them."""
    return " ".join(corrections.get(word, word) for word in words_of(text)) if corrections else text


def thing_of(text: str) -> str:
    """The one word for what is looked for: "hose" of "garden hose for the allotment"."""
    return noun_phrase(text).rsplit(" ", 1)[-1] or text


def kind_of(need: ShoppingNeed, stock: Stocklist) -> Kind | None:
    """The kind that a need names; what it wants of colours, brands and uses names none ("torch graphite")."""
    values = [value for values in need.attributes.values() for value in values]
    kind = kind_in(need.text, stock, frozenset(words_of(" ".join([*values, *need.brands]))))
    words = words_of(noun_phrase(need.text))
    if kind or len(words) < RAMBLE:
        return kind
    named = (value for value in values if words_of(value) == words[: len(words_of(value))])
    return next((found for value in named if (found := kind_in(value, stock))), None)


def kind_in(text: str, stock: Stocklist, how: Collection[str] = ()) -> Kind | None:
    """The kind that the words name; None if no product of the catalog is called so.

    Args:
        text: the words.
        stock: the names of all products.
        how: words that say how it is to be, beside those that do so in any shop.
    """
    words = [word for word in words_of(noun_phrase(text)) if word not in _ANYTHING]
    qualities: list[str] = []
    words = [word for word in words if not superlative_named(word).is_known] or words
    while len(words) > 1 and says_how(words[0]):
        qualities.append(words.pop(0))
    while len(words) > 1 and _is_added(words, how, stock):
        qualities.append(words.pop())  # a refined wish ends with what was added: "boots blue"
    called = stock.called(" ".join(words))
    if not called.ids:
        return None
    n_named = len(words_of(called.phrase))
    before = words[: len(words) - n_named]
    if before and not all(map(stock.has_word, before)):
        return None  # a word before the noun that no product has makes another thing of it: a surf board
    named = stock.named(called.phrase)
    modifiers = words_of(called.phrase)[:-1]
    # a printer label has both words of a label printer
    ids = called.ids if modifiers or len(called.ids) * THIN >= len(named) else named
    wide = _on_the_same_shelves(ids, stock.called(words[-1]).ids, stock) if modifiers else ids
    return Kind(called.phrase, wide, (*qualities, *before, *(modifiers if len(wide) > len(ids) else ())))


def _is_added(words: Sequence[str], how: Collection[str], stock: Stocklist) -> bool:
    """Whether the last word is no noun of its own, but says how the thing before it is to be."""
    last = words[-1]
    if any(character.isdigit() for character in last):  # a measure, a model: no noun
        return True
    if last in how and singular(last) not in stock.heads:
        return bool(stock.called(" ".join(words[:-1])).ids)
    return says_how(last) and not stock.called(last).ids


def with_qualities(kind: Kind, ids: Sequence[str], catalog: CatalogReader) -> tuple[Sequence[str], tuple[str, ...]]:
    """Those whose records have the words before the noun, and the words that none of these has.

    Word after word counts as long as some have it: of HP's monitors those with HDMI, even if only their texts say so.
    """
    if not kind.qualities:
        return ids, ()
    records = catalog.products(ids[:N_JUDGED])
    having: Mapping[str, Product] = records
    missed: list[str] = []
    for word in kind.qualities:
        own = {one: record for one, record in having.items() if _has(word, record_stems(record))}
        if len(own) < N_TOLD:
            own = {one: record for one, record in having.items() if _has(word, all_stems(record))}
        having, missed = (own, missed) if own else (having, [*missed, word])
    is_any = len(missed) < len(kind.qualities)
    return (list(having) if is_any else ids), tuple(missed)


def _has(word: str, stems: frozenset[str]) -> bool:
    """Whether the word is there, or the doing of it: what is for cycling is for the bike."""
    if singular(word) in stems:
        return True
    doing = verb_stem(word)
    return any(verb_stem(stem) == doing for stem in stems if stem.endswith("ing"))


def names_no_kind(text: str) -> bool:
    """Whether the words ask for no kind of thing at all: "", "something", "things"."""
    return all(word in _ANYTHING for word in words_of(noun_phrase(text)))


def kind_in_records(text: str, catalog: CatalogReader) -> Kind | None:
    """Of the kind that the last word names, what has the words before it in its record: bags that take a laptop."""
    words = words_of(noun_phrase(text))
    kind = kind_in(words[-1], catalog.stocklist()) if len(words) > 1 else None
    if kind is None:
        return None
    ids, missed = with_qualities(replace(kind, qualities=tuple(words[:-1])), kind.ids, catalog)
    return None if missed else Kind(" ".join(words), tuple(ids))


def names_a_thing(text: str) -> bool:
    """Whether the words end with a noun that says what it is: "garden hose"; not "waterproof", "warm things"."""
    words = words_of(noun_phrase(text))
    return bool(words) and words[-1] not in _ANYTHING and not says_how(words[-1])


def _on_the_same_shelves(named: tuple[str, ...], wider: tuple[str, ...], stock: Stocklist) -> tuple[str, ...]:
    """What is a jacket beside the jackets that are called cycling jackets: its record may say that it is one."""
    shelf = {*named, *stock.beside(named)}
    rest = tuple(one for one in wider if one in shelf and one not in set(named))
    return (*named, *rest)


def says_how(word: str) -> bool:
    """Whether a word says how a thing is, not what."""
    return (
        word in ADJECTIVES
        or word in COLOURS
        or word in MATERIALS
        or ends_as_adjectives_do(word)
        or _positive(word) in ADJECTIVES
        or singular(word) in MATERIALS
    )


def _positive(word: str) -> str:
    """`warm` of warmer, `big` of bigger, `heavy` of heavier; the word itself if it compares nothing."""
    if not word.endswith("er") or len(word) < MIN_COMPARATIVE:
        return word
    stem = word.removesuffix("er")
    if stem.endswith("i"):
        return f"{stem[:-1]}y"
    return stem if stem in ADJECTIVES else f"{stem}e" if f"{stem}e" in ADJECTIVES else stem[:-1]
