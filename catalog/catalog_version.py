"""The number that tells every reader whether the catalog is still the one it knows."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from database.tables import catalog_state


@dataclass(frozen=True, slots=True)
class FeedOrigin:
    """Where a catalog came from, for `catalog stats`."""

    source: str
    format: str | None = None


def current(connection: Connection) -> int:
    """The version this transaction sees; 0 for a catalog that never had anything."""
    return connection.execute(select(catalog_state.c.version)).scalar() or 0


def advance(connection: Connection, touched: bool, origin: FeedOrigin | None = None) -> int:
    """Count a change, if there was one, and note where a whole import came from; returns the version."""
    now = datetime.now(UTC)
    before = current(connection)
    if not connection.execute(select(catalog_state.c.id)).first():
        connection.execute(insert(catalog_state), {"id": 1, "version": 0, "changed_at": now})
    values: dict[str, Any] = {}
    if touched:
        values |= {"version": before + 1, "changed_at": now}
    if origin:
        values |= {"imported_at": now, "source": origin.source, "format": origin.format}
    if values:
        connection.execute(update(catalog_state).values(**values))
    return before + 1 if touched else before
