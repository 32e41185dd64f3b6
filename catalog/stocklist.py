"""Every product in a line: what it is called, what it costs, its figures; for what is asked of the whole catalog."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from catalog.head_nouns import head_nouns, naming_stems
from catalog.measure import Measure, measure_name, measure_of
from catalog.money import Money
from catalog.product import Product
from catalog.product_words import singular
from catalog.vocabulary import words_of


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
        prices: the lowest price, of those that state one.
        ratings: mean on a scale to 5 and how many gave it (1 where the record does not say), of the rated.
        figures: name of a figure without its unit ("weight") → product → the figure in its base unit.
        heads: singular noun → rows of products that are one.
        words: singular word of a name → rows.
    """

    ids: tuple[str, ...] = ()
    prices: Mapping[str, Money] = field(default_factory=dict)
    ratings: Mapping[str, tuple[float, int]] = field(default_factory=dict)
    figures: Mapping[str, Mapping[str, Measure]] = field(default_factory=dict)
    heads: Mapping[str, frozenset[int]] = field(default_factory=dict)
    words: Mapping[str, frozenset[int]] = field(default_factory=dict)

    @classmethod
    def from_products(cls, products: Iterable[Product]) -> "Stocklist":
        """Read a whole catalog in one pass."""
        writer = _Writer()
        for product in products:
            writer.add(product)
        return cls(
            tuple(writer.ids),
            writer.prices,
            writer.ratings,
            writer.figures,
            {noun: frozenset(rows) for noun, rows in writer.heads.items()},
            {word: frozenset(rows) for word, rows in writer.words.items()},
        )

    def called(self, phrase: str) -> Called:
        """The products that a phrase names by its last noun, with as many of the words before it as any has."""
        words = words_of(phrase)
        head = self.heads.get(singular(words[-1])) if words else None
        if not head:
            return Called()
        for start in range(len(words)):
            rows = head.intersection(*(self.words.get(singular(word), frozenset()) for word in words[start:-1]))
            if rows:
                return Called(" ".join(words[start:]), tuple(self.ids[row] for row in sorted(rows)))
        return Called(words[-1], tuple(self.ids[row] for row in sorted(head)))

    def has_word(self, word: str) -> bool:
        """Whether the word, singular or plural, stands in the name, brand, type or category of any product."""
        return singular(word.casefold()) in self.words


class _Writer:
    def __init__(self) -> None:
        self.ids: list[str] = []
        self.prices: dict[str, Money] = {}
        self.ratings: dict[str, tuple[float, int]] = {}
        self.figures: dict[str, dict[str, Measure]] = {}
        self.heads: dict[str, set[int]] = {}
        self.words: dict[str, set[int]] = {}
        self._names: dict[str, str] = {}

    def add(self, product: Product) -> None:
        row = len(self.ids)
        self.ids.append(product.id)
        if product.price:
            self.prices[product.id] = product.price
        if product.rating and product.rating.count != 0:
            self.ratings[product.id] = (product.rating.out_of_five, product.rating.count or 1)
        for key, value in product.attributes.items():
            if measure := measure_of(key, value):
                self.figures.setdefault(self._name(key), {}).setdefault(product.id, measure)
        for noun in head_nouns(product):
            self.heads.setdefault(noun, set()).add(row)
        for word in naming_stems(product):
            self.words.setdefault(word, set()).add(row)

    def _name(self, key: str) -> str:
        if key not in self._names:
            self._names[key] = measure_name(key)
        return self._names[key]
