"""How each ranker learns from lists of the newest window, and how it orders what the sources bring."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from recommenders.history import History
from recommenders.id_index import Rows
from recommenders.ranking.features.question import Question
from recommenders.ranking.lambdarank.labelled_list import LabelledList, LambdaRankData, RankingWindow
from recommenders.ranking.lambdarank.replayed_windows import CandidateRules
from recommenders.ranking.replay import Outcome, ReplaySettings, replayed
from recommenders.ranking.signals import Signals
from recommenders.recommender import Recommender
from recommenders.scores import NO_OPINION, Scores
from recommenders.training_set import TrainingSet

#: Candidates from the head of each source's list.
PER_SOURCE = 30
RULES = CandidateRules(per_source=PER_SOURCE)
#: History, rows of candidates, the sources' answers → one score per candidate.
PutInOrder = Callable[[History, Rows, Mapping[str, Scores]], Scores]
#: A history → one score per product.
Score = Callable[[History], Scores]
#: Told how many lists were replayed.
Replayed = Callable[[int], None]


@dataclass(frozen=True, slots=True, eq=False)
class RankingData:
    """What there is to learn from.

    Attributes:
        sources: that learned from `known` alone, over its products.
        known: what was known when the newest window began.
        outcomes: what shoppers did in it.
        until_now: everything, the newest window included.
        seed: of draws.
    """

    sources: Mapping[str, Recommender]
    known: TrainingSet
    outcomes: Sequence[Outcome]
    until_now: TrainingSet
    seed: int


class Ranker(Protocol):
    """One way to order what the sources bring."""

    def examples(self, data: RankingData, told: Replayed) -> Any:
        """What the ranker's `train` takes."""
        ...

    def put_in_order(self, model: Any, known: TrainingSet) -> PutInOrder:
        """A trained one, for candidates in rows of `known.products`."""
        ...


class BlendRanker:
    """The gated blend."""

    def examples(self, data: RankingData, told: Replayed) -> Any:
        """Replayed lists."""
        # Keras stands behind the module: it is imported when there is something to train.
        from recommenders.ranking.blend.train import BlendData

        lists = []
        for made in replayed(data.sources, data.outcomes, ReplaySettings(PER_SOURCE, seed=data.seed)):
            lists.append(made)
            told(len(lists))
        return BlendData(tuple(data.sources), data.known, lists)

    def put_in_order(self, model: Any, known: TrainingSet) -> PutInOrder:
        """The mixture of what the sources say."""
        row_there = model.products.rows_of(known.products)

        def score(history: History, rows: Rows, answers: Mapping[str, Scores]) -> Scores:
            signals = Signals.of(answers, rows, model.sources)
            mixed: Scores = model.blend(signals, history, row_there[rows]).scores
            return mixed

        return score


class LambdaRankRanker:
    """LambdaMART."""

    def examples(self, data: RankingData, told: Replayed) -> LambdaRankData:
        """Labelled lists of one window."""
        lists = [one for one in self._lists(data, told) if one.teaches]
        return LambdaRankData(tuple(data.sources), [RankingWindow(data.known, lists)], data.until_now)

    def put_in_order(self, model: Any, known: TrainingSet) -> PutInOrder:
        """The trees' scores."""
        features = model.features_over(known.facts)

        def score(history: History, rows: Rows, answers: Mapping[str, Scores]) -> Scores:
            ordered: Scores = model.score(features.of(Question.of(history, rows, answers)))
            return ordered

        return score

    def _lists(self, data: RankingData, told: Replayed) -> Iterator[LabelledList]:
        everything = np.ones(len(data.known.products), dtype=np.bool_)
        for place, outcome in enumerate(data.outcomes):
            answers = {kind: source.score(outcome.history) for kind, source in data.sources.items()}
            rows = RULES.candidates(answers, everything)
            gains = np.zeros(len(data.known.products), dtype=np.float32)
            gains[outcome.rows] = outcome.gains
            told(place + 1)
            yield LabelledList(Question.of(outcome.history, rows, answers), gains[rows])


def orders(put_in_order: PutInOrder, sources: Mapping[str, Recommender], known: TrainingSet) -> Score:
    """A ranker asked with the heads of its sources' lists; no opinion elsewhere."""
    everything = np.ones(len(known.products), dtype=np.bool_)

    def score(history: History) -> Scores:
        answers = {kind: source.score(history) for kind, source in sources.items()}
        rows = RULES.candidates(answers, everything)
        scores = np.full(len(known.products), NO_OPINION, dtype=np.float32)
        if len(rows):
            scores[rows] = put_in_order(history, rows, answers)
        return scores

    return score


RANKERS: Mapping[str, Ranker] = {"blend": BlendRanker(), "lambdarank": LambdaRankRanker()}
