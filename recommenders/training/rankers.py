"""How each ranker learns from lists of the newest window, and how it orders what the sources bring."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from recommenders.history import History
from recommenders.id_index import Rows
from recommenders.ranking.features.question import Question
from recommenders.ranking.lambdarank.labelled_list import LabelledList, LambdaRankData, RankingWindow
from recommenders.ranking.replay import Outcome, ReplayedList, ReplaySettings, replayed
from recommenders.ranking.signals import Signals
from recommenders.recommender import Recommender
from recommenders.scores import NO_OPINION, Scores, head_rows
from recommenders.training_set import TrainingSet

#: Candidates from the head of each source's list.
PER_SOURCE = 40
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

        return BlendData(tuple(data.sources), data.known, list(_replayed(data, told)))

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
        sources = tuple(data.sources)
        lists = [
            LabelledList(Question(one.history, one.rows, dict(zip(sources, one.scores, strict=True))), one.labels)
            for one in _replayed(data, told)
        ]
        return LambdaRankData(sources, [RankingWindow(data.known, lists)], data.until_now)

    def put_in_order(self, model: Any, known: TrainingSet) -> PutInOrder:
        """The trees' scores."""
        features = model.features_over(known.facts)

        def score(history: History, rows: Rows, answers: Mapping[str, Scores]) -> Scores:
            ordered: Scores = model.score(features.of(Question.of(history, rows, answers)))
            return ordered

        return score


def _replayed(data: RankingData, told: Replayed) -> Iterator[ReplayedList]:
    settings = ReplaySettings(per_source=PER_SOURCE, seed=data.seed)
    for n_lists, made in enumerate(replayed(data.sources, data.outcomes, settings), start=1):
        told(n_lists)
        yield made


def orders(put_in_order: PutInOrder, sources: Mapping[str, Recommender], known: TrainingSet) -> Score:
    """A ranker asked with the heads of its sources' lists; no opinion elsewhere."""

    def score(history: History) -> Scores:
        answers = {kind: source.score(history) for kind, source in sources.items()}
        rows = head_rows(answers.values(), PER_SOURCE)
        scores = np.full(len(known.products), NO_OPINION, dtype=np.float32)
        if len(rows):
            scores[rows] = put_in_order(history, rows, answers)
        return scores

    return score


RANKERS: Mapping[str, Ranker] = {"blend": BlendRanker(), "lambdarank": LambdaRankRanker()}
