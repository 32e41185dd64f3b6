"""Trains on a synthetic log in a process of its own, so that the peak of its memory is its own.

python -m benchmarks.large_log_process N_EVENTS LOG.parquet HOME KIND…
"""

import json
import resource
import sys
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

from benchmarks.process import run
from benchmarks.synthetic_log import SyntheticShop
from recommenders.interactions.config import InteractionsConfig
from recommenders.interactions.duckdb_engine import DuckDbEngine
from recommenders.interactions.training_set_builder import read_log
from recommenders.registry import Registry
from recommenders.run_record import ModelOutcome
from recommenders.training.run import TrainingOptions, TrainingRun
from recommenders.training.window import Window
from recommenders.training_set import TrainingSet


@dataclass(slots=True)
class LogFile:
    """Reads a Parquet file of event lines as a shop's log is read for training.

    Attributes:
        file: the lines.
        shop: whose catalog stands beside them.
        seconds: spent reading.
    """

    file: Path
    shop: SyntheticShop
    seconds: float = 0.0

    def read(self, window: Window) -> TrainingSet:
        """The interactions of a window."""
        start = time.perf_counter()
        since, until = window.bounds(0)
        with DuckDbEngine() as engine:
            config = InteractionsConfig(since=since, until=until)
            log = read_log(engine, engine.read(self.file), self.shop.facts(), config)
        data = log.training_set(int(log.interactions.at.max()) + 1)
        self.seconds += time.perf_counter() - start
        return data


@dataclass(frozen=True, slots=True)
class TrainedModel:
    """One model: what became of it, how long it took, and what it reached beside popularity on the same questions."""

    kind: str
    verdict: str
    reason: str
    seconds: float
    recall: float
    floor: float

    @classmethod
    def of(cls, outcome: ModelOutcome) -> Self:
        """From the record of the run."""
        recall, floor = (metrics.get("recall_20", 0.0) for metrics in (outcome.metrics, outcome.floor))
        return cls(outcome.kind, outcome.verdict, outcome.reason, outcome.seconds, recall, floor)


@dataclass(frozen=True, slots=True)
class LargeLogRun:
    """What a run took.

    Attributes:
        seconds: from the first line read to the models' promotion, importing frameworks included.
        reading_seconds: lines → training set.
        holdout_seconds: cutting off the newest window, with its questions.
        peak_mb: resident memory at its highest.
        n_interactions: that were learned from.
        serving: kinds that serve now.
        models: in the order trained.
    """

    seconds: float
    reading_seconds: float
    holdout_seconds: float
    peak_mb: float
    n_interactions: int
    serving: list[str]
    models: list[TrainedModel] = field(default_factory=list)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """What `main` printed."""
        fields: dict[str, Any] = json.loads(text)
        return cls(**{**fields, "models": [TrainedModel(**one) for one in fields["models"]]})


def train_apart(shop: SyntheticShop, file: Path, home: Path, kinds: tuple[str, ...]) -> LargeLogRun:
    """Train in a fresh process.

    Raises:
        BenchmarkFailed: if it ends badly.
    """
    command = [sys.executable, "-m", "benchmarks.large_log_process", str(shop.n_events), str(file), str(home), *kinds]
    return LargeLogRun.from_json(run(command).output.strip().splitlines()[-1])


def train_here(shop: SyntheticShop, file: Path, home: Path, kinds: tuple[str, ...]) -> LargeLogRun:
    """Train in this process."""
    start = time.perf_counter()
    log = LogFile(file, shop)
    record = TrainingRun(home, log.read, TrainingOptions(seed=0), follow=_told).train(kinds)
    return LargeLogRun(
        seconds=time.perf_counter() - start,
        reading_seconds=log.seconds,
        holdout_seconds=record.seconds["reading"] - log.seconds,
        peak_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        n_interactions=record.counts["interactions"],
        serving=sorted(Registry(home).serving().versions),
        models=[TrainedModel.of(outcome) for outcome in record.outcomes],
    )


def _told(model: str, what: str, done: int, total: int) -> None:
    if done % max(total // 10, 1):
        return
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stderr.write(f"{time.perf_counter():9.1f} s {peak_mb:6.0f} MB {model} {what} {done}/{total}\n")


def main(arguments: list[str]) -> int:
    """Print what the run took, as one line of JSON; how it goes stands in stderr."""
    n_events, file, home, *kinds = arguments
    shop = SyntheticShop.of_size(int(n_events))
    print(json.dumps(asdict(train_here(shop, Path(file), Path(home), tuple(kinds)))))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
