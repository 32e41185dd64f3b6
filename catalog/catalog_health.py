"""What a catalog lacks: products that cannot be shown well, cannot be bought, or are there twice."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from catalog.product import Product

#: Products named for each fault.
N_NAMED = 100
#: Fault → whether a product has it.
_FAULTS: Mapping[str, Callable[[Product], bool]] = {
    "no_price": lambda product: product.price is None,
    "no_image": lambda product: not product.media,
    "no_link": lambda product: product.url is None,
    "no_category": lambda product: product.category is None,
    "no_description": lambda product: not product.description.plain.strip(),
    "not_in_stock": lambda product: not product.in_stock,
}
#: Brand and title are those of another product, too.
TWICE = "same_name"


class NamedProduct(NamedTuple):
    """A product by what people know it by."""

    product_id: str
    title: str


@dataclass(frozen=True, slots=True)
class Fault:
    """Products that have it; the first of them by name, in feed order."""

    n_products: int
    named: tuple[NamedProduct, ...]


@dataclass(frozen=True, slots=True)
class CatalogHealth:
    """A catalog as it was examined.

    Attributes:
        faults: `no_price`, `no_image`, `no_link`, `no_category`, `no_description`, `not_in_stock`, `same_name` → the
            products that have it.
    """

    n_products: int
    n_variants: int
    n_in_stock: int
    faults: Mapping[str, Fault]

    @classmethod
    def from_products(cls, products: Iterable[Product]) -> "CatalogHealth":
        """Examine every product once; they are not kept."""
        n_products = n_variants = n_in_stock = 0
        faulty: dict[str, list[NamedProduct]] = {fault: [] for fault in _FAULTS}
        called: dict[tuple[str, str], list[NamedProduct]] = {}
        for product in products:
            n_products += 1
            n_variants += len(product.variants)
            n_in_stock += product.in_stock
            name = NamedProduct(product.id, product.title)
            for fault, has in _FAULTS.items():
                if has(product):
                    faulty[fault].append(name)
            called.setdefault(((product.brand or "").casefold(), product.title.casefold()), []).append(name)
        faulty[TWICE] = [name for names in called.values() if len(names) > 1 for name in names]
        faults = {fault: Fault(len(names), tuple(names[:N_NAMED])) for fault, names in faulty.items()}
        return cls(n_products, n_variants, n_in_stock, faults)
