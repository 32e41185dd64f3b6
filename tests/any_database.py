"""A database to test with: SQLite, and PostgreSQL where `TEST_POSTGRESQL_URL` names an empty one."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from database import Database, open_database


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    url = f"sqlite:///{tmp_path}/shop.db"
    if request.param == "postgresql":
        url = os.environ.get("TEST_POSTGRESQL_URL", "")
        if not url:
            pytest.skip("TEST_POSTGRESQL_URL names no database to test with; its tables would be dropped")
    opened = open_database(url)
    if not opened.is_sqlite:
        with opened.write() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
    opened.migrate()
    yield opened
    opened.close()
