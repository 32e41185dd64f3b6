"""Finds which products a sentence speaks of: by title, by part of a title, by brand, or as "the second one"."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.grounding.common_words import COMMON_WORDS
from assistant.grounding.facts import Facts
from assistant.grounding.product_facts import ProductFacts

_TOKEN = re.compile(r"[^\W_]+(?:['.&+/-][^\W_]+)*\+*")
_JOINED = re.compile(r"(.+?)-[A-ZÄÖÜ][^\W\d_]+")
#: An amount is a claim even where a feed's title has it.
_MONEY = re.compile(r"[£€$]\s?\d|\d\s?[£€$]")
_ORDINAL = re.compile(
    r"\b(?:the\s+)?(?:(first|second|third|fourth|fifth|1st|2nd|3rd|4th|5th)\s+(?:one|option|pick|product|choice)"
    r"|(?:option|number|no\.|#)\s?([1-6]))\b(?!\s*(?:of|for)\b|[.,]\d)",
    re.IGNORECASE,
)
#: Words of a name that are compared; titles of feeds run on.
_LONGEST_NAME = 30
_MIN_PLURAL = 4
_ORDER = ("first", "second", "third", "fourth", "fifth")
_GENERIC = frozenset(
    "the a an and or of for with in on to by from new men mens women womens kids unisex set pack".split()
)
_GROUP = re.compile(
    r"\b(?:both|all|these|they|they're|each|everything|every|them|any of|either|prices (?:run|range|start|go))\b"
    r"(?!\s+(?:\w+\s+)?(?:sizes?|colou?rs?|lengths?|widths?|versions?|finish(?:es)?|styles?|shades?|patterns?"
    r"|designs?|capacities|fits?|variants?|options?|volumes?)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of the sentence and the products it may mean (several where a name is shared).

    Attributes:
        is_whole: a whole title, not a part of one.
        is_described: by what it is ("the pan"), not by name.
    """

    start: int
    end: int
    ids: frozenset[str]
    is_whole: bool = True
    is_described: bool = False


