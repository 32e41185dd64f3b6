"""What the rule on crowds costs a shop that nobody attacks."""

import contextlib
from pathlib import Path

from api.settings import Settings
from api.wiring import open_shop
from benchmarks.table import Table, at_least, at_most
from cli.training_engine import EngineName
from cli.training_log import training_log
from events.export import export_lines
from events.pseudonym import Pseudonyms
from recommenders.interactions.config import CrowdRule, InteractionsConfig
from recommenders.interactions.training_set_builder import read_log
from recommenders.model_table import MODELS
from recommenders.training.bench import Bench
from recommenders.training.parameter_file import parameter_file, read_parameters
from recommenders.training_set import TrainingSet

KINDS = ("popularity", "item_neighbours", "session_neighbours")
#: Of what models reach without the rule.
NOISE = 0.97


def honest_figures(table: Table, home: Path, who: str) -> None:
    """Add what is left out, and what each model reaches to what it reached without the rule."""
    with_rule, without = _read(home, CrowdRule()), _read(home, None)
    lost = 1 - len(with_rule.interactions) / len(without.interactions)
    table.add(f"no attack, {who}: interactions that the rule on crowds leaves out, %", 100 * lost, "", at_most(1.0))
    for kind in KINDS:
        for metric in ("recall_20", "ndcg_10"):
            new, old = _reached(with_rule, home, kind)[metric], _reached(without, home, kind)[metric]
            name = f"no attack, {who}: {kind}, {metric} with the rule ({new:.3f}) to that without ({old:.3f})"
            table.add(name, new / old, "×", at_least(NOISE))


def _read(home: Path, crowds: CrowdRule | None) -> TrainingSet:
    with open_shop(Settings(home=home)) as shop:
        log = training_log(shop, EngineName.DUCKDB)
        file = home.with_name(f"{home.name}-lines.parquet")
        export_lines(shop.events, Pseudonyms.of_home(home), file)
        with contextlib.closing(log.open_engine()) as engine:
            return read_log(engine, engine.read(file), log.catalog, InteractionsConfig(crowds=crowds)).training_set()


def _reached(data: TrainingSet, home: Path, kind: str) -> dict[str, float]:
    bench = Bench(data, MODELS)
    entry = MODELS[kind]
    candidate = bench.candidate(entry, read_parameters(entry, parameter_file(home, kind), None))
    return dict(candidate.measured.to_metrics())
