"""Records of a JSON file: one a line, an array of them, or an array inside an object."""

import json
from collections.abc import Iterator
from typing import Any

from catalog.errors import FeedRefused
from catalog.feeds.json_window import JsonWindow, fault_of
from catalog.feeds.report import ImportReport
from catalog.feeds.row import FeedRow, shown
from catalog.feeds.source import FeedSource


def read_json_lines(source: FeedSource, report: ImportReport) -> Iterator[FeedRow]:
    """One record a line; broken lines are skipped in the report."""
    for number, line in enumerate(source.lines(report), start=1):
        if not line.strip():
            continue
        report.rows += 1
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            report.skip(number, f"broken JSON: {fault_of(error)}")
            continue
        if isinstance(record, dict):
            yield FeedRow(number, record)
        else:
            report.skip(number, f"not a JSON object: {shown(record)}")


def read_json_array(source: FeedSource, report: ImportReport, records: str = "") -> Iterator[FeedRow]:
    """The records of an array, one in memory at a time.

    Args:
        source: the file.
        report: takes the rows and what is wrong with them.
        records: dotted path to the array where it lies inside an object; such a file is read whole.

    Raises:
        FeedRefused: if the file is not an array, or breaks off: what follows a break cannot be trusted.
    """
    found = _within_object(source, records, report) if records else _streamed(source, report)
    for number, (line, record) in enumerate(found, start=1):
        report.rows += 1
        if isinstance(record, dict):
            yield FeedRow(line, record)
        else:
            report.skip(line, f"record {number} is not a JSON object: {shown(record)}")


def _within_object(source: FeedSource, records: str, report: ImportReport) -> Iterator[tuple[int, Any]]:
    try:
        found = json.loads("".join(source.chunks(report)))
    except (ValueError, RecursionError) as error:
        raise FeedRefused(f"{source.name} is broken JSON: {fault_of(error)}") from None
    for name in records.split("."):
        found = found.get(name) if isinstance(found, dict) else None
    if not isinstance(found, list):
        raise FeedRefused(f"{source.name} has no array at {records!r}")
    return ((1, record) for record in found)


def _streamed(source: FeedSource, report: ImportReport) -> Iterator[tuple[int, Any]]:
    window = JsonWindow(source.name, source.chunks(report))
    if window.next_sign() != "[":
        raise FeedRefused(f"{source.name} is not a JSON array")
    yield from window.elements()
