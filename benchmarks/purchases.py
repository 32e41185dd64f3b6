"""Foretells what customers of a shop will buy in the coming weeks, from its invoices.

python -m benchmarks.purchases --data DIR --run FILE.tsv [--new-only] [--split DATE] [--until DATE] [--seed N]

The run has 20 products for every customer of the training part. Only lines before the split are learned from; the
ranker learns on windows at the end of the training part, replayed with sources that know nothing of them. The file
is read again to judge the run after it is written. To choose settings without the test part: `--split`
at an earlier date and `--until` the date at which the test part begins.
"""

import argparse
import resource
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from benchmarks.errors import BenchmarkError
from benchmarks.online_retail import RetailLines, find_lines, read_lines
from benchmarks.purchase_floors import floors
from benchmarks.purchase_judge import AT, MIN_LINES, Answers
from benchmarks.purchase_sources import SOURCES, train_sources
from benchmarks.run_file import RunRow, read_run, write_run
from benchmarks.table import Table, at_least
from recommenders.bootstrap import Estimate
from recommenders.ranking.features.question import Question
from recommenders.ranking.lambdarank.labelled_list import LambdaRankData
from recommenders.ranking.lambdarank.model import LambdaRank
from recommenders.ranking.lambdarank.parameters import LambdaRankParameters
from recommenders.ranking.lambdarank.replayed_windows import CandidateRules, WindowSettings, replay_windows
from recommenders.ranking.lambdarank.train import train
from recommenders.recommender import Recommender, TrainingWatch
from recommenders.scores import best_rows
from recommenders.training_set import TrainingSet

#: What Recall@20 has to reach, of all products and of those that are new to the customer.
REACH = {False: 0.37, True: 0.13}
#: Three forests of different seeds differ less from run to run than one.
PARAMETERS = LambdaRankParameters(n_forests=3)


@dataclass(frozen=True, slots=True)
class Task:
    """What one run is given."""

    data: Path
    run: Path
    new_only: bool = False
    split: int | None = None
    until: int | None = None
    seed: int = 0
    results: Path | None = None
    parameters: LambdaRankParameters = PARAMETERS

    @property
    def rules(self) -> CandidateRules:
        """Which products are put into order."""
        return CandidateRules(min_product_events=MIN_LINES, new_only=self.new_only)


@dataclass(frozen=True, slots=True, eq=False)
class Foreteller:
    """Sources and the ranker over them, ready to be asked."""

    known: TrainingSet
    sources: Mapping[str, Recommender]
    ranker: LambdaRank
    rules: CandidateRules

    def rows(self) -> Iterator[RunRow]:
        """The best products of every customer."""
        features = self.ranker.features_over(self.known.facts)
        eligible = self.rules.eligible(self.known)
        for shopper, customer in enumerate(self.known.shoppers.ids):
            history = self.known.history(shopper)
            answers = {name: source.score(history) for name, source in self.sources.items()}
            candidates = self.rules.candidates(answers, self.rules.shown(history, eligible))
            scores = self.ranker.score(features.of(Question.of(history, candidates, answers)))
            for rank, place in enumerate(best_rows(scores, AT).tolist(), start=1):
                yield RunRow(customer, self.known.products[candidates[place]], rank, float(scores[place]))


def learn(known: TrainingSet, task: Task) -> Foreteller:
    """Train the ranker on replayed windows, then the sources on everything that is known."""
    make_sources = partial(train_sources, seed=task.seed)
    windows = list(replay_windows(known, make_sources, task.rules, WindowSettings(seed=task.seed)))
    parameters = replace(task.parameters, seed=task.seed)
    artifact = train(LambdaRankData(SOURCES, windows, known), parameters, TrainingWatch())
    return Foreteller(known, make_sources(known), LambdaRank.from_artifact(artifact), task.rules)


def run_task(task: Task) -> Table:
    """Learn, write the run, and only then judge it."""
    start = time.perf_counter()
    path = find_lines(task.data)
    lines = _until(read_lines(path), task.until)
    split = task.split or lines.usual_split()
    known = lines.before(split).training_set(split)
    foreteller = learn(known, task)
    learned = time.perf_counter()
    write_run(task.run, foreteller.rows())
    written = time.perf_counter()
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    answers = Answers.of(_until(read_lines(path), task.until), split, task.new_only)
    table = _table(task, split, len(answers.bought))
    for name, figure in answers.judge(read_run(task.run)).items():
        _add(table, f"LambdaRank over {len(SOURCES)} sources, {name}", figure, task)
    for name, run in floors(known, task.rules.eligible(known), task.new_only):
        _add(table, f"{name}, Recall@{AT}", answers.judge(run)[f"Recall@{AT}"], None)
    table.add("training", learned - start, "s")
    table.add("one customer", 1000 * (written - learned) / len(known.shoppers), "ms")
    table.add("peak memory", peak_mb, "MB")
    return table


def _until(lines: RetailLines, until: int | None) -> RetailLines:
    return lines if until is None else lines.before(until)


def _table(task: Task, split: int, n_customers: int) -> Table:
    until = f" --until {_day(task.until)}" if task.until else ""
    options = f"{' --new-only' if task.new_only else ''} --split {_day(split)}{until} --seed {task.seed}"
    what = "products new to the customer" if task.new_only else "all products"
    table = Table(f"Future purchases, {what}", f"python -m benchmarks.purchases --data DIR --run FILE{options}")
    table.notes += [
        f"{n_customers:,} customers; figures in hundredths, with 95 % intervals over customers.",
        "Only lines before the split were learned from; the test part is judged after the run is written.",
    ]
    return table


def _add(table: Table, what: str, figure: Estimate, task: Task | None) -> None:
    target = at_least(100 * REACH[task.new_only]) if task and "Recall" in what else None
    table.add(f"{what} [{100 * figure.low:.1f}, {100 * figure.high:.1f}]", 100 * figure.value, "", target)


def _day(moment: int) -> str:
    return datetime.fromtimestamp(moment, UTC).date().isoformat()


def _moment(text: str) -> int:
    moment = datetime.fromisoformat(text)
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())


def main() -> int:
    """0 if the run was written, 1 with a reason if not."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.purchases", description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of the invoice lines, or the file")
    parser.add_argument("--run", type=Path, required=True, help="where the recommendations are written")
    parser.add_argument("--new-only", action="store_true", help="only products that the customer has not bought before")
    parser.add_argument("--split", type=_moment, help="the test part begins here; 2011-11-01")
    parser.add_argument("--until", type=_moment, help="nothing from here on is read")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--results", type=Path, help="folder for the table")
    try:
        task = Task(**vars(parser.parse_args()))
        table = run_task(task)
    except BenchmarkError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    print(table.to_markdown())
    if task.results:
        table.write(task.results, "purchases_new" if task.new_only else "purchases")
    return 0


if __name__ == "__main__":
    sys.exit(main())
