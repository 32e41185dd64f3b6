"""A feed on its way into the database: on disk, so that no feed is ever held in memory."""

import tempfile
from array import array
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Self

from catalog.product import Product
from catalog.product_record import ProductRecord


class ProductSpool:
    """Products written to a temporary file, with their ids and hashes at hand.

    The feed is read to its end before the database is touched: a feed that breaks half way changes nothing, and
    nobody waits for the write lock while a slow feed is parsed.

    Attributes:
        content_hashes: id → hash, in the order of the feed.
    """

    def __init__(self, products: Iterable[Product]) -> None:
        self.content_hashes: dict[str, str] = {}
        self._ends = array("q")  # a list of a million places would weigh more than a hundred bytes for each
        self._file = tempfile.TemporaryFile(prefix="shopkeeper-")  # noqa: SIM115 closed by __exit__
        try:
            self._take(products)
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def records(self, unless: dict[str, str]) -> Iterator[ProductRecord]:
        """Every product whose hash differs from the one in `unless`, in feed order."""
        for position, (product_id, content_hash) in enumerate(self.content_hashes.items()):
            if unless.get(product_id) != content_hash:
                offset = self._ends[position - 1] if position else 0
                self._file.seek(offset)
                body = self._file.read(self._ends[position] - offset)
                yield ProductRecord(product_id, body.decode(), content_hash)

    def products(self) -> Iterator[Product]:
        """Every product, in feed order."""
        for record in self.records(unless={}):
            yield Product.model_validate_json(record.body)

    def _take(self, products: Iterable[Product]) -> None:
        offset = 0
        for product in products:
            record = ProductRecord.of(product)
            if record.id in self.content_hashes:
                continue  # feeds refuse duplicates by line; here the first one wins
            body = record.body.encode()
            self._file.write(body)
            offset += len(body)
            self._ends.append(offset)
            self.content_hashes[record.id] = record.content_hash