class MentionFinder:
    """Finds mentions of one set of products; made anew when the set changes."""

    def __init__(self, facts: Facts) -> None:
        self._titles: dict[str, list[str]] = {i: _tokens(f.title) for i, f in facts.products.items()}
        self._order = facts.shown or tuple(facts.products)
        self._labels = {i: frozenset(_form(label) for label in f.labels) for i, f in facts.products.items()}
        self._starts: dict[str, list[tuple[str, int]]] = defaultdict(list)
        self._owners: dict[str, set[str]] = defaultdict(set)
        self._brands: dict[tuple[str, ...], set[str]] = defaultdict(set)
        self._brand_starts: set[str] = set()
        self._lower: frozenset[str] = frozenset(
            word for f in facts.products.values() for word in _TOKEN.findall(f.product.description.plain)
        )
        for product_id, facts_of in facts.products.items():
            self._index(product_id, facts_of)

    def _index(self, product_id: str, facts: ProductFacts) -> None:
        for position, token in enumerate(self._titles[product_id]):
            self._starts[token].append((product_id, position))
            self._owners[token].add(product_id)
        if facts.product.brand:
            brand = tuple(_tokens(facts.product.brand))
            self._brands[brand].add(product_id)
            self._brand_starts.update(brand[:1])

    def find(self, text: str) -> list[Mention]:
        """Mentions in order, the longest where several overlap."""
        tokens = [self._without_kind(token, text) for token in _TOKEN.finditer(text)]
        words = [_form(token[0]) for token in tokens]
        found, i = [], 0
        while i < len(tokens):
            mention, n_tokens = self._at(text, tokens, words[i : i + _LONGEST_NAME], i)
            if mention and not _MONEY.search(text, mention.start, mention.end):
                found.append(mention)
            i += max(n_tokens, 1)
        return sorted([*found, *self._ordinals(text, found)], key=lambda mention: mention.start)

    def _without_kind(self, token: re.Match[str], text: str) -> re.Match[str]:
        """A name that German has joined to what the thing is: the "Gustproof" of "Gustproof-Windshirt"."""
        joined = _JOINED.fullmatch(token[0]) if "-" in token[0] else None
        if joined and _form(token[0]) not in self._starts and _form(joined[1]) in self._starts:
            return _TOKEN.match(text, token.start(), token.start() + len(joined[1])) or token
        return token

    def _at(self, text: str, tokens: list[re.Match[str]], words: list[str], i: int) -> tuple[Mention | None, int]:
        if words[0] not in self._starts and words[0] not in self._brand_starts:
            return None, 1
        n_brand, of_brand = self._brand_at(words)
        n_words, ids = self._narrowed(words, *self._title_at(words))
        if n_words <= n_brand and not any(len(self._titles[p]) == n_words for p in ids):
            n_words, ids = self._title_behind_brand(words, n_brand, of_brand)
        n_words = next((n for n in range(n_words, n_brand, -1) if self._is_name(text, tokens[i : i + n], ids)), 0)
        if n_words:
            whole = frozenset(p for p in ids if len(self._titles[p]) <= n_words)
            return self._mention(tokens, i, n_words, whole or ids, bool(whole)), n_words
        if n_brand and tokens[i][0][:1].isupper():
            return self._mention(tokens, i, n_brand, of_brand, False), n_brand
        return None, 1

    def _narrowed(self, words: list[str], n: int, ids: frozenset[str]) -> tuple[int, frozenset[str]]:
        """Of products that share a first name, those that the words behind it tell: "the Fellside throw"."""
        if n != 1 or len(ids) < 2 or any(self._titles[p][0] != words[0] for p in ids):
            return n, ids
        for word in words[1:4]:
            told = frozenset(p for p in ids if word in self._titles[p])
            if told and len(told) < len(ids):
                return n, told
        return n, ids

    def _title_behind_brand(self, words: list[str], n: int, of_brand: frozenset[str]) -> tuple[int, frozenset[str]]:
        """A title after its own brand; another brand's title there makes two names, and none of them this one."""
        n_words, ids = self._title_at(words[n:])
        ids &= of_brand if n else ids
        return (n + n_words, ids) if n_words and ids else (0, frozenset())

    def _mention(self, tokens: list[re.Match[str]], i: int, n: int, ids: frozenset[str], is_whole: bool) -> Mention:
        return Mention(tokens[i].start(), tokens[i + n - 1].end(), ids, is_whole)

    def _brand_at(self, words: list[str]) -> tuple[int, frozenset[str]]:
        for length in (3, 2, 1):
            owners = self._brands.get(tuple(words[:length]))
            if owners and len(words) >= length:
                return length, frozenset(owners)
        return 0, frozenset()

    def _title_at(self, words: list[str]) -> tuple[int, frozenset[str]]:
        """How many of the words run along a title, and whose."""
        best, ids = 0, set[str]()
        for product_id, position in self._starts.get(words[0], ()) if words else ():
            length = _common(self._titles[product_id][position:], words)
            if length > best:
                best, ids = length, set()
            if length == best:
                ids.add(product_id)
        return best, frozenset(ids)

    def _is_name(self, text: str, matched: list[re.Match[str]], ids: frozenset[str]) -> bool:
        """Two words of a title, written as a name, or a whole title; one word only if it is nobody else's."""
        words = [match[0] for match in matched]
        if any(len(self._titles[p]) == len(words) for p in ids) and (len(words) > 1 or words[0][:1].isupper()):
            return True
        telling = [w for w in words if w.casefold() not in _GENERIC]
        if len(telling) >= 3:
            return True
        capitals = sum(w[:1].isupper() or w[:1].isdigit() for w in telling)
        if len(telling) == 2:
            return capitals == 2
        if len(telling) == 1 and any(_form(telling[0]) in self._labels[p] for p in ids):
            return False  # "UK 5 in Wide" names no boot
        is_own = len(telling) == 1 and len(telling[0]) > 3 and self._is_own(telling[0], ids)
        return is_own and capitals == 1 and self._must_be_name(telling[0], text, matched[0].start())

    def _must_be_name(self, word: str, text: str, position: int) -> bool:
        """A capital tells a name from a word; where a sentence begins, only of what nobody writes without one."""
        if not _starts_sentence(text, position):
            return True
        return word.casefold() not in COMMON_WORDS and word.casefold() not in self._lower

    def _is_own(self, word: str, ids: frozenset[str]) -> bool:
        """Nobody else's word, or the first name of several of whom the words behind it chose one."""
        word = _form(word)
        is_first = all(self._titles[p][0] == word for p in ids)
        return len(self._owners[word]) == 1 or (is_first and len(ids) < len(self._owners[word]))

    def _ordinals(self, text: str, found: Iterable[Mention]) -> list[Mention]:
        taken = [(m.start, m.end) for m in found]
        return [
            Mention(m.start(), m.end(), frozenset({self._order[n]}))
            for m in _ORDINAL.finditer(text)
            if (n := _ordinal(m)) < len(self._order) and not any(s < m.end() and m.start() < e for s, e in taken)
        ]


def speaks_of_them(text: str) -> bool:
    """Whether "they" is all that makes it speak of several: boots and trousers are "they", too."""
    return {match[0].casefold() for match in _GROUP.finditer(text)} <= {"they", "they're", "them"}


def speaks_of_some(text: str) -> bool:
    """Whether it speaks of those spoken of before, rather than of everything: "both", "they", "each"."""
    said = {match[0].casefold() for match in _GROUP.finditer(text)}
    return bool(said) and said <= {"both", "they", "they're", "them", "either", "each"}


def speaks_of_all(text: str) -> bool:
    """Whether the sentence speaks of several at once without naming them."""
    return _GROUP.search(text) is not None


def _tokens(text: str) -> list[str]:
    return [_form(token) for token in _TOKEN.findall(text)]


def _form(token: str) -> str:
    """Without case, possessive and plural: "Tracklights" may stand for the Tracklight."""
    word = token.casefold().removesuffix("'s")
    return word[:-1] if len(word) > _MIN_PLURAL and word.endswith("s") and not word.endswith("ss") else word


def _common(title: list[str], words: list[str]) -> int:
    n = 0
    for ours, theirs in zip(title, words, strict=False):
        if ours != theirs:
            break
        n += 1
    return n


def _ordinal(match: re.Match[str]) -> int:
    if match[2]:
        return int(match[2]) - 1
    word = match[1].casefold()
    return _ORDER.index(word) if word in _ORDER else int(word[0]) - 1


def _starts_sentence(text: str, position: int) -> bool:
    return not text[:position].strip(" \t\n-*\"'(")
