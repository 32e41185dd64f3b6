"""Trains what orders the other models' lists: on the newest window, of whose shoppers a part is kept for the judgement.

The sources are those that learned from the past alone; so the lists they make there are lists as they could have been
shown, and what the shoppers did next is known.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar, Self

import numpy as np
from threadpoolctl import threadpool_limits

from recommenders.artifact import Artifact
from recommenders.errors import RecommenderError, TrainingRefused
from recommenders.history import History
from recommenders.id_index import IdIndex
from recommenders.model_table import FLOOR, ModelEntry
from recommenders.ranking.outcomes import outcomes_after
from recommenders.ranking.replay import Outcome
from recommenders.recommender import Recommender
from recommenders.registry import Registry
from recommenders.scores import Scores
from recommenders.training.aligned import aligned
from recommenders.training.bench import Bench, Candidate
from recommenders.training.holdout import Question
from recommenders.training.measurement import Measured, compare, measure, trial_of
from recommenders.training.rankers import RANKERS, RankingData, Score, orders
from recommenders.training.rival import Rival
from recommenders.training_set import TrainingSet

#: Of the shoppers of the newest window, how many judge.
JUDGES_SHARE = 0.3
#: Lists that are learned from, and questions that are judged on: more change little and take minutes.
MAX_LISTS, MAX_JUDGED = 4_000, 1_500
#: A list as it was and two as if the shopper were new: how far a bar of progress may have to go.
LISTS_PER_OUTCOME = 3


class RankingStage:
    """The newest window, shared out between learning and judging, and the sources, by kind."""

    def __init__(self, bench: Bench, sources: Mapping[str, Recommender], seed: int = 0) -> None:
        if not sources:
            raise TrainingRefused("there is nothing to rank: no other model serves or was trained; train them first")
        self._bench, self._seed = bench, seed
        self._sources = {kind: aligned(model, bench.data.products) for kind, model in sources.items()}
        outcomes = list(outcomes_after(_drawn(bench, seed), bench.holdout.moment))
        judges = _judges([one.history.shopper or "" for one in outcomes], seed)
        self._learned_from = [one for one in outcomes if one.history.shopper not in judges]
        self._judged = _some([one for one in outcomes if one.history.shopper in judges], MAX_JUDGED, seed)
        questions = [_question(one, bench.data.shoppers) for one in self._judged]
        self._trial = trial_of("ranking", tuple(questions), bench.holdout.past)
        self.floor = measure(bench.candidates[FLOOR].model, self._trial)

    def train(self, entry: ModelEntry, parameters: Any, on_everything: bool) -> Artifact:
        """Learn from lists of the newest window; without `on_everything`, not from those of the judging shoppers."""
        outcomes = [*self._learned_from, *self._judged] if on_everything else self._learned_from
        outcomes = _some(outcomes, MAX_LISTS, self._seed)
        holdout, follow = self._bench.holdout, self._bench.follow
        until_now = self._bench.data if on_everything else holdout.past
        data = RankingData(self._sources, holdout.past, outcomes, until_now, self._seed)
        with threadpool_limits(1, "blas"):  # as in `measure`
            examples = RANKERS[entry.kind].examples(
                data, lambda n_done: follow(entry.kind, "replaying lists", n_done, LISTS_PER_OUTCOME * len(outcomes))
            )
        return self._bench.train(entry, examples, parameters, "learning from lists")

    def candidate(self, entry: ModelEntry, parameters: Any) -> Candidate:
        """Learn from a part of the shoppers, and measure it on the others."""
        artifact = self.train(entry, parameters, on_everything=False)
        model = entry.model_class().from_artifact(artifact)
        return Candidate(entry, parameters, artifact, model, self._measure(entry.kind, model))

    def rival(self, entry: ModelEntry, registry: Registry) -> Rival | None:
        """The version that serves, with the same sources on the same questions; None if none does."""
        version = registry.serving().versions.get(entry.kind)
        if version is None:
            return None
        artifact = registry.read(entry.kind, version)
        try:
            return Rival(artifact, self._measure(entry.kind, entry.model_class().from_artifact(artifact)))
        except RecommenderError as error:
            return Rival(artifact, None, f"{version} could not be measured: {error}")

    def told_of_best_source(self, candidate: Candidate) -> str:
        """One sentence if a single source does better alone, beyond chance; else nothing."""
        reached = {kind: measure(source, self._trial) for kind, source in self._sources.items()}
        best = max(reached, key=lambda kind: reached[kind].to_metrics()["recall_20"])
        difference = compare(candidate.measured, reached[best])
        if not difference.is_worse:
            return ""
        recall = reached[best].to_metrics()["recall_20"]
        return f"a source of it does better alone: {best}, Recall@20 {recall:.3f}; give it more events or tune it"

    def _measure(self, kind: str, model: Any) -> Measured:
        past = self._bench.holdout.past
        return measure(
            RankedSources(orders(RANKERS[kind].put_in_order(model, past), self._sources, past), past.products),
            self._trial,
        )


class RankedSources:
    """A ranker with its sources as one recommender."""

    kind: ClassVar[str] = "ranked"

    def __init__(self, answer: Score, products: IdIndex) -> None:
        self.products = products
        self._answer = answer

    @classmethod
    def from_artifact(cls, artifact: Artifact) -> Self:
        """No artifact holds one."""
        raise NotImplementedError(f"{artifact.kind} is opened with its sources")

    def score(self, history: History) -> Scores:
        """The ranker's scores of the sources' heads."""
        return self._answer(history)


def _drawn(bench: Bench, seed: int) -> TrainingSet:
    """The log of so many shoppers of the newest window as can be used."""
    entries = bench.data.interactions
    shoppers = np.unique(entries.shopper[entries.at >= bench.holdout.moment])
    drawn = np.random.default_rng(seed).permutation(shoppers)[: MAX_LISTS + MAX_JUDGED]
    return replace(bench.data, interactions=entries.where(np.isin(entries.shopper, drawn)))


def _question(outcome: Outcome, shoppers: IdIndex) -> Question:
    return Question(outcome.history, outcome.rows, outcome.gains, shoppers.row_of[outcome.history.shopper or ""])


def _judges(shoppers: Sequence[str], seed: int) -> frozenset[str]:
    distinct = sorted(set(shoppers))
    drawn = np.random.default_rng(seed).permutation(len(distinct))[: int(np.ceil(len(distinct) * JUDGES_SHARE))]
    return frozenset(distinct[place] for place in drawn.tolist())


def _some(outcomes: Sequence[Outcome], limit: int, seed: int) -> list[Outcome]:
    places = np.random.default_rng(seed).permutation(len(outcomes))[:limit]
    return [outcomes[place] for place in np.sort(places).tolist()]
