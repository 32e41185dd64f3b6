"""Training again: what is refused, what is promoted, both while a server answers; drift, and false alarms."""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np

from api.settings import Settings
from api.wiring import open_shop
from benchmarks.drift_alarms import DriftAlarms
from benchmarks.retraining_shop import (
    FIRST,
    MODELS,
    SECOND,
    SHIFTED,
    copy_of,
    fresh_home,
    import_part,
    retrain,
    years,
)
from benchmarks.shops import OUTFITTERS
from benchmarks.swaps_under_load import swap_under_load
from benchmarks.table import Table, at_least, at_most
from benchmarks.workplace import Workplace
from cli.training_engine import EngineName
from cli.training_log import training_log
from recommenders.errors import TrainingRefused
from recommenders.history import SECONDS_PER_DAY
from recommenders.id_index import Rows
from recommenders.registry import Registry
from recommenders.run_record import ModelOutcome, read_records
from recommenders.training.drift import MUCH_CHANGE, SOME_CHANGE
from recommenders.training.holdout import MAX_DAYS
from recommenders.training.run import TrainingOptions, TrainingRun
from recommenders.training_set import TrainingSet

N_RESAMPLES = 50
#: What came since: as many visits as the sample shop has in about a week, in two, and in four.
N_VISITS = (250, 500, 1_000)


def measure(workplace: Workplace) -> Table:
    """One year of the sample shop, that arrives in three parts."""
    table = Table("Training again", "python -m benchmarks retraining")
    plain, shifted = years(workplace)
    home = fresh_home(workplace)
    _add_promotion(table, home, plain)
    other = copy_of(home, "shifted")
    n_plain = import_part(home, plain, SECOND, "9999")
    import_part(other, shifted, SECOND, "9999")
    _add_drift(table, home, other)
    _add_false_alarms(table, home)
    table.notes.append(
        f"{n_plain:,} events came after {SECOND}; in the shifted year everybody wants {SHIFTED} more from then on."
    )
    _add_refusals(table, home, other)
    _add_swaps(table, home, OUTFITTERS.questions(workplace))
    return table


def _add_promotion(table: Table, home: Path, year: Path) -> None:
    """First training, then three and a half months more, then another if they ask for it."""
    import_part(home, year, "0000", FIRST)
    retrain(home, *MODELS)
    import_part(home, year, FIRST, SECOND)
    again = retrain(home, "--if-needed")
    outcomes = {one["kind"]: one for one in again.answer["run"]["outcomes"]}
    for kind in MODELS:
        mean, low, high = outcomes[kind]["difference"]
        table.add(f"{kind}, after 3½ months more of events: gain in Recall@20 over the version that served", mean, "")
        table.notes.append(
            f"{kind}: {mean:+.3f} (95 % interval {low:+.3f} to {high:+.3f}), {outcomes[kind]['verdict']}."
        )
    n_promoted = sum(one["verdict"] == "promoted" for one in outcomes.values())
    table.add("models promoted of those with more events", n_promoted, "", at_least(len(MODELS)))
    n_better = sum(one["difference"][1] > 0 for one in outcomes.values())
    table.add("of them better beyond chance", n_better, "", at_least(1))
    table.add("`shopkeeper retrain --if-needed` with a training, whole process", again.seconds, "s")
    nothing = retrain(home, "--if-needed")
    table.add("the same where nothing is new", nothing.seconds, "s")
    table.add("triggers that ask where nothing is new", len(nothing.fired), "", at_most(0))
    table.notes.append(f"Asked for by: {again.answer['run']['trigger']}.")


def _add_drift(table: Table, plain: Path, shifted: Path) -> None:
    """Four weeks since the last training, in one year as before and in the other with another demand."""
    for home, name, target in ((plain, "demand as before", at_most(0)), (shifted, "demand shifted", at_least(1))):
        found = retrain(home, "--dry-run")
        for what in ("event types", "categories", "scores"):
            table.add(f"{name}, 4 weeks: PSI of {what}", found.psi(what), "")
        table.add(f"{name}: PSI triggers that ask (limit {MUCH_CHANGE})", found.fired.count("psi"), "", target)
    table.notes.append("Shifted: " + "; ".join(one["sentence"] for one in found.triggers if one["name"] == "psi") + ".")


def _add_false_alarms(table: Table, home: Path) -> None:
    """Visits drawn from the log itself: whatever is found is false."""
    alarms = DriftAlarms.of_home(home)
    for n_visits in N_VISITS:
        draws = alarms.resampled(n_visits, N_RESAMPLES)
        n_false = sum(any(drift.exceeds(MUCH_CHANGE) for drift in draw) for draw in draws)
        table.add(f"false alarms, {n_visits} visits, of {N_RESAMPLES} resamples", n_false, "", at_most(0))
        n_small = sum(any(drift.exceeds(SOME_CHANGE) for drift in draw) for draw in draws)
        n_bare = sum(any(drift.psi >= SOME_CHANGE for drift in draw) for draw in draws)
        table.notes.append(
            f"{n_visits} visits: with the limit {SOME_CHANGE} {n_small} of {N_RESAMPLES} would be false alarms, and "
            f"{n_bare} without the test against chance; the highest PSI was {max(d.psi for w in draws for d in w):.3f}."
        )


