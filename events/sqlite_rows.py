"""Writes many rows into SQLite in one step of it.

A step lets other threads of Python run, and then waits for its turn again: row by row, a busy server makes a commit
of a hundred rows wait a hundred times.
"""

import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection

#: What one statement of SQLite's takes.
_MAX_PARAMETERS = 32_000


def insert_events(connection: Connection, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> dict[str, int]:
    """Insert those rows of `events` that are not there yet; message id → row number, of those that were written."""
    last = connection.exec_driver_sql("SELECT coalesce(max(id), 0) FROM events").scalar_one()
    for some in _parts(rows, len(columns)):
        statement = _insert("events", tuple(columns), len(some)) + " ON CONFLICT DO NOTHING"
        connection.exec_driver_sql(statement, _flat(some))
    # Rows are numbered upwards, and nobody else writes within this transaction.
    written = "SELECT json_group_object(message_id, id) FROM events WHERE id > ?"
    numbers: dict[str, int] = json.loads(connection.exec_driver_sql(written, (last,)).scalar_one())
    return numbers


def insert_rows(connection: Connection, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows, in their order."""
    for some in _parts(rows, len(columns)):
        connection.exec_driver_sql(_insert(table, tuple(columns), len(some)), _flat(some))


@lru_cache(maxsize=32)
def _insert(table: str, columns: tuple[str, ...], n_rows: int) -> str:
    marks = f"({', '.join('?' * len(columns))})"
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES {', '.join([marks] * n_rows)}"  # noqa: S608 our own names


def _parts(rows: Sequence[Sequence[Any]], n_columns: int) -> Iterator[Sequence[Sequence[Any]]]:
    n_rows = _MAX_PARAMETERS // n_columns
    for start in range(0, len(rows), n_rows):
        yield rows[start : start + n_rows]


def _flat(rows: Sequence[Sequence[Any]]) -> tuple[Any, ...]:
    return tuple(value for row in rows for value in row)
