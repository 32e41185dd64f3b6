"""A log to test with: in SQLite, and in PostgreSQL where `TEST_POSTGRESQL_URL` names an empty database."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from database import Database, open_database
from events.event import Event
from events.log import EventLog

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
MakeEvent = Callable[..., Event]


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


@pytest.fixture
def log(database: Database) -> EventLog:
    return EventLog(database)


@pytest.fixture
def noon() -> datetime:
    return NOON


@pytest.fixture
def make_event() -> MakeEvent:
    """Makes an event of shopper `ann`, so many minutes after noon; products by id, properties and the rest by name."""

    def make(message_id: str, *products: str, minute: int = 0, **fields: Any) -> Event:
        properties = {"items": [{"item_id": one} for one in products]} | fields.pop("properties", {})
        given = {"type": "view_item", "user_id": "ann", "timestamp": NOON + timedelta(minutes=minute)} | fields
        return Event.model_validate({"message_id": message_id, "properties": properties, **given})

    return make
