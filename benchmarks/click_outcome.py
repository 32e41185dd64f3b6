"""What one run of a click benchmark came to."""

import argparse
import json
import resource
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.click_judge import Figure
from benchmarks.process import run
from benchmarks.table import Table, Target


@dataclass(frozen=True, slots=True)
class Outcome:
    """Figures of one model.

    Attributes:
        figures: name → mean with interval, in percent.
        training_seconds: from the files read to the model opened, on this machine with whatever else ran.
        answer_ms: mean time of one answer with its line of the run.
        peak_mb: the most memory that the process held, the training framework included.
        n_asked: answers.
    """

    figures: dict[str, Figure]
    training_seconds: float
    answer_ms: float
    peak_mb: float
    n_asked: int

    def lines(self) -> Iterator[str]:
        """For people."""
        for name, figure in self.figures.items():
            yield f"{name:10} {figure}"
        yield f"{self.n_asked:,} answers; trained in {self.training_seconds:.1f} s; {self.answer_ms:.2f} ms an answer"
        yield f"peak memory {self.peak_mb:,.0f} MB"

    def tell(self, kept: Path | None) -> None:
        """Print it, and keep it in a file if one is named."""
        print("\n".join(self.lines()))
        if kept:
            kept.write_text(json.dumps(self.to_json()), encoding="utf-8")

    def to_json(self) -> dict[str, Any]:
        """For the process that asked for it."""
        figures = {name: [figure.mean, figure.low, figure.high] for name, figure in self.figures.items()}
        measured = (self.training_seconds, self.answer_ms, self.peak_mb, self.n_asked)
        return {"figures": figures, "measured": list(measured)}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Outcome":
        """What `to_json` made."""
        return cls({name: Figure(*numbers) for name, numbers in stored["figures"].items()}, *stored["measured"])


def peak_mb() -> float:
    """The most memory that this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def add_outcome_argument(parser: argparse.ArgumentParser) -> None:
    """For `in_own_process`."""
    parser.add_argument("--outcome", type=Path, help="keep the figures as JSON there, too")


def in_own_process(benchmark: str, **options: str | Path) -> Outcome:
    """Run `python -m benchmarks.<benchmark>` with these options, so that memory and time are of one model alone.

    Raises:
        BenchmarkFailed: if it ends badly, with what it said.
    """
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "outcome.json"
        given = [part for name, value in options.items() for part in (f"--{name}", str(value))]
        run([sys.executable, "-m", f"benchmarks.{benchmark}", *given, "--outcome", str(kept)])
        return Outcome.from_json(json.loads(kept.read_text(encoding="utf-8")))


def add_rows(table: Table, name: str, outcome: Outcome, targets: Mapping[str, Target]) -> None:
    """A model's figures, and what they cost."""
    for metric, figure in outcome.figures.items():
        interval = f"[{figure.low:.1f}, {figure.high:.1f}]"
        table.add(f"{name}: {metric} {interval}", round(figure.mean, 2), "", targets.get(metric))
    table.add(f"{name}: training", outcome.training_seconds, "s")
    table.add(f"{name}: one answer", outcome.answer_ms, "ms")
    table.add(f"{name}: peak memory", outcome.peak_mb, "MB")
