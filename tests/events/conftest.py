"""A log to test with, in every database."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from database import Database
from events.event import Event
from events.log import EventLog
from tests.any_database import database

__all__ = ["database"]  # a fixture

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
MakeEvent = Callable[..., Event]


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
