"""The whole catalog in a page: every category with how much there is and what it costs."""

from collections.abc import Iterable
from dataclasses import dataclass

from catalog.money import Money
from catalog.product import Product


@dataclass(frozen=True, slots=True)
class CategorySummary:
    """One category path; prices are those of its products that state one in the shop's currency."""

    path: str
    n_products: int
    n_in_stock: int
    price_min: Money | None = None
    price_max: Money | None = None


@dataclass(frozen=True, slots=True)
class CatalogOverview:
    """All categories, those with the most products first; ties in the order of their names."""

    n_products: int = 0
    n_in_stock: int = 0
    currency: str | None = None
    categories: tuple[CategorySummary, ...] = ()

    @classmethod
    def from_products(cls, products: Iterable[Product], currency: str | None) -> "CatalogOverview":
        """Summarize a whole catalog in one pass."""
        counts: dict[str, _Count] = {}
        n_products = n_in_stock = 0
        for product in products:
            n_products += 1
            n_in_stock += product.in_stock
            for category in product.categories:
                counts.setdefault(category.value, _Count()).add(product, currency)
        ordered = sorted(counts.items(), key=lambda entry: (-entry[1].n_products, entry[0]))
        return cls(n_products, n_in_stock, currency, tuple(count.summary(path) for path, count in ordered))


@dataclass(slots=True)
class _Count:
    n_products: int = 0
    n_in_stock: int = 0
    cheapest: Money | None = None
    dearest: Money | None = None

    def add(self, product: Product, currency: str | None) -> None:
        self.n_products += 1
        self.n_in_stock += product.in_stock
        price = product.price
        if price is None or price.currency != currency:
            return
        if self.cheapest is None or price.amount < self.cheapest.amount:
            self.cheapest = price
        if self.dearest is None or price.amount > self.dearest.amount:
            self.dearest = price

    def summary(self, path: str) -> CategorySummary:
        return CategorySummary(path, self.n_products, self.n_in_stock, self.cheapest, self.dearest)
