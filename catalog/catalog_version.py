"""The number that tells every reader whether the catalog is still the one it knows."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, select, update

from database.tables import catalog_state

#: A turn asks a dozen times within its milliseconds; another process's change is seen so much later at most.
FRESH_SECONDS = 0.05


class RecentVersion:
    """The version as it was read a moment ago. Safe between threads: two that ask at once read the same."""

    def __init__(self, read: Callable[[], int], seconds: float = FRESH_SECONDS) -> None:
        self._read = read
        self._seconds = seconds
        self._kept: tuple[int, float] | None = None

    def number(self) -> int:
        """The version, read again if what is known is not fresh."""
        kept, now = self._kept, time.monotonic()
        if kept is None or now - kept[1] > self._seconds:
            kept = self._kept = (self._read(), now)
        return kept[0]

    def forget(self) -> None:
        """Read it again the next time: it was changed here."""
        self._kept = None


@dataclass(frozen=True, slots=True)
class FeedOrigin:
    """Where a catalog came from, for `catalog stats`."""

    source: str
    format: str | None = None


def current(connection: Connection) -> int:
    """The version this transaction sees."""
    return int(connection.execute(select(catalog_state.c.version)).scalar_one())


def claim(connection: Connection) -> None:
    """Wait until no other process changes the catalog; the first thing every change does.

    SQLite lets one writer in at a time by itself; PostgreSQL would let two compare themselves with the same past.
    """
    connection.execute(select(catalog_state.c.id).with_for_update())


def advance(connection: Connection, touched: bool, origin: FeedOrigin | None = None) -> int:
    """Count a change, if there was one, and note where a whole import came from; returns the version."""
    now = datetime.now(UTC)
    before = current(connection)
    values: dict[str, Any] = {}
    if touched:
        values |= {"version": before + 1, "changed_at": now}
    if origin:
        values |= {"imported_at": now, "source": origin.source, "format": origin.format}
    if values:
        connection.execute(update(catalog_state).values(**values))
    return before + 1 if touched else before
