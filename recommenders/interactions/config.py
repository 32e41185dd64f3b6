"""How event lines become interactions; the defaults fit a shop of any size."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from events.vocabulary import DEFAULT_WEIGHTS, EventType


@dataclass(frozen=True, slots=True)
class BotRule:
    """A visitor is a machine from the first day (UTC) on which it did more than a person does.

    Only types that cost a person a moment each are counted: a wholesale order of 500 lines is one click.

    Attributes:
        max_actions_per_minute: one a second for a whole minute is the fastest a person was taken to be.
        max_actions_per_day: as many page views as eight hours of one every fifteen seconds.
        types: the types that count.
    """

    max_actions_per_minute: int = 60
    max_actions_per_day: int = 2_000
    types: tuple[EventType, ...] = ("view_item", "select_item", "search", "dwell")


@dataclass(frozen=True, slots=True)
class CrowdRule:
    """How many anonymous visitors may speak for one product in a week.

    Attributes:
        times_usual: so many times as in the product's usual week, or as there were signed-in shoppers in that week.
        n_peaks: a product's fullest weeks do not make its usual one; a week that an attack spans ends in the next.
        least_weeks: of a log that knows what is usual.
    """

    times_usual: float = 5.0
    n_peaks: int = 2
    least_weeks: int = 5


@dataclass(frozen=True, slots=True)
class InteractionsConfig:
    """What counts, how much, and what is refused.

    Attributes:
        weights: implicit feedback by type; types without a weight, or with 0, are no interactions. A rating weighs
            `(rating - 3) / 2` times the weight of `rate_item`.
        since: first second of the window; None takes all that is there.
        until: end of the window, exclusive; None means `now`.
        now: lines later than this second are faulty; None asks the clock.
        min_shopper_events: shoppers with fewer interactions are left out.
        min_product_events: products with fewer are left out; they are counted before the shoppers are.
        currency: whose amounts are kept; None takes the one that most lines have.
        visit_gap_seconds: a pause that ends a visit where lines name no session.
        bots: None keeps everyone.
        crowds: None keeps all anonymous visitors.
        max_fault_share: a batch with more faulty lines than this is refused.
        n_named: how many lines a report names for each fault.
        outlier_iqr: prices and quantities this many interquartile ranges outside the middle half are reported.
    """

    weights: Mapping[str, float] = field(default_factory=lambda: dict(DEFAULT_WEIGHTS))
    since: int | None = None
    until: int | None = None
    now: int | None = None
    min_shopper_events: int = 1
    min_product_events: int = 1
    currency: str | None = None
    visit_gap_seconds: int = 1_800
    bots: BotRule | None = field(default_factory=BotRule)
    crowds: CrowdRule | None = field(default_factory=CrowdRule)
    max_fault_share: float = 0.05
    n_named: int = 5
    outlier_iqr: float = 3.0

    @property
    def current_second(self) -> int:
        """The moment nothing may be later than."""
        return int(time.time()) if self.now is None else self.now

    @property
    def end(self) -> int:
        """The end of the window in seconds, exclusive, never later than now."""
        # What happens in this very second belongs to the log as it stands, hence + 1.
        now = self.current_second + 1
        return now if self.until is None else min(self.until, now)
