"""Rows of a delimited file: comma, tab, semicolon or bar."""

import csv
from collections.abc import Callable, Iterator

from catalog.errors import FeedRefused
from catalog.feeds.report import ImportReport
from catalog.feeds.row import FeedRow
from catalog.feeds.source import FeedSource

#: A cell larger than this is an unclosed quote that swallowed the file.
MAX_CELL_CHARACTERS = 1_000_000
_DELIMITERS = "\t,;|"


def delimiter_of(header: str) -> str | None:
    """The delimiter that splits this header line most often, or None if none does."""
    best = max(_DELIMITERS, key=header.count)
    return best if best in header else None


def header_of(sample: str) -> list[str]:
    """The column names on the first line of a sample that is not blank; none if it is no table."""
    first = next((line for line in sample.splitlines() if line.strip()), "")
    delimiter = delimiter_of(first)
    return [name.strip() for name in next(csv.reader([first], delimiter=delimiter))] if delimiter else []


def read_table(source: FeedSource, report: ImportReport, rename: Callable[[str], str] = str.strip) -> Iterator[FeedRow]:
    """Every row with as many cells as the header, under renamed columns; others are skipped in the report."""
    csv.field_size_limit(MAX_CELL_CHARACTERS)
    header_line, lines = _after_header(source, report)
    delimiter = delimiter_of(header_line[1])
    if delimiter is None:
        raise FeedRefused(f"{source.name} has no columns: its first line holds no tab, comma, semicolon or bar")
    names = [rename(name) for name in next(csv.reader([header_line[1]], delimiter=delimiter))]
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        line = header_line[0] + reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            report.rows += 1
            report.skip(line, f"cannot be read as a row ({error}); is a quote left open?")
            continue
        if not any(cell.strip() for cell in cells):
            continue
        report.rows += 1
        if len(cells) != len(names):
            report.skip(line, f"{len(cells)} columns where the header has {len(names)}")
            continue
        yield FeedRow(line, dict(zip(names, cells, strict=True)))


def _after_header(source: FeedSource, report: ImportReport) -> tuple[tuple[int, str], Iterator[str]]:
    lines = source.lines(report)
    for number, line in enumerate(lines, start=1):
        if line.strip():
            return (number, line.rstrip("\r\n")), lines
    raise FeedRefused(f"{source.name} is empty")
