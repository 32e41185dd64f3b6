"""What the tools of one turn share: where they look, and what was found and chosen so far."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from assistant.brief import TurnBrief
from assistant.grounding.facts import Facts, ProductFacts
from assistant.looking.foresight import Ahead, Foresight
from assistant.stream import Comparison, Layout
from assistant.tools.found import Found
from assistant.tools.lookup import Lookup
from assistant.tools.refusal import ProductUnknown
from catalog.candidate import Candidate
from catalog.policy import PolicySection
from catalog.product import Product
from shoppers.statement import Statement

#: Cards that are shown where the model chooses none.
N_SHOWN = 4


@dataclass(slots=True)
class ToolContext:
    """One turn's tools. Identity never comes from a tool's arguments; it is in the brief.

    Tools that look only read it, since they run side by side in threads; the loop takes over what they found.
    Tools that present run alone, one after the other, and choose here what is shown.

    Attributes:
        described: the material that the model was given, so that no tool tells it again.
        facts: what the answer may state; replaced when it grows.
        products: everything known in this conversation, by id: the only products that may be spoken of.
        candidates: what may be shown, in the ranker's order, searches of this turn appended.
        presented: id → the model's reason, once it has presented.
        comparison: once the model has presented one.
        suggested: replies of the model's own that lead somewhere.
        sections: of the shop's documents that a tool read, by source.
        stated: what the model noted of the shopper.
    """

    brief: TurnBrief
    lookup: Lookup
    described: str = ""
    facts: Facts = field(init=False)
    products: dict[str, Product] = field(default_factory=dict)
    candidates: list[Candidate] = field(init=False)
    presented: dict[str, str] = field(default_factory=dict)
    layout: Layout = "list"
    comparison: Comparison | None = None
    suggested: tuple[str, ...] = ()
    sections: dict[str, PolicySection] = field(default_factory=dict)
    stated: tuple[Statement, ...] = ()

    def __post_init__(self) -> None:
        self.candidates = list(self.brief.candidates)
        self.products = {**self.products, **self.brief.products}
        self.facts = Facts.of(self.brief)
        self.facts.add_products(self.products.values())

    def take(self, found: Found) -> None:
        """Let the answer speak of what a tool found; new candidates go behind those that are there."""
        known = {candidate.product_id for candidate in self.candidates}
        self.products.update(found.products)
        self.candidates += [c for c in found.candidates if c.product_id in self.products and c.product_id not in known]
        self.sections.update((section.source_id, section) for section in found.sections)
        self.stated = tuple(dict.fromkeys((*self.stated, *found.stated)))
        self.described = f"{self.described}\n{found.text}"
        self._learn(found)

    def look_up(self, product_ids: Iterable[str]) -> list[Product]:
        """Products of this conversation, each once, in the order asked.

        Raises:
            ProductUnknown: if nothing in this conversation returned one of them, or it is sold no longer.
        """
        wanted = list(dict.fromkeys(product_ids))
        earlier = self.brief.turn.conversation.ever_found.intersection(wanted) - self.products.keys()
        products = self.products | (self.lookup.catalog.products(sorted(earlier)) if earlier else {})
        if unknown := [product_id for product_id in wanted if product_id not in products]:
            raise ProductUnknown(unknown)
        return [products[product_id] for product_id in wanted]

    def in_order(self, products: Sequence[Product]) -> list[Product]:
        """As the ranker orders them; those it did not rank stay behind, as they come."""
        places = {candidate.product_id: place for place, candidate in enumerate(self.candidates)}
        return sorted(products, key=lambda product: places.get(product.id, len(places)))

    def ahead(self) -> Ahead | None:
        """The next turn, were this one over with what is chosen so far."""
        lookup = self.lookup
        if lookup.understand is None:
            return None
        ranked = [candidate.product_id for candidate in self.candidates]
        shown = tuple(one for one in ranked if one in self.presented) or tuple(ranked[:N_SHOWN])
        return Foresight(lookup.search, lookup.catalog, lookup.understand).after(self.brief, shown)

    def _learn(self, found: Found) -> None:
        known = dict(self.facts.products)
        for product in found.products.values():
            read = known[product.id].reviews if product.id in known else ()
            more = tuple(r for r in found.reviews if r.product_id == product.id and r not in read)
            known[product.id] = ProductFacts(product, (*read, *more))
        documents = tuple(dict.fromkeys((*self.facts.documents, *found.sections)))
        counts = self.facts.counts | found.counts
        self.facts = replace(
            self.facts, products=known, documents=documents, counts=counts, version=self.facts.version + 1
        )
