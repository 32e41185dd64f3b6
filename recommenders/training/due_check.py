"""Whether models are to be trained anew: what was looked at, with figure and limit."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from recommenders.history import SECONDS_PER_DAY
from recommenders.training.click_decay import ClickDecay
from recommenders.training.drift import Drift


@dataclass(frozen=True, slots=True)
class Trigger:
    """One thing that was looked at.

    Attributes:
        name: of its limit: days, events, psi, ctr; or new.
        figure: what was found; None where there is too little to tell.
        limit: from what on it asks for a training.
        fires: whether it does.
        sentence: the same in words.
    """

    name: str
    figure: float | None
    limit: float
    fires: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class DueCheck:
    """All of them.

    Attributes:
        checked_at: ISO 8601.
        kinds: the models in question.
        triggers: in the order they were looked at.
    """

    checked_at: str
    kinds: tuple[str, ...]
    triggers: tuple[Trigger, ...]

    @property
    def is_due(self) -> bool:
        """Whether one of them fires."""
        return any(one.fires for one in self.triggers)

    @property
    def reason(self) -> str:
        """Those that fire, in words."""
        return "; ".join(one.sentence for one in self.triggers if one.fires)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {"is_due": self.is_due, **asdict(self)}


def never_trained(kinds: Sequence[str]) -> Trigger:
    """Of models without a training."""
    return Trigger("new", None, 0.0, True, f"not all of {', '.join(kinds)} were ever trained here")


def days_trigger(since: datetime, now: datetime, limit: float, has_news: bool) -> Trigger:
    """By the time since the last training; the same log once more would teach nothing."""
    days = (now - since).total_seconds() / SECONDS_PER_DAY
    words = f"{days:.1f} days since the last training (limit {limit:g}){'' if has_news else ', and nothing new'}"
    return Trigger("days", days, limit, days >= limit and has_news, words)


def events_trigger(n_then: int, n_since: int, limit: float) -> Trigger:
    """By how much is new."""
    share = n_since / n_then if n_then else float(n_since > 0)
    words = f"{n_since:,} new events, {share:.1%} of the {n_then:,} that were learned from (limit {limit:.0%})"
    return Trigger("events", share, limit, share >= limit, words)


def drift_trigger(drift: Drift, limit: float) -> Trigger:
    """By how the events are spread."""
    words = (
        f"PSI of {drift.what} {drift.psi:.3f} (limit {limit:g}; by chance up to {drift.by_chance:.3f}); "
        f"most of it {drift.most}"
    )
    return Trigger("psi", drift.psi, limit, drift.exceeds(limit), words)


def ctr_trigger(decay: ClickDecay | None, limit: float) -> Trigger:
    """By what is opened of the lists."""
    if decay is None:
        return Trigger("ctr", None, limit, False, "too few lists were shown to compare click-through rates")
    surely = f"at least {decay.low:.1%} beyond chance" if decay.low > 0 else "no fall beyond chance"
    words = (
        f"CTR {decay.since:.3f} since, {decay.before:.3f} before: {-decay.fall:+.1%} (limit {-limit:.0%}; {surely}), "
        f"over {decay.n_since:,} and {decay.n_before:,} lists"
    )
    return Trigger("ctr", decay.fall, limit, decay.fall >= limit and decay.low > 0, words)
