"""What is remembered of a shopper: each entry with where it comes from and since when."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from shoppers.entry_words import EVERYTHING, entry_id_of, is_meant, size_name, word_key
from shoppers.profile import Budget, ShopperProfile
from shoppers.statement import Statement

#: A shopper's words are kept with an entry as far as this; a whole letter is not needed to say why.
MAX_BECAUSE_CHARACTERS = 200


class MemoryEntry(BaseModel):
    """One remembered thing.

    Attributes:
        entry_id: names it for editing and forgetting; the same for a statement, its repetition and its contradiction.
        statement: what is remembered.
        source: `stated` by the shopper, or `concluded` from what they did; the two are never mixed.
        because: the shopper's words, or the events it was concluded from, in a few words for people.
        at: when it was said or concluded.
    """

    model_config = ConfigDict(frozen=True)

    entry_id: str
    statement: Statement
    source: Literal["stated", "concluded"]
    because: str
    at: datetime

    @classmethod
    def stated(cls, statement: Statement, because: str, at: datetime) -> "MemoryEntry":
        """What a shopper said of themselves."""
        words = because[:MAX_BECAUSE_CHARACTERS]
        return cls(entry_id=entry_id_of(statement), statement=statement, source="stated", because=words, at=at)


class ShopperMemory(BaseModel):
    """Everything remembered of one shopper, oldest first.

    Attributes:
        entries: what is remembered.
        forgotten: entry id → when it was forgotten, `*` for everything: what was said before that stays forgotten.
    """

    model_config = ConfigDict(frozen=True)

    entries: tuple[MemoryEntry, ...] = ()
    forgotten: dict[str, datetime] = {}

    def profile(self, told: ShopperProfile | None = None) -> ShopperProfile:
        """The entries on top of a profile that was told: what search, ranking and the prompt use.

        Of what was concluded only sizes, and only those that nobody stated: a purchase is no promise to like a brand,
        and what somebody usually pays is no limit.
        """
        stated = [entry.statement for entry in self.entries if entry.source == "stated"]
        profile = profile_of(stated, told)
        named = {word_key(name) for name in profile.sizes}
        bought = [e.statement for e in self.entries if e.source == "concluded" and e.statement.kind == "size"]
        sizes = {s.name: s.value for s in bought if word_key(size_name(s)) not in named} | dict(profile.sizes)
        return profile.model_copy(update={"sizes": dict(list(sizes.items())[-20:])})

    def hearing(
        self, stated: Sequence[Statement], forgot: Sequence[str], because: str, at: datetime
    ) -> "ShopperMemory":
        """The memory after one message: first what it takes back is gone, then what it states is added."""
        new = {entry.entry_id: entry for entry in (MemoryEntry.stated(one, because, at) for one in stated)}
        kept = [e for e in self.entries if e.entry_id not in new and not (forgot and is_meant(e.statement, forgot))]
        return self.model_copy(update={"entries": (*kept, *new.values())})

    def joined(self, other: "ShopperMemory") -> "ShopperMemory":
        """Both together; of two entries of one id the later one holds, and what was forgotten since stays so."""
        entries = {entry.entry_id: entry for entry in self.entries}
        for entry in other.entries:
            known = entries.get(entry.entry_id)
            if not self._has_forgotten(entry) and (known is None or entry.at > known.at):
                entries[entry.entry_id] = entry
        ordered = sorted(entries.values(), key=lambda entry: entry.at)
        return self.model_copy(update={"entries": tuple(ordered)})

    def _has_forgotten(self, entry: MemoryEntry) -> bool:
        moments = (self.forgotten.get(entry.entry_id), self.forgotten.get(EVERYTHING))
        return any(moment is not None and entry.at <= moment for moment in moments)


def profile_of(statements: Iterable[Statement], told: ShopperProfile | None = None) -> ShopperProfile:
    """Statements, oldest first, on top of a told profile; of two that contradict each other the later one holds."""
    told = told or ShopperProfile()
    preferences = {word_key(value): value for value in told.preferences}
    dislikes = {word_key(value): value for value in told.dislikes}
    sizes, budget = dict(told.sizes), told.budget
    for statement in statements:
        key = word_key(statement.value)
        match statement.kind:
            case "preference" if statement.value:
                dislikes.pop(key, None)
                preferences[key] = statement.value
            case "dislike" if statement.value:
                preferences.pop(key, None)
                dislikes[key] = statement.value
            case "size" if statement.value:
                name = size_name(statement)
                sizes = {own: value for own, value in sizes.items() if word_key(own) != word_key(name)}
                sizes[name] = statement.value
            case "budget" if statement.limit:
                budget = Budget(max=statement.limit)
            case _:
                pass
    return ShopperProfile(
        preferences=tuple(preferences.values())[-30:],
        dislikes=tuple(dislikes.values())[-30:],
        sizes=dict(list(sizes.items())[-20:]),
        budget=budget,
    )
