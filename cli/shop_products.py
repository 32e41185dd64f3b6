"""The products to try something on: the shop's own, or the sample shop's where there are none."""

from typing import TYPE_CHECKING

from catalog.product import Product
from cli.sample_shop import find_sample
from cli.shop_database import open_catalog

if TYPE_CHECKING:
    from api.settings import Settings


def products_or_sample(settings: "Settings") -> list[Product]:
    """Every product of the shop in feed order; nothing is imported, and no data folder is made.

    Raises:
        SampleMissing: if there is neither a catalog nor the sample shop.
    """
    if settings.database_url or (settings.home / "shop.db").exists():
        with open_catalog(settings) as catalog:
            products = list(catalog.all_products())
        if products:
            return products
    lines = find_sample().products.read_text(encoding="utf-8").splitlines()
    return [Product.model_validate_json(line) for line in lines if line.strip()]
