"""Takes a file of orders or of events into the log: the one call that the terminal makes."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from catalog.errors import CatalogError
from catalog.feeds.report import ImportReport
from catalog.feeds.source import FeedSource
from events.errors import EventError
from events.event import Event
from events.event_file import event_format, is_event_file, read_events
from events.import_report import EventImportReport
from events.log import EventLog
from events.order_history import OrderReading, Progress, read_orders

#: Lines written in one transaction: few enough that a server beside it never waits long for its turn.
_LINES_AT_A_TIME = 5_000


def import_events(
    log: EventLog | None,
    path: str | Path,
    reading: OrderReading | None = None,
    progress: Progress = lambda _done, _all: None,
) -> EventImportReport:
    """Add the events of a file to the log: order history (CSV) or events (JSONL, ours or others'), gzipped or not.

    What is there already is not added again, so an import that was interrupted is simply done again.

    Args:
        log: None reads and reports only.
        path: a local file.
        reading: how to read orders.
        progress: called with rows written, of how many; for orders.

    Raises:
        DatabaseUnavailable: if the database cannot be written; what was written before stays.
    """
    reading = reading or OrderReading()
    report = EventImportReport(ImportReport(source=str(path), dry_run=log is None))
    try:
        source = FeedSource(path)
        if is_event_file(source):
            report.format = event_format(source)
            events: Iterable[Event] = read_events(source, report, reading.now, reading.codes)
        else:
            report.format = "orders"
            events = read_orders(source, report, reading, progress)
        for part in _in_parts(events, _LINES_AT_A_TIME):
            if log is not None:
                outcome = log.append(part)
                report.count_written(outcome.n_stored, outcome.n_duplicates)
    except (CatalogError, EventError) as error:
        report.reading.refused = str(error)
    return report


def _in_parts(events: Iterable[Event], n_lines: int) -> Iterator[list[Event]]:
    """The events in lists of about `n_lines` lines each."""
    part: list[Event] = []
    size = 0
    for event in events:
        part.append(event)
        size += max(1, len(event.properties.items))
        if size >= n_lines:
            yield part
            part, size = [], 0
    if part:
        yield part
