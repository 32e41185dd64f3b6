"""A list as a shopper saw it with what came of it, and an order with the lists that it goes back to."""

from collections.abc import Mapping
from dataclasses import dataclass, field

HOUR_US = 3_600_000_000
DAY_US = 24 * HOUR_US
#: The surface of a list whose policy names none.
NO_SURFACE = "unknown"


@dataclass(slots=True)
class ShownList:
    """One list.

    Attributes:
        list_id: of the list.
        policy: who chose it, `surface/ranker`; empty where the log does not say.
        shopper: who saw it; None for nobody known.
        at_us: when, microseconds since the epoch.
        conversation_id: in which it was shown; None outside of one, and where the shopper did not agree to be known.
        place_of: product id → place, from 0; none where the shopper was told that nothing was found.
        clicked: products opened from it.
        carted: products of it that went into the cart.
        bought: products bought after it, as far as they go back to it.
        first_bought_at_us: when the first of them was; None without any.
        revenue_minor: currency → what was paid for them, in minor units; where the log has prices.
    """

    list_id: str
    policy: str
    shopper: str | None
    at_us: int
    conversation_id: str | None = None
    place_of: dict[str, int] = field(default_factory=dict)
    clicked: set[str] = field(default_factory=set)
    carted: set[str] = field(default_factory=set)
    bought: set[str] = field(default_factory=set)
    first_bought_at_us: int | None = None
    revenue_minor: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Order:
    """One purchase.

    Attributes:
        shopper: who bought; None for nobody known.
        value: in major units of its currency; None where a price is unknown.
        currency: ISO 4217; None where the event names none.
        at_us: when, microseconds since the epoch.
        sources: list id → policy and moment of the lists that its products go back to.
    """

    shopper: str | None
    value: float | None
    currency: str | None
    at_us: int
    sources: Mapping[str, tuple[str, int]]

    @property
    def policies(self) -> frozenset[str]:
        """Of the lists that its products go back to."""
        return frozenset(policy for policy, _ in self.sources.values())


def surface_of(policy: str) -> str:
    """The part of the shop that a policy `surface/ranker` chose for; `unknown` where it names none."""
    surface, slash, _ = policy.partition("/")
    return surface if slash and surface else NO_SURFACE
