"""What an order may call a product: its id, a variant's id, a SKU."""

from collections.abc import Iterable
from typing import NamedTuple, Self

from catalog.product import Product


class ProductCode(NamedTuple):
    """What a code stands for; `variant_id` is None where the code is the product's own id."""

    product_id: str
    variant_id: str | None


class ProductCodes:
    """Code → product, over the catalog. A product's id goes before a variant's id, and that before a SKU.

    Attributes:
        currency: of the catalog's prices; None without any.
    """

    def __init__(self) -> None:
        self.currency: str | None = None
        self._product_ids: set[str] = set()
        self._by_variant_id: dict[str, ProductCode] = {}
        self._by_sku: dict[str, ProductCode] = {}

    @classmethod
    def of(cls, products: Iterable[Product]) -> Self:
        """Read a catalog through; only the codes stay in memory."""
        codes = cls()
        for product in products:
            codes._take(product)
        return codes

    def __len__(self) -> int:
        return len(self._product_ids)

    def has_product(self, product_id: str) -> bool:
        """Whether it is the id of a product."""
        return product_id in self._product_ids

    def find(self, code: str) -> ProductCode | None:
        """What a code stands for, or None if the catalog does not have it."""
        if code in self._product_ids:
            return ProductCode(code, None)
        return self._by_variant_id.get(code) or self._by_sku.get(code)

    def _take(self, product: Product) -> None:
        self._product_ids.add(product.id)
        if self.currency is None and product.price:
            self.currency = product.price.currency
        for variant in product.variants:
            code = ProductCode(product.id, variant.id)
            self._by_variant_id.setdefault(variant.id, code)
            if variant.sku:
                self._by_sku.setdefault(variant.sku, code)
