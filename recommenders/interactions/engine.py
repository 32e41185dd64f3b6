"""What runs the table expressions: DuckDB on one machine, Spark on many."""

from pathlib import Path
from typing import Protocol

import ibis.expr.types as ir
import pyarrow as pa


class Engine(Protocol):
    """Reads Parquet, runs expressions and hands the result over."""

    name: str

    def read(self, path: Path) -> ir.Table:
        """The lines of a Parquet file, or of all Parquet files under a folder."""
        ...

    def keep(self, table: ir.Table) -> ir.Table:
        """Compute a table once; later expressions read the result."""
        ...

    def share(self, table: ir.Table) -> ir.Table:
        """A table that several expressions read; kept where the engine would compute it anew for each of them."""
        ...

    def fetch(self, table: ir.Table) -> pa.Table:
        """Compute a table and bring it here, in its order."""
        ...

    def close(self) -> None:
        """Give memory and temporary files back."""
        ...
