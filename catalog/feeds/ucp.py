"""Universal Commerce Protocol and Agentic Commerce Protocol products, one JSON object a line."""

from collections.abc import Iterator

from pydantic import ValidationError

from catalog.feeds.format import Anchors, FeedFormat, ReadingSettings
from catalog.feeds.report import ImportReport
from catalog.feeds.row import FeedProduct, reason_of
from catalog.feeds.source import FeedSource
from catalog.product import Product


def read_ucp(source: FeedSource, report: ImportReport, settings: ReadingSettings) -> Iterator[FeedProduct]:
    """The products of a JSONL file; broken lines are skipped in the report."""
    for number, line in enumerate(source.lines(report), start=1):
        if not line.strip():
            continue
        report.rows += 1
        try:
            product = Product.model_validate_json(line)
        except ValidationError as error:
            report.skip(number, reason_of(error))
            continue
        yield FeedProduct(number, product)


UCP = FeedFormat(
    name="ucp",
    label="UCP/ACP JSONL",
    shapes=frozenset({"jsonl"}),
    anchors=Anchors(
        required=(frozenset({"id"}), frozenset({"title"}), frozenset({"variants"})),
        strong=frozenset(
            {"price_range", "media", "options", "categories", "handle", "description.plain", "variants.price.amount"}
        ),
        negative=frozenset({"@context", "@type", "image_link"}),
    ),
    read=read_ucp,
)
