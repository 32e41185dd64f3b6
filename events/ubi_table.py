"""User Behavior Insights as a table, CSV or Parquet: each row as the record that it is a row of."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from catalog.errors import FeedRefused, RowRefused
from catalog.feeds.report import ImportReport
from catalog.feeds.row import FeedRow, shown
from catalog.feeds.source import FeedSource
from catalog.feeds.table import header_of, read_table

_PARQUET = b"PAR1"
_ROWS_AT_A_TIME = 5_000
#: One or the other: an event and what was done, or a query and its words.
_COLUMNS = ({"action_name", "query_id"}, {"user_query", "query_id"})


def is_parquet(source: FeedSource) -> bool:
    """Whether a file begins as Parquet does."""
    with source.open() as stream:
        return stream.read(len(_PARQUET)) == _PARQUET


def is_ubi_table(source: FeedSource) -> bool:
    """Whether it is Parquet, which holds no other events that are read, or its columns are those of UBI."""
    return is_parquet(source) or any(columns <= set(header_of(source.sample())) for columns in _COLUMNS)


def read_ubi_table(source: FeedSource, report: ImportReport) -> Iterator[FeedRow]:
    """Every row as a record, by its line or, in Parquet, its number; those that cannot be read are skipped.

    What lies inside of another thing is a JSON object in its cell, a struct, or a column of its own by its whole name
    (`event_attributes.object.object_id`). Empty cells tell nothing.

    Raises:
        FeedRefused: if the file is damaged, or has not the columns of UBI.
    """
    for row in _parquet_rows(source, report) if is_parquet(source) else read_table(source, report):
        try:
            yield FeedRow(row.line, _record(row.cells))
        except RowRefused as refusal:
            report.skip(row.line, str(refusal))


def _parquet_rows(source: FeedSource, report: ImportReport) -> Iterator[FeedRow]:
    # Half a second that an import of text need not wait for.
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = 0
    with _whole(source, pa.ArrowException), pq.ParquetFile(source.path) as file:
        names = {name.split(".")[0] for name in file.schema_arrow.names}
        if not any(columns <= names for columns in _COLUMNS):
            raise FeedRefused(
                f"{source.name} has not the columns of User Behavior Insights (query_id, and action_name or "
                f"user_query), and no other Parquet is read; it has {', '.join(file.schema_arrow.names)[:300]}"
            )
        for batch in file.iter_batches(_ROWS_AT_A_TIME):
            # Python has no nanoseconds.
            columns = [
                column.cast(pa.timestamp("us", column.type.tz), safe=False)
                if pa.types.is_timestamp(column.type)
                else column
                for column in batch.columns
            ]
            for cells in pa.table(columns, names=batch.schema.names).to_pylist():
                number += 1
                report.rows += 1
                yield FeedRow(number, cells)


@contextmanager
def _whole(source: FeedSource, fault: type[Exception]) -> Iterator[None]:
    try:
        yield
    except (fault, OSError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise FeedRefused(f"{source.name} is no whole Parquet file: {reason}; fetch it again") from None


def _record(cells: Mapping[str, Any]) -> dict[str, Any]:
    record: dict[str, Any] = {}
    for name, cell in cells.items():
        value = _value(name, cell)
        if value is None:
            continue
        *outer, last = name.split(".")
        place = record
        for one in outer:
            place = place.setdefault(one, {})
            if not isinstance(place, dict):
                raise RowRefused(f"{name}: {one} is told as a whole and in parts")
        place[last] = (
            {**place[last], **value} if isinstance(place.get(last), dict) and isinstance(value, dict) else value
        )
    return record


def _value(name: str, cell: Any) -> Any:
    """The cell as JSON holds it; None where it tells nothing."""
    if isinstance(cell, str):
        return _text(name, cell.strip())
    if isinstance(cell, dict):
        return {key: value for key, one in cell.items() if (value := _value(key, one)) is not None}
    if isinstance(cell, float):  # a column with a gap in it makes floats of its integers
        return None if cell != cell else int(cell) if cell.is_integer() else cell
    if isinstance(cell, datetime):
        return cell.isoformat()
    return cell if cell is None or isinstance(cell, (bool, int)) else str(cell)


def _text(name: str, cell: str) -> Any:
    if name.endswith("ordinal") and cell.isascii() and cell.isdigit():
        return int(cell)
    if not cell.startswith("{"):
        return cell or None
    try:
        told = json.loads(cell)
    except (ValueError, RecursionError):
        raise RowRefused(f"{name}: broken JSON {shown(cell)}") from None
    return _value(name, told)
