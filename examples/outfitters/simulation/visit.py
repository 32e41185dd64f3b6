"""A visit of a shopper, what led to it and what follows from it."""

from dataclasses import dataclass, field, replace
from typing import Any, Literal

from .event_log import Doing, Visitor
from .shelf import Floats

#: Why somebody comes: to look around, for a product they have in mind, to buy something again, or back to one left.
Purpose = Literal["browse", "mission", "replenish", "return"]


@dataclass(slots=True)
class Shopper:
    """What a shopper remembers from visit to visit.

    Attributes:
        row: of the crowd.
        visitor: how the events name them.
        signs_up_late: their first visit is made before they sign in.
        n_visits: so far.
        signed_up_at: when they first signed in.
        bought: product row → when last bought.
    """

    row: int
    visitor: Visitor
    signs_up_late: bool = False
    n_visits: int = 0
    signed_up_at: int | None = None
    bought: dict[int, int] = field(default_factory=dict)

    def enter(self, at: int) -> Visitor:
        """Begin a visit; how its events name the shopper."""
        self.n_visits += 1
        if self.n_visits == 1 and self.signs_up_late:
            return replace(self.visitor, user_id=None)
        self.signed_up_at = self.signed_up_at or at
        return self.visitor


@dataclass(frozen=True, slots=True)
class NextVisit:
    """A visit that follows from this one."""

    after_days: float
    purpose: Purpose
    rows: tuple[int, ...]


@dataclass(slots=True)
class Visit:
    """A visit as it goes on."""

    shopper: Shopper
    doing: Doing
    purpose: Purpose
    month: int
    utility: Floats
    looked: set[int] = field(default_factory=set)
    basket: list[tuple[int, dict[str, Any], str | None]] = field(default_factory=list)
