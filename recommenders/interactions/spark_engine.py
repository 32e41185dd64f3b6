"""The engine of many machines: Spark 4, which needs the `spark` extra and Java 17."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from recommenders.errors import SparkUnavailable, TrainingRefused

#: What Spark 4.0 runs on (https://spark.apache.org/docs/4.0.0/, "Downloading").
JAVA_VERSIONS = (17, 21)
ON_THIS_MACHINE = {"spark.master": "local[*]", "spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "8"}


def java_version(java: Path) -> int:
    """The major version of a Java program.

    Raises:
        SparkUnavailable: if it does not say.
    """
    try:
        told = subprocess.run([java, "-version"], capture_output=True, text=True, timeout=30, check=True)  # noqa: S603 - the machine's own Java
    except (OSError, subprocess.SubprocessError) as error:
        raise SparkUnavailable(f"Spark needs Java 17, and {java} does not run: {error}") from None
    found = re.search(r'version "(\d+)', told.stderr + told.stdout)
    if found is None:
        raise SparkUnavailable(f"Spark needs Java 17, and {java} does not say its version: {told.stderr[:80]!r}")
    return int(found.group(1))


def require_spark(java_home: Path | None = None) -> None:
    """Make sure that Spark can start.

    Args:
        java_home: where Java lives; as Spark itself looks for it (JAVA_HOME, then the path) when None.

    Raises:
        SparkUnavailable: if pyspark or Java 17 is missing; says what to install.
    """
    if find_spec("pyspark") is None:
        raise SparkUnavailable('Spark is not installed; install it with: pip install "shopkeeper-assistant[spark]"')
    # Spark's launcher reads JAVA_HOME by itself: the check has to look where it will look.
    home = java_home or (Path(told) if (told := os.environ.get("JAVA_HOME")) else None)
    java = home / "bin" / "java" if home else shutil.which("java")
    if java is None or not Path(java).is_file():
        raise SparkUnavailable(f"Spark needs Java 17, and there is no {java or 'java on the path'}; install openjdk-17")
    version = java_version(Path(java))
    if version not in JAVA_VERSIONS:
        raise SparkUnavailable(f"Spark needs Java 17, but {java} is Java {version}; point JAVA_HOME at a Java 17")


class SparkEngine:
    """A Spark session, here or on a cluster.

    Args:
        settings: of Spark, over those for this machine; name `spark.master` to use a cluster.
        java_home: where Java lives; Spark finds it itself when None.

    Raises:
        SparkUnavailable: if pyspark or Java 17 is missing.
    """

    name = "spark"

    def __init__(self, settings: Mapping[str, str] | None = None, java_home: Path | None = None) -> None:
        require_spark(java_home)
        # An extra: whoever does not use Spark does not have it.
        from pyspark.sql import SparkSession

        # Workers must run this Python, not the first one on the path.
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        builder: Any = SparkSession.builder.appName("shopkeeper-interactions")
        for name, value in {**ON_THIS_MACHINE, "spark.sql.session.timeZone": "UTC", **(settings or {})}.items():
            builder = builder.config(name, value)
        self.session: Any = builder.getOrCreate()
        self._connection = ibis.pyspark.connect(self.session)
        self._kept: list[Any] = []

    def read(self, path: Path) -> ir.Table:
        """The lines of a Parquet file, or of all Parquet files under a folder.

        Raises:
            TrainingRefused: if there are none.
        """
        if not (path.is_file() or any(path.rglob("*.parquet"))):
            raise TrainingRefused(f"there is no Parquet file of events at {path}; import or record events first")
        return self._connection.read_parquet(path)

    def keep(self, table: ir.Table) -> ir.Table:
        """Compute a table once; Spark holds it in memory and on disk."""
        frame = self._frame(table).persist()
        self._kept.append(frame)
        name = f"kept_{len(self._kept)}"
        frame.createOrReplaceTempView(name)
        return self._connection.table(name)

    def share(self, table: ir.Table) -> ir.Table:
        """The table, kept: Spark would compute it anew wherever it is named."""
        return self.keep(table)

    def fetch(self, table: ir.Table) -> pa.Table:
        """Compute a table and bring it here as Arrow, in its order."""
        return self._frame(table).toArrow().cast(table.schema().to_pyarrow())

    def _frame(self, table: ir.Table) -> Any:
        return self.session.sql(self._connection.compile(table))

    def close(self) -> None:
        """Give back what was kept, and end the session."""
        for frame in self._kept:
            frame.unpersist()
        self.session.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
