"""Whether a message names a kind of thing of its own, which makes it a new search, and which catalog words it names."""

from dataclasses import dataclass

from assistant.understanding.brand_phrases import Atom, BrandMention, atoms
from assistant.understanding.lexicon import (
    ADJECTIVES,
    COLOURS,
    EDGE_WORDS,
    MATERIALS,
    NUMBER_WORDS,
    ORDINALS,
    PREPOSITIONS,
    PROPERTIES,
    UNITS,
    ends_as_adjectives_do,
)
from assistant.understanding.shop_topics import opening
from assistant.understanding.utterance import Utterance
from assistant.understanding.vocabulary_index import VocabularyIndex, folded, singular

_SIZE_CUES = frozenset("size sizes größe grösse taille talla".split())
_SIZE_NAMES = ("size", "größe", "taille", "talla")
_SIZE_SYSTEMS = frozenset("eu uk us".split())
_SIZE_LETTERS = frozenset("xxs xs xl xxl xxxl 2xl 3xl".split())
_SPELLED_SIZES = {"small": "s", "medium": "m", "large": "l"}
#: Attributes whose values are things, not qualities.
_KIND_NAMES = ("type", "category", "product", "kind", "department")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a message is about: the nouns of its first noun phrase, the last one being what the thing is."""

    nouns: tuple[str, ...] = ()

    @property
    def head(self) -> str | None:
        """The singular of the last noun."""
        return self.nouns[-1] if self.nouns else None


def read_subject(
    utterance: Utterance, brands: list[BrandMention], index: VocabularyIndex, goes_on: bool = False
) -> Subject:
    """The nouns of the first noun phrase nobody took.

    A phrase that starts with a preposition ("in blue", "with a hood", "for women") or ends in "one" or "ones"
    ("waterproof ones") says how, not what, and so does a sentence about "it". Words that say how things are
    (adjectives, comparatives, values of an attribute, brands) are no nouns, unless a category is called so.

    Where a search goes on, a word that no product has is a thing only where one is named: "a trampoline",
    "trampolines?", but not "that would be a bit of a squeeze". A word that is both a value and a thing ("cable") then
    says how, unless it stands as a thing does: in the plural, or after "a".
    """
    if opening(utterance) in _ALREADY_NAMED:
        return Subject()
    branded = {position for mention in brands for position in range(mention.start, mention.end)}
    for run in utterance.runs():
        phrase = _first_phrase(utterance, run)
        nouns = tuple(
            singular(folded(utterance.text_at(position))[-1])
            for position in phrase
            if position not in branded
            and _is_noun(utterance, position, index, goes_on)
            and (not goes_on or _is_named(utterance, position, index))
        )
        if nouns:
            return Subject(nouns)
    return Subject()


def _first_phrase(utterance: Utterance, run: list[int]) -> list[int]:
    phrase: list[int] = []
    for position in run:
        token = utterance.tokens[position]
        is_end = token.text in PREPOSITIONS or (token.kind == "mark" and token.text in ",.;:!?()")
        if token.text in ("one", "ones") or (is_end and not phrase and token.text in _HOW):
            return []
        if is_end and phrase:
            break
        if token.kind != "mark" and token.text not in EDGE_WORDS:
            phrase.append(position)
    return phrase


def _is_named(utterance: Utterance, position: int, index: VocabularyIndex) -> bool:
    if any(index.is_known(part) for part in folded(utterance.text_at(position))):
        return True
    before = utterance.text_at(position - 1)
    return before in _ARTICLES or not before[:1].isalnum() or _is_adjective(before)


_ARTICLES = frozenset("a an some any new no more other another".split())
_ALREADY_NAMED = frozenset("it they he she".split())
#: These are called so whatever they are.
_ANY_GOODS = frozenset(
    """model option version item product article variant design brand make type kind sort alternative selection range
    budget choice limit price""".split()
)
#: "Dishwasher safe", "dog friendly": with one of these a noun says how, not what.
_MAKE_QUALITIES = frozenset("safe proof friendly free resistant ready compatible sized shaped style approved".split())
#: "What about wide feet?" tells more of the boots.
_OF_THE_BODY = frozenset(
    """foot feet hand hands head heads leg legs arm arms back shoulder shoulders skin ankle ankles knee knees ear ears
    hair eyes neck wrist wrists chest waist hips calves toes toe heel heels""".split()
)
#: A phrase these introduce tells more of the thing before.
_HOW = frozenset("for in on at to from by with without within made of that which if mit für pour avec con para".split())


def _is_noun(utterance: Utterance, position: int, index: VocabularyIndex, goes_on: bool) -> bool:
    token = utterance.tokens[position]
    parts = folded(token.text)
    if (
        token.kind == "number"
        or not parts
        or len(token.text) < 2
        or token.text in NUMBER_WORDS
        or token.text in ORDINALS
    ):
        return False
    if _is_of_a_number(utterance, position, index):
        return False
    if token.text in _SIZE_LETTERS or (token.text in PROPERTIES and parts[-1] not in index.category_words):
        return False
    word = singular(parts[-1])
    if (word in _ANY_GOODS or utterance.text_at(position + 1) in _MAKE_QUALITIES) and word not in index.category_words:
        return False
    if parts[-1] in _OF_THE_BODY and not index.ends_in_category(parts[-1:]):
        return False
    if word in index.category_words and word not in ADJECTIVES | COLOURS | MATERIALS:
        return True
    if utterance.text_at(position - 1) in _SIZE_CUES or _is_adjective(token.text) or _is_adjective(parts[-1]):
        return False
    is_value = any(not is_kind_name(value.name) for value in index.values([parts[-1]]))
    return not is_value or _stands_as_a_thing(utterance, position, index, goes_on)


def _is_of_a_number(utterance: Utterance, position: int, index: VocabularyIndex) -> bool:
    """ "UK 9", "24 inch"; but two of a thing that is sold are things."""
    word = utterance.text_at(position)
    if word in _SIZE_SYSTEMS and utterance.text_at(position + 1)[:1].isdigit():
        return True
    return word in UNITS and utterance.text_at(position - 1)[:1].isdigit() and not index.is_sold(folded(word))


def _stands_as_a_thing(utterance: Utterance, position: int, index: VocabularyIndex, goes_on: bool) -> bool:
    """Whether a word that some record has as a value is said as things are: "cables", "any watches", "a printer"."""
    word = folded(utterance.text_at(position))[-1]
    first = position
    while utterance.free_at(first - 1)[:1].isalnum() and utterance.free_at(first) not in _ARTICLES:
        first -= 1
    is_led = not goes_on or utterance.free_at(first) in _ARTICLES
    is_plural, is_sold = singular(word) != word, index.is_sold([word])
    return (is_plural and (is_led or is_sold)) or (is_sold and is_led)


def is_kind_name(name: str) -> bool:
    """Whether an attribute's values are kinds of things ("product type": "Notebook")."""
    return any(part in name.casefold() for part in _KIND_NAMES)


