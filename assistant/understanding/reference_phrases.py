"""What the shopper points at: "the second one", "both", "the Windline", "that jacket", "it"."""

from dataclasses import dataclass

from assistant.understanding.cart_phrases import IN_THE_CART
from assistant.understanding.lexicon import EDGE_WORDS, NUMBER_WORDS, ORDINALS
from assistant.understanding.phrase_table import PhraseTable
from assistant.understanding.places import AFTER_ORDINALS, points_at_a_place
from assistant.understanding.product_names import named_in
from assistant.understanding.scene import Scene, nouns_of, words_of_record
from assistant.understanding.utterance import Utterance
from assistant.understanding.vocabulary_index import VocabularyIndex, folded, singular
from catalog.product import Product

_DETERMINERS = frozenset("the that this those these your".split())
_WEIGHS = frozenset("compare compared than or versus vs difference between".split())
_WHICH = frozenset("with without that which under below over made".split())
_ASKING = frozenset("is are does do did can could will would has have was should".split())
_PLACES = frozenset((*ORDINALS, "last"))
_SINGLES = frozenset("it this that these those they".split())
_COUNTED = frozenset("number no nr option product # choice".split())
_NOUNS = frozenset("one ones product products option options choice pick".split())
_MANY = frozenset("both these those them they all".split())
_COMPARATIVES = frozenset("better worse warmer lighter heavier bigger smaller cheaper stronger softer".split())
_CHEAP = frozenset(("cheaper", "cheapest", "less expensive", "least expensive", "more affordable"))
_DEAR = frozenset(("pricier", "priciest", "more expensive", "most expensive", "dearer"))
_RATED = frozenset(("better rated", "best rated", "highest rated", "higher rated", "top rated"))
_CART_THINGS = frozenset("what everything things thing stuff anything it that those items products".split())
#: Belongs to the place it follows: "the first one you showed me".
_SHOWN = PhraseTable(
    {
        "shown": """
            that/which/_ you showed/suggested/recommended/mentioned/listed/gave/found/sent/have~shown to/_ me/us/_
            earlier/before/first/just~now/above/previously/at~first/_, on/from/in the/your list, from before, above"""
    }
)
_AT_FIRST = PhraseTable(
    {"first": "at first, at the start/beginning, in the beginning, originally, from/in/on the first/original list"}
)
#: Past this a message is a text about something; names in it are not looked for.
_MAX_TOKENS = 60


@dataclass(frozen=True, slots=True)
class Pointed:
    """Ids pointed at, in the order named.

    Attributes:
        by_name: False for a bare pronoun, which may mean nothing at all.
        pronoun_at: the token of that pronoun.
        named_at: tokens that are names of products; they are not taken, since a question is searched with them.
        is_missing: what is pointed at is not there: "the tenth one" of four, "my cart" that is empty.
    """

    ids: tuple[str, ...] = ()
    by_name: bool = False
    pronoun_at: int | None = None
    named_at: tuple[int, ...] = ()
    is_missing: bool = False


