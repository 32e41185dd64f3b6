"""The engine of one machine: DuckDB within a memory limit, spilling to a folder."""

from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from recommenders.errors import TrainingRefused


class DuckDbEngine:
    """Ten million lines need about 2 GB; beyond the limit it writes to `temp_folder`, which needs room.

    Args:
        memory_limit: of DuckDB alone, as it writes sizes (`"2GB"`).
        temp_folder: where it may spill; a folder of the system's, removed afterwards, when None.
        threads: all cores when None.
    """

    name = "duckdb"

    def __init__(self, memory_limit: str = "2GB", temp_folder: Path | None = None, threads: int | None = None) -> None:
        self._folder = TemporaryDirectory(prefix="shopkeeper-interactions-", dir=temp_folder)
        settings = {"memory_limit": memory_limit, "temp_directory": self._folder.name}
        # The rows are ordered at the end, so keeping the order of the file on the way would only cost memory.
        self._connection = ibis.duckdb.connect(**settings, preserve_insertion_order=False)
        if threads is not None:
            self._connection.raw_sql(f"SET threads = {int(threads)}")
        self._n_kept = 0

    def read(self, path: Path) -> ir.Table:
        """The lines of a Parquet file, or of all Parquet files under a folder.

        Raises:
            TrainingRefused: if there is no such file, or none under the folder.
        """
        files = sorted(path.rglob("*.parquet")) if path.is_dir() else [path] * path.is_file()
        if not files:
            raise TrainingRefused(f"there is no Parquet file of events at {path}; import or record events first")
        table = self._connection.read_parquet(files)
        kind_of_at = table.schema().get("at")
        if kind_of_at is None or not kind_of_at.is_timestamp():
            return table
        # A cast of a moment with a zone goes by the machine's zone; counted in microseconds it cannot.
        name = f"moments_of_{table.get_name()}"
        replaced = 'make_timestamp(epoch_us("at")) AS "at"'
        self._connection.raw_sql(
            f'CREATE TEMP VIEW "{name}" AS SELECT * REPLACE ({replaced}) FROM "{table.get_name()}"'  # noqa: S608 - a name of Ibis's
        )
        return self._connection.table(name)

    def keep(self, table: ir.Table) -> ir.Table:
        """Compute a table once, into a temporary one."""
        self._n_kept += 1
        return self._connection.create_table(f"kept_{self._n_kept}", table, temp=True)

    def share(self, table: ir.Table) -> ir.Table:
        """The table as it is: DuckDB computes what a query names twice once, and keeping it would cost memory."""
        return table

    def fetch(self, table: ir.Table) -> pa.Table:
        """Compute a table and bring it here as Arrow, in its order."""
        arrow = self._connection.con.sql(self._connection.compile(table)).to_arrow_table()
        return arrow.cast(table.schema().to_pyarrow())

    def close(self) -> None:
        """End the connection and remove what was spilled."""
        self._connection.disconnect()
        self._folder.cleanup()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
