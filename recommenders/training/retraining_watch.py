"""Looks at the log and says whether it is time to train again."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain

import numpy as np

from events.log import EventLog
from events.window_counts import WindowCounts
from recommenders.errors import RecommenderError
from recommenders.history import SECONDS_PER_DAY, History
from recommenders.model_table import FLOOR, MODELS, ModelTable, entry_of
from recommenders.product_facts import ProductFacts
from recommenders.registry import Registry
from recommenders.retraining_limits import RetrainingLimits
from recommenders.training.click_decay import TYPES, ClickDecay, click_decay
from recommenders.training.drift import drifts
from recommenders.training.due_check import (
    DueCheck,
    Trigger,
    ctr_trigger,
    days_trigger,
    drift_trigger,
    events_trigger,
    never_trained,
)
from recommenders.training.last_training import LastTraining, last_training

#: Counts the events of a window: first moment and end in seconds since the epoch, the latter None for no end.
CountWindow = Callable[[int | None, int | None], WindowCounts]
#: Lists are compared with those of as many days before the training, at most so many.
MAX_CTR_DAYS = 28


@dataclass(frozen=True, slots=True)
class RetrainingWatch:
    """What it takes to say so; reads counts, and of the lines only lists and what was opened from them.

    Attributes:
        registry: of the shop's models.
        log: of its events.
        count: the events of a window.
        catalog: facts of the products; None without a catalog.
        limits: from what on a training is due.
        table: of the models.
        now: the clock.
    """

    registry: Registry
    log: EventLog
    count: CountWindow
    catalog: ProductFacts | None
    limits: RetrainingLimits
    table: ModelTable = field(default_factory=lambda: MODELS)
    now: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))

    def check(self, kinds: Sequence[str]) -> DueCheck:
        """Whether these models are due.

        Raises:
            ModelUnknown: if there is no such model.
        """
        wanted = tuple(entry_of(kind, self.table).kind for kind in kinds)
        last = last_training(self.registry, wanted)
        found = (never_trained(wanted),) if last is None else tuple(self._triggers(last))
        return DueCheck(self.now().isoformat(timespec="seconds"), wanted, found)

    def _triggers(self, last: LastTraining) -> Iterator[Trigger]:
        limits = self.limits
        then, since = self.count(last.start, last.end), self.count(last.end, None)
        if limits.days:
            yield days_trigger(last.at, self.now(), limits.days, has_news=since.n_events > 0)
        if limits.events:
            yield events_trigger(then.n_events, since.n_events, limits.events)
        if limits.psi and since.n_events:
            for drift in drifts(then, since, self.catalog, self._scores()):
                yield drift_trigger(drift, limits.psi)
        if limits.ctr:
            yield ctr_trigger(self._click_decay(last.end), limits.ctr)

    def _scores(self) -> Mapping[str, float]:
        """What popularity gives to each product for a newcomer; nothing where it does not serve."""
        version = self.registry.serving().versions.get(FLOOR)
        if version is None or FLOOR not in self.table:
            return {}
        try:
            model = self.table[FLOOR].model_class().from_artifact(self.registry.read(FLOOR, version))
        except RecommenderError:
            return {}
        scores = model.score(History())
        return {model.products[row]: float(scores[row]) for row in np.flatnonzero(np.isfinite(scores)).tolist()}

    def _click_decay(self, moment: int) -> ClickDecay | None:
        """The newest days since the training against as many before it."""
        now = int(self.now().timestamp())
        length = min(now - moment, MAX_CTR_DAYS * SECONDS_PER_DAY)
        if length <= 0:
            return None
        before = self.log.lines(_moment(moment - length), _moment(moment), TYPES)
        since = self.log.lines(_moment(now - length), None, TYPES)
        return click_decay(chain(before, since), moment)


def _moment(second: int) -> datetime:
    return datetime.fromtimestamp(second, UTC)
