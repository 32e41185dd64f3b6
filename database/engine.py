"""Opens the database: a SQLite file by default, PostgreSQL by URL, the same Core code for both."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from database.errors import InvalidDatabaseUrl, SchemaTooNew, unavailable
from database.migrations import HEAD, REVISIONS, VERSION_TABLE

#: How long a writer waits for another one. Writes here take milliseconds; a first import takes a few seconds.
BUSY_TIMEOUT_SECONDS = 15
#: A long reader (an export for training) is not waited for longer: whoever had something forgotten is waiting.
CHECKPOINT_PATIENCE_MS = 500
#: Any constant: two processes that start at once take turns on it in PostgreSQL.
_MIGRATION_LOCK = 7_316_024
_WRITE = "shopkeeper_write"


class Database:
    """One database; safe to share between threads. Transactions commit at the end of `with`, or roll back."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @property
    def place(self) -> str:
        """The database as a person knows it, without its password."""
        url = self.engine.url
        return str(url.database) if self.is_sqlite else url.render_as_string(hide_password=True)

    @property
    def is_sqlite(self) -> bool:
        """Whether this is a SQLite file."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that sees one state of the database throughout."""
        with self._clear_errors(), self.engine.connect() as connection:
            if not self.is_sqlite:  # where each statement would see what others committed meanwhile
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that changes the database: all of it is on disk after `with`, or nothing.

        Raises:
            DatabaseUnavailable: if it is locked, read-only, full, damaged or out of reach.
        """
        with self._clear_errors(), self.engine.connect() as connection:
            connection = connection.execution_options(**{_WRITE: True})
            with connection.begin():
                yield connection

    def migrate(self) -> None:
        """Bring the tables up to date. Costs one small query when they are; safe in two processes at once.

        Raises:
            SchemaTooNew: if a newer version of Shopkeeper has written the database.
        """
        revision = self.revision()
        if revision == HEAD:
            return
        if revision is not None and revision not in REVISIONS:
            raise SchemaTooNew(
                f"the database {self.place} has tables of revision {revision!r}, and this Shopkeeper knows none after "
                f"{HEAD!r}; upgrade Shopkeeper"
            )
        from database.migrations.upgrade import upgrade  # Alembic takes 0.2 s to import and is rarely needed

        with self.write() as connection:
            if not self.is_sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
            upgrade(connection)

    def revision(self) -> str | None:
        """The revision of the tables, or None before the first migration."""
        with self.read() as connection:
            if not inspect(connection).has_table(VERSION_TABLE):
                return None
            return connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608 a constant

    def erase_traces(self) -> bool:
        """Bring what was deleted out of the write-ahead log too, so that no byte of it is left in SQLite's files.

        False if somebody who reads just now kept it from being emptied: the next call, or the next checkpoint, does it.
        PostgreSQL gives the room of deleted rows back by itself.
        """
        if not self.is_sqlite:
            return True
        with self._clear_errors(), closing(self.engine.raw_connection()) as connection:
            cursor = connection.cursor()
            patience = int(cursor.execute("PRAGMA busy_timeout").fetchone()[0])
            cursor.execute(f"PRAGMA busy_timeout={CHECKPOINT_PATIENCE_MS}")
            try:
                return not cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            finally:
                cursor.execute(f"PRAGMA busy_timeout={patience}")

    def close(self) -> None:
        """Give every connection back."""
        self.engine.dispose()

    @contextmanager
    def _clear_errors(self) -> Iterator[None]:
        try:
            yield
        except (DBAPIError, sqlite3.Error) as error:
            clear = unavailable(error, self.place)
            if clear is None:
                raise
            raise clear from error


def open_database(url: str, busy_timeout_seconds: float = BUSY_TIMEOUT_SECONDS) -> Database:
    """Open a database without connecting to it yet.

    Args:
        url: `sqlite:///path/to/file.db` (its folder is created) or `postgresql://user:password@host/name`.
        busy_timeout_seconds: how long a write to a SQLite file waits for another process.

    Raises:
        InvalidDatabaseUrl: if it is neither.
    """
    parsed = _parsed(url)
    if parsed.get_backend_name() == "sqlite":
        return Database(_sqlite_engine(parsed, busy_timeout_seconds))
    return Database(
        create_engine(
            parsed.set(drivername="postgresql+psycopg"), pool_pre_ping=True, connect_args={"connect_timeout": 5}
        )
    )


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url.replace("postgres://", "postgresql://", 1) if url.startswith("postgres://") else url)
    except ArgumentError:
        # Without the URL: it may hold a password.
        raise InvalidDatabaseUrl("the database URL cannot be read; write sqlite:///FILE or postgresql://…") from None
    if parsed.get_backend_name() not in ("sqlite", "postgresql"):
        raise InvalidDatabaseUrl(f"no database of kind {parsed.drivername!r}; write sqlite:///FILE or postgresql://…")
    if parsed.get_backend_name() == "sqlite" and parsed.database in (None, "", ":memory:"):
        raise InvalidDatabaseUrl("a database in memory would be lost and cannot be shared; write sqlite:///FILE")
    return parsed


def _sqlite_engine(url: URL, busy_timeout_seconds: float) -> Engine:
    try:
        Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InvalidDatabaseUrl(
            f"the folder of the database {url.database} cannot be made: {error.strerror}"
        ) from error
    engine = create_engine(
        url,
        pool_size=16,
        max_overflow=48,  # more than the threads a server runs: none waits for a connection
        connect_args={"timeout": busy_timeout_seconds, "isolation_level": None},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    try:
        _use_write_ahead_log(cursor)
        # FULL: an accepted write survives a power cut, not only a killed process.
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        # What is deleted is overwritten with zeros: a shopper who has something forgotten means the bytes, too.
        cursor.execute("PRAGMA secure_delete=ON")
    finally:
        cursor.close()


def _use_write_ahead_log(cursor: sqlite3.Cursor) -> None:
    # Switching modes does not wait for the busy timeout: two processes that create the file together must take turns.
    deadline = time.monotonic() + BUSY_TIMEOUT_SECONDS
    while cursor.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.02)


def _begin_sqlite(connection: Connection) -> None:
    # The driver would begin late and upgrade a read lock, which fails at once instead of waiting its turn.
    if connection.get_execution_options().get(_WRITE, False):
        _wait_to_write(connection)
    else:
        connection.exec_driver_sql("BEGIN")


def _wait_to_write(connection: Connection) -> None:
    """Begin as soon as the other writer has ended; SQLite's own waiting looks after 1, 2, 5, 10 … milliseconds only."""
    cursor = connection.connection.cursor()
    patience_seconds = cursor.execute("PRAGMA busy_timeout").fetchone()[0] / 1_000
    cursor.execute("PRAGMA busy_timeout=0")
    begun = time.monotonic()
    try:
        while True:
            try:
                cursor.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as error:
                waited = time.monotonic() - begun
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or waited > patience_seconds:
                    raise
                time.sleep(0.0005 if waited < 0.1 else 0.01)
    finally:
        cursor.execute(f"PRAGMA busy_timeout={round(patience_seconds * 1_000)}")
        cursor.close()
