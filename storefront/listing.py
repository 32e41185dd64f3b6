"""The order and the choice of products on a section's page."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from catalog.product import Product

_LAST = 10**15


def _price(product: Product) -> int:
    return product.price.amount if product.price else _LAST


def _rating(product: Product) -> float:
    rating = product.rating
    return -(rating.out_of_five if rating and rating.count else 0.0)


#: Name in the address → words, and what is sorted by; None keeps the feed's order.
SORTS: dict[str, tuple[str, Callable[[Product], float] | None]] = {
    "featured": ("Featured", None),
    "price": ("Price, lowest first", _price),
    "price-down": ("Price, highest first", lambda product: -_price(product) if product.price else _LAST),
    "rating": ("Rating", _rating),
}


@dataclass(frozen=True, slots=True)
class Listing:
    """What a section's page was asked for; unknown values mean the usual.

    Attributes:
        sort: a key of `SORTS`.
        in_stock: leave out what cannot be had.
    """

    sort: str = "featured"
    in_stock: bool = False

    @classmethod
    def asked(cls, sort: str | None, stock: str | None) -> "Listing":
        """The listing of an address's `sort` and `stock`."""
        return cls(sort if sort in SORTS else "featured", stock == "in")

    def of(self, products: Iterable[Product]) -> list[Product]:
        """The products to show, in order."""
        chosen = [product for product in products if product.in_stock or not self.in_stock]
        key = SORTS[self.sort][1]
        return sorted(chosen, key=key) if key else chosen
