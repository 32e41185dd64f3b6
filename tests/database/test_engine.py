import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import insert, select, text

from database import Database, DatabaseUnavailable, open_database
from database.errors import (
    DatabaseLocked,
    DatabaseReadOnly,
    InvalidDatabaseUrl,
    NotADatabase,
    SchemaTooNew,
    unavailable,
)
from database.migrations import HEAD, REVISIONS
from database.migrations.upgrade import configuration
from database.tables import conversations, messages, metadata

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path):
    opened = open_database(f"sqlite:///{tmp_path}/shop/shop.db")
    opened.migrate()
    yield opened
    opened.close()


def pragma(database: Database, name: str) -> object:
    with database.read() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


def add_conversation(database: Database, name: str) -> None:
    with database.write() as connection:
        connection.execute(insert(conversations), {"conversation_id": name, "token_hash": "h", "created_at": NOW})


def names(database: Database) -> list[str]:
    with database.read() as connection:
        return list(connection.execute(select(conversations.c.conversation_id)).scalars())


def test_sqlite_keeps_a_write_ahead_log_and_waits_for_the_disk(database):
    assert pragma(database, "journal_mode") == "wal"
    assert pragma(database, "synchronous") == 2  # FULL
    assert pragma(database, "foreign_keys") == 1
    assert pragma(database, "busy_timeout") >= 5_000


def test_a_write_is_there_afterwards_and_a_failed_one_is_not(database):
    add_conversation(database, "kept")
    with pytest.raises(RuntimeError), database.write() as connection:
        connection.execute(insert(conversations), {"conversation_id": "lost", "token_hash": "h", "created_at": NOW})
        raise RuntimeError
    assert names(database) == ["kept"]


def test_a_reader_sees_one_state_while_another_writes(database):
    with database.read() as connection:
        before = connection.execute(select(conversations.c.conversation_id)).all()
        add_conversation(database, "new")
        assert connection.execute(select(conversations.c.conversation_id)).all() == before == []
    assert names(database) == ["new"]


def test_what_was_deleted_is_in_no_byte_of_the_files(database, tmp_path):
    def left() -> bytes:
        return b"".join(file.read_bytes() for file in (tmp_path / "shop").iterdir())

    for number in range(200):
        add_conversation(database, f"canary-{number}")
    assert b"canary-7" in left()
    with database.write() as connection:
        connection.execute(conversations.delete())
    assert database.erase_traces()
    assert b"canary" not in left()
    assert pragma(database, "busy_timeout") >= 5_000


def test_erasing_traces_does_not_wait_for_a_long_reader(database):
    add_conversation(database, "seen")
    with database.read() as connection:
        connection.execute(select(conversations)).all()
        add_conversation(database, "new")
        assert database.erase_traces() is False
    assert database.erase_traces()


def test_messages_go_with_their_conversation(database):
    add_conversation(database, "c")
    with database.write() as connection:
        connection.execute(insert(messages), {"conversation_id": "c", "seq": 0, "message_id": "m", "body": "{}"})
        connection.execute(conversations.delete())
        assert connection.execute(select(messages)).all() == []


def test_moments_keep_their_time_zone(database):
    with database.write() as connection:
        abroad = NOW.astimezone(timezone(timedelta(hours=9)))
        connection.execute(insert(conversations), {"conversation_id": "c", "token_hash": "h", "created_at": abroad})
        assert connection.execute(select(conversations.c.created_at)).scalar_one() == NOW


def test_migrating_again_changes_nothing(database):
    add_conversation(database, "kept")
    database.migrate()
    assert database.revision() == HEAD
    assert names(database) == ["kept"]


def test_the_migrations_build_exactly_the_declared_tables(database):
    with database.read() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
    assert differences == []


def test_the_declared_revisions_are_those_in_the_folder():
    script = ScriptDirectory.from_config(configuration())
    assert [revision.revision for revision in script.walk_revisions()][::-1] == list(REVISIONS)


def test_two_processes_may_migrate_at_once(tmp_path):
    program = "import sys; from database import open_database; d = open_database(sys.argv[1]); d.migrate(); d.close()"
    url = f"sqlite:///{tmp_path}/shop.db"
    started = [subprocess.Popen([sys.executable, "-W", "error", "-c", program, url], cwd=Path.cwd()) for _ in range(3)]
    assert [process.wait(timeout=60) for process in started] == [0, 0, 0]


def test_a_database_of_a_newer_version_is_left_alone(database):
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SchemaTooNew, match=r"9999.*upgrade Shopkeeper"):
        database.migrate()


def test_a_file_that_is_no_database_is_named(tmp_path):
    (tmp_path / "shop.db").write_text("a shopping list " * 100)
    database = open_database(f"sqlite:///{tmp_path}/shop.db")
    with pytest.raises(NotADatabase, match=r"shop\.db is not a SQLite database"):
        database.migrate()
    database.close()


def test_a_locked_database_says_so(database):
    path = str(database.engine.url.database)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    impatient = open_database(f"sqlite:///{path}", busy_timeout_seconds=0.05)
    with pytest.raises(DatabaseLocked, match="written by another process"):
        add_conversation(impatient, "c")
    other.close()
    impatient.close()


@pytest.mark.parametrize(
    ("message", "kind", "advice"),
    [
        ("database or disk is full", "DiskFull", "free some"),
        ("attempt to write a readonly database", "DatabaseReadOnly", "permissions"),
        ("unable to open database file", "DatabaseUnavailable", "folder"),
        ("database disk image is malformed", "NotADatabase", "backup"),
    ],
)
def test_what_the_driver_says_becomes_advice(message, kind, advice):
    clear = unavailable(sqlite3.OperationalError(message), "shop.db")
    assert type(clear).__name__ == kind
    assert advice in str(clear)
    assert "shop.db" in str(clear)


def test_a_full_disk_is_told_and_changes_nothing(database):
    with pytest.raises(DatabaseUnavailable, match="no space left"), database.write() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")
        connection.execute(
            insert(conversations),
            [{"conversation_id": f"{n:060}", "token_hash": "h", "created_at": NOW} for n in range(999)],
        )
    database.close()
    assert names(database) == []


def test_a_database_that_may_only_be_read_says_so(database):
    with pytest.raises(DatabaseReadOnly, match="cannot be written"), database.write() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
        connection.execute(insert(conversations), {"conversation_id": "c", "token_hash": "h", "created_at": NOW})
    database.close()


def test_an_unreachable_server_is_named_without_its_password():
    database = open_database("postgresql://shop:secret@127.0.0.1:1/shop")
    with pytest.raises(DatabaseUnavailable, match=r"127\.0\.0\.1:1") as raised:
        database.migrate()
    assert "secret" not in str(raised.value)
    database.close()


@pytest.mark.parametrize("url", ["mysql://u:secret@h/x", "nonsense", "sqlite://", "sqlite:///:memory:"])
def test_other_urls_are_refused_without_showing_a_password(url):
    with pytest.raises(InvalidDatabaseUrl) as raised:
        open_database(url)
    assert "secret" not in str(raised.value)
