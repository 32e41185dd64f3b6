"""Reviews as JSONL, one a line: `product_id, review_id, rating, title, text, at, verified`."""

from collections.abc import Iterator

from pydantic import ValidationError

from catalog.feeds.report import ImportReport
from catalog.feeds.row import reason_of
from catalog.feeds.source import FeedSource
from catalog.review import Review


def read_reviews(source: FeedSource, report: ImportReport) -> Iterator[Review]:
    """The reviews of a file; broken lines are skipped in the report. Fields it does not know are never read."""
    for number, line in enumerate(source.lines(report), start=1):
        if not line.strip():
            continue
        report.rows += 1
        try:
            yield Review.model_validate_json(line)
        except ValidationError as error:
            report.skip(number, reason_of(error))
