"""What a tool gives: words for the model, and the records that the answer may speak of from then on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from catalog.candidate import Candidate
from catalog.policy import PolicySection
from catalog.product import Product
from catalog.review import Review
from shoppers.statement import Statement


@dataclass(frozen=True, slots=True)
class Found:
    """One call's outcome. Tools run side by side; what they found is taken over one after the other, in call order.

    Attributes:
        text: told to the model.
        candidates: products that may be shown, best first.
        products: every product that the text speaks of, by id.
        sections: of the shop's documents; they are cited when the answer uses them.
        reviews: newest first.
        stated: what the shopper said of themselves.
        counts: figures of the text that no record has: how many there are, what a category costs, in major units.
    """

    text: str
    candidates: tuple[Candidate, ...] = ()
    products: Mapping[str, Product] = field(default_factory=dict)
    sections: tuple[PolicySection, ...] = ()
    reviews: tuple[Review, ...] = ()
    stated: tuple[Statement, ...] = ()
    counts: frozenset[Decimal] = frozenset()

    @classmethod
    def about(cls, text: str, products: Iterable[Product], reviews: Iterable[Review] = ()) -> "Found":
        """Facts of products that are known already."""
        return cls(text, products={product.id: product for product in products}, reviews=tuple(reviews))
