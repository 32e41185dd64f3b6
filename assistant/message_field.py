"""Reads a part of a kept message where it lies: whole messages are long, with cards and what a model was sent."""

from typing import Any

from sqlalchemy import ColumnElement, cast, func
from sqlalchemy.dialects.postgresql import JSONB

from database.engine import Database
from database.tables import messages


def message_field(database: Database, *path: str) -> ColumnElement[Any]:
    """A field of a message's JSON by its path; NULL where it has none, or its usual value. A list is its JSON text."""
    if database.is_sqlite:
        return func.json_extract(messages.c.body, f"$.{'.'.join(path)}")
    return func.jsonb_extract_path_text(cast(messages.c.body, JSONB), *path)
