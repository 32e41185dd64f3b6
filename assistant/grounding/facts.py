"""What an answer may state: the products found in this conversation, the cited documents, the shopper's own words."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TypeVar, cast

from assistant.brief import TurnBrief
from assistant.grounding.answer_text import fold
from assistant.grounding.figures import Figure, read_figures
from assistant.grounding.product_facts import ProductFacts
from assistant.grounding.units import Measure, measures_in
from assistant.grounding.variant_labels import learn_labels
from assistant.grounding.words import numbers_in, words_in
from catalog.machine_talk import addresses_a_machine
from catalog.policy import PolicySection
from catalog.product import Product
from catalog.review import Review

__all__ = ["DocumentSentence", "Facts", "ProductFacts", "numbers_in", "words_in"]

T = TypeVar("T")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
#: Where a quotation leaves words out, or puts its own.
_CUT = re.compile(r"\.{2,}|(?<=\w) ?\.(?= ?[a-z])|\[[^\]]*\]|[.!?]\s+")
_MIN_PART = 2
#: May stand around a sentence without changing it.
AROUND = ' \n\t.!?*_"“”'
#: A quotation may leave the zeros of 21.00 V out.
_ZEROS = re.compile(r"(?<=\d)\.0+(?!\d)")


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
                known.amounts_told,
            )
            learn_labels(known)
        _ = (
            self._by_number,
            [(said.joined, said.has_amount, said.measures) for said in self.document_sentences],
            self.told_whole,
            self.section_numbers,
            self.shopper_numbers,
            self.spoken_words,
            self.spoken_text,
        )
        self.derive(_all_words)

    def says(self, quoted: str) -> bool:
        """Whether records, reviews, documents or the shopper have these words in a row, or part by part where cut."""
        told = self.derive(_all_words)
        whole, *parts = (words_in(_ZEROS.sub("", part)) for part in (quoted, *_CUT.split(quoted)))
        if f" {' '.join(whole)} " in told:
            return True
        return len(parts) > 1 and all(len(p) >= _MIN_PART and f" {' '.join(p)} " in told for p in parts if p)

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
    def _by_number(self) -> Mapping[Decimal, list["DocumentSentence"]]:
        by_number: dict[Decimal, list[DocumentSentence]] = {}
        for said in self.document_sentences:
            for number in said.numbers:
                by_number.setdefault(number, []).append(said)
        return by_number

    def sentences_with(self, number: Decimal) -> list["DocumentSentence"]:
        """The sentences of the documents that give a figure."""
        return self._by_number.get(number, [])

    @cached_property
    def section_numbers(self) -> list[set[Decimal]]:
        """The figures of each section of the documents."""
        return [numbers for _, numbers in self.sections_told]

    @cached_property
    def sections_told(self) -> list[tuple[str, set[Decimal]]]:
        """Each section of the documents with its title, in lower case, and its figures."""
        told = [section for section in self.documents if not addresses_a_machine(section.text)]
        return [(fold(f"{s.title}\n{s.text}").casefold(), numbers_in(s.text)) for s in told]

    @cached_property
    def told_whole(self) -> frozenset[str]:
        """The sentences of the documents, without marks around them."""
        return frozenset(" ".join(said.text.strip(AROUND).split()) for said in self.document_sentences)

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
    def joined(self) -> str:
        """Its words as one text, a blank before each."""
        return f" {' '.join(self.words)}"

    @cached_property
    def has_amount(self) -> bool:
        """Whether it gives an amount of money, as a condition does."""
        return any(figure.kind == "money" for figure in self.figures)

    @cached_property
    def measures(self) -> list[Measure]:
        """What its figures measure."""
        return [measure for _, measure in measures_in(self.text, self.figures)]
