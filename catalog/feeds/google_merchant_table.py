"""Google Merchant feeds as tables: tab- or comma-separated."""

import re
from collections.abc import Iterator

from catalog.errors import RowRefused
from catalog.feeds.format import FeedFormat, ReadingSettings
from catalog.feeds.grouping import products_of
from catalog.feeds.merchant_offer import ANCHORS, merchant_offer
from catalog.feeds.offer import Offer
from catalog.feeds.report import ImportReport
from catalog.feeds.row import FeedProduct
from catalog.feeds.source import FeedSource
from catalog.feeds.table import read_table

#: Columns that hold several values, separated by commas.
_LISTS = frozenset({"additional_image_link", "product_detail"})


def merchant_name(column: str) -> str:
    """`Image Link`, `g:image_link` and `image link` are one column."""
    return re.sub(r"[\s_-]+", "_", column.strip().casefold().removeprefix("g:"))


def read_merchant_table(source: FeedSource, report: ImportReport, settings: ReadingSettings) -> Iterator[FeedProduct]:
    """The products of a table; broken rows are skipped in the report."""
    return products_of(_offers(source, report, settings), report)


def _offers(source: FeedSource, report: ImportReport, settings: ReadingSettings) -> Iterator[Offer]:
    for row in read_table(source, report, rename=merchant_name):
        cells = {name: _values(name, value) for name, value in row.cells.items() if value}
        try:
            yield merchant_offer(row.line, cells, report, settings)
        except RowRefused as error:
            report.skip(row.line, str(error))


def _values(name: str, value: str) -> list[str]:
    # A comma inside an address is not followed by another address.
    return re.split(r",(?=\s*(?:https?:|/|[\w -]*:))", value) if name in _LISTS else [value]


GOOGLE_MERCHANT_TABLE = FeedFormat(
    name="google-table",
    label="Google Merchant table (TSV, CSV)",
    shapes=frozenset({"table"}),
    anchors=ANCHORS,
    read=read_merchant_table,
)
