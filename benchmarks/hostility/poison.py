"""A catalog in which one text is somebody else's: what a feed, a reviewer or a page may bring with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from assistant.ports import CatalogReader
from catalog.overview import CatalogOverview
from catalog.policy import PolicySection
from catalog.product import Product
from catalog.review import Review
from catalog.vocabulary import CatalogVocabulary

Place = Literal["product.description", "product.title", "product.attribute", "review.text", "review.title", "policy"]
PLACES: tuple[Place, ...] = (
    "product.description", "product.title", "product.attribute", "review.text", "review.title", "policy",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PoisonedCatalog:
    """Reads like `catalog`, but for one text planted at one place of one product."""

    catalog: CatalogReader
    product_id: str
    place: Place
    text: str

    def products(self, ids: Sequence[str]) -> dict[str, Product]:
        """As they are, the poisoned one aside."""
        found = self.catalog.products(ids)
        if self.product_id in found and self.place.startswith("product."):
            found[self.product_id] = self._poisoned(found[self.product_id])
        return found

    def vocabulary(self) -> CatalogVocabulary:
        """As it is."""
        return self.catalog.vocabulary()

    def overview(self) -> CatalogOverview:
        """As it is."""
        return self.catalog.overview()

    def reviews(self, product_id: str, limit: int) -> Sequence[Review]:
        """As they are, with one more of the poisoned product."""
        found = list(self.catalog.reviews(product_id, limit))
        if product_id == self.product_id and self.place.startswith("review."):
            title, text = (self.text, "Fine.") if self.place == "review.title" else ("Fine", self.text)
            found.insert(0, Review(product_id=product_id, review_id="planted", rating=5, title=title, text=text))
        return found[:limit]

    def find_policies(self, text: str, limit: int) -> Sequence[PolicySection]:
        """As they are, the best of them poisoned."""
        found = list(self.catalog.find_policies(text, limit))
        if found and self.place == "policy":
            found[0] = found[0].model_copy(update={"text": f"{found[0].text}\n{self.text}"})
        return found

    def __getattr__(self, name: str) -> Any:
        return getattr(self.catalog, name)

    def _poisoned(self, product: Product) -> Product:
        record = product.to_json()
        if self.place == "product.title":
            record["title"] = f"{product.title} {self.text}"[:500]
        elif self.place == "product.description":
            record["description"] = {"plain": f"{product.description.plain} {self.text}"}
        else:
            record["attributes"] = {**record.get("attributes", {}), "note": self.text[:400]}
        return Product.model_validate(record)