def _is_adjective(word: str) -> bool:
    if word in ADJECTIVES or word in COLOURS or word in MATERIALS or ends_as_adjectives_do(word):
        return True
    if not word.endswith("er"):
        return word.endswith("y") and word[:-1] in ADJECTIVES
    stems = {word[:-2], word[:-1], word[:-3], word[:-3] + "y"}
    return not stems.isdisjoint(ADJECTIVES | COLOURS)


def named_categories(utterance: Utterance, index: VocabularyIndex) -> tuple[str, ...]:
    """Paths of the category that the head of a noun phrase names word for word; the first one found.

    A broad category must be the whole phrase: "bags" may be all of "Bags > Backpacks", a sleeping bag is not.
    """
    pieces = atoms(utterance)
    words = [piece.word for piece in pieces]
    free = 0
    for start, end in index.spans(words):
        if start < free or "" in words[start:end]:
            continue
        paths = index.categories(words[start:end], is_whole=not (start and words[start - 1] not in ("", *EDGE_WORDS)))
        if paths and _ends_phrase(utterance, pieces, end) and not _follows_how(utterance, pieces[start]):
            return paths
        free = end if paths else free
    return ()


def _ends_phrase(utterance: Utterance, pieces: list[Atom], end: int) -> bool:
    if end >= len(pieces):
        return True
    word = pieces[end].word
    return not word or word in PREPOSITIONS or word in EDGE_WORDS


