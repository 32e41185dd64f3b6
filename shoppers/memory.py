"""What is remembered of a shopper: each entry with where it comes from and since when."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from shoppers.profile import Budget, ShopperProfile
from shoppers.statement import Statement


class MemoryEntry(BaseModel):
    """One remembered thing.

    Attributes:
        entry_id: names it for editing and forgetting.
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


class ShopperMemory(BaseModel):
    """Everything remembered of one shopper, oldest first."""

    model_config = ConfigDict(frozen=True)

    entries: tuple[MemoryEntry, ...] = ()

    def profile(self) -> ShopperProfile:
        """The entries as a profile: what search, ranking and the prompt use. Later entries win."""
        return profile_of(entry.statement for entry in self.entries)


def profile_of(statements: Iterable[Statement]) -> ShopperProfile:
    """Statements, oldest first, as a profile; of two that contradict each other the later one holds."""
    preferences: dict[str, None] = {}
    dislikes: dict[str, None] = {}
    sizes: dict[str, str] = {}
    budget: Budget | None = None
    for statement in statements:
        match statement.kind:
            case "preference" if statement.value:
                preferences[statement.value] = dislikes.pop(statement.value, None)
            case "dislike" if statement.value:
                dislikes[statement.value] = preferences.pop(statement.value, None)
            case "size" if statement.value:
                sizes[statement.name or "size"] = statement.value
            case "budget" if statement.limit:
                budget = Budget(max=statement.limit)
            case _:
                pass
    return ShopperProfile(
        preferences=tuple(preferences)[-30:],
        dislikes=tuple(dislikes)[-30:],
        sizes=dict(list(sizes.items())[-20:]),
        budget=budget,
    )
