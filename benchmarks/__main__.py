"""Runs benchmarks and writes their tables.

python -m benchmarks [NAME …] [--data DIR] [--scratch DIR] [--results DIR] [--millions N …]
"""

import argparse
import importlib
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from benchmarks.errors import BenchmarkFailed, Skipped
from benchmarks.table import Table
from benchmarks.workplace import Workplace

Measure = Callable[[Workplace], Table]

#: In the order they run: `importing` leaves its data folder to the others.
NAMES = (
    "startup",
    "importing",
    "big_feed",
    "turn",
    "needs",
    "server",
    "widget",
    "ingestion",
    "ingestion_kill",
    "event_to_answer",
    "same_features",
    "caching",
    "search_quality",
    "encoder_variants",
    "lexical_engines",
    "filtered_recall",
    "sessions",
    "next_item",
    "familiarity",
    "recommending",
    "personal_turn",
    "experiments_truth",
    "closed_loop",
    "online_blend",
    "attack",
    "whole_turn",
    "retraining",
    "warm_start",
    "large_log",
    "reporting",
    "hostile",
    "faults",
    "guards",
    "grounding",
    "budgets_held",
)
RESULTS = Path(__file__).resolve().parent / "results"


def main() -> int:
    """0 if everything asked for was measured or skipped with a reason, 1 if something failed to run."""
    arguments = _parser().parse_args()
    unknown = [name for name in arguments.names if name not in NAMES]
    if unknown:
        sys.stderr.write(f"There is no benchmark {unknown[0]!r}; there are: {', '.join(NAMES)}.\n")
        return 2
    failed = []
    with _scratch(arguments.scratch) as scratch:
        workplace = Workplace(scratch, arguments.data, tuple(arguments.millions))
        for name in arguments.names or NAMES:
            if not _run(name, workplace, arguments.results):
                failed.append(name)
    if failed:
        sys.stderr.write(f"Failed: {', '.join(failed)}\n")
    return 1 if failed else 0


def _run(name: str, workplace: Workplace, results: Path) -> bool:
    """Run one, print its table and keep it; a table that is skipped leaves the kept one alone."""
    try:
        measure = cast(Measure, importlib.import_module(f"benchmarks.{name}").measure)
        table = measure(workplace)
    except Skipped as skipped:
        print(f"{name}: skipped, {skipped}\n", flush=True)
        return True
    except BenchmarkFailed as failure:
        sys.stderr.write(f"{name}: {failure}\n")
        return False
    table.write(results, name)
    print(table.to_markdown(), flush=True)
    return True


@contextmanager
def _scratch(kept: Path | None) -> Iterator[Path]:
    """A folder for data folders: one to be kept, or one that is gone afterwards."""
    if kept:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept.resolve()
    else:
        with tempfile.TemporaryDirectory(prefix="shopkeeper-bench-") as folder:
            yield Path(folder)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure what Shopkeeper claims.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which ones (all): {', '.join(NAMES)}")
    data = os.environ.get("SHOPKEEPER_DATA")
    parser.add_argument("--data", type=Path, default=Path(data) if data else None, help="folder of the data sets")
    parser.add_argument("--scratch", type=Path, help="keep imported data folders here, and use those that are there")
    parser.add_argument("--millions", type=float, nargs="+", default=[1.0], help="events of the synthetic logs (1)")
    parser.add_argument("--results", type=Path, default=RESULTS, help="where tables are written")
    return parser


if __name__ == "__main__":
    sys.exit(main())
