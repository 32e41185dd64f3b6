"""What the tools of one turn share: where they look, and what they found and chose."""

from dataclasses import dataclass, field

from assistant.brief import TurnBrief
from assistant.ports import CatalogReader, ProductSearch
from catalog.candidate import Candidate
from catalog.product import Product


@dataclass(slots=True)
class ToolContext:
    """One turn's tools. Identity never comes from a tool's arguments; it is in the brief.

    Attributes:
        products: everything found in this turn, by id: the only products that may be presented.
        candidates: in the ranker's order, searches of this turn appended.
        presented: id → the model's reason, once it has presented.
    """

    brief: TurnBrief
    search: ProductSearch
    catalog: CatalogReader
    products: dict[str, Product] = field(default_factory=dict)
    candidates: list[Candidate] = field(default_factory=list)
    presented: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.products.update(self.brief.products)
        self.candidates.extend(self.brief.candidates)

    def add(self, candidates: list[Candidate], products: dict[str, Product]) -> None:
        """Take what a search found, behind what is there."""
        known = {candidate.product_id for candidate in self.candidates}
        self.products.update(products)
        self.candidates += [c for c in candidates if c.product_id in products and c.product_id not in known]
