"""What products are for, in the catalog's own words: cycling, the bedroom, winter."""

from functools import lru_cache

from catalog.product_words import singular
from catalog.vocabulary import CatalogVocabulary, words_of

#: Attributes whose value follows "for": cycling, winter, the bedroom.
PURPOSES = frozenset(
    """activities activity use uses occasion season seasons room rooms suitable_for purpose recommended_usage
    usage""".split()
)
_ENDINGS = ("ing", "ers", "er", "es", "s", "e")
MIN_STEM = 3
#: Shoppers say it otherwise than those who describe.
_SAID_OTHERWISE = {
    "bike": "cycle",
    "bicycle": "cycle",
    "bikes": "cycle",
    "biking": "cycle",
    "jog": "run",
    "jogs": "run",
}


def verb_stem(word: str) -> str:
    """The stem that a word shares with its activity: cycles and cycling, swims and swimming, gardener and garden."""
    word = _SAID_OTHERWISE.get(word, word)
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= MIN_STEM:
            word = word.removesuffix(ending)
            break
    is_doubled = len(word) > MIN_STEM and word[-1] == word[-2] and word[-1] not in "lsz"
    return word[:-1] if is_doubled else word


def is_kindred(word: str, other: str) -> bool:
    """Whether two words name one thing or the doing of it: bike and cycling."""
    return singular(word) == singular(other) or verb_stem(word) == verb_stem(other)


@lru_cache(maxsize=4)
def _activities(purposes: tuple[str, ...]) -> dict[str, str]:
    """Verb stem → the catalog's word for the doing."""
    return {verb_stem(word): word for value in purposes for word in words_of(value) if word.endswith("ing")}


def activity_of(word: str, vocabulary: CatalogVocabulary) -> str | None:
    """The catalog's word for what somebody does ("cycles" → "cycling"); None if nothing is for that."""
    names = sorted(name for name in vocabulary.values if name.casefold() in PURPOSES)
    values = tuple(value for name in names for value in vocabulary.values[name])
    return _activities(values).get(verb_stem(word))
