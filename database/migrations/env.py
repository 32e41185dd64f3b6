"""Alembic runs this file; the connection and its transaction come from `database.migrations.upgrade`."""

from alembic import context

from database.migrations import VERSION_TABLE
from database.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    transaction_per_migration=False,
)
context.run_migrations()
