"""A catalog in numbers."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class CatalogStatistics:
    """What `shopkeeper catalog stats` shows. `imported_at`, `source` and `format` are of the last whole import."""

    version: int
    n_products: int
    n_variants: int
    n_in_stock: int
    n_brands: int
    n_categories: int
    n_without_price: int
    n_without_image: int
    n_reviews: int
    n_policy_sections: int
    currency: str | None
    imported_at: datetime | None
    source: str | None
    format: str | None

    def to_json(self) -> dict[str, Any]:
        """As JSON shows it."""
        moment = self.imported_at.isoformat() if self.imported_at else None
        return {**asdict(self), "imported_at": moment}
