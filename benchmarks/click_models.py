"""The models a click benchmark can be asked for, trained on its log."""

from dataclasses import replace
from typing import Any, Protocol

import numpy as np

from benchmarks.errors import BenchmarkFailed
from recommenders.errors import RecommenderError
from recommenders.history import History
from recommenders.model_table import entry_of
from recommenders.recommender import Recommender, TrainingWatch
from recommenders.scores import Scores
from recommenders.training_set import TrainingSet

POPULARITY = "popularity"


def trained(name: str, log: TrainingSet, seed: int, **chosen: Any) -> Recommender:
    """A model with its defaults and what is chosen beside them.

    Raises:
        BenchmarkFailed: if there is no such model, or it cannot be trained on this log.
    """
    try:
        entry = entry_of(name)
        parameters = replace(entry.parameters_class()(), seed=seed, **chosen)
        artifact = entry.train_function()(log, parameters, TrainingWatch())
        return entry.model_class().from_artifact(artifact)
    except RecommenderError as error:
        raise BenchmarkFailed(f"{name}: {error}") from None


class Scoring(Protocol):
    """What answers with a score per product."""

    def score(self, history: History) -> Scores:
        """One score per product row."""
        ...


class FilledUp:
    """A model, and popularity below it for products of which the model has nothing to say.

    Without it a visitor of unknown products would get an empty list.
    """

    def __init__(self, model: Scoring, log: TrainingSet) -> None:
        entries = log.interactions
        self.products = log.products
        self._model = model
        share = np.bincount(entries.product, minlength=len(log.products)) / (len(entries) + 1)
        self._below: Scores = (share - 1).astype(np.float32)

    def score(self, history: History) -> Scores:
        """Finite for every product."""
        scores = self._model.score(history)
        known = np.isfinite(scores)
        if known.all():
            return scores
        filled: Scores = np.where(known, scores, self._below + min(float(scores[known].min(initial=0)), 0))
        return filled
