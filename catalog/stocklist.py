"""Every product in a line: what it is called, what it costs, its figures; for what is asked of the whole catalog."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeVar, cast

from catalog.head_nouns import ProductName
from catalog.measure import Measure, measure_name, measure_of
from catalog.money import Money
from catalog.other_names import other_names
from catalog.product import Product
from catalog.product_words import singular
from catalog.vocabulary import words_of

Key = TypeVar("Key", str, tuple[str, ...])
Asked = TypeVar("Asked", str, tuple[str, ...])
Answer = TypeVar("Answer")
#: Answers kept; those about large kinds hold some thousand ids.
MAX_ANSWERED = 256
#: Letters that two nouns must end with alike to be kin.
MIN_ENDING = 4


@dataclass(frozen=True, slots=True)
class Called:
    """The products that a phrase names.

    Attributes:
        phrase: the words of the phrase that name them: its end, longest first ("tent" of "waterproof tent").
        ids: in the order of the catalog; none if nothing is called so.
    """

    phrase: str = ""
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stocklist:
    """Compact facts of all products, kept in memory.

    Attributes:
        ids: of every product, in the order of the catalog.
        row_of: id → its row.
        prices: the lowest price, of those that state one.
        ratings: mean on a scale to 5 and how many gave it (1 where the record does not say), of the rated.
        figures: name of a figure without its unit ("weight") → product → the figure in its base unit.
        heads: singular noun → rows of products that are one.
        words: singular word of a name → rows.
        own_words: the same without the names of categories.
        shelves: category path → rows.
        segments: singular words of a level of a category path → rows of everything below it.
        accessories: rows of what goes with another thing: covers, pegs, straps.
        unshelved: rows of what is in no category.
    """

    ids: tuple[str, ...] = ()
    row_of: Mapping[str, int] = field(default_factory=dict)
    prices: Mapping[str, Money] = field(default_factory=dict)
    ratings: Mapping[str, tuple[float, int]] = field(default_factory=dict)
    figures: Mapping[str, Mapping[str, Measure]] = field(default_factory=dict)
    heads: Mapping[str, frozenset[int]] = field(default_factory=dict)
    words: Mapping[str, frozenset[int]] = field(default_factory=dict)
    own_words: Mapping[str, frozenset[int]] = field(default_factory=dict)
    shelves: Mapping[str, frozenset[int]] = field(default_factory=dict)
    segments: Mapping[tuple[str, ...], frozenset[int]] = field(default_factory=dict)
    accessories: frozenset[int] = frozenset()
    unshelved: frozenset[int] = frozenset()
    _answered: dict[tuple[str, str | tuple[str, ...]], Any] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def from_products(cls, products: Iterable[Product]) -> "Stocklist":
        """Read a whole catalog in one pass."""
        writer = _Writer()
        for product in products:
            writer.add(product)
        words = _frozen(writer.words)
        return cls(
            ids=tuple(writer.ids),
            row_of={one: row for row, one in enumerate(writer.ids)},
            prices=writer.prices,
            ratings=writer.ratings,
            figures=writer.figures,
            heads=_frozen(writer.heads),
            words=words,
            own_words=_shared(_frozen(writer.own_words), words),
            shelves=_frozen(writer.shelves),
            segments=_frozen(writer.segments),
            accessories=frozenset(writer.accessories),
            unshelved=frozenset(writer.unshelved),
        )

    def called(self, phrase: str) -> Called:
        """The products that a phrase names by its last noun, with as many of the words before it as any has.

        A level of the category paths that bears just this name has everything below it: backpacks are bags. Other
        names count as well: who says laptop means notebooks.
        """
        return self._once("called", phrase, self._called)

    def _called(self, phrase: str) -> Called:
        words = words_of(phrase)
        ways = _ways(words)
        for start in range(len(words)):
            rows = frozenset[int]().union(*(self._rows(way[start:]) for way in ways if start < len(way)))
            if rows:
                return Called(" ".join(words[start:]), self._ids(rows))
        return Called()

    def named(self, phrase: str) -> tuple[str, ...]:
        """The products that have all words of the phrase in their own names and are no accessories."""
        words = words_of(phrase)
        rows = [self.own_words.get(singular(word), frozenset()) for word in words]
        return self._ids(frozenset.intersection(*rows) - self.accessories) if rows else ()

    def beside(self, ids: Iterable[str]) -> tuple[str, ...]:
        """What stands on the same shelves as these products and is no accessory."""
        return self._once("beside", tuple(ids), self._beside)

    def _beside(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        rows = {self.row_of[one] for one in ids if one in self.row_of}
        shelves = [shelf for shelf in self.shelves.values() if shelf & rows]
        return self._ids(frozenset[int]().union(*shelves) - self.accessories - rows)

    def figure_names(self, unit: str) -> tuple[str, ...]:
        """The names of the figures that any product states in this unit."""
        return self._once("unit", unit, self._figure_names)

    def _figure_names(self, unit: str) -> tuple[str, ...]:
        return tuple(
            name for name, stated in self.figures.items() if any(measure.unit == unit for measure in stated.values())
        )

    def shelves_of(self, ids: Iterable[str]) -> tuple[str, ...]:
        """The category paths of these products, those with most of them first."""
        wanted = {self.row_of[one] for one in ids if one in self.row_of}
        counts = {path: len(rows & wanted) for path, rows in self.shelves.items()}
        return tuple(sorted((path for path, n in counts.items() if n), key=lambda path: (-counts[path], path)))

    def _once(self, question: str, about: Asked, answer: Callable[[Asked], Answer]) -> Answer:
        """The answer, worked out at most once while a turn and the replies after it ask for the same."""
        key = (question, about)
        known = self._answered.get(key)
        if known is None:
            if len(self._answered) >= MAX_ANSWERED:
                self._answered.clear()
            known = self._answered[key] = answer(about)
        return cast(Answer, known)

    def _rows(self, words: list[str]) -> frozenset[int]:
        stems = tuple(map(singular, words))
        shelf = self.segments.get(stems)
        head = self.heads.get(stems[-1], frozenset()) | self._kin(stems[-1])
        called = head.intersection(*(self.words.get(stem, frozenset()) for stem in stems[:-1])) if head else head
        return shelf | (called & self.unshelved) if shelf else called

    def _kin(self, noun: str) -> frozenset[int]:
        """On the shelves that bear the noun, what is called by its ending: trekking packs among the backpacks."""
        shelf = self.words.get(noun, frozenset()) - self.own_words.get(noun, frozenset())
        if not shelf or len(noun) <= MIN_ENDING:
            return frozenset()
        ending = noun[-MIN_ENDING:]
        return frozenset[int]().union(*(rows & shelf for head, rows in self.heads.items() if head.endswith(ending)))

    def _ids(self, rows: Iterable[int]) -> tuple[str, ...]:
        return tuple(self.ids[row] for row in sorted(rows))

    def has_word(self, word: str) -> bool:
        """Whether the word, singular or plural, stands in the name, brand, type or category of any product."""
        return singular(word.casefold()) in self.words


def _ways(words: list[str]) -> list[list[str]]:
    """The words, and again with each other name of the thing they end with ("gaming laptop", "gaming notebook")."""
    ways = [words]
    for start in range(len(words)):
        ways += [[*words[:start], *words_of(other)] for other in other_names(" ".join(words[start:]))]
    return ways


def _frozen(column: Mapping[Key, set[int]]) -> dict[Key, frozenset[int]]:
    return {key: frozenset(rows) for key, rows in column.items()}


def _shared(column: Mapping[Key, frozenset[int]], other: Mapping[Key, frozenset[int]]) -> dict[Key, frozenset[int]]:
    """The same column; rows that are the same in the other one are the same object, and take no room of their own."""
    return {key: other[key] if other.get(key) == rows else rows for key, rows in column.items()}


@lru_cache(maxsize=4_096)
def _segments(path: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(map(singular, words_of(segment))) for segment in path.split(">"))


class _Writer:
    def __init__(self) -> None:
        self.ids: list[str] = []
        self.prices: dict[str, Money] = {}
        self.ratings: dict[str, tuple[float, int]] = {}
        self.figures: dict[str, dict[str, Measure]] = {}
        self.accessories: set[int] = set()
        self.unshelved: set[int] = set()
        self.heads: dict[str, set[int]] = {}
        self.words: dict[str, set[int]] = {}
        self.own_words: dict[str, set[int]] = {}
        self.shelves: dict[str, set[int]] = {}
        self.segments: dict[tuple[str, ...], set[int]] = {}

    def add(self, product: Product) -> None:
        row = len(self.ids)
        self.ids.append(product.id)
        if product.price:
            self.prices[product.id] = product.price
        if product.rating and product.rating.count != 0:
            self.ratings[product.id] = (product.rating.out_of_five, product.rating.count or 1)
        for key, value in product.attributes.items():
            if measure := measure_of(key, value):
                self.figures.setdefault(measure_name(key), {}).setdefault(product.id, measure)
        self._add_names(row, product)

    def _add_names(self, row: int, product: Product) -> None:
        name = ProductName.of(product)
        for noun in name.heads:
            self.heads.setdefault(noun, set()).add(row)
        for word in name.stems:
            self.words.setdefault(word, set()).add(row)
        for word in name.own:
            self.own_words.setdefault(word, set()).add(row)
        if not product.categories:
            self.unshelved.add(row)
        for category in product.categories:
            self.shelves.setdefault(category.value, set()).add(row)
            for stems in _segments(category.value):
                self.segments.setdefault(stems, set()).add(row)
        if name.is_accessory:
            self.accessories.add(row)
