"""Whether shoppers open less of what they are shown than they did before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from events.event_line import EventLine
from events.list_ledger import ListLedger
from events.shown_list import ShownList
from events.vocabulary import EventType
from recommenders.bootstrap import interval
from recommenders.reporting.log_measure import Floats, click_draws

#: With fewer lists on either side nothing is said.
MIN_LISTS = 200
#: What the ledger has to read; all else of the log stays where it is.
TYPES: tuple[EventType, ...] = ("shown", "select_item", "view_item", "add_to_wishlist", "add_to_cart")


@dataclass(frozen=True, slots=True)
class ClickDecay:
    """Click-through rates of the same policies before a moment and since.

    Attributes:
        before: what the policies reached before, mixed as they were shown since: more of another page is no decay.
        since: what they reached since.
        fall: `1 - since / before`; below 0 if more was opened.
        low: lower end of its 95 % interval over shoppers.
        n_before: lists of these policies.
        n_since: lists of these policies.
    """

    before: float
    since: float
    fall: float
    low: float
    n_before: int
    n_since: int


def click_decay(lines: Iterable[EventLine], moment: int, seed: int = 0) -> ClickDecay | None:
    """Hold the lists shown since a moment against those before it; None where there are too few of either.

    Args:
        lines: of both times, oldest first.
        moment: in seconds since the epoch.
        seed: of the bootstrap.
    """
    ledger = ListLedger(lines)
    before: dict[str, list[ShownList]] = {}
    since: dict[str, list[ShownList]] = {}
    for shown in ledger.lists:
        side = before if shown.at_us < moment * 1_000_000 else since
        side.setdefault(shown.policy, []).append(shown)
    policies = [one for one in since if min(len(since[one]), len(before.get(one, ()))) >= MIN_LISTS]
    if not policies:
        return None
    shares = _shares(since, policies)
    then, was = _mixed(before, policies, shares, seed)
    now, rate = _mixed(since, policies, shares, seed + 1)
    if not was or (then <= 0).any():
        return None
    low, _ = interval(1 - now / then)
    n_before, n_since = (sum(len(side[one]) for one in policies) for side in (before, since))
    return ClickDecay(was, rate, 1 - rate / was, low, n_before, n_since)


def _shares(since: Mapping[str, Sequence[ShownList]], policies: Sequence[str]) -> Floats:
    """`[n_policies]`: of all products shown since."""
    shown = np.array([sum(len(one.place_of) for one in since[policy]) for policy in policies], dtype=np.float64)
    shares: Floats = shown / shown.sum()
    return shares


def _mixed(
    side: Mapping[str, Sequence[ShownList]], policies: Sequence[str], shares: Floats, seed: int
) -> tuple[Floats, float]:
    """Rates in the draws `[n_draws]`, and the rate itself."""
    made = [click_draws(side[policy], seed) for policy in policies]
    n_draws = min(len(draws) for draws, _ in made)
    draws = np.stack([draws[:n_draws] for draws, _ in made]).T @ shares
    return draws, float(np.array([rate for _, rate in made]) @ shares)
