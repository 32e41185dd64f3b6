"""The rows of an order file, brought together by order on disk, so that no file is ever held in memory."""

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from catalog.product_table import in_batches
from events.order_row import OrderRow

_ROWS_AT_A_TIME = 10_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_CREATE = "CREATE TABLE rows (line, order_id, customer_id, code, quantity, amount_minor, currency, at_us)"
_INSERT = "INSERT INTO rows VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_ORDERS = "SELECT * FROM rows ORDER BY order_id, line"
_HAS_NUMBERED = "SELECT EXISTS (SELECT 1 FROM rows WHERE order_id NOT GLOB '*[^0-9]*')"


class OrderSpool:
    """Rows in a temporary file, given back order by order; use it in a `with`.

    The whole file is read before the log is touched: one that turns out to be unfit changes nothing.

    Attributes:
        n_rows: how many rows it holds.
        has_numbered_orders: whether some order's id is a plain number.
    """

    def __init__(self, rows: Iterable[OrderRow]) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="shopkeeper-")
        try:
            self._file = sqlite3.connect(Path(self._folder.name) / "orders.db", isolation_level=None)
            self._take(rows)
        except BaseException:
            self.__exit__(None, None, None)
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        self._folder.cleanup()

    def orders(self) -> Iterator[list[OrderRow]]:
        """The rows of one order after the other, each in the order of the file; orders by id."""
        with closing(self._file.execute(_ORDERS)) as found:
            for _, rows in groupby(map(_row_of, found), key=lambda row: row.order_id):
                yield list(rows)

    def _take(self, rows: Iterable[OrderRow]) -> None:
        self._file.execute("PRAGMA journal_mode=OFF")  # nobody needs this file after a crash
        self._file.execute("PRAGMA synchronous=OFF")
        self._file.execute(_CREATE)
        self.n_rows = 0
        self._file.execute("BEGIN")
        for some in in_batches(rows, _ROWS_AT_A_TIME):
            self._file.executemany(_INSERT, [(*row[:-1], _to_us(row.at)) for row in some])
            self.n_rows += len(some)
        self._file.execute("COMMIT")
        self.has_numbered_orders = bool(self._file.execute(_HAS_NUMBERED).fetchone()[0])


def _row_of(record: tuple[Any, ...]) -> OrderRow:
    at_us = record[-1]
    return OrderRow._make((*record[:-1], None if at_us is None else _EPOCH + timedelta(microseconds=at_us)))


def _to_us(moment: datetime | None) -> int | None:
    return None if moment is None else (moment - _EPOCH) // timedelta(microseconds=1)