def _follows_how(utterance: Utterance, piece: Atom) -> bool:
    """ "A gift for the kitchen", "a lamp in the living room": the category only says where."""
    position = piece.token - 1
    while position >= 0 and utterance.free_at(position) not in PREPOSITIONS:
        if not utterance.free_at(position) or utterance.free_at(position) in (",", ".", ";"):
            return False
        position -= 1
    # "spend a hundred on a jacket": with nothing before it, the preposition belongs to what was taken
    is_led = position > 0 and bool(utterance.free_at(position - 1))
    return is_led and utterance.free_at(position) in _HOW


def named_values(utterance: Utterance, index: VocabularyIndex) -> dict[str, tuple[str, ...]]:
    """Attribute and option values named by the words, by the catalog's name and spelling."""
    pieces = atoms(utterance)
    words = [piece.word for piece in pieces]
    found: dict[str, list[str]] = {}
    free = 0
    for start, end in index.spans(words):
        span = words[start:end]
        if start < free or "" in span or (len(span) == 1 and _says_nothing(span[0])):
            continue
        values = index.values(span)
        for value in values:
            found.setdefault(value.name, []).append(value.label)
        free = end if values else free
    for name, label in _sizes(words, index):
        found.setdefault(name, []).append(label)
    return {name: tuple(dict.fromkeys(labels)) for name, labels in found.items()}


def _says_nothing(word: str) -> bool:
    """A digit or a letter is a value only where a size is asked for."""
    return len(word) < 2 or word.isdigit() or word in EDGE_WORDS or word in _SPELLED_SIZES


def _sizes(words: list[str], index: VocabularyIndex) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for position, word in enumerate(words):
        after = words[position + 1 : position + 3]
        if word in _SIZE_CUES and after:
            size = after if after[0] in _SIZE_SYSTEMS else after[:1]
        elif word in _SIZE_SYSTEMS and after and after[0].isdigit():
            size = [word, after[0]]
        elif word in ("xs", "xl", "xxl", "xxs", "s", "m", "l") or _is_spelled_size(words, position):
            size = [word]
        else:
            continue
        found += _labels(size, index)
    return found


def _is_spelled_size(words: list[str], position: int) -> bool:
    """ "In medium", "the large one", "small, please"; but a small thing, a large tent and a medium heat say how."""
    if words[position] not in _SPELLED_SIZES:
        return False
    after = words[position + 1] if position + 1 < len(words) else ""
    is_led = position > 0 and words[position - 1] in ("in", "a", "take", "wear", "or", "and", "need", "want", "")
    return not after or after in EDGE_WORDS or (is_led and after in ("size", "one", "or", "and"))


def _labels(size: list[str], index: VocabularyIndex) -> list[tuple[str, str]]:
    """Labels of size options that are this size: "42" is "EU 42" too, "medium" is "M"."""
    plain = _SPELLED_SIZES.get(size[-1], size[-1])
    spellings = [[*size[:-1], plain], size]
    if len(size) == 1 and plain.isdigit():
        spellings += [[system, plain] for system in ("eu", "uk", "us")]
    return [
        (value.name, value.label)
        for words in spellings
        for value in index.all_values(words)
        if any(part in value.name.casefold() for part in _SIZE_NAMES)
    ]
