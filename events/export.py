"""Writes a window of the log as a Parquet file: what training reads. Imported by training alone, for PyArrow's sake."""

import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from events.event_line import EventLine
from events.log import EventLog
from events.pseudonym import Pseudonyms
from events.shopper_id import is_anonymous

SCHEMA = pa.schema(
    [
        pa.field("message_id", pa.string(), nullable=False),
        pa.field("type", pa.string(), nullable=False),
        pa.field("shopper", pa.string()),
        pa.field("session", pa.string()),
        pa.field("product", pa.string()),
        pa.field("quantity", pa.int32(), nullable=False),
        pa.field("price_minor", pa.int64()),
        pa.field("currency", pa.string()),
        pa.field("rating", pa.float32()),
        pa.field("at", pa.timestamp("us", tz="UTC"), nullable=False),
        pa.field("list_id", pa.string()),
        pa.field("position", pa.int32()),
        pa.field("policy", pa.string()),
        pa.field("propensity", pa.float32()),
        pa.field("query", pa.string()),
        pa.field("is_vouched", pa.bool_(), nullable=False),
    ]
)
#: Lines of one row group: what is in memory at a time.
_LINES_AT_A_TIME = 50_000


def export_lines(
    log: EventLog,
    pseudonyms: Pseudonyms,
    file: str | Path,
    start: datetime | None = None,
    end: datetime | None = None,
) -> int:
    """Write the lines of a time window, oldest first, with keys in place of shoppers' ids.

    Lines of shoppers who did not agree to personalization, or to be learned from, are left out. The file is there
    whole, or not at all.

    Returns:
        How many lines were written.
    """
    withheld = log.withheld_from_training()
    agreed = (line for line in log.lines(start, end) if line.consent and line.shopper_id not in withheld)
    return write_lines(agreed, pseudonyms, file)


def write_lines(lines: Iterable[EventLine], pseudonyms: Pseudonyms, file: str | Path) -> int:
    """Write lines in the order they are given, with keys in place of shoppers' ids; returns how many there were."""
    target = Path(file)
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}-")
    os.close(descriptor)
    draft = Path(name)
    try:
        n_written = 0
        with pq.ParquetWriter(draft, SCHEMA, compression="zstd") as writer:
            for batch in _record_batches(lines, pseudonyms):
                writer.write_batch(batch)
                n_written += batch.num_rows
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    return n_written


def _record_batches(lines: Iterable[EventLine], pseudonyms: Pseudonyms) -> Iterator[Any]:
    stream = iter(lines)
    while some := list(islice(stream, _LINES_AT_A_TIME)):
        columns = dict(zip(EventLine._fields, zip(*some, strict=True), strict=True))
        yield pa.record_batch([_column(field, columns, pseudonyms) for field in SCHEMA], schema=SCHEMA)


def _column(field: Any, columns: Mapping[str, Sequence[Any]], pseudonyms: Pseudonyms) -> Any:
    if field.name == "is_vouched":
        return pa.array([one is not None and not is_anonymous(one) for one in columns["shopper_id"]], type=field.type)
    source = {"shopper": "shopper_id", "session": "session_id", "product": "product_id", "at": "at_us"}
    values = columns[source.get(field.name, field.name)]
    if field.name == "shopper":
        keys = {one: pseudonyms.key(one) for one in set(values) if one is not None}
        values = [keys.get(one) for one in values]
    return pa.array(values, type=field.type)
