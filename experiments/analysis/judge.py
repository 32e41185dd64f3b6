"""Judges an experiment by what its units did."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np

from experiments.analysis.comparison import Comparison, Measured
from experiments.analysis.corrections import benjamini_hochberg, holm
from experiments.analysis.metric_table import METRICS
from experiments.analysis.outcomes import UnitTable
from experiments.analysis.report import Report, Verdict
from experiments.analysis.sample_ratio import SampleRatio, check_sample_ratio
from experiments.analysis.sequential import anytime
from experiments.experiment import MIN_UNITS, Experiment, MetricName

_ROLES = ("primary", "guardrail", "secondary")


@dataclass(frozen=True, slots=True)
class _Ruling:
    verdict: Verdict
    reason: str
    winner: str | None = None


def judge(experiment: Experiment, table: UnitTable, as_of: datetime) -> Report:
    """One look: the figures, and what may be said on the strength of them."""
    counts = np.bincount(table.variant, minlength=len(experiment.variants)).tolist()
    n_units = dict(zip(experiment.shares, counts, strict=True))
    information = sum(counts) / experiment.plan.n_units if experiment.plan.n_units else 0.0
    ratio = check_sample_ratio(n_units, experiment.shares)
    measured = {metric.name: Measured(metric.name, table) for metric in experiment.metrics}
    is_enough = min(counts) >= MIN_UNITS
    comparisons = _comparisons(experiment, measured, information) if is_enough else []
    ruling = _rule(experiment, comparisons, ratio, information, min(counts))
    several = len(counts) > 2 and is_enough
    differences = {name: one.any_difference(len(counts)) for name, one in measured.items()} if several else {}
    return Report(
        experiment=experiment,
        as_of=as_of,
        n_units=n_units,
        information=information,
        sample_ratio=ratio,
        comparisons=comparisons,
        any_difference={name: p_value for name, p_value in differences.items() if p_value is not None},
        deviations={name: one.deviation() for name, one in measured.items()} if is_enough else {},
        verdict=ruling.verdict,
        winner=ruling.winner,
        reason=ruling.reason,
        n_crossed=table.n_crossed,
        n_not_drawn=table.n_not_drawn,
        n_unknown=table.n_unknown,
        n_unpriced=table.n_unpriced,
    )


def _comparisons(
    experiment: Experiment, measured: Mapping[MetricName, Measured], information: float
) -> list[Comparison]:
    """Every metric of every variant; the interval of each metric holds for all of its variants together."""
    alpha = experiment.plan.alpha / (len(experiment.variants) - 1)
    found: list[Comparison] = []
    for metric in sorted(experiment.metrics, key=lambda metric: _ROLES.index(metric.role)):
        values = measured[metric.name]
        effects = [values.effect(place, alpha) for place in range(1, len(experiment.variants))]
        if experiment.decision == "anytime":
            effects = [anytime(effect, information, alpha) for effect in effects]
        corrected = holm([effect.p_value for effect in effects])
        found += [
            Comparison(metric, variant.name, effect, p_value, values.variance_left)
            for variant, effect, p_value in zip(experiment.variants[1:], effects, corrected, strict=True)
        ]
    return _with_hints_corrected(found)


def _with_hints_corrected(comparisons: Sequence[Comparison]) -> list[Comparison]:
    """Secondary metrics are many, and one of them differs by chance soon: few of their claims together may be false."""
    hints = [one for one in comparisons if one.metric.role == "secondary"]
    corrected = iter(benjamini_hochberg([one.effect.p_value for one in hints]))
    return [replace(one, p_adjusted=next(corrected)) if one.metric.role == "secondary" else one for one in comparisons]


def _rule(
    experiment: Experiment, comparisons: Sequence[Comparison], ratio: SampleRatio, information: float, fewest: int
) -> _Ruling:
    early = _too_early(experiment, ratio, information, fewest)
    if early:
        return early
    alpha = experiment.plan.alpha
    breached = {one.variant: one.metric.name for one in comparisons if one.state(alpha) == "breached"}
    primary = [one for one in comparisons if one.metric.role == "primary"]
    better = [one for one in primary if one.state(alpha) == "better" and one.variant not in breached]
    name, meaning = experiment.primary.name, METRICS[experiment.primary.name].meaning
    if better:
        best = max(better, key=lambda one: one.gain)
        return _Ruling("winner", f"{best.variant} is better by {name}: {meaning}.", best.variant)
    if breached:
        harms = ", ".join(f"{metric} of {variant}" for variant, metric in breached.items())
        return _Ruling("harmful", f"Worse than its margin: {harms}. Stop it, or take the variant out.")
    if all(one.state(alpha) == "worse" for one in primary):
        return _Ruling("worse", f"The control is better by {name}: {meaning}.")
    if information >= 1:
        mde = experiment.plan.mde
        return _Ruling("no_difference", f"As many units as planned, and none that matters ({mde:.0%}) was found.")
    return _Ruling("undecided", "Nothing can be said yet; let it run.")


def _too_early(experiment: Experiment, ratio: SampleRatio, information: float, fewest: int) -> _Ruling | None:
    if ratio.is_broken:
        return _Ruling(
            "invalid",
            f"The variants do not have the units they should (p = {ratio.p_value:.1g}): the draw, the serving or the "
            "logging is broken, and no figure can be believed. Mend that, and begin anew under another name.",
        )
    if fewest < MIN_UNITS:
        return _Ruling("too_early", f"Some variant has {fewest} units; nothing is said before there are {MIN_UNITS}.")
    if experiment.decision == "horizon" and information < 1:
        return _Ruling("too_early", f"It is judged once, with {experiment.plan.n_units:,} units; looking changes that.")
    return None
