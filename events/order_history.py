"""Takes order history into the log: the one history every shop has."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from catalog.errors import RowRefused
from catalog.feeds.report import ImportReport
from catalog.feeds.source import FeedSource
from catalog.feeds.table import header_of, read_table
from events.errors import ImportRefused
from events.event import Event
from events.import_report import EventImportReport
from events.order_columns import OrderColumns, columns_of, plain_name
from events.order_dates import is_month_first, is_slashed
from events.order_events import OrderEvents
from events.order_row import OrderRow, OrderRowReader
from events.order_spool import OrderSpool
from events.product_codes import ProductCodes

#: A file with a larger share of broken rows is not the file it was taken for.
MAX_SKIPPED_SHARE = 0.5
#: Called with how many rows are done, of how many.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class OrderReading:
    """How to read an order file.

    Attributes:
        codes: what the catalog calls its products.
        currency: ISO 4217 code of prices that name none; None takes the catalog's.
        month_first: whether 01/02/2010 is in January, where no date of the file decides that.
        now: what is later, by more than a day, is refused.
    """

    codes: ProductCodes = field(default_factory=ProductCodes)
    currency: str | None = None
    month_first: bool = False
    now: datetime = field(default_factory=lambda: datetime.now(UTC))


def read_orders(
    source: FeedSource, report: EventImportReport, reading: OrderReading, progress: Progress = lambda _done, _all: None
) -> Iterator[Event]:
    """The purchases and refunds of an order file, by order id.

    The file is read to its end before the first event is given.

    Raises:
        ImportRefused: if it lacks a column, has no rows, or is broken in most of them.
        FeedRefused: if it is no text file.
    """
    columns = columns_of(header_of(source.sample()), source.name)
    month_first = _month_first(source, report, columns, reading)
    reader = OrderRowReader(columns, reading.currency or reading.codes.currency, reading.now, month_first)
    with OrderSpool(_rows(source, report.reading, reader)) as spool:
        _refuse_if_mostly_broken(report.reading, spool.n_rows)
        if reader.n_without_currency:
            report.reading.warn(
                None, f"{reader.n_without_currency:,} prices left out: nothing names their currency; use --currency"
            )
        events = OrderEvents(reading.codes, report, has_numbered_orders=spool.has_numbered_orders)
        n_done = 0
        for rows in spool.orders():
            yield from events.events_of(rows)
            n_done += len(rows)
            progress(n_done, spool.n_rows)


def _rows(source: FeedSource, report: ImportReport, reader: OrderRowReader) -> Iterator[OrderRow]:
    for row in read_table(source, report, plain_name):
        try:
            yield reader.read(row)
        except RowRefused as refusal:
            report.skip(row.line, str(refusal))


def _month_first(source: FeedSource, report: EventImportReport, columns: OrderColumns, reading: OrderReading) -> bool:
    """Whether this file puts months first; reads ahead in it where its dates leave that open."""
    if not any(is_slashed(text) for text in _dates(FeedSource(source.path), columns, limit=100)):
        return reading.month_first
    decided = is_month_first(_dates(source, columns))
    if decided is None:
        order = "month/day" if reading.month_first else "day/month"
        report.reading.warn(None, f"no date tells day and month apart; read as {order} (--month-first says otherwise)")
        return reading.month_first
    return decided


def _dates(source: FeedSource, columns: OrderColumns, limit: int | None = None) -> Iterator[str]:
    for n, row in enumerate(read_table(source, ImportReport(source=source.name), plain_name)):
        if limit is not None and n >= limit:
            return
        yield row.cells[columns.at]


def _refuse_if_mostly_broken(report: ImportReport, n_taken: int) -> None:
    if report.rows == 0:
        raise ImportRefused(f"{report.source} has no rows")
    if n_taken == 0:
        first = report.issues[0]
        raise ImportRefused(
            f"none of the {report.rows:,} rows of {report.source} can be used; line {first.line}: {first.reason}"
        )
    if report.n_skipped > MAX_SKIPPED_SHARE * report.rows:
        raise ImportRefused(
            f"{report.n_skipped:,} of the {report.rows:,} rows of {report.source} are broken: more than half"
        )
