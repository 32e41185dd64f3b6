"""The products looked up lately: a turn asks for the same few dozen several times."""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping

from catalog.product import Product

#: About 20 MB of products with fifty attributes each.
MAX_PRODUCTS = 2_000


class ProductCache:
    """Parsed products of one version of the catalog, the least used forgotten first. Safe between threads."""

    def __init__(self, max_products: int = MAX_PRODUCTS) -> None:
        self._max_products = max_products
        self._lock = threading.Lock()
        self._version = 0
        self._products: OrderedDict[str, Product] = OrderedDict()

    def get(self, version: int, ids: Iterable[str]) -> dict[str, Product]:
        """Those of `ids` that are known at this version."""
        with self._lock:
            if version != self._version:
                return {}
            found = {product_id: self._products[product_id] for product_id in ids if product_id in self._products}
            for product_id in found:
                self._products.move_to_end(product_id)
            return found

    def put(self, version: int, products: Mapping[str, Product]) -> None:
        """Remember products of this version; those of an older one are forgotten."""
        with self._lock:
            if version < self._version:
                return
            if version > self._version:
                self._products.clear()
                self._version = version
            self._products.update(products)
            while len(self._products) > self._max_products:
                self._products.popitem(last=False)
