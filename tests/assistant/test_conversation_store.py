"""One set of assertions for every conversation store, real and fake."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from assistant.conversation import Conversation, Message
from assistant.conversation_store import SqlConversationStore
from assistant.fakes import MemoryConversationStore
from assistant.need import PriceWish, ShoppingNeed
from assistant.ports import ConversationStore
from database.engine import open_database

NOW = datetime(2026, 11, 20, 10, 30, tzinfo=UTC)
ASKED = Message(
    message_id="m_1", role="user", content="under 120 \u00a3", at=NOW, need=ShoppingNeed(price=PriceWish(max=12_000))
)
TOLD = Message(
    message_id="m_2", role="assistant", content="Here.", at=NOW, shown=("a",), found=("a", "b"), writer="template"
)


@pytest.fixture(params=["sql", "memory"])
def store(request: Any, tmp_path: Path) -> Iterator[ConversationStore]:
    if request.param == "memory":
        yield MemoryConversationStore()
        return
    database = open_database(f"sqlite:///{tmp_path / 'shop.db'}")
    database.migrate()
    yield SqlConversationStore(database)
    database.close()


@pytest.fixture
def begun(store: ConversationStore) -> Conversation:
    conversation, _ = Conversation.begin()
    store.create(conversation)
    return conversation


def test_what_was_said_comes_back_as_it_was(store: ConversationStore, begun: Conversation) -> None:
    store.append(begun.conversation_id, (ASKED, TOLD))
    store.append(begun.conversation_id, (ASKED,))
    known = store.load(begun.conversation_id)
    assert known is not None and known.messages == (ASKED, TOLD, ASKED)
    assert (known.token_hash, known.created_at) == (begun.token_hash, begun.created_at)


def test_a_conversation_remembers_what_it_showed(store: ConversationStore, begun: Conversation) -> None:
    store.append(begun.conversation_id, (ASKED, TOLD))
    known = store.load(begun.conversation_id)
    assert known is not None
    assert (known.last_need, known.last_shown, known.ever_shown) == (ASKED.need, ("a",), ("a",))


def test_whose_a_conversation_is_comes_back(store: ConversationStore) -> None:
    owned, _ = Conversation.begin("ann")
    store.create(owned)
    known = store.load(owned.conversation_id)
    assert known is not None and known.shopper_id == "ann"


def test_a_shoppers_conversations_are_found_and_opened_by_their_tokens_alone(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'shop.db'}")
    database.migrate()
    store = SqlConversationStore(database)
    (own, _), (later, _), (other, _) = Conversation.begin("ann"), Conversation.begin(), Conversation.begin("bob")
    for one in (own, later, other):
        store.create(one)
    store.assign(later.conversation_id, "ann")
    assert store.ids_of("ann") == (own.conversation_id, later.conversation_id)
    assert store.is_opened_by("ann", later.token_hash)
    assert not store.is_opened_by("ann", other.token_hash) and not store.is_opened_by("cid", own.token_hash)
    database.close()


def test_an_unknown_conversation_is_none(store: ConversationStore) -> None:
    assert store.load("c_unknown") is None
    assert store.delete("c_unknown") is False


def test_a_deleted_conversation_is_gone_with_its_messages(store: ConversationStore, begun: Conversation) -> None:
    store.append(begun.conversation_id, (ASKED,))
    assert store.delete(begun.conversation_id) is True
    store.append(begun.conversation_id, (TOLD,))  # an answer that ends after the deletion
    assert store.load(begun.conversation_id) is None


def test_old_conversations_are_forgotten(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'shop.db'}")
    database.migrate()
    store = SqlConversationStore(database)
    old, young = (Conversation.begin()[0] for _ in range(2))
    store.create(old.model_copy(update={"created_at": NOW - timedelta(days=40)}))
    store.create(young)
    assert store.delete_before(NOW - timedelta(days=30)) == 1
    assert store.load(old.conversation_id) is None and store.load(young.conversation_id) is not None
    database.close()


def test_a_token_is_long_and_kept_as_its_hash() -> None:
    conversation, token = Conversation.begin()
    assert len(token) > 40 and token not in conversation.model_dump_json()
    assert len(conversation.conversation_id) == 34
