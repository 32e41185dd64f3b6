"""What can read the log for a training; light, so that `--help` can name the choices."""

from enum import StrEnum


class EngineName(StrEnum):
    """What turns event lines into a training set: on one machine, or on many."""

    DUCKDB = "duckdb"
    SPARK = "spark"
