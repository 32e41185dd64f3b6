"""The catalog's brands, categories and values, indexed by their words: each is found in a message by look-up."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from assistant.understanding.lexicon import ADJECTIVES, COLOURS, EDGE_WORDS, MATERIALS
from catalog.vocabulary import CatalogVocabulary

_APOSTROPHES = re.compile("['\u2019]")
_PARTS = re.compile(r"[^\W_]+")
_PARTS_OF_SEGMENT = re.compile(r"[&,/+]|\band\b")
_COMPANY_ENDINGS = frozenset("com inc ltd llc co gmbh ag sa corp".split())
#: A brand of one word is taken at its word if at least this share of the products that carry the word are its own.
_OWN_SHARE = 0.4
#: A value of more words is a description.
_MAX_VALUE_WORDS = 4
#: As many shelves beside one's own are searched at once.
_MAX_BESIDE = 3
#: Attributes a value is reported for, the most frequent ones: feeds repeat a colour in many fields.
_MAX_NAMES = 2
#: Shades of a colour are reported up to this many.
_MAX_LABELS = 12

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """A value of an attribute or option, spelled as the catalog does."""

    name: str
    label: str


class VocabularyIndex:
    """Answers "is this a brand, a category, a value?" for words of a message. Build it once per vocabulary."""

    def __init__(self, vocabulary: CatalogVocabulary) -> None:
        self.currency = vocabulary.currency or "EUR"
        self.n_products = vocabulary.n_products
        self.words: Mapping[str, int] = vocabulary.words
        self._leaves: dict[Key, list[str]] = {}
        self._branches: dict[Key, list[str]] = {}
        self.category_words: set[str] = set()
        self._index_categories(vocabulary.categories)
        self._brands: dict[Key, str] = {}
        self._plain_brands: set[str] = set()
        self._index_brands(vocabulary.brands)
        self._values: dict[Key, list[Value]] = {}
        self._colours: dict[str, list[Value]] = {}
        self._index_values(vocabulary.values)
        self._heads = frozenset(
            singular(word)
            for word, count in vocabulary.heads.items()
            if len(word) > 2 and not word.isdigit() and count >= max(1, vocabulary.n_products // 5_000)
        )
        self._longest = _longest_by_first_word(
            (*self._brands, *self._values, *self._leaves, *self._branches, *((colour,) for colour in self._colours))
        )

    def _index_categories(self, categories: Counter[str]) -> None:
        self._paths = tuple(path for path, _ in categories.most_common())
        for path in categories:
            *branches, leaf = path.split(">")
            for key in _segment_keys(leaf):
                self._leaves.setdefault(key, []).append(path)
                self.category_words.update(key)
            for key in (key for branch in branches for key in _segment_keys(branch)):
                self._branches.setdefault(key, []).append(path)
                self.category_words.update(key)

    def _index_brands(self, brands: Counter[str]) -> None:
        for brand, count in sorted(brands.items(), key=lambda entry: entry[1]):
            for key in _brand_keys(brand):
                self._brands[key] = brand
            if self._is_plain(brand, count):
                self._plain_brands.add(brand)

    def _is_plain(self, brand: str, count: int) -> bool:
        """Whether the brand's name is a word that shoppers use for something else."""
        key = folded(brand)
        if len(key) != 1:
            return all(word in EDGE_WORDS for word in key)
        word = key[0]
        is_ordinary = any(word in words for words in (EDGE_WORDS, ADJECTIVES, COLOURS, MATERIALS))
        return is_ordinary or len(word) < 2 or count < _OWN_SHARE * self.words.get(word, 0)

    def _index_values(self, values: Mapping[str, Counter[str]]) -> None:
        counted: dict[Key, list[tuple[int, Value]]] = {}
        for name, labels in values.items():
            for label, count in labels.items():
                key = tuple(singular(word) for word in folded(label))
                if key and len(key) <= _MAX_VALUE_WORDS and not all(word in EDGE_WORDS for word in key):
                    for said in _ways_to_say(key):
                        counted.setdefault(said, []).append((count, Value(name, label)))
        for key, found in counted.items():
            found.sort(key=lambda entry: (-entry[0], entry[1].name, entry[1].label))
            self._values[key] = [value for _, value in found]
            for colour in COLOURS.intersection(key):
                self._colours.setdefault(colour, []).extend(value for _, value in found)

    def spans(self, words: list[str]) -> Iterator[tuple[int, int]]:
        """Every stretch of `words` long enough to be looked up, the longest first at each start."""
        for start, word in enumerate(words):
            for length in range(min(self._longest.get(singular(word), 0), len(words) - start), 0, -1):
                yield start, start + length

    def brand(self, words: list[str]) -> str | None:
        """The brand these words spell, possessive and plural forgiven."""
        key = tuple(words)
        if key in self._brands or key[-1] in EDGE_WORDS:
            return self._brands.get(key)
        return self._brands.get((*key[:-1], key[-1].removesuffix("s")))

    def is_plain(self, brand: str) -> bool:
        """Whether the brand needs more than its name to be meant ("by Basic", "Basic brand")."""
        return brand in self._plain_brands

    def categories(self, words: list[str], is_whole: bool = True) -> tuple[str, ...]:
        """Paths that end in these words, or, if there are none and `is_whole`, have them as a segment anywhere."""
        key = tuple(singular(word) for word in words)
        paths = self._leaves.get(key) or (self._branches.get(key, []) if is_whole else [])
        return tuple(dict.fromkeys(paths))

    def shelves_beside(self, path: str) -> list[str]:
        """The names of the categories under the same first segment, the largest first: "Tents" has "Stoves"."""
        first = path.split(">")[0].strip()
        beside = (other for other in self._paths if other != path and other.split(">")[0].strip() == first)
        return list(dict.fromkeys(other.split(">")[-1].strip() for other in beside))[:_MAX_BESIDE]

    def is_sold(self, words: list[str]) -> bool:
        """Whether these words end in the name of a thing that is sold: a category, or what titles end in."""
        if self.ends_in_category(words):
            return True
        word = singular(words[-1])
        is_quality = any(word in kind for kind in (EDGE_WORDS, ADJECTIVES, COLOURS, MATERIALS))
        return word in self._heads and not is_quality

    def ends_in_category(self, words: list[str]) -> bool:
        """Whether the last of these words name a category at the end of a path."""
        key = tuple(singular(word) for word in words)
        return any(key[start:] in self._leaves for start in range(len(key)))

    def is_category(self, words: list[str]) -> bool:
        """Whether these words, all of them, name a category at the end of a path."""
        return tuple(singular(word) for word in words) in self._leaves

    def is_known(self, word: str) -> bool:
        """Whether some product has the word in its title, brand, category or values, in whatever number."""
        return word in self.words or singular(word) in self.words or f"{word}s" in self.words

    def values(self, words: list[str]) -> list[Value]:
        """The values these words spell; a colour also finds its shades ("blue": "Navy blue")."""
        key = tuple(singular(word) for word in words)
        exact = self._values.get(key, [])
        names = list(dict.fromkeys(value.name for value in exact))[:_MAX_NAMES]
        found = [value for value in exact if value.name in names]
        if len(key) == 1 and key[0] in COLOURS:
            shades = self._colours.get(key[0], [])
            names = names or list(dict.fromkeys(value.name for value in shades))[:_MAX_NAMES]
            found += [value for value in shades if value.name in names and value not in found]
        return found[:_MAX_LABELS]

    def all_values(self, words: list[str]) -> list[Value]:
        """The values these words spell, in every attribute that has them."""
        return self._values.get(tuple(singular(word) for word in words), [])

    def share_an_attribute(self, one: list[str], other: list[str]) -> bool:
        """Whether both are values of one attribute: two colours, two materials."""
        names = {value.name for value in self.values(one)}
        if not names.isdisjoint(value.name for value in self.values(other)):
            return True
        return any(one[-1] in kind and other[-1] in kind for kind in (COLOURS, MATERIALS))


