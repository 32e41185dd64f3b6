"""Does the analysis of experiments say what is true? Simulated shoppers whose true answer is known.

Everything runs through the code that judges real experiments: assignment, plan, comparison, verdict.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np
from scipy import stats

from benchmarks.experiment_shoppers import Crowd, Simulation
from benchmarks.interleaved_shoppers import Rankings
from benchmarks.table import Table, at_least, at_most
from benchmarks.workplace import Workplace
from experiments import Experiment
from experiments.analysis.judge import judge
from experiments.analysis.outcomes import UnitTable
from experiments.analysis.planning import planned
from experiments.analysis.proportions import compare_shares
from experiments.analysis.report import Report
from experiments.analysis.sample_ratio import MAX_P_VALUE
from experiments.experiment import MIN_UNITS

N_DAYS, LIFT, ALPHA, POWER = 21, 0.2, 0.05, 0.8
N_RUNS, N_AA_RUNS, N_BROKEN_RUNS = 400, 200, 100
LOYALTY, LOST = 3.0, (0.05, 0.1)
METRICS = ("conversion", "revenue", "orders", "ctr")
#: Interleaving: how blurred each ranking sees what suits, and lists that are tried until 80 % of the runs find out.
BETTER, WORSE = 0.5, 1.2
N_LISTS, N_PAIRED_RUNS = (200, 300, 400, 500, 700, 1_000, 1_400, 2_000, 2_800), 100
NOW = datetime(2026, 11, 28, tzinfo=UTC)


def measure(_: Workplace) -> Table:
    """Plan, coverage, false alarms, looking, CUPED, sample ratio, interleaving."""
    table = Table("Experiments judged against the truth", "python -m benchmarks experiments_truth")
    world = _World.of(Crowd.draw(2_000_000, N_DAYS, 1.0, np.random.default_rng(0)))
    _measure_truth(table, world)
    _measure_no_effect(table, world)
    _measure_looking(table, world)
    _measure_cuped(table)
    _measure_broken(table, world)
    _measure_interleaving(table)
    table.notes += [
        f"Shoppers come, buy, spend and click by habits of their own; the variant makes them do so {LIFT:.0%} more "
        f"readily. The truth is the expectation over two million of them, not what any run drew. {N_DAYS} days.",
        f"Limits are the ends of binomial 95 % intervals for the number of runs: {N_RUNS} with an effect, {N_AA_RUNS} "
        f"without, {N_BROKEN_RUNS} broken, {N_PAIRED_RUNS} for each number of lists.",
        "Looking: a test every evening from the first with 100 shoppers a variant on; the naive one stops at the first "
        "p < .05 of the plain z-test.",
        "Lost exposures: the limit is what the chi-square test at p < .001 can notice with so many shoppers.",
        f"CUPED: shoppers who come {LOYALTY:g} times as often, so that the 28 days before say something of them.",
    ]
    return table


@dataclass(frozen=True, slots=True)
class _World:
    """What is true without and with the variant, by metric."""

    control: dict[str, float]
    variant: dict[str, float]

    @classmethod
    def of(cls, crowd: Crowd) -> "_World":
        return cls(crowd.truth(0.0), crowd.truth(LIFT))

    def difference(self, metric: str) -> float:
        return self.variant[metric] - self.control[metric]

    def experiment(self, decision: str, metrics: Sequence[str] = METRICS) -> Experiment:
        """Planned for the true effect on conversion, which is the first metric."""
        return planned(_experiment(decision, metrics, self.control["conversion"], self._lift))

    @property
    def _lift(self) -> float:
        return self.difference("conversion") / self.control["conversion"]


def _experiment(decision: str, metrics: Sequence[str], baseline: float, mde: float) -> Experiment:
    roles = ["primary", *["secondary"] * (len(metrics) - 1)]
    return Experiment.model_validate(
        {
            "name": f"truth-{decision}",
            "salt": decision,
            "decision": decision,
            "variants": [{"name": "control"}, {"name": "variant", "policy": {"ranking": "lambdarank"}}],
            "metrics": [{"name": name, "role": role} for name, role in zip(metrics, roles, strict=True)],
            "plan": {"baseline": baseline, "mde": mde, "alpha": ALPHA, "power": POWER},
        }
    )


def _measure_truth(table: Table, world: _World) -> None:
    experiment = world.experiment("horizon")
    simulation = Simulation(experiment, experiment.plan.n_units, N_DAYS, {"variant": LIFT})
    reports = [judge(experiment, simulation.last_evening(seed), NOW) for seed in range(N_RUNS)]
    low = _binomial(N_RUNS, POWER)[0]
    found = _share(reports, lambda report: report.winner == "variant")
    table.add("shoppers planned, to find the true effect in 80 % of the runs", experiment.plan.n_units, "")
    table.add("true effect found (planned: 0.80)", found, "", at_least(low))
    low = _binomial(N_RUNS, 1 - ALPHA)[0]
    for place, metric in enumerate(METRICS):
        truth = world.difference(metric)
        covered = _share(reports, lambda report: _covers(report, place, truth))  # noqa: B023 used up at once
        table.add(f"95 % intervals that hold the truth: {metric}", covered, "", at_least(low))


def _measure_no_effect(table: Table, world: _World) -> None:
    experiment = world.experiment("horizon")
    simulation = Simulation(experiment, experiment.plan.n_units, N_DAYS)
    reports = [judge(experiment, simulation.last_evening(seed), NOW) for seed in range(1_000, 1_000 + N_AA_RUNS)]
    limit = _binomial(N_AA_RUNS, ALPHA)[1]
    table.add("A/A, one look: a difference claimed", _share(reports, _claims), "", at_most(limit))
    table.add("A/A: sample ratio called broken", _share(reports, _is_broken), "", at_most(0.01))


def _measure_looking(table: Table, world: _World) -> None:
    experiment = world.experiment("anytime", ("conversion",))
    n_units = experiment.plan.n_units
    nothing = Simulation(experiment, n_units, N_DAYS)
    naive, safe = [], []
    for seed in range(2_000, 2_000 + N_AA_RUNS):
        tables = list(nothing.evenings(seed))
        naive.append(_is_naively_claimed(tables))
        safe.append(_evening(experiment, tables) is not None)
    table.add("A/A, a look every evening: claimed by the naive test", float(np.mean(naive)), "")
    table.add("A/A, a look every evening: claimed by the sequential test", float(np.mean(safe)), "", at_most(ALPHA))
    better = Simulation(experiment, n_units, N_DAYS, {"variant": LIFT})
    evenings = [_evening(experiment, better.evenings(seed)) for seed in range(N_AA_RUNS)]
    low = _binomial(N_AA_RUNS, POWER)[0]
    table.add("shoppers planned for a look every evening", n_units, "")
    found = _share(evenings, lambda evening: evening is not None)
    table.add("true effect found by looking every evening (planned: 0.80)", found, "", at_least(low))
    typical = float(np.median([evening or N_DAYS for evening in evenings]))
    table.add(f"evening of the verdict, of {N_DAYS}, median", typical, "")


def _measure_cuped(table: Table) -> None:
    crowd = Crowd.draw(2_000_000, N_DAYS, LOYALTY, np.random.default_rng(0))
    world = _World.of(crowd)
    experiment = world.experiment("horizon")
    simulation = Simulation(experiment, 5_000, N_DAYS, {"variant": LIFT}, loyalty=LOYALTY)
    ratios, covered = [], []
    for seed in range(3_000, 3_000 + N_AA_RUNS):
        known = simulation.last_evening(seed)
        unknown = UnitTable(known.variant, known.columns, {name: values * 0 for name, values in known.before.items()})
        with_past, without = judge(experiment, known, NOW), judge(experiment, unknown, NOW)
        place = METRICS.index("orders")
        ratios.append(with_past.comparisons[place].effect.width / without.comparisons[place].effect.width)
        covered.append(_covers(with_past, place, world.difference("orders")))
    low = _binomial(N_AA_RUNS, 1 - ALPHA)[0]
    table.add("CUPED: width of the interval of orders, against without", float(np.mean(ratios)), "×", at_most(0.85))
    table.add("CUPED: 95 % intervals that hold the truth", float(np.mean(covered)), "", at_least(low))


def _measure_broken(table: Table, world: _World) -> None:
    experiment = world.experiment("horizon")
    n_units = experiment.plan.n_units
    for lost in LOST:
        simulation = Simulation(experiment, n_units, N_DAYS, {"variant": LIFT}, lost=lost)
        seeds = range(4_000, 4_000 + N_BROKEN_RUNS)
        reports = [judge(experiment, simulation.last_evening(seed), NOW) for seed in seeds]
        low = _binomial(N_BROKEN_RUNS, _noticeable(n_units, lost))[0]
        table.add(
            f"{lost:.0%} of one variant's exposures lost: noticed", _share(reports, _is_broken), "", at_least(low)
        )
        winners = _share(reports, lambda report: _is_broken(report) and report.winner is not None)
        table.add("the same: a winner named although it was noticed", winners, "", at_most(0))


def _noticeable(n_units: int, lost: float) -> float:
    """How often the chi-square test at its limit notices such a loss, by the noncentral distribution."""
    left = 2 - lost
    shares = 1 / left, (1 - lost) / left
    distance = n_units * left / 2 * sum((share - 0.5) ** 2 / 0.5 for share in shares)
    return float(stats.ncx2.sf(stats.chi2.isf(MAX_P_VALUE, 1), 1, distance))


def _measure_interleaving(table: Table) -> None:
    better = Rankings(BETTER, WORSE)
    mixed = _lists_needed(lambda n, seed: better.interleaved(n, seed).low > 0.5)
    apart = _lists_needed(lambda n, seed: better.side_by_side(n, seed).low > 0)
    table.add("interleaving: lists until 80 % of the runs prefer the better ranking", mixed, "")
    table.add("the two rankings side by side: lists until 80 % find it", apart, "")
    table.add("side by side against interleaving", apart / mixed, "×", at_least(2))
    alike = Rankings(BETTER, BETTER)
    p_values = [alike.interleaved(500, seed).p_value for seed in range(5_000, 5_000 + N_AA_RUNS)]
    limit = _binomial(N_AA_RUNS, ALPHA)[1]
    claimed = _share(p_values, lambda p_value: p_value < ALPHA)
    table.add("interleaving two rankings that are alike: a preference claimed", claimed, "", at_most(limit))


def _lists_needed(finds: Callable[[int, int], bool]) -> int:
    """The first number of lists at which 80 % of the runs find the better ranking; the last if none does."""
    for n_lists in N_LISTS:
        if sum(finds(n_lists, seed) for seed in range(N_PAIRED_RUNS)) >= POWER * N_PAIRED_RUNS:
            return n_lists
    return N_LISTS[-1]


def _evening(experiment: Experiment, tables: Iterable[UnitTable]) -> int | None:
    """The first evening with a verdict on the primary metric; None without any."""
    reports = (judge(experiment, table, NOW) for table in tables)
    return next((day for day, report in enumerate(reports, start=1) if _claims(report)), None)


def _is_naively_claimed(tables: Iterable[UnitTable]) -> bool:
    """Whether the plain test is below .05 on any evening, each taken for the only one."""
    for table in tables:
        bought = (table.columns["n_orders"] > 0).astype(float)
        groups = bought[table.variant == 1], bought[table.variant == 0]
        if min(map(len, groups)) >= MIN_UNITS and compare_shares(*groups, ALPHA).p_value < ALPHA:
            return True
    return False


def _claims(report: Report) -> bool:
    return report.verdict in ("winner", "worse")


def _is_broken(report: Report) -> bool:
    return report.sample_ratio.is_broken


def _covers(report: Report, place: int, truth: float) -> bool:
    effect = report.comparisons[place].effect
    return effect.low <= truth <= effect.high


def _share(ones: Sequence[Any], holds: Callable[[Any], bool]) -> float:
    return sum(map(holds, ones)) / len(ones)


def _binomial(n_runs: int, share: float) -> tuple[float, float]:
    """The middle 95 % of shares that chance makes of a true one."""
    low, high = stats.binom.ppf((0.025, 0.975), n_runs, share) / n_runs
    return float(low), float(high)
