"""The made-up feed is one that a shop could have written: every row of it is read."""

from pathlib import Path

from benchmarks.big_feed import write_feed
from catalog.importer import import_feed


def test_the_feed_is_as_large_as_asked_and_clean(tmp_path: Path) -> None:
    feed = tmp_path / "feed.xml"
    n_items = write_feed(feed, 200_000)
    report = import_feed(None, feed, dry_run=True)
    assert abs(feed.stat().st_size - 200_000) < 4_000
    assert (report.format, report.exit_code, report.rows, report.variants) == ("google-xml", 0, n_items, n_items)
    assert report.products < report.variants
