"""Every model trained on the same past and asked about the same newest window."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from recommenders.errors import RecommenderError
from recommenders.evaluation.errors import EvaluationRefused
from recommenders.evaluation.evaluation import Evaluation, EvaluationSettings
from recommenders.evaluation.report import EvaluationReport
from recommenders.evaluation.trial import Trial
from recommenders.evaluation.trial_of_window import trial_of_next, trial_of_window
from recommenders.model_table import FLOOR, MODELS, ModelEntry
from recommenders.recommender import Recommender
from recommenders.training.bench import Bench, Follow
from recommenders.training.parameter_file import parameter_file, read_parameters
from recommenders.training.rankers import RANKERS, orders
from recommenders.training.ranking_stage import RankedSources, RankingStage
from recommenders.training_set import TrainingSet


@dataclass(eq=False)
class ModelContest:
    """Trains the models without the newest window, then measures all of them on it.

    Attributes:
        home: the shop's data folder, for tuned parameters.
        data: everything in the log's window.
        follow: told how it goes.
        seed: of the trainings, instead of the parameters' own, and of the intervals.
        failures: why models could not take part.
    """

    home: Path
    data: TrainingSet
    follow: Follow
    seed: int | None = None
    failures: dict[str, str] = field(default_factory=dict)

    def reports(self, kinds: Sequence[str]) -> list[EvaluationReport]:
        """A report for each question there is an answer to: bought, liked, new to them, and next in a visit.

        Raises:
            TrainingRefused: if nothing can be learned from the data.
            EvaluationRefused: if nothing happened in the newest window, or no model could be trained.
        """
        bench = Bench(self.data, follow=self.follow)
        entries = [MODELS[kind] for kind in kinds]
        models = dict(self._trained(bench, [entry for entry in entries if entry.task != "ranking"]))
        if not models:
            raise EvaluationRefused(f"no model could be trained: {'; '.join(self.failures.values())}")
        models |= self._rankers(
            bench.holdout.past, dict(models), [entry for entry in entries if entry.task == "ranking"]
        )
        notes = [f"{kind} took no part: {reason}" for kind, reason in self.failures.items()]
        settings = EvaluationSettings(seed=self.seed or 0)
        reports = []
        for trial in _trials(self.data, bench.holdout.past):
            measured = Evaluation(trial, models, settings, self._follower(trial)).report()
            reports.append(replace(measured, notes=notes))
        if not reports:
            raise EvaluationRefused("nothing happened in the newest window, so nothing can be measured on it")
        return reports

    def _rankers(
        self, past: TrainingSet, sources: Mapping[str, Recommender], entries: Sequence[ModelEntry]
    ) -> Mapping[str, Recommender]:
        """What orders the sources' lists: learned one window earlier, so that this one is new to it as well."""
        ranked: dict[str, Recommender] = {}
        stage = self._stage(past, sources) if entries else None
        for entry in entries:
            if stage is None:
                break
            try:
                artifact = stage.train(entry, self._parameters(entry), on_everything=True)
                ranker = RANKERS[entry.kind].put_in_order(entry.model_class().from_artifact(artifact), past)
                ranked[entry.kind] = RankedSources(orders(ranker, sources, past), past.products)
            except RecommenderError as error:
                self.failures[entry.kind] = str(error)
        return ranked

    def _stage(self, past: TrainingSet, sources: Mapping[str, Recommender]) -> RankingStage | None:
        try:
            earlier = Bench(past, follow=self.follow)
            for kind in dict.fromkeys((FLOOR, *sources)):
                earlier.candidate(MODELS[kind], self._parameters(MODELS[kind]))
            return RankingStage(earlier, {kind: earlier.candidates[kind].model for kind in sources})
        except RecommenderError as error:
            self.failures["the rankers"] = str(error)
            return None

    def _parameters(self, entry: ModelEntry) -> Any:
        return read_parameters(entry, parameter_file(self.home, entry.kind), self.seed)

    def _trained(self, bench: Bench, entries: Sequence[ModelEntry]) -> Mapping[str, Recommender]:
        models: dict[str, Recommender] = {}
        for entry in entries:
            try:
                artifact = bench.train(entry, bench.holdout.past, self._parameters(entry), "learning from the past")
                models[entry.kind] = entry.model_class().from_artifact(artifact)
            except RecommenderError as error:
                self.failures[entry.kind] = str(error)
        return models

    def _follower(self, trial: Trial) -> Callable[[str, int, int], None]:
        return lambda model, done, total: self.follow(model, f"answering: {trial.name}", done, total)


def _trials(data: TrainingSet, past: TrainingSet) -> Iterator[Trial]:
    """Those that have a case; a log of visits alone has no purchase, a log of orders alone no visit of two products."""
    makers: tuple[Callable[[], Trial], ...] = (
        lambda: trial_of_window(data, past, ("purchase",)),
        lambda: trial_of_window(data, past),
        lambda: trial_of_window(data, past, new_only=True),
        lambda: trial_of_next(data, past),
    )
    for make in makers:
        try:
            yield make()
        except EvaluationRefused:
            continue
