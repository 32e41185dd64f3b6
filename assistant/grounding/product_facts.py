"""One product as an answer may speak of it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from assistant.grounding.answer_text import fold
from assistant.grounding.figures import Figure, read_figures
from assistant.grounding.units import measure_of_attribute, measures_in
from assistant.grounding.words import words_in
from catalog.money import Money, minor_digits
from catalog.product import Product, Variant
from catalog.review import Review

_OTHER = re.compile(r"\bthe (?:other|second|larger|smaller|longer|shorter)(?: \w+)? (?:is |at |has )?$")
_WEIGHT = re.compile(r"\b(\d+(?:\.\d+)?)\s?(?:kg|g)\b")


@dataclass(frozen=True)
class ProductFacts:
    """One product as an answer may speak of it; amounts are in major units."""

    product: Product
    reviews: tuple[Review, ...] = ()

    @cached_property
    def title(self) -> str:
        """The title as checks read it."""
        return fold(self.product.title)

    @cached_property
    def text(self) -> str:
        """All the record's words, prices left out."""
        product = self.product
        attributes = [
            f"{name.replace('_', ' ')} {v}"
            for name, value in product.attributes.items()
            for v in (value if isinstance(value, tuple) else (value,))
        ]
        options = [f"{o.name} {v.label}" for o in product.options for v in o.values]
        variants = [f"{v.title} {v.sku or ''} {' '.join(o.label for o in v.options)}" for v in product.variants]
        categories = [category.value for category in product.categories]
        parts = [product.title, product.brand or "", product.condition or "", *categories, product.description.plain]
        return fold("\n".join([*parts, *attributes, *options, *variants]))

    @cached_property
    def said(self) -> str:
        """What reviewers wrote."""
        return fold("\n".join(f"{r.title}\n{r.text}" for r in self.reviews))

    @cached_property
    def words(self) -> frozenset[str]:
        """Words of the record and its reviews."""
        return frozenset(words_in(f"{self.text}\n{self.said}"))

    @cached_property
    def record_words(self) -> frozenset[str]:
        """Words of the record alone."""
        return frozenset(words_in(self.text))

    @cached_property
    def numbers(self) -> frozenset[Decimal]:
        """Every number of the record and its reviews."""
        return frozenset(figure.value for figure in self._figures) | frozenset(self.measures.values())

    @cached_property
    def measures(self) -> Mapping[str, Decimal]:
        """The attributes that are numbers, by name."""
        return {n: Decimal(str(v)) for n, v in self.product.attributes.items() if type(v) in (int, float)}

    @cached_property
    def measured(self) -> Mapping[str, frozenset[Decimal]]:
        """What the record and its reviews measure, by kind, in the kind's smallest unit."""
        text = f"{self.text}\n{self.said}".casefold()
        found = [m for _, m in measures_in(text, self._figures)] if len(text) == self._n_characters else []
        found += filter(None, (measure_of_attribute(name, value) for name, value in self._named_measures))
        kinds = {measure.kind for measure in found}
        return {kind: frozenset(abs(m.amount) for m in found if m.kind == kind) for kind in kinds}

    @cached_property
    def attribute_measures(self) -> Mapping[str, frozenset[Decimal]]:
        """What the attributes measure, by kind, in the kind's smallest unit."""
        found = [m for n, v in self.measures.items() if (m := measure_of_attribute(n, v)) is not None]
        return {kind: frozenset(m.amount for m in found if m.kind == kind) for kind in {m.kind for m in found}}

    @property
    def _named_measures(self) -> Iterator[tuple[str, Decimal]]:
        """Figures of attributes by name, those written as text, too: `head_cm` of "55-61"."""
        yield from self.measures.items()
        written = ((n, v) for n, v in self.product.attributes.items() if isinstance(v, str) and "_" in n)
        yield from ((name, figure.value) for name, value in written for figure in read_figures(fold(value)))

    @cached_property
    def rating_count(self) -> int | None:
        """How many rated it."""
        return self.product.rating.count if self.product.rating else None

    @cached_property
    def percents(self) -> frozenset[Decimal]:
        """Every percentage of the record and its reviews."""
        return frozenset(figure.value for figure in self._figures if figure.kind == "percent")

    @cached_property
    def amounts_told(self) -> frozenset[Decimal]:
        """Every amount of money that the record's words and its reviews give."""
        return frozenset(figure.value for figure in self._figures if figure.kind == "money")

    @cached_property
    def _figures(self) -> list[Figure]:
        return read_figures(f"{self.text}\n{self.said}")

    @cached_property
    def unmeasured(self) -> frozenset[Decimal]:
        """The numbers whose unit the record leaves to the reader: "24 hours cold and about six hot"."""
        text = f"{self.text}\n{self.said}".casefold()
        with_unit = {figure.start for figure, _ in measures_in(text, self._figures)}
        return frozenset(f.value for f in self._figures if f.kind == "number" and f.start not in with_unit)

    @cached_property
    def of_the_other(self) -> frozenset[Decimal]:
        """Numbers that go without a unit because the one before has it: "one is 70 cm and the other 50"."""
        text = f"{self.text}\n{self.said}"
        return frozenset(f.value for f in self._figures if _OTHER.search(text, max(0, f.start - 24), f.start))

    @property
    def _n_characters(self) -> int:
        return len(self.text) + 1 + len(self.said)

    @cached_property
    def bare_measures(self) -> frozenset[Decimal]:
        """Numeric attributes whose name tells no unit."""
        return frozenset(v for name, v in self.measures.items() if measure_of_attribute(name, v) is None)

    @cached_property
    def weights(self) -> frozenset[Decimal]:
        """What it weighs, in the units of the record."""
        numeric = [value for name, value in self.measures.items() if "weight" in name.casefold()]
        return frozenset(numeric) or frozenset(Decimal(m[1]) for m in _WEIGHT.finditer(self.text))

    @cached_property
    def prices(self) -> frozenset[Decimal]:
        """What any variant costs."""
        return frozenset(major(v.price) for v in self.product.variants if v.price)

    @cached_property
    def list_prices(self) -> frozenset[Decimal]:
        """What any variant on sale cost before."""
        return frozenset(major(former) for _, former in self._reductions)

    @cached_property
    def savings(self) -> frozenset[Decimal]:
        """List price less price of every variant on sale."""
        return frozenset(major(former) - major(now) for now, former in self._reductions)

    @cached_property
    def discounts(self) -> frozenset[Decimal]:
        """The same in per cent of the list price."""
        return frozenset((1 - major(now) / major(former)) * 100 for now, former in self._reductions)

    @property
    def price(self) -> Decimal | None:
        """The lowest price."""
        return min(self.prices, default=None)

    @property
    def currency(self) -> str | None:
        """Of the prices."""
        return self.product.price.currency if self.product.price else None

    def labelled_variants(self, labels: Iterable[str]) -> list[Variant]:
        """The variants that have every one of these option labels."""
        wanted = {label.casefold() for label in labels}
        return [v for v in self.product.variants if wanted <= {o.label.casefold() for o in v.options}]

    @cached_property
    def labels(self) -> frozenset[str]:
        """Option labels that tell variants apart."""
        return frozenset(o.label for v in self.product.variants for o in v.options)

    @cached_property
    def options(self) -> Mapping[str, tuple[str, ...]]:
        """The values of each option that variants have, in the record's order."""
        pairs = dict.fromkeys((o.name, o.label) for v in self.product.variants for o in v.options)
        return {name: tuple(label for n, label in pairs if n == name) for name, _ in pairs}

    @property
    def _reductions(self) -> list[tuple[Money, Money]]:
        return [
            (v.price, v.list_price)
            for v in self.product.variants
            if v.price and v.list_price and v.list_price.amount > v.price.amount
        ]


def major(money: Money) -> Decimal:
    """An amount in major units."""
    return Decimal(money.amount).scaleb(-minor_digits(money.currency))
