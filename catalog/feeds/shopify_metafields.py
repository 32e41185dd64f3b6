"""What the metafields of a Shopify product say: attributes, a rating, products that belong to it."""

import json
import re
from collections.abc import Iterator, Mapping
from math import isfinite
from typing import Any

from catalog.feeds.mapped_attributes import attribute_value
from catalog.feeds.shopify_columns import Metafield, metafield_of
from catalog.product import AttributeValue, RelationKind

_RECOMMENDED = "shopify--discovery--product_recommendation"
_RELATIONS: dict[Metafield, RelationKind] = {
    Metafield("product", _RECOMMENDED, "complementary_products"): "complement",
    Metafield("product", _RECOMMENDED, "related_products"): "substitute",
}
#: Namespaces that steer search, advertising and reviews, and describe no product.
_NO_FACTS = re.compile(r"shopify--discovery|mm-google-shopping$|reviews$|seo$")
_RATING, _RATING_COUNT = (Metafield("product", "reviews", key) for key in ("rating", "rating_count"))


def metafield_attributes(cells: Mapping[str, str], owner: str) -> dict[str, AttributeValue]:
    """Metafields of the `product` or of the `variant` as attributes, named by their keys.

    References to files and records of the shop's are left out.
    """
    found: dict[str, AttributeValue] = {}
    for field, cell in _metafields(cells):
        if field.owner != owner or _NO_FACTS.match(field.namespace):
            continue
        value = attribute_value(_fact(cell))
        name = re.sub(r"\W+", "_", field.key).strip("_")
        if name and value is not None:
            found.setdefault(name, value)
    return found


def metafield_relations(cells: Mapping[str, str]) -> tuple[tuple[str, RelationKind], ...]:
    """Handles of the products that were chosen to go with this one, or to be looked at instead."""
    return tuple(
        (handle.strip(), _RELATIONS[field])
        for field, cell in _metafields(cells)
        if field in _RELATIONS
        for handle in _listed(cell)
        if handle.strip()
    )


def metafield_rating(cells: Mapping[str, str]) -> dict[str, float] | None:
    """The rating that review apps keep in `reviews.rating` (a number, or JSON with its scale)."""
    said = dict(_metafields(cells))
    rating = _json(said.get(_RATING, ""))
    scaled = rating if isinstance(rating, dict) else {"value": rating}
    value, scale_max = _number(scaled.get("value")), _number(scaled.get("scale_max")) or 5.0
    if value is None or not 0 < value <= scale_max:
        return None
    count = _number(_json(said.get(_RATING_COUNT, "")))
    counted = {"count": int(count)} if count is not None and count >= 0 else {}
    return {"value": value, "scale_max": scale_max} | counted


def _metafields(cells: Mapping[str, str]) -> Iterator[tuple[Metafield, str]]:
    for column, cell in cells.items():
        field = metafield_of(column)
        if field and cell.strip():
            yield field, cell.strip()


def _listed(cell: str) -> list[str]:
    found = _json(cell)
    return [str(one) for one in found] if isinstance(found, list) else re.split(r"[;,\n]", cell)


def _fact(cell: str) -> Any:
    """A metafield's text as what it stands for: a truth, a list, a measure; None for what is no fact."""
    if cell.casefold() in ("true", "false"):
        return cell.casefold() == "true"
    found = _json(cell) if cell[0] in "[{" else None
    if isinstance(found, list):
        return [one for one in found if not str(one).startswith("gid://")]
    if isinstance(found, dict):
        return f"{found['value']} {found['unit']}".lower() if {"value", "unit"} <= found.keys() else None
    if cell.startswith("gid://"):
        return None
    return cell.split("; ") if "; " in cell else cell


def _json(cell: str) -> Any:
    try:
        return json.loads(cell)
    except (ValueError, RecursionError):
        return None


def _number(value: Any) -> float | None:
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return number if isfinite(number) else None
