"""Magento 2 and Adobe Commerce: the CSV that System > Export > Products writes.

Columns: https://experienceleague.adobe.com/en/docs/commerce-admin/systems/data-transfer/data-attributes-product
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from catalog.errors import RowRefused
from catalog.feeds.format import Anchors, FeedFormat, ReadingSettings
from catalog.feeds.google_merchant_table import merchant_name
from catalog.feeds.grouping import products_of
from catalog.feeds.magento_cells import attributes_of, categories_of, labels_of, relations_of, variations_of
from catalog.feeds.offer import Offer
from catalog.feeds.plain_text import plain
from catalog.feeds.price import price_of, sale_prices
from catalog.feeds.relations import with_relations
from catalog.feeds.report import ImportReport
from catalog.feeds.row import FeedProduct, FeedRow, shown
from catalog.feeds.sale_dates import sale_is_on
from catalog.feeds.source import FeedSource
from catalog.feeds.table import read_table
from catalog.money import Money
from catalog.product import AvailabilityStatus

#: Where a shop's pictures lie; the export names them from here on.
_PICTURES = "media/catalog/product"
_ROW_OF_A_STORE_VIEW = "a row of one store view; the default view counts"
_HIDDEN = "disabled or not visible in the shop"
_REQUIRED = {"sku": "sku", "name": "name", "product_type": "product_type"}
#: As the export writes it, and as the database counts it.
_INVISIBLE = ("not visible individually", "1")
_BRANDS = ("brand", "manufacturer")
#: Written into additional_attributes, and nothing a shopper would ask for.
_INTERNAL = frozenset(
    {"has_options", "required_options", "gift_message_available", "email_template", "gift_wrapping_available"}
)


@dataclass(frozen=True, slots=True)
class _Variation:
    """What a configurable product says of one of its simple products."""

    parent: str
    codes: frozenset[str]
    options: Mapping[str, str]


def read_magento(source: FeedSource, report: ImportReport, settings: ReadingSettings) -> Iterator[FeedProduct]:
    """The products of an export: a configurable one with its simple ones as variants; broken rows are skipped.

    The file is read twice, because the simple products stand before the configurable one that names them.
    """
    reader = _MagentoReader(_variations(source), settings, report)
    return with_relations(products_of(reader.offers(source), report), reader.owners, report)


def _variations(source: FeedSource) -> dict[str, _Variation]:
    found: dict[str, _Variation] = {}
    for row in read_table(source, ImportReport(source.name), rename=merchant_name, required=_REQUIRED):
        if row.cells.get("product_type") != "configurable" or row.cells.get("store_view_code") or _is_off(row.cells):
            continue
        labels = labels_of(row.cells.get("configurable_variation_labels", ""))
        for sku, options in variations_of(row.cells.get("configurable_variations", "")):
            named = {labels.get(code, code.replace("_", " ").capitalize()): value for code, value in options.items()}
            found.setdefault(sku, _Variation(row.cells["sku"].strip(), frozenset(options), named))
    return found


class _MagentoReader:
    """Reads rows; `owners` then says for each SKU which product it is, or is a variant of."""

    def __init__(self, variations: Mapping[str, _Variation], settings: ReadingSettings, report: ImportReport) -> None:
        self._variations = variations
        self._parents = frozenset(variation.parent for variation in variations.values())
        self._settings = settings
        self._report = report
        self.owners: dict[str, str] = {}

    def offers(self, source: FeedSource) -> Iterator[Offer]:
        for row in read_table(source, self._report, rename=merchant_name, required=_REQUIRED):
            reason = self._unsold(row.cells)
            if reason:
                self._report.leave_out(row.line, f"{shown(row.cells.get('sku', ''))}: {reason}")
                continue
            try:
                offer = self._offer(row)
            except RowRefused as error:
                self._report.skip(row.line, str(error))
                continue
            self.owners.setdefault(offer.id, offer.group or offer.id)
            yield offer

    def _unsold(self, cells: Mapping[str, str]) -> str | None:
        if cells.get("store_view_code", "").strip():
            return _ROW_OF_A_STORE_VIEW
        is_variant = cells.get("sku", "").strip() in self._variations
        return _HIDDEN if _is_disabled(cells) or (_is_off(cells) and not is_variant) else None

    def _offer(self, row: FeedRow) -> Offer:
        cells = {name: value.strip() for name, value in row.cells.items()}
        for name in ("sku", "name"):
            if not cells.get(name):
                raise RowRefused(f"no {name}")
        sku = cells["sku"]
        variation = self._variations.get(sku)
        is_parent = sku in self._parents
        price, list_price = self._prices(cells)
        attributes = attributes_of(cells.get("additional_attributes", ""))
        brand = next((str(attributes[name]) for name in _BRANDS if name in attributes), None)
        weight = {"weight": cells["weight"].rstrip("0").rstrip(".")} if cells.get("weight") else {}
        unwanted = _INTERNAL.union(_BRANDS, variation.codes if variation else ())
        kept = {name: value for name, value in attributes.items() if name not in unwanted}
        return Offer(
            line=row.line,
            id=sku,
            sku=None if is_parent else sku,
            title=plain(cells["name"]),
            group=variation.parent if variation else sku if is_parent else None,
            brand=brand,
            description=plain(cells.get("description") or cells.get("short_description") or ""),
            handle=cells.get("url_key") or None,
            url=f"{cells['url_key']}.html" if cells.get("url_key") else None,
            images=_images(cells),
            categories=categories_of(cells.get("categories", "")),
            price=price,
            list_price=list_price,
            status=_status(cells),
            options=variation.options if variation else {},
            attributes=weight | kept,
            related=relations_of(cells),
            is_parent=is_parent,
        )

    def _prices(self, cells: Mapping[str, str]) -> tuple[Money | None, Money | None]:
        price = price_of(cells.get("price"), self._settings.currency)
        special = price_of(cells.get("special_price"), self._settings.currency)
        start, end = cells.get("special_price_from_date", ""), cells.get("special_price_to_date", "")
        return sale_prices(price, special if sale_is_on(start, end, self._settings.now) else None)


def _is_off(cells: Mapping[str, str]) -> bool:
    """Whether the shop shows no page of it."""
    return _is_disabled(cells) or cells.get("visibility", "").strip().casefold() in _INVISIBLE


def _is_disabled(cells: Mapping[str, str]) -> bool:
    return cells.get("product_online", "1").strip() in ("0", "2")


def _images(cells: Mapping[str, str]) -> tuple[str, ...]:
    names = [cells.get("base_image", ""), *cells.get("additional_images", "").split(",")]
    found = (name.strip() for name in names)
    return tuple(_picture(name) for name in found if name and name != "no_selection")


def _picture(name: str) -> str:
    return name if "://" in name else f"{_PICTURES}/{name.lstrip('/')}"


def _status(cells: Mapping[str, str]) -> AvailabilityStatus:
    quantity = _number(cells.get("qty", ""))
    flag = cells.get("is_in_stock", "")
    if flag == "0" or (not flag and quantity is not None and quantity <= 0):
        return "out_of_stock"
    # What is not managed, or not sold in pieces (configurable, virtual, bundle), has a quantity of 0 and is in stock.
    is_counted = cells.get("manage_stock", "1") == "1" and cells.get("product_type") == "simple"
    sold_out = is_counted and quantity is not None and quantity <= 0
    return "backorder" if sold_out and cells.get("allow_backorders") in ("1", "2") else "in_stock"


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


MAGENTO = FeedFormat(
    name="magento",
    label="Magento 2 CSV",
    shapes=frozenset({"table"}),
    anchors=Anchors(
        required=(
            frozenset({"sku"}),
            frozenset({"name"}),
            frozenset({"product_type"}),
            frozenset({"attribute_set_code", "store_view_code", "product_websites", "additional_attributes"}),
        ),
        strong=frozenset(
            "store_view_code attribute_set_code product_websites additional_attributes configurable_variations url_key"
            " product_online tax_class_name visibility is_in_stock base_image related_skus crosssell_skus"
            " upsell_skus special_price_from_date".split()
        ),
        negative=frozenset("handle item_type image_link variant_price".split()),
    ),
    read=read_magento,
)
