"""The shapes of the Universal Commerce Protocol's catalog, release 2026-04-08 (https://ucp.dev)."""

from collections.abc import Iterable, Sequence
from typing import Any

from catalog.product import Product, Variant

VERSION = "2026-04-08"
#: More than any shopper compares; what lies beyond is found by its variant id.
MAX_VARIANTS = 250


def envelope(capability: str, *, is_error: bool = False) -> dict[str, Any]:
    """The `ucp` member of a response; `capability` is `search` or `lookup`."""
    told = {"version": VERSION, "capabilities": {f"dev.ucp.shopping.catalog.{capability}": [{"version": VERSION}]}}
    return told | ({"status": "error"} if is_error else {})


def not_found(product_id: str, kind: str = "info") -> dict[str, Any]:
    """A message that nothing goes by this id."""
    return {"type": kind, "code": "not_found", "content": product_id}


def product_json(product: Product, variants: Iterable[dict[str, Any]] | None = None) -> dict[str, Any]:
    """A product, what is empty left out; with these variants instead of its own, if given."""
    told = product.model_dump(mode="json", exclude_none=True)
    told["variants"] = list(variants) if variants is not None else told["variants"][:MAX_VARIANTS]
    return {name: value for name, value in told.items() if value not in ([], {})}


def variant_json(variant: Variant, **more: Any) -> dict[str, Any]:
    """A variant; `more` is put beside its fields."""
    return variant.model_dump(mode="json", exclude_none=True) | more


def featured(variants: Sequence[Variant]) -> Variant:
    """The variant that stands for its product: the first that can be had."""
    return next((variant for variant in variants if variant.availability.available), variants[0])
