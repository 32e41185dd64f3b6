"""A training run: log → candidates → compared with what serves → fitted on everything → kept → promoted."""

import logging
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from recommenders.artifact import Artifact
from recommenders.errors import RecommenderError
from recommenders.model_table import FLOOR, MODELS, ModelEntry, ModelTable, entry_of
from recommenders.registry import Registry
from recommenders.run_record import BY_HAND, ModelOutcome, RunRecord
from recommenders.training.bench import Bench, Candidate, Follow, ReadTrainingSet, follow_nothing
from recommenders.training.lock import training_lock
from recommenders.training.parameter_file import parameter_file, read_parameters
from recommenders.training.publisher import Publisher
from recommenders.training.ranking_stage import RankingStage
from recommenders.training.recorded_run import recorded
from recommenders.training.rival import rival_of
from recommenders.training.warm_start import warm_start
from recommenders.training.window import Window, iso

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class TrainingOptions:
    """What can be chosen about a run.

    Attributes:
        window: of the log.
        seed: instead of the one in the parameters.
        promote: let what is not worse serve; else versions are only kept.
        refit: fit once more on everything, the newest window included, what has passed the comparison.
        log_folder: for TensorBoard.
        on_spark: train those models on Spark that can be.
        trigger: why the run is made, in words.
    """

    window: Window = field(default_factory=Window)
    seed: int | None = None
    promote: bool = True
    refit: bool = True
    log_folder: Path | None = None
    on_spark: bool = False
    trigger: str = BY_HAND


class TrainingRun:
    """Trains the models of one shop. One at a time runs in a data folder; what serves is never in doubt meanwhile."""

    def __init__(
        self,
        home: Path,
        read: ReadTrainingSet,
        options: TrainingOptions | None = None,
        table: ModelTable = MODELS,
        follow: Follow = follow_nothing,
    ) -> None:
        self._home = home
        self._read = read
        self._options = options or TrainingOptions()
        self._table = table
        self._follow = follow
        self._registry = Registry(home)
        self._seconds: dict[str, float] = {}

    def train(self, kinds: Sequence[str]) -> RunRecord:
        """Train these models, in the order of the table, and let those serve that are not worse than what does.

        All of them begin to serve at one moment, at the end. A model that fails stops no other; killed at any moment,
        the run leaves what served before. Whatever comes of it, it leaves a record.

        Raises:
            ModelUnknown: if there is no such model.
            TrainingBusy: if another training runs.
            TrainingRefused: if nothing can be learned from the data.
        """
        entries = self._ordered(kinds)
        with training_lock(self._registry.folder):
            begun = RunRecord.begun(self._options.trigger)
            return recorded(self._registry.folder, begun, lambda: self._trained(begun, entries), self._seconds)

    def _trained(self, record: RunRecord, entries: Sequence[ModelEntry]) -> RunRecord:
        notes = self._registry.mend()
        bench = self._bench()
        with self._timed("models"):
            outcomes = tuple(self._outcomes(bench, entries))
        self._registry.promote_all({one.kind: one.version for one in outcomes if one.verdict == "promoted"})
        data = bench.data
        counts = {
            "interactions": len(data.interactions),
            "shoppers": len(data.shoppers),
            "products": len(data.products),
        }
        return replace(
            record,
            status="done",
            data_hash=data.data_hash,
            window=data.window,
            cut=iso(bench.holdout.moment),
            counts=counts,
            outcomes=outcomes,
            notes=tuple(notes),
        )

    def _ordered(self, kinds: Iterable[str]) -> list[ModelEntry]:
        wanted = {entry_of(kind, self._table).kind for kind in kinds}
        return [entry for entry in self._table.values() if entry.kind in wanted]

    def _bench(self) -> Bench:
        with self._timed("reading"):
            data = self._read(self._options.window)
            return Bench(data, self._table, self._follow, self._options.log_folder, self._options.on_spark)

    def _outcomes(self, bench: Bench, entries: Sequence[ModelEntry]) -> Iterator[ModelOutcome]:
        if FLOOR in self._table and FLOOR not in {entry.kind for entry in entries}:
            self._candidate(bench, self._table[FLOOR])
        made: list[ModelOutcome] = []
        for entry in entries:
            started = time.perf_counter()
            outcome = self._outcome(bench, entry, made)
            made.append(replace(outcome, seconds=round(time.perf_counter() - started, 2)))
            yield made[-1]

    def _outcome(self, bench: Bench, entry: ModelEntry, made: Sequence[ModelOutcome]) -> ModelOutcome:
        publisher = Publisher(bench, self._registry, self._options.promote, self._options.refit)
        try:
            if entry.task == "ranking":
                return self._ranking(bench, entry, publisher, self._source_kinds(made))
            start = warm_start(entry, self._parameters(entry), bench.holdout.past, self._registry)
            candidate = bench.candidate(entry, self._parameters(entry), start.artifact)
            rival = rival_of(candidate, bench, self._registry, self._read)
            # It has been judged: what it has learned may be learned on.
            outcome = publisher.settle(candidate, rival, lambda: _fitted_on_everything(bench, candidate))
            return replace(outcome, start=start.words)
        except RecommenderError as error:
            return ModelOutcome(entry.kind, "failed", reason=str(error))
        except Exception as error:  # of a framework, of memory: the other models are trained all the same
            logger.exception("training %s failed", entry.kind)
            return ModelOutcome(entry.kind, "failed", reason=f"{type(error).__name__}: {error}")

    def _candidate(self, bench: Bench, entry: ModelEntry) -> Candidate:
        return bench.candidate(entry, self._parameters(entry))

    def _source_kinds(self, made: Sequence[ModelOutcome]) -> list[str]:
        """The models that will serve when this run is done, in the order of the table."""
        serving = {
            *self._registry.serving().versions,
            *(one.kind for one in made if one.verdict in ("promoted", "kept")),
        }
        return [kind for kind, entry in self._table.items() if kind in serving and entry.task != "ranking"]

    def _ranking(self, bench: Bench, entry: ModelEntry, publisher: Publisher, kinds: Sequence[str]) -> ModelOutcome:
        for kind in kinds:
            if kind not in bench.candidates:
                self._candidate(bench, self._table[kind])
        stage = RankingStage(bench, {kind: bench.candidates[kind].model for kind in kinds})
        bench.set_floor(entry.task, stage.floor)
        candidate = stage.candidate(entry, self._parameters(entry))
        rival = stage.rival(entry, self._registry)
        outcome = publisher.settle(
            candidate, rival, lambda: stage.train(entry, candidate.parameters, on_everything=True)
        )
        return outcome if outcome.reason else replace(outcome, reason=stage.told_of_best_source(candidate))

    def _parameters(self, entry: ModelEntry) -> Any:
        return read_parameters(entry, parameter_file(self._home, entry.kind), self._options.seed)

    @contextmanager
    def _timed(self, stage: str) -> Iterator[None]:
        started = time.perf_counter()
        try:
            yield
        finally:
            self._seconds[stage] = round(time.perf_counter() - started, 2)


def _fitted_on_everything(bench: Bench, candidate: Candidate) -> Artifact:
    what = "learning from everything"
    return bench.train(candidate.entry, bench.data, candidate.parameters, what, candidate.artifact)
