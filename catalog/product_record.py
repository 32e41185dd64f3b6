"""A product as it lies in the database: its JSON and the hash that tells whether it changed."""

import hashlib
from dataclasses import dataclass

from catalog.product import Product


@dataclass(frozen=True, slots=True)
class ProductRecord:
    """One row to be.

    Attributes:
        content_hash: of everything in the product but `updated_at`, which changes with every export of some shops.
    """

    id: str
    body: str
    content_hash: str

    @classmethod
    def of(cls, product: Product) -> "ProductRecord":
        """The record of a product; equal products have equal records."""
        body = product.model_dump_json(exclude_none=True, exclude_defaults=True)
        timeless = body
        if product.updated_at is not None:
            timeless = product.model_dump_json(exclude_none=True, exclude_defaults=True, exclude={"updated_at"})
        return cls(product.id, body, hashlib.sha256(timeless.encode()).hexdigest())