def _add_refusals(table: Table, home: Path, other: Path) -> None:
    """What shuffled labels and a broken window lead to; what serves must stay."""
    before = dict(Registry(home).serving().versions)
    mixed_up = _run_on(home, _mixed_up)
    table.add("models refused whose products were mixed up", _n_refused(mixed_up), "", at_least(len(MODELS)))
    table.notes += [f"Products mixed up, {one.kind}: {one.reason}." for one in mixed_up]
    table.add("versions that serve otherwise after that", _n_changed(home, before), "", at_most(0))
    before = dict(Registry(other).serving().versions)
    n_spoilt = _spoil(other)
    try:
        _run_on(other, lambda data: data)
        refused = 0
    except TrainingRefused:
        refused = 1
    record = read_records(Registry(other).folder)[0]
    table.add("runs over a broken window that were refused and kept in the record", refused, "", at_least(1))
    table.add("versions that serve otherwise after that, too", _n_changed(other, before), "", at_most(0))
    _add_shuffled(table, copy_of(home, "shuffled"))
    table.notes.append(f"A broken window ({n_spoilt:,} lines): {record.status}: {record.reason}.")


def _add_shuffled(table: Table, home: Path) -> None:
    """Who chose what is drawn anew: what sells is left, so that a model no better than popularity is no worse now."""
    for one in _run_on(home, _shuffled):
        table.notes.append(f"Shuffled labels, {one.kind}: {one.verdict}. {one.reason}")
        if one.kind == "session_neighbours":
            table.add(
                "session_neighbours on shuffled labels: refused", float(one.verdict == "refused"), "", at_least(1)
            )


def _mixed_up(data: TrainingSet) -> TrainingSet:
    """Every product's events are another's in the part that is learned from, as after a wrong join of an import."""
    other = np.random.default_rng(0).permutation(len(data.products)).astype(np.int32)
    return _changed(data, lambda product: other[product])


def _shuffled(data: TrainingSet) -> TrainingSet:
    return _changed(data, np.random.default_rng(0).permutation)


def _changed(data: TrainingSet, change: Callable[[Rows], Rows]) -> TrainingSet:
    entries = data.interactions
    is_past = entries.at < int(entries.at.max()) - MAX_DAYS * SECONDS_PER_DAY
    product = entries.product.copy()
    product[is_past] = change(product[is_past])
    return replace(data, interactions=replace(entries, product=product))


def _run_on(home: Path, change: Callable[[TrainingSet], TrainingSet]) -> tuple[ModelOutcome, ...]:
    """The training that the command makes, in this process, over data that is changed first."""
    with open_shop(Settings(home=home)) as shop:
        log = training_log(shop, EngineName.DUCKDB)
        options = TrainingOptions(trigger="a benchmark")
        run = TrainingRun(home, lambda window: change(log.read(window)), options)
        return run.train(MODELS).outcomes


def _n_refused(outcomes: Sequence[ModelOutcome]) -> int:
    return sum(one.verdict == "refused" for one in outcomes)


def _n_changed(home: Path, before: Mapping[str, str]) -> int:
    now = Registry(home).serving().versions
    return sum(now.get(kind) != version for kind, version in before.items())


def _spoil(home: Path) -> int:
    """Quantities of 0 in the log itself, past everything that checks events at the door."""
    with closing(sqlite3.connect(home / "shop.db")) as database, database:
        return database.execute("UPDATE event_lines SET quantity = 0 WHERE event_id % 10 = 0").rowcount


def _add_swaps(table: Table, home: Path, questions: Sequence[str]) -> None:
    """Back and forth between the first version and the one that serves."""
    registry = Registry(home)
    versions = {kind: (registry.serving().former[kind][-1], registry.serving().versions[kind]) for kind in MODELS}
    load = swap_under_load(home, versions, questions)
    table.add("promotions and rollbacks while the server answers", load.n_swaps, "", at_least(2 * 20))
    table.add("requests meanwhile", load.n_requests, "")
    table.add("requests that failed", len(load.failures), "", at_most(0))
    for what, quiet in load.quiet.items():
        swapping = load.swapping[what]
        table.add(f"{what}: p95 without swaps", quiet.p95, "ms")
        table.add(f"{what}: p95 with swaps", swapping.p95, "ms")
        table.add(f"{what}: p95 with swaps over without", swapping.p95 / quiet.p95, "×", at_most(1.5))
    table.notes += [f"Failed: {one}." for one in load.failures[:3]]
