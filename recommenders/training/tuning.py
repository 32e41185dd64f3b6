"""Looks for better parameters of a model, with Optuna, on a window that no promotion is judged on."""

import contextlib
import logging
import math
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import optuna

from recommenders.errors import RecommenderError, TrainingRefused
from recommenders.model_table import ModelEntry
from recommenders.training.bench import Bench, Follow, follow_nothing
from recommenders.training.holdout import hold_out
from recommenders.training.parameter_file import parameters_of
from recommenders.training.search_space import Choice, SearchSpace, Span
from recommenders.training_set import TrainingSet

logger = logging.getLogger(__name__)
#: Trainings at random before the search follows what it has seen; of a few dozen, more would leave little to search.
_N_RANDOM = 8


@dataclass(frozen=True, slots=True)
class TuningOptions:
    """How long to look.

    Attributes:
        n_trials: trainings, the one with the present parameters included.
        timeout_seconds: no further training is begun after it.
        seed: of the search; the model keeps its own.
    """

    n_trials: int = 30
    timeout_seconds: float | None = None
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Tuned:
    """What was found.

    Attributes:
        chosen: the best values of the parameters that were searched.
        recall: Recall@20 with them, on the validation window.
        recall_before: the same with the parameters the search began from.
        n_trials: trainings that came to an end.
        n_failed: those that did not.
        window: first moment and end of the data that was learned from and validated on, ISO 8601.
    """

    chosen: Mapping[str, Any]
    recall: float
    recall_before: float
    n_trials: int
    n_failed: int
    window: tuple[str, str]

    @property
    def is_better(self) -> bool:
        """Whether the search found anything better than what it began from."""
        return self.recall > self.recall_before


class Tuning:
    """One search. The newest window is cut off before it begins: `train` judges what was tuned on that."""

    def __init__(self, entry: ModelEntry, data: TrainingSet, options: TuningOptions, follow: Follow = follow_nothing):
        """Prepare.

        Raises:
            TrainingRefused: if the model has nothing to tune, or the data is too little to hold two windows out.
        """
        self._entry, self._options, self._follow = entry, options, follow
        self._space: SearchSpace = entry.search_space()
        if not self._space:
            raise TrainingRefused(f"{entry.kind} has no search space: there is nothing to tune")
        self._data = data.before(hold_out(data, max_questions=0).moment)
        self._bench = Bench(self._data)
        if not self._bench.questions(entry.task):
            raise TrainingRefused(
                f"the log is too short to tune {entry.kind}: no shopper comes back in its validation window"
            )

    def search(self, start: Any) -> Tuned:
        """Try parameters, beginning with `start`; those that are not searched keep their values.

        Raises:
            TrainingRefused: if the model cannot be trained with the parameters the search begins from.
        """
        deadline = time.monotonic() + (self._options.timeout_seconds or math.inf)
        before = best_recall = self._recall(start)
        chosen = {name: getattr(start, name) for name in self._space}
        study, distributions = self._study(chosen, before)
        n_failed = 0
        for n_done in range(1, self._options.n_trials):
            self._follow(self._entry.kind, "tuning", n_done, self._options.n_trials)
            if time.monotonic() > deadline:
                break
            trial = study.ask(distributions)
            tried = {name: _decoded(value, self._space[name]) for name, value in trial.params.items()}
            recall = self._recall_of(tried, start)
            n_failed += recall is None
            study.tell(trial, recall, state=None if recall is not None else optuna.trial.TrialState.FAIL)
            if recall is not None and recall > best_recall:
                best_recall, chosen = recall, tried
        return Tuned(chosen, best_recall, before, len(study.trials) - n_failed, n_failed, self._data.window)

    def _study(self, chosen: Mapping[str, Any], recall: float) -> tuple[Any, dict[str, Any]]:
        """A study that knows the first result already, unless that lies outside of the search space."""
        optuna.logging.set_verbosity(optuna.logging.WARNING)
        study = optuna.create_study(
            direction="maximize",
            sampler=optuna.samplers.TPESampler(seed=self._options.seed, n_startup_trials=_N_RANDOM),
        )
        distributions = {name: _distribution(domain) for name, domain in self._space.items()}
        params = {name: _encoded(value) for name, value in chosen.items()}
        with contextlib.suppress(ValueError, TypeError):
            study.add_trial(optuna.trial.create_trial(params=params, distributions=distributions, value=recall))
        return study, distributions

    def _recall(self, parameters: Any) -> float:
        return self._bench.candidate(self._entry, parameters).measured.to_metrics()["recall_20"]

    def _recall_of(self, tried: Mapping[str, Any], start: Any) -> float | None:
        """None for parameters that the model cannot be trained with: the search goes on."""
        try:
            return self._recall(parameters_of(self._entry, {**asdict(start), **tried}, "the search"))
        except (RecommenderError, ArithmeticError, ValueError) as error:
            logger.warning("%s cannot be trained with %s: %s", self._entry.kind, tried, error)
            return None


def _distribution(domain: Span | Choice) -> Any:
    if isinstance(domain, Choice):
        return optuna.distributions.CategoricalDistribution([_encoded(value) for value in domain.values])
    if domain.is_whole:
        return optuna.distributions.IntDistribution(int(domain.low), int(domain.high), log=domain.is_log)
    return optuna.distributions.FloatDistribution(domain.low, domain.high, log=domain.is_log)


def _encoded(value: Any) -> Any:
    """Optuna's categories are plain values; a tuple goes by its notation."""
    return repr(value) if isinstance(value, tuple) else value


def _decoded(value: Any, domain: Span | Choice) -> Any:
    if isinstance(domain, Choice):
        return next(one for one in domain.values if _encoded(one) == value)
    return value
