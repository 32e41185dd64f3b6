"""Answers are counted and timed by who wrote them, as far as their conversations are kept."""

from datetime import UTC, datetime, timedelta

import pytest

from assistant.answer_times import answer_times
from assistant.conversation import Conversation, Message
from assistant.conversation_store import SqlConversationStore
from database.engine import Database
from tests.any_database import database

__all__ = ["database"]  # a fixture

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def message(role: str, minutes: float, writer: str | None = None, **more: object) -> Message:
    at = NOON + timedelta(minutes=minutes)
    return Message.model_validate(
        {"message_id": f"m_{minutes}_{role}", "role": role, "content": "…", "at": at, "writer": writer} | more
    )


@pytest.fixture
def conversation(database: Database) -> Conversation:
    store, (begun, _) = SqlConversationStore(database), Conversation.begin()
    begun = begun.model_copy(update={"created_at": NOON - timedelta(hours=1)})
    store.create(begun)
    store.append(
        begun.conversation_id, [message("user", 0), message("assistant", 0, "template", latency_ms={"total": 12.5})]
    )
    store.append(begun.conversation_id, [message("user", 10), message("assistant", 10.01, "claude")])
    store.append(
        begun.conversation_id, [message("user", 20), message("assistant", 20, "claude", latency_ms={"total": 1500})]
    )
    return begun


def test_every_answer_counts_for_its_writer(database: Database, conversation: Conversation) -> None:
    assert answer_times(database, None, None) == {"claude": [None, 1500.0], "template": [12.5]}


def test_only_answers_of_the_window_count(database: Database, conversation: Conversation) -> None:
    assert answer_times(database, NOON, NOON + timedelta(minutes=10)) == {"template": [12.5]}
    assert answer_times(database, NOON + timedelta(minutes=10), None) == {"claude": [None, 1500.0]}
    assert answer_times(database, None, NOON) == {}


def test_what_was_deleted_counts_no_more(database: Database, conversation: Conversation) -> None:
    SqlConversationStore(database).delete(conversation.conversation_id)
    assert answer_times(database, None, None) == {}
