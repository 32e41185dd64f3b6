"""Everything the shop keeps of one shopper, in one place: to show it, to hand it over, to erase it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from assistant.conversation import Conversation
from assistant.conversation_store import SqlConversationStore
from assistant.feedback_store import SqlFeedbackStore
from catalog.store import CatalogStore
from database.engine import Database
from events.dead_letters import DeadLetters
from events.erasures import bury
from events.log import EventLog
from shoppers.conclusions import Conclusions
from shoppers.consent import ConsentBook
from shoppers.memory import ShopperMemory
from shoppers.memory_keeper import SqlMemoryKeeper


@dataclass(frozen=True, slots=True)
class Erased:
    """How much of a shopper was erased."""

    n_entries: int
    n_conversations: int
    n_events: int

    def to_json(self) -> Mapping[str, int]:
        """For programs."""
        return asdict(self)


class ShopperRecords:
    """The records of shoppers. Safe to share between threads.

    Attributes:
        memory: what is remembered.
        consents: what shoppers agreed to.
    """

    def __init__(self, database: Database, catalog: CatalogStore) -> None:
        self._database = database
        self._events = EventLog(database)
        self._dead_letters = DeadLetters(database)
        self._conversations = SqlConversationStore(database)
        self._feedback = SqlFeedbackStore(database)
        self.consents = ConsentBook(database)
        self.memory = SqlMemoryKeeper(database, Conclusions(self._events, catalog.products))

    def show(self, shopper_id: str, *, with_events: bool) -> dict[str, Any]:
        """Profile, entries and consent.

        Args:
            shopper_id: whose.
            with_events: also what is concluded from events, which a browser cannot prove to be its own.
        """
        memory = self._memory(shopper_id, with_events)
        entries = [entry.model_dump(mode="json", exclude_none=True) for entry in memory.entries]
        return {
            "shopper_id": shopper_id,
            "profile": memory.profile().model_dump(mode="json", exclude_none=True),
            "entries": entries,
            "consent": self.consents.of(shopper_id).model_dump(),
        }

    def export(self, shopper_id: str, *, with_events: bool) -> dict[str, Any]:
        """Everything that is kept of a shopper."""
        loaded = map(self._conversations.load, self._conversations.ids_of(shopper_id))
        return {
            **self.show(shopper_id, with_events=with_events),
            "exported_at": datetime.now(UTC).isoformat(),
            "conversations": [self._conversation_json(one) for one in loaded if one],
            "events": self._events.events_of(shopper_id) if with_events else [],
            "refused_events": [one.to_json() for one in self._dead_letters.of(shopper_id)] if with_events else [],
        }

    def erase(self, shopper_id: str) -> Erased:
        """Delete everything that is kept of a shopper; no byte of it is left in the database's files.

        A tombstone keeps what happened before from being taken in again; what they do from now on is theirs.
        """
        with self._database.write() as connection:
            bury(connection, shopper_id)
        gone = [self._conversations.delete(one) for one in self._conversations.ids_of(shopper_id)]
        erased = Erased(self.memory.erase(shopper_id), sum(gone), self._events.forget(shopper_id))
        self._dead_letters.forget(shopper_id)
        self.consents.forget(shopper_id)
        self._database.erase_traces()
        return erased

    def forget_idle(self, before: datetime) -> int:
        """Forget the memory of browsers that nobody can open any more (retention); how many."""
        idle = self.consents.idle_browsers(before)
        for shopper_id in idle:
            self.memory.erase(shopper_id)
            self.consents.forget(shopper_id)
        return len(idle)

    def _memory(self, shopper_id: str, with_events: bool) -> ShopperMemory:
        return self.memory.recall_all(shopper_id) if with_events else self.memory.recall_stated(shopper_id)

    def _conversation_json(self, conversation: Conversation) -> dict[str, Any]:
        told = conversation.model_dump(mode="json", exclude={"token_hash"}, exclude_defaults=True)
        given = self._feedback.of_conversation(conversation.conversation_id)
        return told | ({"feedback": [one.to_json() for one in given]} if given else {})
