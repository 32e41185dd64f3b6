"""Shopify's product CSV, in both generations of its header. Rows with one handle are one product."""

from collections.abc import Iterator

from catalog.errors import FeedRefused
from catalog.feeds.disk_spool import DiskSpool
from catalog.feeds.format import Anchors, FeedFormat, ReadingSettings
from catalog.feeds.grouping import RowGroups, product_or_skipped
from catalog.feeds.relations import with_relations
from catalog.feeds.report import ImportReport
from catalog.feeds.row import FeedProduct, FeedRow
from catalog.feeds.shopify_columns import REQUIRED, shopify_field
from catalog.feeds.shopify_product import ShopifyReader
from catalog.feeds.source import FeedSource
from catalog.feeds.table import read_table


def read_shopify(source: FeedSource, report: ImportReport, settings: ReadingSettings) -> Iterator[FeedProduct]:
    """The products of an export that the shop sells; broken rows are skipped in the report.

    Raises:
        FeedRefused: without a currency, which Shopify's CSV does not name, or without a handle or title column.
    """
    if settings.currency is None:
        raise FeedRefused("the prices of a Shopify CSV name no currency; give it, for example with --currency GBP")
    handles: dict[str, str] = {}
    yield from with_relations(_products(source, report, settings, handles), handles, report)


def _products(
    source: FeedSource, report: ImportReport, settings: ReadingSettings, handles: dict[str, str]
) -> Iterator[FeedProduct]:
    reader = ShopifyReader(report, settings)
    with DiskSpool() as spool:
        groups = RowGroups(spool)
        for row in read_table(source, report, rename=shopify_field, required=REQUIRED):
            row = _tidy(row)
            handle = row.cells["handle"]
            if handle:
                groups.put(handle, row)
            else:
                report.skip(row.line, "no handle")
        for handle in groups.keys():  # noqa: SIM118 its own method
            offers = reader.offers(handle, groups.take(handle))
            for found in product_or_skipped(offers, report) if offers else ():
                handles[handle] = found.product.id
                yield found


def _tidy(row: FeedRow) -> FeedRow:
    """The row without blanks around its cells, and without a quantity that nobody counts."""
    cells = {name: cell.strip() for name, cell in row.cells.items()}
    if not cells.get("tracker", "shopify"):
        cells["quantity"] = ""
    return FeedRow(row.line, cells)


SHOPIFY = FeedFormat(
    name="shopify",
    label="Shopify CSV",
    shapes=frozenset({"table"}),
    anchors=Anchors(
        required=(
            frozenset({"handle", "url_handle"}),
            frozenset({"title"}),
            frozenset({"variant_price", "price"}),
            frozenset("variant_price url_handle option1_name option1_value variant_sku image_src body_(html)".split()),
        ),
        strong=frozenset(
            "body_(html) vendor option1_name option1_value variant_sku variant_price variant_compare_at_price image_src"
            " variant_inventory_qty variant_inventory_policy url_handle published_on_online_store compare_at_price"
            " continue_selling_when_out_of_stock product_image_url inventory_tracker seo_title".split()
        ),
        negative=frozenset(
            "attribute_1_name regular_price attribute_set_code item_type item_id item_group_id link variants"
            " enable_search is_eligible_search".split()
        ),
    ),
    read=read_shopify,
)
