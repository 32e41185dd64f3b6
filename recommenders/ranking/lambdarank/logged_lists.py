"""Lists that were really shown, with what followed: better teachers than replays, once there are enough of them.

A product high on a page is clicked for being there (Joachims 2005). The position is a feature in training, so that
trees can explain clicks by it; when the model serves, every candidate stands at the first place.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from events.event_line import EventLine
from recommenders.history import SECONDS_PER_DAY, History
from recommenders.id_index import IdIndex, Rows
from recommenders.ranking.features.question import Circumstances, Floats, Question
from recommenders.ranking.lambdarank.labelled_list import LabelledList, RankingWindow
from recommenders.ranking.lambdarank.replayed_windows import TrainSources
from recommenders.recommender import Recommender
from recommenders.training_set import TrainingSet

_MICROSECONDS = 1_000_000


@dataclass(frozen=True, slots=True, eq=False)
class ShownList:
    """One list on somebody's page.

    Attributes:
        shopper: key of the training data.
        at: seconds since the epoch.
        rows: `[n_shown]` product rows.
        positions: `[n_shown]` places from 1.
    """

    shopper: str
    at: int
    rows: Rows
    positions: Floats


def shown_lists(lines: Iterable[EventLine], products: IdIndex, key_of: Callable[[str], str]) -> Iterator[ShownList]:
    """Group `shown` lines by list; unknown products, lists of one and lists shown to nobody known are left out.

    Args:
        lines: from the log, of any type.
        products: whose rows are given.
        key_of: the shopper's key in the training data.
    """
    fit = [one for one in lines if one.type == "shown" and one.list_id and one.shopper_id and one.product_id]
    fit.sort(key=lambda one: (str(one.list_id), one.position or 0))
    for _, group in groupby(fit, key=lambda one: one.list_id):
        shown = {products.row_of.get(str(one.product_id), -1): one for one in group}
        shown.pop(-1, None)
        if len(shown) > 1:
            first = min(shown.values(), key=lambda one: one.at_us)
            positions = np.array([(one.position or 0) + 1 for one in shown.values()], dtype=np.float32)
            rows = np.array(list(shown), dtype=np.int32)
            yield ShownList(key_of(str(first.shopper_id)), first.at_us // _MICROSECONDS, rows, positions)


def logged_window(
    data: TrainingSet, shown: Sequence[ShownList], train_sources: TrainSources, days: float = 1.0
) -> RankingWindow:
    """One window from lists of one time; the sources are trained on what was known before the first of them.

    Gains are what the shopper did with the products within `days` of seeing them. Lists without an effect are left out.
    """
    moment = min((one.at for one in shown), default=data.as_of)
    known = data.before(moment)
    sources = train_sources(known) if shown else {}
    lists = (_labelled(data, one, sources, round(days * SECONDS_PER_DAY)) for one in shown)
    return RankingWindow(known, [one for one in lists if one.teaches])


def _labelled(data: TrainingSet, shown: ShownList, sources: Mapping[str, Recommender], seconds: int) -> LabelledList:
    history, start, end = _history(data, shown)
    answers = {name: source.score(history) for name, source in sources.items()}
    question = Question.of(history, shown.rows, answers, Circumstances(position=shown.positions))
    entries = data.interactions
    gains = np.zeros(len(data.products), dtype=np.float32)
    soon = np.flatnonzero(entries.at[start:end] < shown.at + seconds) + start
    np.maximum.at(gains, entries.product[soon], entries.weight[soon])
    return LabelledList(question, gains[shown.rows])


def _history(data: TrainingSet, shown: ShownList) -> tuple[History, int, int]:
    """What the shopper had done when the list was shown, and where the entries that followed start and end."""
    shopper = data.shoppers.row_of.get(shown.shopper, -1)
    if shopper < 0:
        return History(as_of=shown.at), 0, 0
    start, end = (int(place) for place in data.offsets[shopper : shopper + 2])
    entries = data.interactions
    cut = start + int(np.searchsorted(entries.at[start:end], shown.at))
    history = History(
        products=entries.product[start:cut],
        weights=entries.weight[start:cut],
        kinds=entries.kind[start:cut],
        at=entries.at[start:cut],
        as_of=shown.at,
        shopper=shown.shopper,
        quantities=entries.quantity[start:cut],
        amounts=entries.amount[start:cut],
    )
    return history, cut, end
