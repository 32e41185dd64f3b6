"""A file of wire events, one JSON object a line."""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain, islice

from pydantic import ValidationError

from catalog.feeds.json_records import read_json_lines
from catalog.feeds.report import ImportReport
from catalog.feeds.row import reason_of, shown
from catalog.feeds.source import FeedSource
from events.errors import ImportRefused
from events.event import Event
from events.import_report import EventImportReport
from events.order_dates import MAX_AHEAD

#: Events looked at before the first is taken: if most lines up to there are broken, it is another kind of file.
_LOOKED_AT = 1_000


def is_event_file(source: FeedSource) -> bool:
    """Whether a file begins as JSON lines do."""
    return source.sample().lstrip().startswith("{")


def read_events(source: FeedSource, report: EventImportReport, now: datetime) -> Iterator[Event]:
    """The events of a file, in its order; lines that are none are skipped in the report.

    Raises:
        ImportRefused: if no line, or not even half of the first ones, is an event.
    """
    found = _events(source, report, now)
    first = list(islice(found, _LOOKED_AT))
    reading = report.reading
    if len(first) < reading.n_skipped or not first:
        raise ImportRefused(
            f"{source.name} is no file of events: {reading.n_skipped:,} of its first {reading.rows:,} lines are none"
            f"{_example(reading)}"
        )
    return chain(first, found)


def _events(source: FeedSource, report: EventImportReport, now: datetime) -> Iterator[Event]:
    for row in read_json_lines(source, report.reading):
        try:
            event = Event.model_validate(row.cells)
        except ValidationError as error:
            report.reading.skip(row.line, reason_of(error))
            continue
        if event.timestamp > now + MAX_AHEAD:
            report.reading.skip(row.line, f"timestamp {shown(event.timestamp.isoformat())} is in the future")
            continue
        report.by_type[event.type] += 1
        yield event


def _example(reading: ImportReport) -> str:
    return f"; line {reading.issues[0].line}: {reading.issues[0].reason}" if reading.issues else ""
