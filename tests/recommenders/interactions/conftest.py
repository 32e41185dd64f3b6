"""Engines, started once, and a way to write a few event lines."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from recommenders.errors import SparkUnavailable
from recommenders.interactions.duckdb_engine import DuckDbEngine
from recommenders.interactions.spark_engine import SparkEngine

SCHEMA = pa.schema(
    {
        "message_id": pa.string(),
        "type": pa.string(),
        "shopper": pa.string(),
        "session": pa.string(),
        "product": pa.string(),
        "quantity": pa.int32(),
        "price_minor": pa.int64(),
        "currency": pa.string(),
        "rating": pa.float32(),
        "at": pa.timestamp("us", "UTC"),
        "list_id": pa.string(),
        "position": pa.int32(),
        "policy": pa.string(),
        "propensity": pa.float32(),
        "query": pa.string(),
    }
)
#: 2026-01-01T00:00:00Z
START = 1_767_225_600
#: Compiling plans costs more than it saves where tables are tiny.
FOR_TINY_TABLES = {
    "spark.master": "local[1]",
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.adaptive.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1",
}
Line = Mapping[str, Any]
Write = Callable[..., Path]


def line(at: float, product: str | None = "p", shopper: str | None = "s", kind: str = "view_item", **more: Any) -> Line:
    """An event `at` seconds after the start."""
    moment = datetime.fromtimestamp(START, UTC).timestamp() + at
    return {
        "type": kind,
        "shopper": shopper,
        "session": None,
        "product": product,
        "quantity": 1,
        "at": datetime.fromtimestamp(moment, UTC),
        **more,
    }


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes lines to a Parquet file; a line without message_id gets one of its own."""

    def written(*lines: Line, name: str = "events.parquet") -> Path:
        rows = [{"message_id": f"m{place}", **one} for place, one in enumerate(lines)]
        pq.write_table(pa.Table.from_pylist(rows, schema=SCHEMA), tmp_path / name)
        return tmp_path / name

    return written


@pytest.fixture(scope="session")
def duckdb() -> Iterator[DuckDbEngine]:
    with DuckDbEngine(memory_limit="1GB", threads=1) as engine:
        yield engine


@pytest.fixture(scope="session")
def spark() -> Iterator[SparkEngine]:
    try:
        engine = SparkEngine(FOR_TINY_TABLES)
    except SparkUnavailable as missing:
        pytest.skip(str(missing))
    with engine:
        yield engine


@pytest.fixture
def events(duckdb: DuckDbEngine, write: Write) -> Callable[..., ir.Table]:
    """Lines as a table of DuckDB's."""
    return lambda *lines: duckdb.read(write(*lines))
