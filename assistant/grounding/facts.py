"""What an answer may state: the products found in this conversation, the cited documents, the shopper's own words."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TypeVar, cast

from assistant.brief import TurnBrief
from assistant.cleaning import addresses_a_machine
from assistant.grounding.answer_text import fold
from assistant.grounding.figures import Figure, read_figures
from assistant.grounding.units import Measure, measure_of_attribute, measures_in
from catalog.money import Money, minor_digits
from catalog.policy import PolicySection
from catalog.product import Product, Variant
from catalog.review import Review

T = TypeVar("T")
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
#: A quotation may leave the zeros of 21.00 V out.
_ZEROS = re.compile(r"(?<=\d)\.0+(?!\d)")
_WEIGHT = re.compile(r"\b(\d+(?:\.\d+)?)\s?(?:kg|g)\b")


def words_in(text: str) -> list[str]:
    """Case-folded words of a text, hyphenated ones also in parts, possessives without their s."""
    found = []
    for word in _WORD.findall(fold(text).casefold()):
        word = word.removesuffix("'s")
        found.append(word)
        if "-" in word or "'" in word:
            found += re.split(r"[-']", word)
    return found


def numbers_in(text: str) -> set[Decimal]:
    """Every figure of a text, whatever its unit."""
    return {figure.value for figure in read_figures(fold(text))}


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
        found += filter(None, (measure_of_attribute(name, value) for name, value in self.measures.items()))
        kinds = {measure.kind for measure in found}
        return {kind: frozenset(abs(m.amount) for m in found if m.kind == kind) for kind in kinds}

    @cached_property
    def _figures(self) -> list[Figure]:
        return read_figures(f"{self.text}\n{self.said}")

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


@dataclass
class Facts:
    """The ground an answer stands on. Products may be added while it is being written (a tool found more).

    Attributes:
        documents: cited sections of the shop's own documents; only they support promises of delivery and the like.
        shopper_words: what the shopper said; their own figures may be repeated to them, never as a product's.
        shown: ids on cards, in order; all products if empty.
        counts: figures of the search itself (how many products match).
        asked: ids of what the shopper asks about by name, the page's product included.
        language: of the answer, as far as is known (ISO 639-1).
    """

    products: dict[str, ProductFacts] = field(default_factory=dict)
    documents: tuple[PolicySection, ...] = ()
    shopper_words: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    counts: frozenset[Decimal] = frozenset()
    asked: tuple[str, ...] = ()
    language: str = "en"
    version: int = 0
    _derived: dict[Callable[["Facts"], object], tuple[object, object]] = field(
        default_factory=dict, repr=False, compare=False
    )

    @classmethod
    def gather(
        cls,
        products: Iterable[Product],
        documents: Iterable[PolicySection] = (),
        reviews: Iterable[Review] = (),
        shopper_words: Iterable[str] = (),
    ) -> "Facts":
        """Facts from records."""
        by_product: dict[str, list[Review]] = {}
        for review in reviews:
            by_product.setdefault(review.product_id, []).append(review)
        known = {p.id: ProductFacts(p, tuple(by_product.get(p.id, ()))) for p in products}
        return cls(known, tuple(documents), tuple(shopper_words))

    @classmethod
    def of(cls, brief: TurnBrief) -> "Facts":
        """Facts of a turn: what was found for it, and what the shopper said in the whole conversation."""
        said = [message.content for message in brief.turn.conversation.messages if message.role == "user"]
        profile = brief.turn.profile
        budget = [str(m) for m in (profile.budget.min, profile.budget.max) if m] if profile.budget else []
        wishes = [*profile.preferences, *profile.dislikes, *(f"{k} {v}" for k, v in profile.sizes.items()), *budget]
        reviews = [review for found in brief.reviews.values() for review in found]
        facts = cls.gather(brief.products.values(), brief.policies, reviews, [*said, brief.turn.message, *wishes])
        facts.counts = frozenset({Decimal(brief.n_matching)})
        facts.asked = tuple(i for i in brief.need.references if i in facts.products)
        facts.language = brief.need.language
        return facts

    def prepare(self) -> None:
        """Work out ahead what checks look up, while the model has not spoken yet: milliseconds for a dozen products."""
        for known in self.products.values():
            _ = (
                known.words,
                known.record_words,
                known.numbers,
                known.measured,
                known.prices,
                known.savings,
                known.labels,
            )
        _ = self.document_sentences, self.section_numbers, self.shopper_numbers, self.spoken_words, self.spoken_text
        self.derive(_all_words)

    def says(self, quoted: str) -> bool:
        """Whether records, reviews, documents or the shopper have these words in a row."""
        return f" {' '.join(words_in(_ZEROS.sub('', quoted)))} " in self.derive(_all_words)

    def derive(self, make: Callable[["Facts"], T]) -> T:
        """What `make` works out from these facts, kept until products are added or others shown."""
        state = (self.version, self.shown, len(self.products))
        known = self._derived.get(make)
        if known is None or known[0] != state:
            known = self._derived[make] = (state, make(self))
        return cast(T, known[1])

    def add_products(self, products: Iterable[Product]) -> None:
        """Let the answer speak of these too; known ones keep their reviews."""
        for product in products:
            known = self.products.get(product.id)
            if known is None or known.product != product:
                self.products[product.id] = ProductFacts(product, known.reviews if known else ())
                self.version += 1

    @cached_property
    def document_sentences(self) -> list["DocumentSentence"]:
        """The documents, sentence by sentence, each under its title; what is said to a machine is left out."""
        return [
            DocumentSentence(words_in(f"{section.title} {part}"), read_figures(fold(part)), fold(part).casefold())
            for section in self.documents
            for part in _SENTENCE_END.split(fold(section.text))
            if part.strip() and not addresses_a_machine(part)
        ]

    @cached_property
    def section_numbers(self) -> list[set[Decimal]]:
        """The figures of each section of the documents."""
        return [numbers_in(section.text) for section in self.documents if not addresses_a_machine(section.text)]

    @cached_property
    def shopper_numbers(self) -> frozenset[Decimal]:
        """Figures in the shopper's words."""
        return frozenset(number for words in self.shopper_words for number in numbers_in(words))

    @cached_property
    def spoken_words(self) -> frozenset[str]:
        """Words of the shopper and of the documents."""
        told = (f"{s.title} {s.document}" for s in self.documents)
        texts = (*self.shopper_words, *told, *(said.text for said in self.document_sentences))
        return frozenset(word for text in texts for word in words_in(text))

    @cached_property
    def spoken_text(self) -> str:
        """The same as one text, for whole phrases."""
        return fold("\n".join((*self.shopper_words, *(s.text for s in self.document_sentences)))).casefold()

    @property
    def links(self) -> Mapping[str, frozenset[str]]:
        """Every link that may be given → the products it leads to (none for a document)."""
        links = {s.url: frozenset[str]() for s in self.documents if s.url}
        return links | {f.product.url: frozenset({i}) for i, f in self.products.items() if f.product.url}


def _all_words(facts: Facts) -> str:
    """Every word that was said, in order."""
    texts = (*(f"{known.text}\n{known.said}" for known in facts.products.values()), facts.spoken_text)
    return f" {' '.join(words_in(_ZEROS.sub('', chr(10).join(texts))))} "


@dataclass(frozen=True)
class DocumentSentence:
    """A sentence of the shop's documents."""

    words: list[str]
    figures: list[Figure]
    text: str

    @cached_property
    def numbers(self) -> frozenset[Decimal]:
        """Every figure's value."""
        return frozenset(figure.value for figure in self.figures)

    @cached_property
    def measures(self) -> list[Measure]:
        """What its figures measure."""
        return [measure for _, measure in measures_in(self.text, self.figures)]
