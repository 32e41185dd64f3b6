"""What a ranking is asked: for whom, when, and among what."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from catalog.candidate import Candidate
from shoppers.profile import ShopperProfile
from shoppers.ranking_wish import RankingWish
from shoppers.served_policy import AS_EVERYBODY, ServedPolicy

Surface = Literal["chat", "home", "product", "cart", "session"]
#: Where a list stands that is told to the event log.
ListPlace = Literal[Surface, "search"]


@dataclass(frozen=True, slots=True)
class Visit:
    """Who is here, and what they did in this visit; all of it optional.

    Attributes:
        shopper_id: the shop's id of a signed-in shopper, or else the anonymous id of the browser.
        session_id: of the visit that goes on now.
        viewed: products of this visit that the event log may not hold yet (the page, the cart), oldest first.
        is_consented: whether the shopper's stored history may be used.
        locale: as the page states it (`en-GB`).
        device: `phone`, `tablet` or `desktop`, where known.
        policy: how this visit is served, if not as everybody is.
    """

    shopper_id: str | None = None
    session_id: str | None = None
    viewed: tuple[str, ...] = ()
    is_consented: bool = True
    locale: str | None = None
    device: str | None = None
    policy: ServedPolicy = AS_EVERYBODY


@dataclass(frozen=True, slots=True)
class RankRequest:
    """One list to be ordered.

    Attributes:
        candidates: the products to order, as the search has them, best first; all pass the hard conditions.
        profile: stated wishes.
        wish: what this turn asks for.
        visit: who is asking.
        surface: where the list will stand.
        exclude: product ids that must not be in it.
        now: the moment of asking; the clock's without it.
    """

    candidates: Sequence[Candidate] = ()
    profile: ShopperProfile = field(default_factory=ShopperProfile)
    wish: RankingWish = field(default_factory=RankingWish)
    visit: Visit = field(default_factory=Visit)
    surface: Surface = "chat"
    exclude: tuple[str, ...] = ()
    now: datetime | None = None
