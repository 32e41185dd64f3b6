"""The same promises from a real PostgreSQL server."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import insert, select, text

from database import DatabaseUnavailable, open_database
from database.migrations import HEAD
from database.tables import conversations, metadata

URL = os.environ.get("TEST_POSTGRESQL_URL", "")
pytestmark = pytest.mark.skipif(
    not URL, reason="TEST_POSTGRESQL_URL names no database to test with; its tables would be dropped"
)
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def database():
    opened = open_database(URL)
    with opened.write() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    yield opened
    opened.close()


def test_the_migrations_build_exactly_the_declared_tables(database):
    database.migrate()
    database.migrate()
    with database.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    assert database.revision() == HEAD


def test_several_processes_may_migrate_at_once(database):
    program = "import sys; from database import open_database; d = open_database(sys.argv[1]); d.migrate(); d.close()"
    started = [subprocess.Popen([sys.executable, "-W", "error", "-c", program, URL], cwd=Path.cwd()) for _ in range(3)]
    assert [process.wait(timeout=60) for process in started] == [0, 0, 0]


def test_a_failed_write_leaves_nothing(database):
    database.migrate()
    row = {"conversation_id": "c", "token_hash": "h", "created_at": NOW}
    with pytest.raises(RuntimeError), database.write() as connection:
        connection.execute(insert(conversations), row)
        raise RuntimeError
    with database.write() as connection:
        assert connection.execute(select(conversations)).all() == []
        connection.execute(insert(conversations), row)
        assert connection.execute(select(conversations.c.created_at)).scalar_one() == NOW


def test_a_missing_database_is_named(database):
    elsewhere = open_database(database.engine.url.set(database="nowhere").render_as_string(hide_password=False))
    with pytest.raises(DatabaseUnavailable, match="nowhere"):
        elsewhere.migrate()
    elsewhere.close()


def test_a_reader_sees_one_state_while_another_writes(database):
    database.migrate()
    with database.read() as connection:
        assert connection.execute(select(conversations)).all() == []
        with database.write() as other:
            other.execute(insert(conversations), {"conversation_id": "c", "token_hash": "h", "created_at": NOW})
        assert connection.execute(select(conversations)).all() == []
    with database.read() as connection:
        assert len(connection.execute(select(conversations)).all()) == 1
