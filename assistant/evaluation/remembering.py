"""What is remembered of shoppers during a case: a `MemoryKeeper` that forgets when the case ends."""

from collections.abc import Sequence
from datetime import UTC, datetime

from catalog.vocabulary import words_of
from shoppers.memory import MemoryEntry, ShopperMemory
from shoppers.statement import Statement


class CaseMemory:
    """A `MemoryKeeper` in memory."""

    def __init__(self) -> None:
        self._entries: dict[str, list[MemoryEntry]] = {}
        self._n_entries = 0

    def recall(self, shopper_id: str) -> ShopperMemory:
        """Everything remembered of a shopper."""
        return ShopperMemory(entries=tuple(self._entries.get(shopper_id, ())))

    def remember(self, shopper_id: str, statements: Sequence[Statement], because: str) -> None:
        """Keep statements; one about the same thing replaces the older one."""
        known = self._entries.setdefault(shopper_id, [])
        for statement in statements:
            known[:] = [entry for entry in known if not _replaces(statement, entry.statement)]
            self._n_entries += 1
            entry_id, now = f"e_{self._n_entries}", datetime.now(UTC)
            entry = MemoryEntry(entry_id=entry_id, statement=statement, source="stated", because=because, at=now)
            known.append(entry)

    def forget(self, shopper_id: str, words: Sequence[str] = ()) -> int:
        """Forget the entries that have one of these words, everything without any; how many are gone."""
        known = self._entries.get(shopper_id, [])
        gone = [entry for entry in known if not words or any(_is_about(entry.statement, word) for word in words)]
        self._entries[shopper_id] = [entry for entry in known if entry not in gone]
        return len(gone)


def statement_words(statement: Statement) -> set[str]:
    """Kind, name, words and amount of a statement, lower case."""
    limit = f"{statement.limit.amount} {statement.limit.amount // 100}" if statement.limit else ""
    return set(words_of(f"{statement.kind} {statement.name} {statement.value} {limit}"))


def _replaces(new: Statement, old: Statement) -> bool:
    if new.kind in ("size", "budget", "recipient"):
        return (new.kind, new.name) == (old.kind, old.name)
    return new.value == old.value and old.kind in ("preference", "dislike")


def _is_about(statement: Statement, words: str) -> bool:
    return bool(set(words_of(words)) & statement_words(statement))
