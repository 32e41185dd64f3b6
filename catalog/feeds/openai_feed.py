"""OpenAI's flat product feed (ChatGPT shopping): CSV, TSV, JSONL or a JSON array, with older or newer names."""

from collections.abc import Iterator
from types import MappingProxyType

from catalog.errors import RowRefused
from catalog.feeds.format import Anchors, FeedFormat, ReadingSettings
from catalog.feeds.grouping import products_of
from catalog.feeds.json_records import read_json_array, read_json_lines
from catalog.feeds.offer import Offer
from catalog.feeds.openai_offer import openai_field, openai_offer
from catalog.feeds.relations import with_relations
from catalog.feeds.report import ImportReport
from catalog.feeds.row import FeedProduct, FeedRow, named_cells, shown
from catalog.feeds.sale_dates import sale_is_on
from catalog.feeds.shape import shape_of
from catalog.feeds.source import FeedSource
from catalog.feeds.table import read_table

_REQUIRED = MappingProxyType({"id": "item_id (or id)", "title": "title"})


def read_openai(source: FeedSource, report: ImportReport, settings: ReadingSettings) -> Iterator[FeedProduct]:
    """The products of a feed; broken rows are skipped in the report.

    `is_eligible_search` and `is_eligible_checkout` say what ChatGPT may show, not what the shop sells: nothing is left
    out because of them.

    Raises:
        FeedRefused: if the file is a table without an id or a title column, or a JSON array that breaks off.
    """
    owners: dict[str, str] = {}
    yield from with_relations(products_of(_offers(source, report, settings, owners), report), owners, report)


def _offers(
    source: FeedSource, report: ImportReport, settings: ReadingSettings, owners: dict[str, str]
) -> Iterator[Offer]:
    for row in _rows(source, report):
        expires = str(row.cells.get("expiration_date") or "")
        if expires and not sale_is_on("", expires, settings.now):
            report.leave_out(row.line, f"{shown(row.cells.get('id'))}: it expired on {expires}")
            continue
        try:
            offer = openai_offer(row, report, settings)
        except RowRefused as error:
            report.skip(row.line, str(error))
            continue
        owners.setdefault(offer.id, offer.group or offer.id)
        if offer.group:
            owners[offer.group] = offer.group
        yield offer


def _rows(source: FeedSource, report: ImportReport) -> Iterator[FeedRow]:
    shape = shape_of(source.sample())
    if shape == "table":
        yield from read_table(source, report, rename=openai_field, required=_REQUIRED)
        return
    for row in read_json_array(source, report) if shape == "json" else read_json_lines(source, report):
        names = [openai_field(str(name)) for name in row.cells]
        yield FeedRow(row.line, named_cells(names, list(row.cells.values())))


OPENAI = FeedFormat(
    name="openai",
    label="OpenAI product feed",
    shapes=frozenset({"table", "jsonl", "json"}),
    anchors=Anchors(
        required=(
            frozenset({"id", "item_id"}),
            frozenset({"title"}),
            frozenset({"link", "url"}),
            frozenset({"image_link", "image_url"}),
            frozenset("enable_search is_eligible_search seller_name".split()),
        ),
        strong=frozenset(
            "enable_search enable_checkout is_eligible_search is_eligible_checkout item_id group_id image_url"
            " additional_image_urls listing_has_variations seller_name seller_url seller_tos seller_privacy_policy"
            " return_window return_deadline_in_days target_countries store_country product_review_count variant_dict"
            " star_rating".split()
        ),
        negative=frozenset(
            "handle url_handle variants regular_price attribute_set_code item_type @context @type".split()
        ),
    ),
    read=read_openai,
)
