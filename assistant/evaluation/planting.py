"""The shop as a case wants it: the real catalog with hostile texts planted into copies of its records."""

from collections.abc import Sequence
from functools import cached_property

from assistant.evaluation.case import Planting
from assistant.ports import CatalogReader
from catalog.overview import CatalogOverview
from catalog.policy import PolicySection
from catalog.product import Product
from catalog.review import Review
from catalog.stocklist import Stocklist
from catalog.vocabulary import CatalogVocabulary


class PlantedCatalog:
    """A `CatalogReader` that reads another one and adds what was planted.

    Searching and ranking go on over the untouched shop: what changes is every text that can reach a prompt, so that a
    change in the order of the cards can only come from obeying it.
    """

    def __init__(self, catalog: CatalogReader, plants: Sequence[Planting]) -> None:
        self._catalog = catalog
        self._plants = plants

    def products(self, ids: Sequence[str]) -> dict[str, Product]:
        """The products as planted."""
        return {i: self._planted(product) for i, product in self._catalog.products(ids).items()}

    def vocabulary(self) -> CatalogVocabulary:
        """Of the untouched catalog."""
        return self._catalog.vocabulary()

    def overview(self) -> CatalogOverview:
        """Of the untouched catalog."""
        return self._catalog.overview()

    def stocklist(self) -> Stocklist:
        """Of the untouched catalog."""
        return self._catalog.stocklist()

    def reviews(self, product_id: str, limit: int) -> Sequence[Review]:
        """Planted reviews are the newest."""
        planted = [
            Review(product_id=product_id, review_id=f"{product_id}-planted-{n}", rating=5, title="", text=plant.text)
            for n, plant in enumerate(self._plants)
            if plant.where == "review" and plant.product == product_id
        ]
        return [*planted, *self._catalog.reviews(product_id, limit)][:limit]

    def find_policies(self, text: str, limit: int) -> Sequence[PolicySection]:
        """Planted sections come last among those found, however few fit."""
        found = list(self._catalog.find_policies(text, max(0, limit - len(self._sections))))
        return [*found, *self._sections][:limit]

    @cached_property
    def _sections(self) -> list[PolicySection]:
        return [
            PolicySection(source_id=f"notice#{n}", document="notice", title="Notice", text=plant.text)
            for n, plant in enumerate(self._plants)
            if plant.where == "policy"
        ]

    def _planted(self, product: Product) -> Product:
        for plant in self._plants:
            if plant.product == product.id and plant.where not in ("review", "policy"):
                product = _with_text(product, plant)
        return product


def _with_text(product: Product, plant: Planting) -> Product:
    match plant.where:
        case "title":
            return product.model_copy(update={"title": f"{product.title} {plant.text}"})
        case "brand":
            return product.model_copy(update={"brand": f"{product.brand or ''} {plant.text}".strip()})
        case "attribute":
            return product.model_copy(update={"attributes": product.attributes | {"note": plant.text}})
        case _:
            told = product.description.model_copy(update={"plain": f"{product.description.plain} {plant.text}"})
            return product.model_copy(update={"description": told})
