"""BigCommerce's older export ("Bulk Edit" template): a product row, then its SKU rows and rule rows.

Columns: https://support.bigcommerce.com/s/article/Importing-and-Exporting-Products (v2)
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
from catalog.feeds.price import price_of
from catalog.feeds.report import ImportReport
from catalog.feeds.row import FeedProduct, shown
from catalog.feeds.source import FeedSource
from catalog.feeds.table import read_table
from catalog.money import Money

_REQUIRED = {"item_type": "Item Type", "product_id": "Product ID", "product_name": "Product Name"}
_NO = ("N", "NO", "FALSE")
#: `[RB]Size=Small,[CS]Color=Navy:#000080`; the mark says how the storefront draws the choice.
_CHOICE = re.compile(r"\[[A-Z]{1,3}\]\s*([^=\[\]]+)=(.*?)(?=,\s*\[[A-Z]{1,3}\]|$)")
_SWATCH = re.compile(r":(?:#[0-9A-Fa-f]{3,6}|\S+\.(?:png|jpe?g|gif))(?:\|\S*)?$")
_RULE = re.compile(r"\[(ADD|REMOVE|FIXED)\]\s*(.+)", re.IGNORECASE)
_ATTRIBUTES = {
    "product_upc/ean": "gtin",
    "gps_manufacturer_part_number": "mpn",
    "product_weight": "weight",
    "product_width": "width",
    "product_height": "height",
    "product_depth": "depth",
    "product_warranty": "warranty",
}


def read_bigcommerce_legacy(
    source: FeedSource, report: ImportReport, settings: ReadingSettings
) -> Iterator[FeedProduct]:
    """The products of an export; broken rows are skipped in the report, those of a skipped product with it."""
    reader = _LegacyReader(report, settings)
    return products_of(reader.offers(read_table(source, report, rename=merchant_name, required=_REQUIRED)), report)


class _LegacyReader(ProductRows):
    column = "item_type"
    kinds = ("SKU", "Rule")

    def _add(self, kind: str, product: Offer, line: int, cells: Mapping[str, str]) -> None:
        if kind == "sku":
            variant = self._variant_offer(product, line, cells)
            self._variants[variant.id] = variant
        else:
            self._apply_rule(line, cells)

    def _product_offer(self, line: int, cells: Mapping[str, str]) -> Offer | None:
        for column in ("product_id", "product_name"):
            if not cells.get(column):
                raise RowRefused(f"no {column.replace('_', ' ')}")
        if cells.get("product_visible?", "Y").upper() in _NO:
            self._hide(line, cells["product_id"])
            return None
        price, list_price = prices_of(cells.get("price", ""), cells.get("sale_price", ""), self._settings.currency)
        sku = cells.get("product_code/sku") or None
        offer = Offer(
            line=line,
            id=cells["product_id"],
            group=cells["product_id"],
            sku=sku,
            title=plain(cells["product_name"]),
            brand=plain(cells.get("brand_name", "")) or None,
            description=plain(cells.get("product_description", "")),
            url=cells.get("product_url") or None,
            images=_images(cells),
            categories=categories_of(cells.get("category", "") or cells.get("category_details", "")),
            price=price,
            list_price=list_price,
            status="in_stock" if _is_sold(cells) else "out_of_stock",
            attributes=texts_of(cells, _ATTRIBUTES) | custom_fields_of(cells.get("product_custom_fields", "")),
            condition=cells.get("product_condition", "").casefold() or None,
            is_parent=True,
        )
        return self._with_stock(offer, cells, is_variant=False)

    def _variant_offer(self, product: Offer, line: int, cells: Mapping[str, str]) -> Offer:
        sku = cells.get("product_code/sku") or None
        if not sku and not cells.get("product_id"):
            raise RowRefused("sku row without a SKU and without an id")
        variant = Offer(
            line=line,
            id=sku or f"{product.id}-{cells['product_id']}",
            group=product.id,
            sku=sku,
            title=product.title,
            price=product.price,
            list_price=product.list_price,
            status=product.status,
            options=_choices(cells),
        )
        return self._with_stock(variant, cells, is_variant=True)

    def _with_stock(self, offer: Offer, cells: Mapping[str, str], *, is_variant: bool) -> Offer:
        status = stock_of(self._cells.get("track_inventory", ""), is_variant, cells.get("current_stock_level", ""))
        return replace(offer, status=status) if offer.status == "in_stock" else offer

    def _apply_rule(self, line: int, cells: Mapping[str, str]) -> None:
        """A rule changes the price of the variants that its SKU or options name, or says that they are not for sale."""
        sku, choices = cells.get("product_code/sku", ""), _choices(cells)
        named = [
            variant
            for variant in self._variants.values()
            if (variant.sku == sku if sku else bool(choices) and choices.items() <= dict(variant.options).items())
        ]
        if not named:
            self._report.warn(line, f"rule of {shown(sku or choices or 'no SKU')} names no variant and is left out")
        for variant in named:
            self._variants[variant.id] = _ruled(variant, cells)


def _ruled(variant: Offer, cells: Mapping[str, str]) -> Offer:
    if not _is_sold(cells):
        return replace(variant, status="out_of_stock")
    rule = _RULE.match(cells.get("price", ""))
    if rule is None or variant.price is None:
        return variant
    changed = _changed(variant.price, rule.group(1).upper(), rule.group(2), variant.price.currency)
    return replace(variant, price=changed, list_price=None)


def _choices(cells: Mapping[str, str]) -> dict[str, str]:
    found = _CHOICE.findall(cells.get("product_name", ""))
    return {plain(name): _SWATCH.sub("", plain(value)) for name, value in found}


def _changed(price: Money, verb: str, number: str, currency: str) -> Money:
    by = price_of(number, currency) or Money(amount=0, currency=currency)
    amounts = {"FIXED": by.amount, "ADD": price.amount + by.amount, "REMOVE": max(0, price.amount - by.amount)}
    return Money(amount=amounts[verb], currency=currency)


def _is_sold(cells: Mapping[str, str]) -> bool:
    return cells.get("allow_purchases?", "Y").upper() not in _NO


def _images(cells: Mapping[str, str]) -> tuple[str, ...]:
    found: list[str] = []
    for number in range(1, 21):
        url = cells.get(f"product_image_url_{number}", "")
        file = cells.get(f"product_image_file_{number}", "")
        if url or file:
            found.append(url or (file if "://" in file else f"product_images/{file.lstrip('/')}"))
    return tuple(found)


BIGCOMMERCE_LEGACY = FeedFormat(
    name="bigcommerce-legacy",
    label="BigCommerce CSV, older export",
    shapes=frozenset({"table"}),
    anchors=Anchors(
        required=(frozenset({"item_type"}), frozenset({"product_id"}), frozenset({"product_name"})),
        strong=frozenset(
            {"product_code/sku", "option_set", "brand_name", "product_description", "allow_purchases?"}
            | {"product_visible?", "track_inventory", "current_stock_level", "product_custom_fields", "category"}
            | {"product_image_file_1", "bin_picking_number", "stop_processing_rules"}
        ),
        negative=frozenset("handle store_view_code image_link".split()),
    ),
    read=read_bigcommerce_legacy,
)
