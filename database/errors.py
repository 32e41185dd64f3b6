"""What can go wrong with the database, as sentences that say what to do.

DatabaseError
├── InvalidDatabaseUrl       the URL names no database Shopkeeper can use
├── DatabaseUnavailable      it cannot be reached or opened
│   ├── DatabaseUnreachable  its server does not answer
│   ├── DatabaseLocked       another process has held the write lock for too long
│   ├── DatabaseReadOnly     it may be read but not written
│   ├── DiskFull             there is no room left where it lies
│   └── NotADatabase         the file is something else, or damaged
└── SchemaTooNew             a newer version of Shopkeeper has written it
"""

from sqlalchemy.exc import DBAPIError


class DatabaseError(Exception):
    """Anything the database could not do for a reason outside the program."""


class InvalidDatabaseUrl(DatabaseError):
    """The URL names no database Shopkeeper can use."""


class DatabaseUnavailable(DatabaseError):
    """The database cannot be reached or opened."""


class DatabaseUnreachable(DatabaseUnavailable):
    """The database's server does not answer."""


class DatabaseLocked(DatabaseUnavailable):
    """Another process has held the write lock for too long."""


class DatabaseReadOnly(DatabaseUnavailable):
    """The database may be read but not written."""


class DiskFull(DatabaseUnavailable):
    """There is no room left where the database lies."""


class NotADatabase(DatabaseUnavailable):
    """The file is not a SQLite database, or is damaged."""


class SchemaTooNew(DatabaseError):
    """The database was written by a newer version of Shopkeeper."""


#: What a driver's message holds → which error it is, and what to do about it. The first match counts.
_SIGNS: tuple[tuple[tuple[str, ...], type[DatabaseUnavailable], str], ...] = (
    (
        ("database or disk is full", "no space left", "could not extend file"),
        DiskFull,
        "there is no space left for the database {place}; free some and try again",
    ),
    (
        ("readonly database", "read-only", "permission denied for"),
        DatabaseReadOnly,
        "the database {place} cannot be written; check the permissions of the file and its folder",
    ),
    (
        ("database is locked", "database table is locked", "lock timeout"),
        DatabaseLocked,
        "the database {place} is being written by another process; try again when that has finished",
    ),
    (
        ("file is not a database", "malformed", "file is encrypted"),
        NotADatabase,
        "{place} is not a SQLite database, or it is damaged; move it away or restore a backup",
    ),
    (
        ("connection refused", "could not connect", "connection failed", "timeout expired", "could not translate host"),
        DatabaseUnreachable,
        "the server of the database {place} does not answer; check the URL and that it runs",
    ),
    (
        ("unable to open database file",),
        DatabaseUnavailable,
        "the database {place} cannot be opened; check that its folder exists and can be written",
    ),
)


def unavailable(error: BaseException, place: str) -> DatabaseUnavailable | None:
    """The clear error for what a driver raised, or None when it is the program's own mistake.

    Args:
        error: what SQLAlchemy or the driver raised.
        place: the database as a person knows it, without a password.
    """
    cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
    text = str(cause).casefold()
    for signs, kind, sentence in _SIGNS:
        if any(sign in text for sign in signs):
            return kind(sentence.format(place=place))
    if type(cause).__name__ in (
        "OperationalError",
        "InterfaceError",
        "AdminShutdown",
        "DatabaseError",
        "ConnectionTimeout",
    ):
        first_line = (str(cause).strip().splitlines() or ["no reason given"])[0]
        return DatabaseUnavailable(f"the database {place} cannot be used: {first_line}")
    return None
