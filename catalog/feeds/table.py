"""Rows of a delimited file: comma, tab, semicolon or bar."""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from catalog.errors import FeedRefused
from catalog.feeds.report import ImportReport
from catalog.feeds.row import FeedRow, named_cells
from catalog.feeds.source import FeedSource

#: A cell larger than this is an unclosed quote that swallowed the file.
MAX_CELL_CHARACTERS = 1_000_000
#: Characters of a header that a message shows.
_MAX_HEADER_SHOWN = 300
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


def read_table(
    source: FeedSource,
    report: ImportReport,
    rename: Callable[[str], str] = str.strip,
    required: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[FeedRow]:
    """Every row with as many cells as the header, under renamed columns; others are skipped in the report.

    Args:
        source: the file.
        report: takes the rows and what is wrong with them.
        rename: gives a column the name that its cells are found under.
        required: renamed columns that must be there → what the feed calls them.

    Raises:
        FeedRefused: if the file has no columns, or a required one is missing.
    """
    csv.field_size_limit(MAX_CELL_CHARACTERS)
    header_line, lines = _after_header(source, report)
    delimiter = delimiter_of(header_line[1])
    if delimiter is None:
        raise FeedRefused(f"{source.name} has no columns: its first line holds no tab, comma, semicolon or bar")
    names = [rename(name) for name in next(csv.reader([header_line[1]], delimiter=delimiter))]
    _refuse_without(required, names, header_line, source.name)
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
        yield FeedRow(line, named_cells(names, cells))


def _refuse_without(
    required: Mapping[str, str], names: Sequence[str], header_line: tuple[int, str], source_name: str
) -> None:
    missing = [known_as for name, known_as in required.items() if name not in names]
    if missing:
        raise FeedRefused(
            f"{source_name} has no column {' and no column '.join(missing)}; "
            f"its header, on line {header_line[0]}, is: {header_line[1][:_MAX_HEADER_SHOWN]}"
        )


def _after_header(source: FeedSource, report: ImportReport) -> tuple[tuple[int, str], Iterator[str]]:
    lines = source.lines(report)
    for number, line in enumerate(lines, start=1):
        if line.strip():
            return (number, line.rstrip("\r\n")), lines
    raise FeedRefused(f"{source.name} is empty")