def _ways_to_say(key: Key) -> list[Key]:
    """The value itself; of dimensions (`160 x 230 cm`) also `160 x 230` and `160x230`."""
    if "x" not in key or key[-1] not in ("cm", "mm", "m", "in", "inch"):
        return [key]
    return [key, key[:-1], ("".join(key[:-1]),), ("".join(key[:-1]), key[-1])]


def folded(text: str) -> list[str]:
    """The words of a text without case, accents and apostrophes, in order."""
    text = _APOSTROPHES.sub("", text.casefold())
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _PARTS.findall(text)


def singular(word: str) -> str:
    """A plural's singular, roughly; the same for every form of one word."""
    if len(word) <= 3 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return "mouse" if word == "mice" else word
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("shes", "ches", "xes", "sses", "zes")) else word[:-1]


def _brand_keys(brand: str) -> Iterator[Key]:
    words = folded(brand)
    if words:
        yield tuple(words)
    if "&" in brand:
        yield tuple(folded(brand.replace("&", " and ")))
    if len(words) > 1 and words[-1] in _COMPANY_ENDINGS:
        yield tuple(words[:-1])


def _segment_keys(segment: str) -> set[Key]:
    """A segment's words, and those of its parts: "Rugs & Throws" is found as "rugs" too."""
    names = [segment, *_PARTS_OF_SEGMENT.split(segment)]
    return {key for name in names if (key := tuple(singular(word) for word in folded(name)))}


def _longest_by_first_word(keys: Iterable[Key]) -> dict[str, int]:
    longest: dict[str, int] = {}
    for key in keys:
        first = singular(key[0])
        longest[first] = max(longest.get(first, 0), len(key))
    return longest
