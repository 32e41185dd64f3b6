"""Foretells the last product of every shopper's history from all those before (leave one out).

python -m benchmarks.next_item --sequences FILE --model NAME --run FILE.tsv [--validate] [--seed N]

All products are ranked, those in the input are left out. Models are trained on everything before the last product; with
`--validate` on everything before the last two and asked for the second last, to choose parameters by. The run has 20
products a shopper; the last product is read after the run is written, to judge it.
"""

import argparse
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np

from benchmarks.click_judge import AT, judge
from benchmarks.click_log import log_of, past_of
from benchmarks.click_models import FilledUp, trained
from benchmarks.click_outcome import Outcome, add_outcome_argument, add_rows, in_own_process, peak_mb
from benchmarks.errors import BenchmarkError
from benchmarks.made_up_sequences import made_up_lines
from benchmarks.run_file import RunRow, best_products, read_run, write_run
from benchmarks.sequence_file import Sequences, read_sequences
from benchmarks.table import Table
from benchmarks.workplace import Workplace
from recommenders.scores import NO_OPINION

#: Chosen beside a model's defaults: histories here are several times longer than visits to a shop, and shoppers few.
CHOSEN: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {"sasrec": {"max_products": 100, "n_sampled": 512, "n_epochs": 60, "batch_size": 64, "dropout": 0.2}}
)
MEASURED = ("popularity", "item_neighbours", "sasrec")
NAMES = ("popularity", "item_neighbours", "als", "session_neighbours", "gru4rec", "sasrec")


def run_task(sequences: Sequences, model_name: str, run: Path, seed: int = 0) -> Outcome:
    """Train on all but the last products, foretell these, write the run, and only then judge it."""
    known = sequences.without_last()
    start = time.perf_counter()
    # without moments in the file, everybody's latest product counts as of now
    log = log_of(known.products, [sum(map(len, known.products))] * len(known.products))
    model = FilledUp(trained(model_name, log, seed, **CHOSEN.get(model_name, {})), log)
    training_seconds = time.perf_counter() - start
    start = time.perf_counter()
    write_run(run, foretold(model, known, log.as_of))
    answer_ms = 1000 * (time.perf_counter() - start) / len(known.shoppers)
    figures = judge(read_run(run), sequences.last())
    return Outcome(figures, training_seconds, answer_ms, peak_mb(), len(known.shoppers))


def foretold(model: FilledUp, known: Sequences, as_of: int) -> Iterator[RunRow]:
    """The best products for every shopper that the shopper has not had."""
    for shopper, products in zip(known.shoppers, known.products, strict=True):
        rows = model.products.rows(products)
        scores = np.array(model.score(past_of(rows, as_of)))
        scores[rows] = NO_OPINION
        yield from best_products(shopper, scores, model.products, AT)


def measure(workplace: Workplace) -> Table:
    """Time and memory at the size of MovieLens-1M, on histories made up; each model in a process of its own."""
    table = Table("Next item: 6,040 shoppers, 900,000 interactions, made up", "python -m benchmarks next_item")
    sequences = workplace.scratch / "made-up-sequences.txt"
    if not sequences.exists():
        sequences.write_text("\n".join(made_up_lines()) + "\n", encoding="utf-8")
    for name in MEASURED:
        run_file = workplace.scratch / f"next-item-{name}.tsv"
        outcome = in_own_process("next_item", sequences=sequences, model=name, run=run_file)
        add_rows(table, name, outcome, {})
    table.notes += [
        "Leave one out over all 3,416 products but those of the input. The histories are made up, see "
        "`benchmarks/made_up_sequences.py`: the figures tell that a model learns, not how good it is on real ones.",
        "Training includes importing the framework. Other work ran on the machine, see its load. Seed 0.",
    ]
    return table


def main() -> int:
    """0 if the run was written, 1 with a reason if not."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.next_item", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sequences", type=Path, required=True, help="`shopper product product …` per line, in order")
    parser.add_argument("--model", choices=NAMES, required=True)
    parser.add_argument("--run", type=Path, required=True, help="where the recommendations are written")
    parser.add_argument("--validate", action="store_true", help="foretell the second last product instead of the last")
    parser.add_argument("--seed", type=int, default=0)
    add_outcome_argument(parser)
    arguments = parser.parse_args()
    try:
        sequences = read_sequences(arguments.sequences)
        asked = sequences.without_last() if arguments.validate else sequences
        outcome = run_task(asked, arguments.model, arguments.run, arguments.seed)
    except BenchmarkError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    outcome.tell(arguments.outcome)
    return 0


if __name__ == "__main__":
    sys.exit(main())
