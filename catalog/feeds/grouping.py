"""Rows of one product found wherever they stand in a feed, without holding the feed in memory."""

from collections.abc import Iterable, Iterator, Sequence

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from catalog.feeds.disk_spool import DiskSpool
from catalog.feeds.offer import Offer, product_of
from catalog.feeds.report import ImportReport
from catalog.feeds.row import FeedProduct, FeedRow, reason_of, shown

_OFFER = TypeAdapter(Offer)
_ROW = TypeAdapter(FeedRow)


def products_of(offers: Iterable[Offer], report: ImportReport) -> Iterator[FeedProduct]:
    """One product for each row without a group, as they come, then one for each group, in order of its first row.

    A row whose id was used before is skipped in the report.
    """
    line_of: dict[str, int] = {}
    with DiskSpool() as spool:
        places: dict[str, list[int]] = {}
        for offer in offers:
            key = f"\n{offer.id}" if offer.is_parent else offer.id  # a product and a variant may share an id
            if key in line_of:
                report.skip(offer.line, f"id {shown(offer.id)} was already used on line {line_of[key]}")
                continue
            line_of[key] = offer.line
            if offer.group is None:
                yield from product_or_skipped([offer], report)
            else:
                packed = _packed(offer, report)
                if packed:
                    places.setdefault(offer.group, []).append(spool.put(packed))
        for group in places.values():
            yield from product_or_skipped([_OFFER.validate_json(spool.at(place)) for place in group], report)


def _packed(offer: Offer, report: ImportReport) -> bytes | None:
    """The row as it waits on disk; one with half a character (a lone surrogate of JSON) is skipped in the report."""
    try:
        return _OFFER.dump_json(offer, exclude_defaults=True)
    except PydanticSerializationError:
        report.skip(offer.line, f"{shown(offer.id)} holds text that is not Unicode")
        return None


def product_or_skipped(offers: Sequence[Offer], report: ImportReport) -> Iterator[FeedProduct]:
    """The product that the rows of one group make; if they make none, each of them is skipped in the report."""
    try:
        product = product_of(offers)
    except ValidationError as error:
        for offer in offers:
            report.skip(offer.line, reason_of(error))
        return
    yield FeedProduct(offers[0].line, product)


class RowGroups:
    """Rows put aside on disk under a key. Empty cells are not kept."""

    def __init__(self, spool: DiskSpool) -> None:
        self._spool = spool
        self._places: dict[str, list[int]] = {}

    def put(self, key: str, row: FeedRow) -> None:
        """Put a row aside."""
        kept = FeedRow(row.line, {name: cell for name, cell in row.cells.items() if cell})
        self._places.setdefault(key, []).append(self._spool.put(_ROW.dump_json(kept)))

    def take(self, key: str) -> list[FeedRow]:
        """The rows of a key in order of the feed, which are then no longer kept; none for an unknown key."""
        return [_ROW.validate_json(self._spool.at(place)) for place in self._places.pop(key, ())]

    def keys(self) -> list[str]:
        """The keys of the rows that are still kept, in order of their first row."""
        return list(self._places)
