"""Rows of one product found wherever they stand in a feed, without holding the feed in memory."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from types import TracebackType
from typing import Self

from pydantic import TypeAdapter, ValidationError

from catalog.feeds.offer import Offer, product_of
from catalog.feeds.report import ImportReport
from catalog.feeds.row import FeedProduct, reason_of, shown

_OFFER = TypeAdapter(Offer)


def products_of(offers: Iterable[Offer], report: ImportReport) -> Iterator[FeedProduct]:
    """One product for each row without a group, as they come, then one for each group, in order of its first row.

    A row whose id was used before is skipped in the report.
    """
    line_of: dict[str, int] = {}
    with _OfferSpool() as waiting:
        for offer in offers:
            if offer.id in line_of:
                report.skip(offer.line, f"id {shown(offer.id)} was already used on line {line_of[offer.id]}")
                continue
            line_of[offer.id] = offer.line
            if offer.group is None:
                yield from _product([offer], report)
            else:
                waiting.add(offer)
        for group in waiting.groups():
            yield from _product(group, report)


def _product(offers: Sequence[Offer], report: ImportReport) -> Iterator[FeedProduct]:
    try:
        product = product_of(offers)
    except ValidationError as error:
        for offer in offers:
            report.skip(offer.line, reason_of(error))
        return
    yield FeedProduct(offers[0].line, product)


class _OfferSpool:
    """Rows on disk, found again by group."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(prefix="shopkeeper-")  # noqa: SIM115 closed by __exit__
        self._places: dict[str, list[int]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def add(self, offer: Offer) -> None:
        self._places.setdefault(str(offer.group), []).append(self._file.tell())
        self._file.write(_OFFER.dump_json(offer, exclude_defaults=True) + b"\n")

    def groups(self) -> Iterator[list[Offer]]:
        for places in self._places.values():
            yield [self._at(place) for place in places]

    def _at(self, place: int) -> Offer:
        self._file.seek(place)
        return _OFFER.validate_json(self._file.readline())
