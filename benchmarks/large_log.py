"""A synthetic year of a large shop: events → interactions → trained, evaluated, published; each size in its process.

Sizes are millions of events, set by `--millions`.
"""

import shutil

from benchmarks.large_log_process import LargeLogRun, train_apart
from benchmarks.synthetic_log import SyntheticShop
from benchmarks.table import Table, Target, at_least, at_most
from benchmarks.timings import Timings
from benchmarks.workplace import Workplace
from recommenders.training.parameter_file import parameter_file, write_parameters

KINDS = ("popularity", "als", "gru4rec", "blend", "lambdarank")
#: Ten million events on two cores; fewer are not asked for more.
MAX_SECONDS, MAX_MB = 900.0, 8_192.0
#: GRU4Rec sees half a million stretches of visits at most, in each of its two trainings.
GRU4REC = {"max_steps": 4_000}


def measure(workplace: Workplace) -> Table:
    """All sizes, the smallest first."""
    table = Table("From a synthetic log to published models", "python -m benchmarks large_log --millions 1 3 10")
    table.notes += [
        f"Models: {', '.join(KINDS)}. Each is trained on the past, asked about the newest 28 days, held against "
        "popularity, trained once more on everything and published. Making the log is not counted; importing the "
        "frameworks is.",
        f"GRU4Rec with max_steps = {GRU4REC['max_steps']:,} in parameters/gru4rec.toml; all else by default.",
        "Recall@20 in hundredths; beside it what popularity reaches on the same questions, which each model has to "
        "beat: purchases of the next 28 days for als, next clicks for gru4rec, what shoppers liked for the rankers.",
    ]
    for millions in sorted(workplace.millions):
        _add(table, f"{millions:g} M", *_measured(workplace, round(millions * 1_000_000)))
    return table


def _measured(workplace: Workplace, n_events: int) -> tuple[LargeLogRun, Timings]:
    shop = SyntheticShop.of_size(n_events)
    folder = workplace.scratch / f"large-log-{n_events}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    file, home, making = folder / "events.parquet", folder / "home", Timings()
    with making.measure():
        shop.write(file)
    write_parameters(parameter_file(home, "gru4rec"), GRU4REC, "A large log teaches enough in a part of a pass.")
    try:
        return train_apart(shop, file, home, KINDS), making
    finally:
        file.unlink()


def _add(table: Table, size: str, run: LargeLogRun, making: Timings) -> None:
    table.add(f"{size}: events → published, in all", run.seconds, "s", at_most(MAX_SECONDS))
    table.add(f"{size}: reading and checking events, interactions", run.reading_seconds, "s")
    table.add(f"{size}: cutting off the newest window", run.holdout_seconds, "s")
    for model in run.models:
        table.add(f"{size}: {model.kind}", model.seconds, "s")
    table.add(f"{size}: peak memory", run.peak_mb, "MB", at_most(MAX_MB))
    for model in run.models:
        table.add(
            f"{size}: {model.kind}, Recall@20 (popularity {100 * model.floor:.1f})",
            100 * model.recall,
            "",
            _floor(model.kind, model.floor),
        )
    table.add(f"{size}: models that serve afterwards", len(run.serving), "", at_least(len(KINDS)))
    table.notes += [f"{size}: {model.kind} {model.verdict}: {model.reason}" for model in run.models if model.reason]
    table.notes.append(f"{size}: {run.n_interactions:,} interactions; making the log took {making.p50 / 1000:.0f} s.")


def _floor(kind: str, floor: float) -> Target | None:
    return None if kind == KINDS[0] else at_least(round(100 * floor, 2))
