"""The electronics catalog with the queries that people rated: what search quality is measured on."""

import csv
from collections import defaultdict
from dataclasses import dataclass

from benchmarks.workplace import REPOSITORY, Workplace
from catalog.feeds.format import ReadingSettings
from catalog.feeds.mapped import read_mapped
from catalog.feeds.mapping import read_mapping
from catalog.feeds.report import ImportReport
from catalog.feeds.source import FeedSource
from catalog.product import Product

#: query → product id → rating 0..3
Ratings = dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class RatedCatalog:
    """Products in feed order, and the ratings of every query that has a relevant product."""

    products: list[Product]
    ratings: Ratings

    @property
    def queries(self) -> list[str]:
        """In a fixed order."""
        return sorted(self.ratings)


def read_rated_catalog(workplace: Workplace) -> RatedCatalog:
    """Read `icecat_chorus` through the committed mapping file, and its public ratings."""
    feed = workplace.data_file("icecat_chorus/products.jsonl.gz")
    ratings_file = workplace.data_file("icecat_chorus/ratings_dev.csv")
    settings = ReadingSettings(mapping=read_mapping(REPOSITORY / "examples" / "mappings" / "electronics.toml"))
    report = ImportReport(source=str(feed))
    products = [found.product for found in read_mapped(FeedSource(feed), report, settings)]
    ratings: Ratings = defaultdict(dict)
    with ratings_file.open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            ratings[line["query"]][line["docid"]] = int(line["rating"])
    return RatedCatalog(products, {query: rated for query, rated in ratings.items() if max(rated.values()) > 0})
