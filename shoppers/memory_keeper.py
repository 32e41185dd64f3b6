"""Keeps what shoppers stated of themselves in the shop's database, and adds what their events tell."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import Connection

from catalog.product_words import stems_of
from database.engine import Database
from events.shopper_id import is_anonymous
from shoppers import memory_table
from shoppers.conclusions import Conclusions
from shoppers.consent import consent_of, read_consent, write_consent
from shoppers.entry_words import EVERYTHING, entry_id_of, is_meant
from shoppers.errors import ConsentRequired, EntryUnknown
from shoppers.memory import MemoryEntry, ShopperMemory
from shoppers.statement import Statement


@dataclass(frozen=True, slots=True)
class MemoryEdit:
    """What is to change in the memory of a shopper, all of it or nothing.

    Attributes:
        add: statements of the shopper's own; one that repeats or contradicts an older one replaces it.
        remove: ids of entries. A stated one is deleted; a concluded one is not concluded again.
        consent: purpose → whether they agree; purposes that are not named stay. Without consent to be remembered,
            what is remembered is deleted.
    """

    add: Sequence[Statement] = ()
    remove: Sequence[str] = ()
    consent: Mapping[str, bool] = field(default_factory=dict)


class SqlMemoryKeeper:
    """The real `MemoryKeeper`. Remembers nothing of shoppers who did not agree to it, whoever asks.

    Args:
        database: the shop's.
        conclusions: draws more from the log of events; None to keep to what was stated.
        now: the clock.
    """

    def __init__(
        self,
        database: Database,
        conclusions: Conclusions | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._database = database
        self._conclusions = conclusions
        self._now = now

    def recall(self, shopper_id: str) -> ShopperMemory:
        """Everything remembered of a shopper; empty for one who is not known, or does not want to be.

        Of a browser only what was stated: anybody can send its id, and would be told what was bought under it.
        """
        return self.recall_all(shopper_id) if not is_anonymous(shopper_id) else self.recall_stated(shopper_id)

    def recall_stated(self, shopper_id: str) -> ShopperMemory:
        """What the shopper said, without what is concluded from their events."""
        return self._read(shopper_id)[0]

    def recall_all(self, shopper_id: str) -> ShopperMemory:
        """What the shopper said, and what is concluded from their events unless they do not agree to that."""
        memory, has_withdrawn = self._read(shopper_id)
        if has_withdrawn or self._conclusions is None:
            return memory
        concluded = _beside(memory, self._conclusions.of(shopper_id, self._now()))
        return memory.model_copy(update={"entries": (*concluded, *memory.entries)})

    def remember(self, shopper_id: str, statements: Sequence[Statement], because: str) -> None:
        """Keep statements of the shopper's own; one that repeats or contradicts an older one replaces it."""
        if not statements:
            return
        with self._database.write() as connection:
            if consent_of(connection, shopper_id).allows_memory:
                self._keep(connection, shopper_id, statements, because)

    def forget(self, shopper_id: str, words: Sequence[str] = ()) -> int:
        """Forget the entries that have one of these words, everything without any; how many are gone.

        Conclusions are not drawn again once forgotten. The rows are gone from the database's files on return.
        """
        is_everything = not words or EVERYTHING in words
        words = (EVERYTHING,) if is_everything else words
        meant = [entry.entry_id for entry in self.recall_all(shopper_id).entries if is_meant(entry.statement, words)]
        with self._database.write() as connection:
            gone = [*meant, EVERYTHING] if is_everything else meant
            memory_table.forget(connection, shopper_id, gone, self._now())
        self._database.erase_traces()
        return len(meant)

    def edit(self, shopper_id: str, edit: MemoryEdit, because: str) -> None:
        """Change what is remembered.

        Raises:
            EntryUnknown: if an entry to be removed is not there; nothing has changed then.
            ConsentRequired: if there is something to add and the shopper does not agree; nothing has changed then.
        """
        known = {entry.entry_id for entry in self.recall_all(shopper_id).entries} if edit.remove else set()
        if unknown := next((one for one in edit.remove if one not in known), None):
            raise EntryUnknown(f"Nothing with the id {unknown[:40]!r} is remembered of this shopper.")
        with self._database.write() as connection:
            consent = consent_of(connection, shopper_id)
            if edit.consent:
                consent = consent.model_copy(update=dict(edit.consent))
                write_consent(connection, shopper_id, consent)
            if edit.add and not consent.allows_memory:
                raise ConsentRequired("This shopper does not agree to being remembered; set consent first.")
            memory_table.forget(connection, shopper_id, edit.remove, self._now())
            self._keep(connection, shopper_id, edit.add, because)
            if not consent.allows_memory:
                memory_table.erase(connection, shopper_id)
        self._database.erase_traces()

    def erase(self, shopper_id: str) -> int:
        """Delete everything that was stated, and what was noted as forgotten; how many entries there were."""
        with self._database.write() as connection:
            return memory_table.erase(connection, shopper_id)

    def _keep(self, connection: Connection, shopper_id: str, statements: Iterable[Statement], because: str) -> None:
        now = self._now()
        memory_table.write(connection, shopper_id, [MemoryEntry.stated(one, because, now) for one in statements])

    def _read(self, shopper_id: str) -> tuple[ShopperMemory, bool]:
        """What was stated, and whether the shopper does not want to be concluded upon."""
        with self._database.read() as connection:
            entries = memory_table.entries(connection, shopper_id)
            memory = ShopperMemory(entries=entries, forgotten=memory_table.forgotten(connection, shopper_id))
            consent = read_consent(connection, shopper_id)
        return memory, consent is not None and not consent.allows_memory


def _beside(memory: ShopperMemory, concluded: Iterable[MemoryEntry]) -> list[MemoryEntry]:
    """What neither repeats nor contradicts what was stated, nor was forgotten."""
    stated = {entry.entry_id for entry in memory.entries}
    disliked = [stems_of(one.statement.value) for one in memory.entries if one.statement.kind == "dislike"]
    return [
        entry
        for entry in concluded
        if entry.entry_id not in memory.forgotten
        and entry_id_of(entry.statement) not in stated
        and not _is_any_of(disliked, entry.statement)
    ]


def _is_any_of(disliked: Iterable[frozenset[str]], concluded: Statement) -> bool:
    """Whether a concluded liking has all the words of a stated dislike: what is stated wins."""
    own = stems_of(concluded.value)
    return concluded.kind == "preference" and any(words and words <= own for words in disliked)
