"""One SQL engine: connections, transactions, migrations."""

from database.engine import Database, open_database
from database.errors import DatabaseError, DatabaseUnavailable

__all__ = ["Database", "DatabaseError", "DatabaseUnavailable", "open_database"]
