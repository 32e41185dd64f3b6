"""Where candidates are made and measured: one training set, cut in two, and the questions of its newest window."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from recommenders.artifact import Artifact
from recommenders.errors import ArtifactInvalid, TrainingRefused
from recommenders.evaluation.trial import Trial
from recommenders.model_table import FLOOR, MODELS, ModelEntry, ModelTable, Task
from recommenders.recommender import Recommender, TrainingWatch
from recommenders.training.holdout import Holdout, Question, hold_out
from recommenders.training.measurement import Measured, measure, trial_of
from recommenders.training.soundness import refuse_unsound
from recommenders.training.window import Window
from recommenders.training_set import TrainingSet

#: Reads a window of the shop's log.
ReadTrainingSet = Callable[[Window], TrainingSet]
#: Told `(model, what it does, done, total)`.
Follow = Callable[[str, str, int, int], None]


def follow_nothing(model: str, what: str, done: int, total: int) -> None:
    """A run that nobody watches."""


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A model that was trained on the past, and what it reached on the newest window."""

    entry: ModelEntry
    parameters: Any
    artifact: Artifact
    model: Recommender
    measured: Measured


@dataclass(eq=False)
class Bench:
    """A training set and what stands around it.

    Attributes:
        data: everything in the window.
        table: of the models.
        follow: told how it goes.
        log_folder: where TensorBoard's files go, a folder for each model; none are written without.
        on_spark: train those models on Spark that can be.
    """

    data: TrainingSet
    table: ModelTable = field(default_factory=lambda: MODELS)
    follow: Follow = follow_nothing
    log_folder: Path | None = None
    on_spark: bool = False

    def __post_init__(self) -> None:
        """Cut the newest window off.

        Raises:
            TrainingRefused: if nothing can be learned from the data.
        """
        refuse_unsound(self.data)
        self.holdout: Holdout = hold_out(self.data)
        refuse_unsound(self.holdout.past, "before the newest weeks, which are held out")
        self.candidates: dict[str, Candidate] = {}
        self._floors: dict[Task, Measured] = {}
        self._trials: dict[Task, Trial | None] = {}

    def train(
        self, entry: ModelEntry, data: TrainingSet, parameters: Any, what: str, start: Artifact | None = None
    ) -> Artifact:
        """Train a model on some data, from `start` on where that is given and the model can.

        Raises:
            TrainingRefused: if the model cannot learn from it.
            ArtifactInvalid: if what it learned is not finite.
        """
        folder = self.log_folder / entry.kind if self.log_folder else None
        watch = TrainingWatch(lambda _, done, total: self.follow(entry.kind, what, done, total), folder)
        train = entry.train_function(self.on_spark)
        is_warm = entry.starts_warm and start is not None
        artifact = train(data, parameters, watch, start) if is_warm else train(data, parameters, watch)
        refuse_not_finite(artifact)
        return artifact

    def candidate(self, entry: ModelEntry, parameters: Any, start: Artifact | None = None) -> Candidate:
        """Train a model on the past, from `start` on if it can, and measure it on the newest window."""
        artifact = self.train(entry, self.holdout.past, parameters, "learning from the past", start)
        model = entry.model_class().from_artifact(artifact)
        made = Candidate(entry, parameters, artifact, model, self.measure(model, entry.task))
        self.candidates[entry.kind] = made
        return made

    def measure(self, model: Recommender, task: Task) -> Measured:
        """What a model reaches on the newest window, whatever products it was trained on."""
        return measure(model, self._trial(task))

    def measure_since(self, moment: int, models: Sequence[Recommender], task: Task) -> list[Measured]:
        """What models reach on what came after the newest window began: on questions from `moment` on."""
        later = hold_out(self.data, moment=moment)
        trial = trial_of(task, later.next_click if task == "next_click" else later.purchases, later.past)
        return [measure(model, trial) for model in models]

    def questions(self, task: Task) -> tuple[Question, ...]:
        """Those of a task."""
        return self.holdout.next_click if task == "next_click" else self.holdout.purchases

    def floor(self, task: Task) -> Measured:
        """What popularity reaches at a task.

        Raises:
            TrainingRefused: if popularity was not made first.
        """
        if FLOOR not in self.candidates:
            raise TrainingRefused(f"{FLOOR} must be trained before anything can be held against it")
        if task not in self._floors:
            self._floors[task] = self.measure(self.candidates[FLOOR].model, task)
        return self._floors[task]

    def set_floor(self, task: Task, measured: Measured) -> None:
        """What popularity reaches at a task whose questions are asked elsewhere."""
        self._floors[task] = measured

    def _trial(self, task: Task) -> Trial | None:
        if task not in self._trials:
            self._trials[task] = trial_of(task, self.questions(task), self.holdout.past)
        return self._trials[task]


def refuse_not_finite(artifact: Artifact) -> None:
    """Refuse what went astray in training, before it is asked anything.

    Raises:
        ArtifactInvalid: naming the array.
    """
    faulty = _not_finite(artifact.arrays)
    if faulty:
        raise ArtifactInvalid(
            f"training {artifact.kind} went astray: {faulty!r} holds NaN or infinity; a lower learning rate may help"
        )


def _not_finite(arrays: Mapping[str, Any]) -> str:
    faulty = (name for name, array in arrays.items() if array.dtype.kind == "f" and not np.isfinite(array).all())
    return next(faulty, "")
