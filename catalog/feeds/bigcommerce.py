"""BigCommerce's newer export: a product row, then rows of its variants, pictures and videos.

Columns: https://support.bigcommerce.com/s/article/Importing-Exporting-Products-v3
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from catalog.errors import RowRefused
from catalog.feeds.bigcommerce_cells import categories_of, custom_fields_of, prices_of, stock_of, texts_of
from catalog.feeds.bigcommerce_rows import ProductRows
from catalog.feeds.format import Anchors, FeedFormat, ReadingSettings
from catalog.feeds.google_merchant_table import merchant_name
from catalog.feeds.grouping import products_of
from catalog.feeds.offer import Offer
from catalog.feeds.plain_text import plain
from catalog.feeds.report import ImportReport
from catalog.feeds.row import FeedProduct
from catalog.feeds.source import FeedSource
from catalog.feeds.table import read_table

#: `Type=Dropdown|Name=Size|Value=SType=Swatch|Name=Color|Value=Navy[#000080]`: nothing stands between two options.
_OPTION = re.compile(r"Type=[^|]*\|Name=([^|]*)\|Value=(.*?)(?=\s*[;|]?\s*Type=[^|]*\|Name=|$)", re.DOTALL)
_SWATCH = re.compile(r"\[[^\[\]]*\]$")
_PICTURES = ("variant_image_url", "internal_image_url_(export)", "image_url_(import)", "image_url")
_ATTRIBUTES = {
    "upc/ean": "upc",
    "global_trade_number": "gtin",
    "manufacturer_part_number": "mpn",
    "weight": "weight",
    "width": "width",
    "height": "height",
    "depth": "depth",
    "warranty": "warranty",
}
_REQUIRED = {"item": "Item", "name": "Name"}


def read_bigcommerce(source: FeedSource, report: ImportReport, settings: ReadingSettings) -> Iterator[FeedProduct]:
    """The products of an export; broken rows are skipped in the report, those of a skipped product with it."""
    reader = _BigCommerceReader(report, settings)
    return products_of(reader.offers(read_table(source, report, rename=merchant_name, required=_REQUIRED)), report)


class _BigCommerceReader(ProductRows):
    column = "item"
    kinds = ("Variant", "Image", "Video")

    def _add(self, kind: str, product: Offer, line: int, cells: Mapping[str, str]) -> None:
        if kind == "variant":
            self._variants[str(line)] = self._variant_offer(product, line, cells)
        elif kind == "image":
            self._product = replace(product, images=(*product.images, *_images(cells)))

    def _product_offer(self, line: int, cells: Mapping[str, str]) -> Offer | None:
        product_id = cells.get("id") or cells.get("sku")
        if not product_id:
            raise RowRefused("no id")
        if not cells.get("name"):
            raise RowRefused("no name")
        if cells.get("is_visible", "TRUE").upper() in ("FALSE", "N", "NO", "0"):
            self._hide(line, product_id)
            return None
        price, list_price = prices_of(cells.get("price", ""), cells.get("sale_price", ""), self._settings.currency)
        brand = plain(cells.get("brand") or cells.get("brand_name") or "")
        return Offer(
            line=line,
            id=product_id,
            group=product_id,
            sku=cells.get("sku") or None,
            title=plain(cells["name"]),
            brand=brand if brand and not brand.isdigit() else None,
            description=plain(cells.get("description", "")),
            url=cells.get("product_url") or None,
            images=_images(cells),
            categories=categories_of(cells.get("categories", "")),
            price=price,
            list_price=list_price,
            status=stock_of(cells.get("inventory_tracking", ""), False, cells.get("current_stock", "")),
            attributes=texts_of(cells, _ATTRIBUTES) | custom_fields_of(cells.get("custom_fields", "")),
            condition=cells.get("product_condition", "").casefold() or None,
            is_parent=True,
        )

    def _variant_offer(self, product: Offer, line: int, cells: Mapping[str, str]) -> Offer:
        sku = cells.get("sku") or None
        if not sku and not cells.get("id"):
            raise RowRefused("variant row without a SKU and without an id")
        price, list_price = prices_of(cells.get("price", ""), cells.get("sale_price", ""), self._settings.currency)
        if price is None:
            price, list_price = product.price, product.list_price
        status = stock_of(self._cells.get("inventory_tracking", ""), True, cells.get("current_stock", ""))
        return Offer(
            line=line,
            id=sku or f"{product.id}-{cells['id']}",
            group=product.id,
            sku=sku,
            title=product.title,
            images=_images(cells),
            price=price,
            list_price=list_price,
            status=product.status if product.status != "in_stock" else status,
            options={
                plain(name): _SWATCH.sub("", plain(value))
                for name, value in _OPTION.findall(cells.get("options", ""))
                if plain(name) and plain(value)
            },
        )


def _images(cells: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(link for column in _PICTURES if (link := cells.get(column, ""))))


BIGCOMMERCE = FeedFormat(
    name="bigcommerce",
    label="BigCommerce CSV",
    shapes=frozenset({"table"}),
    anchors=Anchors(
        required=(frozenset({"item"}), frozenset({"name"}), frozenset({"sku"}), frozenset({"options"})),
        strong=frozenset(
            {"inventory_tracking", "current_stock", "low_stock", "retail_price", "channels", "custom_fields"}
            | {"is_visible", "product_url", "variant_image_url", "internal_image_url_(export)", "image_url_(import)"}
            | {"bin_picking_number", "brand_id", "global_trade_number", "categories"}
        ),
        negative=frozenset("handle item_type product_id image_link".split()),
    ),
    read=read_bigcommerce,
)
