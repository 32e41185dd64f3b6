"""Past moments replayed: what the sources would have said then, and what shoppers did next.

Each window's sources are trained on what was known when it began, so no feature has seen the answer.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from events.vocabulary import PURCHASE
from recommenders.history import SECONDS_PER_DAY, History
from recommenders.id_index import Rows
from recommenders.ranking.features.question import Question
from recommenders.ranking.lambdarank.labelled_list import LabelledList, RankingWindow
from recommenders.recommender import Recommender
from recommenders.scores import Scores, head_rows
from recommenders.training_set import Interactions, TrainingSet

#: `(what was known) → source → model`, over the same product rows.
TrainSources = Callable[[TrainingSet], Mapping[str, Recommender]]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class CandidateRules:
    """Which products are put into order.

    Attributes:
        per_source: so many from the head of each source's list.
        min_product_events: products with fewer events are left out.
        new_only: products that the shopper had nothing to do with before.
    """

    per_source: int = 60
    min_product_events: int = 0
    new_only: bool = False

    def eligible(self, known: TrainingSet) -> Mask:
        """`[n_products]` those with enough events."""
        counts = np.bincount(known.interactions.product, minlength=len(known.products))
        return counts >= self.min_product_events

    def shown(self, history: History, eligible: Mask) -> Mask:
        """`[n_products]` those that this shopper may be shown."""
        shown = eligible.copy()
        if self.new_only:
            shown[history.products[history.products >= 0]] = False
        return shown

    def candidates(self, answers: Mapping[str, Scores], shown: Mask) -> Rows:
        """The heads of all lists, each product once, ascending."""
        return head_rows(answers.values(), self.per_source, shown)


@dataclass(frozen=True, slots=True)
class WindowSettings:
    """Which moments are replayed.

    Attributes:
        days: length of a window, about as far ahead as the lists are meant to serve.
        n_windows: how many; the last ends with the data.
        step_days: from one to the next.
        max_lists: of one window; shoppers are drawn beyond it.
        seed: of the draws.
    """

    days: float = 30.0
    n_windows: int = 3
    step_days: float = 14.0
    max_lists: int = 4_000
    seed: int = 7

    def moments(self, as_of: int) -> list[tuple[int, int]]:
        """Beginning and end of every window, in seconds, newest first."""
        length, step = (round(days * SECONDS_PER_DAY) for days in (self.days, self.step_days))
        ends = [as_of - place * step for place in range(self.n_windows)]
        return [(end - length, end) for end in ends]


def replay_windows(
    data: TrainingSet, train_sources: TrainSources, rules: CandidateRules, settings: WindowSettings
) -> Iterator[RankingWindow]:
    """Windows, newest first; those before which nothing was known are left out."""
    for moment, end in settings.moments(data.as_of):
        known = data.before(moment)
        if not len(known.interactions):
            return
        entries = data.interactions
        following = entries.where((entries.at >= moment) & (entries.at < end))
        lists = _lists(known, following, train_sources(known), (rules, settings))
        yield RankingWindow(known, [one for one in lists if one.teaches])


def _lists(
    known: TrainingSet,
    following: Interactions,
    sources: Mapping[str, Recommender],
    how: tuple[CandidateRules, WindowSettings],
) -> Iterator[LabelledList]:
    """One per shopper who was known and liked something afterwards."""
    rules, settings = how
    eligible = rules.eligible(known)
    shoppers = np.intersect1d(following.shopper[following.weight > 0], known.interactions.shopper)
    if len(shoppers) > settings.max_lists:
        random = np.random.default_rng(settings.seed)
        shoppers = np.sort(random.choice(shoppers, settings.max_lists, replace=False))
    for shopper in shoppers.tolist():
        history = known.history(shopper)
        answers = {name: source.score(history) for name, source in sources.items()}
        rows = rules.candidates(answers, rules.shown(history, eligible))
        yield LabelledList(Question.of(history, rows, answers), _gains(following, shopper, len(known.products))[rows])


def _gains(following: Interactions, shopper: int, n_products: int) -> Scores:
    """`[n_products]` the highest weight of what followed; 1 for a purchase, however it is weighed."""
    span = slice(*np.searchsorted(following.shopper, [shopper, shopper + 1]).tolist())
    gains = np.zeros(n_products, dtype=np.float32)
    np.maximum.at(gains, following.product[span], following.weight[span])
    gains[following.product[span][following.kind[span] == PURCHASE]] = 1.0
    return gains