class ReferenceReader:
    """Reads what one message points at."""

    def __init__(self, utterance: Utterance, scene: Scene, index: VocabularyIndex) -> None:
        self._utterance = utterance
        self._scene = scene
        self._index = index
        self._is_missing = False

    def read(self) -> Pointed:
        """Take the words that point and return what they point at."""
        if len(self._utterance) > _MAX_TOKENS:
            return Pointed()
        in_cart = self._in_the_cart()
        if self._scene.is_empty:
            return Pointed(is_missing=self._is_missing or points_at_a_place(self._utterance))
        found = (*in_cart, *self._by_place(), *self._by_quality())
        is_weighed = len(found) == 1 and not _WEIGHS.isdisjoint(self._utterance.words())
        named = named_in(self._utterance, self._known, self._index) if is_weighed or not found else []
        found = (*found, *(identity for _, identity in named))
        found = found or (() if self._is_missing else self._by_kind())
        if found:
            named_at = tuple(position for position, _ in named)
            return Pointed(tuple(dict.fromkeys(found)), by_name=True, named_at=named_at)
        return Pointed(is_missing=True) if self._is_missing else self._by_pronoun()

    @property
    def _known(self) -> list[Product]:
        return [*self._scene.shown, *self._scene.others]

    def bare_numbers(self) -> tuple[str, ...]:
        """Products whose places stand as plain numbers: "compare 1 and three", "2"."""
        places = [(at, place) for at in range(len(self._utterance)) if (place := self._number(at))]
        are_figures = all(self._utterance.tokens[at].kind == "number" for at, _ in places)
        if not are_figures and (len(places) < 2 or not _PLACES.isdisjoint(self._utterance.words())):
            return ()  # "compare the two", "the second one with the third one"
        if not places or not all(1 <= place <= len(self._scene.shown) for _, place in places):
            return ()
        for position, _ in places:
            self._utterance.take(position, position + 1)
        return tuple(self._scene.shown[place - 1].id for _, place in places)

    def _in_the_cart(self) -> tuple[str, ...]:
        """ "The jacket in my basket", "what's in my cart"."""
        for start, end, _ in list(IN_THE_CART.find(self._utterance)):
            if not self._scene.cart:
                self._miss_the_cart(start, end)
                continue
            noun = self._utterance.free_at(start - 1)
            named = [product for product in self._scene.cart if singular(noun) in nouns_of(product)]
            first = start - 1 if named or noun in (*_NOUNS, *_CART_THINGS) else start
            self._take(first, end)
            return tuple(product.id for product in (named or self._scene.cart))
        return ()

    def _miss_the_cart(self, start: int, end: int) -> None:
        """What is in a cart that holds nothing is nothing, whatever else is called so."""
        noun = self._utterance.free_at(start - 1)
        if self._utterance.text_at(end - 1) == "bag" or noun in _SINGLES:
            return  # "does it fit in my bag?", "is it in my basket?"
        self._is_missing = True
        self._take(start - 1 if noun in _CART_THINGS or (noun and self._index.is_sold([noun])) else start, end)

    @property
    def _means_the_first(self) -> bool:
        """ "The second one you showed me at first": of the first cards, not of the latest."""
        return bool(self._scene.first) and any(True for _ in _AT_FIRST.find_anywhere(self._utterance))

    def _by_place(self) -> tuple[str, ...]:
        found: list[str] = []
        position = 0
        while position < len(self._utterance):
            ids, end = self._place_at(position)
            found += ids
            position = max(end, position + 1)
        return tuple(found)

    def _place_at(self, position: int) -> tuple[list[str], int]:
        ids = [product.id for product in (self._scene.first if self._means_the_first else self._scene.shown)]
        word = self._utterance.free_at(position)
        after = self._utterance.free_at(position + 1)
        if word in _COUNTED:
            start = position + 1 + (after == ".")
            place = self._number(start)
            if place and place <= len(ids):
                self._take(position, start + 1)
                return [ids[place - 1]], start + 1
        if word in ("last", "top", "first") and (count := self._number(position + 1)) and self._counts(position):
            self._take(position, position + 2)
            return (ids[-count:] if word == "last" else ids[:count]), position + 2
        place = len(ids) if word == "last" else ORDINALS.get(word, 0)
        if place and self._is_place(position):
            end = position + 1 + (after in _NOUNS)
            self._take(position, end)
            self._is_missing |= place > len(ids)
            return ids[place - 1 : place], end
        return [], position

    def _counts(self, position: int) -> bool:
        """ "The first two", "which of the first two lasts longer"; "the first two weeks" are none of those shown."""
        after = self._utterance.free_at(position + 2)
        led = self._utterance.text_at(position - 1) == "the" and self._utterance.text_at(position - 2)
        return self._ends(position + 2) or self._is_shown_noun(after) or led in ("of", "between")

    def _number(self, position: int) -> int:
        if not 0 <= position < len(self._utterance) or self._utterance.taken[position]:
            return 0
        token = self._utterance.tokens[position]
        if token.kind == "number":
            return 0 if token.suffix else min(int(token.number), 1000)
        return NUMBER_WORDS.get(token.text, 0)

    def _is_place(self, position: int) -> bool:
        """ "The second one", "first and third", "the second jacket" point; "first aid" and "last minute" do not."""
        after = self._utterance.free_at(position + 1)
        if position == 0 and len(self._utterance) <= 2 and self._ends(1):
            return True  # the whole message is "first" or "second?"
        if after in _NOUNS or (after in ("or", "and", "vs") and self._utterance.free_at(position + 2) in ORDINALS):
            return True
        led = self._utterance.free_at(position - 1) in (*_DETERMINERS, "and", "or", "vs", "versus", "with", "to")
        if led and self._is_asked_of(position) and after not in AFTER_ORDINALS and not self._index.is_sold([after]):
            return True
        return led and (self._ends(position + 1) or self._is_shown_noun(after) or after in _COMPARATIVES)

    def _is_asked_of(self, position: int) -> bool:
        """ "Does the first fold flat", "is the second": an auxiliary right before."""
        after = self._utterance.free_at(position + 1)
        return bool(after[:1].isalpha()) and self._utterance.text_at(position - 2) in _ASKING

    def _ends(self, position: int) -> bool:
        word = self._utterance.free_at(position)
        return (
            not word[:1].isalnum()
            or word in EDGE_WORDS
            or word in ("vs", "versus", "please", "compare")
            or word in _NOUNS
        )

    def _is_shown_noun(self, word: str) -> bool:
        return bool(word) and any(singular(word) in nouns_of(product) for product in self._scene.shown)

    def _take(self, start: int, end: int) -> None:
        start -= self._utterance.free_at(start - 1) in _DETERMINERS
        end += self._utterance.free_at(end) in _NOUNS
        if told := _SHOWN.starting_at(self._utterance, end):
            end = told[0]
        self._utterance.take(start, end)

    def _by_quality(self) -> tuple[str, ...]:
        """ "The cheaper one", "the blue one", "the Fjellmark one"."""
        for position in range(len(self._utterance)):
            # "show me the blue ones" asks for more like that; only "the blue one" points
            if self._utterance.free_at(position) != "one":
                continue
            start = position - 1
            while start >= 0 and position - start < 5 and self._utterance.free_at(start) not in ("", *_DETERMINERS):
                start -= 1
            if start >= 0 and self._utterance.free_at(start) in _DETERMINERS and position - start > 1:
                words = [self._utterance.free_at(i) for i in range(start + 1, position)]
                found = self._of_quality(words)
                if found:
                    self._utterance.take(start, position + 1)
                    return (found[0].id,)
        return ()

    def _of_quality(self, words: list[str]) -> list[Product]:
        phrase = " ".join(words)
        pool = self._scene.in_comparison
        priced = sorted((p for p in pool if p.price), key=lambda p: p.price.amount if p.price else 0)
        if phrase in _CHEAP:
            return priced
        if phrase in _DEAR:
            return priced[::-1]
        if phrase in _RATED:
            return sorted((p for p in pool if p.rating), key=lambda p: -(p.rating.out_of_five if p.rating else 0))
        if phrase == "other" and self._scene.focus:
            return [p for p in pool if p.id not in self._scene.focus]
        keys = {singular(key) for word in words for key in folded(word)}
        return [p for p in self._scene.shown if keys and keys <= words_of_record(p)]

    def _by_kind(self) -> tuple[str, ...]:
        """ "That jacket", "the blue jacket", "those boots": by the noun, what was spoken of first."""
        for position in range(len(self._utterance) - 1):
            if self._utterance.free_at(position) not in ("the", "that", "this", "those", "these"):
                continue
            if self._utterance.text_at(position - 1) != "forget" and (found := self._of_kind(position)):
                return found
        return ()

    def _of_kind(self, position: int) -> tuple[str, ...]:
        """The products that the words after this determiner name: a noun, or one word that tells them apart and it."""
        quality: set[str] = set()
        determiner, noun = self._utterance.free_at(position), self._utterance.free_at(position + 1)
        if noun and not self._is_a_noun(noun) and determiner in ("the", "that", "this"):
            quality, noun = {singular(word) for word in folded(noun)}, self._utterance.free_at(position + 2)
        if not noun or noun in EDGE_WORDS:
            return ()
        products = [*self._scene.shown, *(() if quality else self._scene.others)]
        found = [p for p in products if singular(noun) in nouns_of(p) and quality <= words_of_record(p)]
        found.sort(key=lambda product: product.id not in (*self._scene.focus, self._scene.page))
        are_many = determiner in ("those", "these") or noun != singular(noun)
        if not found or (quality and are_many):
            return ()
        self._utterance.take(position, position + 2 + bool(quality))
        return tuple(product.id for product in (found if are_many else found[:1]))

    def _is_a_noun(self, word: str) -> bool:
        return any(singular(word) in nouns_of(p) for p in (*self._scene.shown, *self._scene.others))

    def _by_pronoun(self) -> Pointed:
        for position, token in enumerate(self._utterance.tokens):
            if self._utterance.taken[position]:
                continue
            if token.text in _MANY and self._scene.shown and not self._is_told_apart(position):
                return Pointed(tuple(p.id for p in self._scene.in_comparison), pronoun_at=position)
            if token.text in ("it", "this", "its") or (token.text == "that" and self._is_demonstrative(position)):
                return Pointed(self._single(token.text), pronoun_at=position)
        return Pointed()

    def _is_told_apart(self, position: int) -> bool:
        """ "Those with the best reviews", "the ones that are blue": these are looked for, not pointed at."""
        return self._utterance.text_at(position) in ("those", "all") and self._utterance.text_at(position + 1) in _WHICH

    def _is_demonstrative(self, position: int) -> bool:
        before, after = self._utterance.text_at(position - 1), self._utterance.text_at(position + 1)
        return (
            before in ("", "is", "does", "than", "with", "about", "of", "like", "has", "to", "can", "will", "would")
            or after == "one"
        )

    def _single(self, pronoun: str) -> tuple[str, ...]:
        """ "This" is the page's product first; "it" is what was spoken of last."""
        return (self._scene.page,) if pronoun == "this" and self._scene.page else self._scene.in_view
