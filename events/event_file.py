"""A file of events, one JSON object a line (ours, Segment's, GA4's export, OpenSearch's UBI), or a table of UBI's."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from itertools import chain, islice
from typing import Any

from pydantic import ValidationError

from catalog.feeds.json_records import read_json_lines
from catalog.feeds.report import ImportReport
from catalog.feeds.row import reason_of, shown
from catalog.feeds.source import FeedSource
from events.catalog_ids import OnUnknown, in_catalog_ids
from events.errors import EventPassedOver, EventRefused, ImportRefused
from events.event import Event
from events.event_names import type_named
from events.event_rules import EventRules, Sender
from events.ga4_row import is_ga4_row, message_of_ga4
from events.import_report import EventImportReport
from events.order_dates import MAX_AHEAD
from events.product_codes import ProductCodes
from events.ubi_record import is_bulk_action, is_ubi_record, message_of_ubi
from events.ubi_table import is_ubi_table, read_ubi_table

#: Events looked at before the first is taken: if most lines up to there are broken, it is another kind of file.
_LOOKED_AT = 1_000
_OWN = "events"
#: What a clock may be put right by is long gone when a file is read: the stamps count as they are.
_STAMPS_OF_SENDING = frozenset({"sentAt", "sent_at"})


def _message(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """An archive holds all that a shop ever measured: calls of names that are none of ours are passed over."""
    name = record.get("event")
    if record.get("type") == "track" and isinstance(name, str) and type_named(name) is None:
        return {"type": "page"}
    return {name: value for name, value in record.items() if name not in _STAMPS_OF_SENDING}


#: Format → its records as messages.
_MESSAGES: Mapping[str, Callable[[Mapping[str, Any]], Mapping[str, Any]]] = {
    "segment": _message,
    "ga4": message_of_ga4,
    "ubi": message_of_ubi,
}


def is_event_file(source: FeedSource) -> bool:
    """Whether a file is a table of UBI's, or begins as JSON lines do."""
    return is_ubi_table(source) or source.sample().lstrip().startswith("{")


def event_format(source: FeedSource) -> str:
    """`ga4`, `ubi`, `segment` or `events`, by the first lines; what is none of them is read as ours, and refused so."""
    if is_ubi_table(source):
        return "ubi"
    for line in source.sample().splitlines():
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if not isinstance(record, dict):
            continue
        if is_ga4_row(record):
            return "ga4"
        if is_ubi_record(record):
            return "ubi"
        return "segment" if "message_id" not in record and record.keys() & {"messageId", "event", "clientId"} else _OWN
    return _OWN


def read_events(
    source: FeedSource, report: EventImportReport, now: datetime, codes: ProductCodes | None = None
) -> Iterator[Event]:
    """The events of a file, in its order; lines that are none are skipped in the report.

    Raises:
        ImportRefused: if no line, or not even half of the first ones, is an event.
    """
    found = _events(source, report, now) if report.format == _OWN else _foreign(source, report, now, codes)
    first = list(islice(found, _LOOKED_AT))
    reading = report.reading
    if len(first) < reading.n_skipped or not first:
        raise ImportRefused(
            f"{source.name} is no file of events: {reading.n_skipped:,} of its first {reading.rows:,} lines are none"
            f"{_example(reading)}"
            if reading.n_skipped
            else f"{source.name} holds no event of a product"
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


def _foreign(
    source: FeedSource, report: EventImportReport, now: datetime, codes: ProductCodes | None
) -> Iterator[Event]:
    """Other clients' records, under the rules of what is sent; products by the catalog's ids, where it knows them."""
    rules, shop, message_of = EventRules(max_age=None), Sender(vouches=True), _MESSAGES[str(report.format)]
    on_unknown = _count_unknown(report)
    read = read_ubi_table if is_ubi_table(source) else read_json_lines
    for row in read(source, report.reading):
        if is_bulk_action(row.cells):
            report.reading.rows -= 1
            continue
        try:
            event = rules.event_of(message_of(row.cells), shop, None, now)
        except EventRefused as refusal:
            report.reading.skip(row.line, str(refusal))
        except EventPassedOver:
            report.n_passed_over += 1
        else:
            report.by_type[event.type] += 1
            yield in_catalog_ids(event, codes, on_unknown) if codes else event


def _count_unknown(report: EventImportReport) -> OnUnknown:
    def count(code: str) -> None:
        report.n_rows_of_unknown_products += 1
        report.unknown_products.add(code)

    return count


def _example(reading: ImportReport) -> str:
    return f"; line {reading.issues[0].line}: {reading.issues[0].reason}" if reading.issues else ""
