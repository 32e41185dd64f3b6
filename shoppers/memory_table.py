"""The rows of what is remembered and of what was forgotten, inside a transaction that others opened."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, delete, select

from catalog.money import Money
from database.tables import forgotten_entries, memory_entries
from database.upsert import upsert
from shoppers.memory import MemoryEntry
from shoppers.statement import Statement

#: Kept of one shopper; the oldest make room. A profile holds no more than eighty.
MAX_ENTRIES = 100
MAX_FORGOTTEN = 1_000
_ENTRY, _GONE = memory_entries.c, forgotten_entries.c


def entries(connection: Connection, shopper_id: str) -> tuple[MemoryEntry, ...]:
    """What was stated, oldest first."""
    own = select(memory_entries).where(_ENTRY.shopper_id == shopper_id).order_by(_ENTRY.at, _ENTRY.entry_id)
    return tuple(_entry(row) for row in connection.execute(own))


def forgotten(connection: Connection, shopper_id: str) -> dict[str, datetime]:
    """Entry id → when it was forgotten."""
    own = select(_GONE.entry_id, _GONE.at).where(_GONE.shopper_id == shopper_id)
    return {row.entry_id: row.at for row in connection.execute(own)}


def write(connection: Connection, shopper_id: str, stated: Sequence[MemoryEntry]) -> None:
    """Keep entries; each takes the place of one with its id."""
    rows = {entry.entry_id: _row(shopper_id, entry) for entry in stated}
    upsert(connection, memory_entries, list(rows.values()))
    _delete(connection, forgotten_entries, shopper_id, rows)
    _make_room(connection, memory_entries, shopper_id, MAX_ENTRIES)


def forget(connection: Connection, shopper_id: str, ids: Iterable[str], at: datetime) -> None:
    """Delete entries, and note that they were forgotten."""
    gone = list(dict.fromkeys(ids))
    _delete(connection, memory_entries, shopper_id, gone)
    upsert(connection, forgotten_entries, [{"shopper_id": shopper_id, "entry_id": one, "at": at} for one in gone])
    _make_room(connection, forgotten_entries, shopper_id, MAX_FORGOTTEN)


def erase(connection: Connection, shopper_id: str) -> int:
    """Delete all of it; how many entries there were."""
    connection.execute(delete(forgotten_entries).where(_GONE.shopper_id == shopper_id))
    return int(connection.execute(delete(memory_entries).where(_ENTRY.shopper_id == shopper_id)).rowcount)


def _delete(connection: Connection, table: Table, shopper_id: str, ids: Iterable[str]) -> None:
    own = (table.c.shopper_id == shopper_id, table.c.entry_id.in_(list(ids)))
    connection.execute(delete(table).where(*own))


def _make_room(connection: Connection, table: Table, shopper_id: str, n_kept: int) -> None:
    newest_first = (
        select(table.c.entry_id).where(table.c.shopper_id == shopper_id).order_by(table.c.at.desc(), table.c.entry_id)
    )
    too_many = connection.execute(newest_first.offset(n_kept)).scalars().all()
    if too_many:
        _delete(connection, table, shopper_id, too_many)


def _row(shopper_id: str, entry: MemoryEntry) -> dict[str, Any]:
    statement = entry.statement
    return {
        "shopper_id": shopper_id,
        "entry_id": entry.entry_id,
        "kind": statement.kind,
        "name": statement.name,
        "value": statement.value,
        "limit_minor": statement.limit.amount if statement.limit else None,
        "currency": statement.limit.currency if statement.limit else None,
        "because": entry.because,
        "at": entry.at,
    }


def _entry(row: Any) -> MemoryEntry:
    limit = Money(amount=row.limit_minor, currency=row.currency) if row.limit_minor is not None else None
    statement = Statement(kind=row.kind, name=row.name, value=row.value, limit=limit)
    return MemoryEntry(entry_id=row.entry_id, statement=statement, source="stated", because=row.because, at=row.at)
