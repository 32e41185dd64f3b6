"""Takes a feed into the catalog: the one call that the terminal and the API make."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypedDict, Unpack

from catalog.catalog_version import FeedOrigin
from catalog.errors import CatalogError, FeedRefused, SourceUnavailable
from catalog.feeds.detection import FORMATS, Detection, detect
from catalog.feeds.download import DownloadLimits, downloaded
from catalog.feeds.format import ReadingSettings
from catalog.feeds.links import LinkReader
from catalog.feeds.mapped import MAPPED
from catalog.feeds.mapping import FeedMapping, read_mapping
from catalog.feeds.policies import read_policies
from catalog.feeds.report import ImportReport
from catalog.feeds.reviews import read_reviews
from catalog.feeds.row import FeedProduct, shown
from catalog.feeds.source import FeedSource
from catalog.feeds.source_url import without_query
from catalog.product import Product
from catalog.review import Review
from catalog.store import CatalogStore, Indexing

#: A feed with a larger share of broken rows is not the feed it was taken for.
MAX_SKIPPED_SHARE = 0.5


class FeedOptions(TypedDict, total=False):
    """How to read a feed; everything may be left out.

    Attributes:
        format: a name of `FORMATS`, or `auto`.
        currency: ISO 4217 code of prices that name none.
        base_url: before links and pictures that have no host.
        mapping: path of a mapping file.
        download: what a feed's server may cost, and where it may be; by default, on the public net.
    """

    format: str
    currency: str | None
    base_url: str | None
    mapping: str | Path | None
    download: DownloadLimits


def import_feed(
    store: CatalogStore | None,
    path: str | Path,
    *,
    force: bool = False,
    dry_run: bool = False,
    index: Indexing | None = None,
    **options: Unpack[FeedOptions],
) -> ImportReport:
    """Make the products of a feed the whole catalog, or, if the feed is not fit for that, change nothing.

    Args:
        store: the catalog; may be None for a dry run.
        path: a file, gzipped or not, or an address (http, https) to fetch it from.
        force: replace even if more than half of the catalog would go.
        dry_run: read and report only.
        index: see `CatalogStore.replace`.
        **options: see `FeedOptions`.

    Returns:
        What was found; `refused` and `exit_code` say whether the catalog has changed.

    Raises:
        DatabaseUnavailable: if the database cannot be written.
    """
    is_remote = "://" in str(path)
    report = ImportReport(source=without_query(str(path)) if is_remote else str(path), dry_run=dry_run)
    try:
        if not is_remote:
            _take(store, _OpenedFeed(FeedSource(path), report, options), report, force, index)
        else:
            with downloaded(str(path), options.get("download") or DownloadLimits()) as file:
                _take(store, _OpenedFeed(FeedSource(file, report.source), report, options), report, force, index)
    except CatalogError as error:
        report.refused, report.is_unavailable = str(error), isinstance(error, SourceUnavailable)
    return report


def import_reviews(store: CatalogStore, path: str | Path) -> ImportReport:
    """Make the reviews of a JSONL file all the reviews there are; those of unknown products are left out."""
    report = ImportReport(source=str(path), format="reviews", confidence=1.0)
    try:
        reviews = list(read_reviews(FeedSource(path), report))
        _refuse_if_mostly_broken(report, len(reviews))
        report.n_reviews = store.replace_reviews(reviews)
        if report.n_reviews < len(reviews):
            report.warn(
                None, f"{len(reviews) - report.n_reviews} reviews of unknown products, or twice there, left out"
            )
    except CatalogError as error:
        report.refused = str(error)
    return report


def import_policies(store: CatalogStore, folder: str | Path, base_url: str | None = None) -> int:
    """Make the documents of a folder all the shop's documents; returns how many sections.

    Raises:
        FeedRefused: if the folder has none, or one cannot be read.
    """
    return store.replace_policies(read_policies(folder, base_url))


class _OpenedFeed:
    """A feed whose format is known, and its products as the catalog wants them."""

    def __init__(self, source: FeedSource, report: ImportReport, options: FeedOptions) -> None:
        mapping_path = options.get("mapping")
        mapping = read_mapping(mapping_path) if mapping_path else None
        self._source = source
        self._report = report
        self._detection = _chosen_format(options.get("format") or "auto", mapping, self._source)
        base_url = options.get("base_url") or (mapping.feed.base_url if mapping else None) or None
        self._links = LinkReader(base_url, report)
        self.settings = ReadingSettings(currency=options.get("currency"), mapping=mapping, base_url=base_url)
        self._brings_reviews = bool(mapping and mapping.reviews)
        report.format, report.confidence = self._detection.format.name, self._detection.confidence

    @property
    def format_name(self) -> str:
        return self._detection.format.name

    def reviews(self) -> list[Review] | None:
        """The reviews among the products read so far; None where the feed brings none, so that the old ones stay."""
        return self.settings.reviews if self._brings_reviews or self.settings.reviews else None

    def products(self) -> Iterator[Product]:
        """The products worth having; raises at the end if the feed as a whole is not."""
        line_of: dict[str, int] = {}
        for line, product in self._detection.format.read(self._source, self._report, self.settings):
            if product.id in line_of:
                self._report.skip(line, f"id {shown(product.id)} was already used on line {line_of[product.id]}")
                continue
            line_of[product.id] = line
            if product.price is None:
                self._report.warn(line, f"product {shown(product.id)} has no price")
            product = self._links.read(FeedProduct(line, product))
            self._report.count(product)
            yield product
        self._links.finish()
        _refuse_if_mostly_broken(self._report, self._report.products)


def _take(
    store: CatalogStore | None, feed: _OpenedFeed, report: ImportReport, force: bool, index: Indexing | None
) -> None:
    if report.dry_run or store is None:
        for _ in feed.products():
            pass
    else:
        _replace(store, feed, report, force, index)
    reviews = feed.reviews()
    report.n_reviews = len(reviews) if reviews is not None else None


def _replace(store: CatalogStore, feed: _OpenedFeed, report: ImportReport, force: bool, index: Indexing | None) -> None:
    change = store.replace(
        feed.products(),
        feed.reviews,
        source=FeedOrigin(report.source, feed.format_name),
        force=force,
        index=index,
    )
    report.n_added, report.n_changed = change.n_added, change.n_changed
    report.n_removed, report.n_unchanged, report.version = change.n_removed, change.n_unchanged, change.version


def _chosen_format(name: str, mapping: FeedMapping | None, source: FeedSource) -> Detection:
    if name == "auto":
        return Detection(MAPPED, 1.0) if mapping else detect(source)
    if name not in FORMATS:
        raise FeedRefused(f"there is no format {shown(name)}; known are {', '.join(('auto', *FORMATS))}")
    return Detection(FORMATS[name], 1.0)


def _refuse_if_mostly_broken(report: ImportReport, n_taken: int) -> None:
    if report.rows == 0:
        raise FeedRefused(f"{report.source} has no rows")
    if n_taken == 0:
        raise FeedRefused(f"none of the {report.rows:,} rows of {report.source} can be used{_unsold(report)}")
    if report.n_skipped > MAX_SKIPPED_SHARE * (report.rows - report.n_unsold):
        raise FeedRefused(
            f"{report.n_skipped:,} of the {report.rows:,} rows of {report.source} are broken: more than half"
        )


def _unsold(report: ImportReport) -> str:
    return f"; {report.n_unsold:,} of them the shop does not sell" if report.n_unsold else ""
