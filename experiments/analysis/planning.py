"""How many units an experiment takes, and what it could find with those that there are."""

import math

from scipy import optimize, stats
from statsmodels.stats.power import NormalIndPower, TTestIndPower
from statsmodels.stats.proportion import proportion_effectsize

from experiments.analysis.metric_table import METRICS
from experiments.analysis.sequential import boundary, tuning
from experiments.errors import ExperimentInvalid
from experiments.experiment import MIN_UNITS, Experiment, Plan

#: Effects between which one is looked for, relative to the baseline.
_SMALLEST, _LARGEST = 1e-4, 10.0


def planned(experiment: Experiment) -> Experiment:
    """The experiment with its plan's number of units reckoned.

    Raises:
        ExperimentInvalid: if the plan does not fit the primary metric.
    """
    n_units = units_needed(experiment, experiment.plan.mde)
    return experiment.model_copy(update={"plan": experiment.plan.model_copy(update={"n_units": n_units})})


def units_needed(experiment: Experiment, mde: float) -> int:
    """Units of all variants together, with which an effect of `mde` (relative) is found as often as planned.

    Raises:
        ExperimentInvalid: if the plan does not fit the primary metric.
    """
    plan, shares = experiment.plan, experiment.shares
    alpha = plan.alpha / (len(shares) - 1)  # each variant is compared with the control
    size = _standardized(experiment, mde)
    control = shares[experiment.control.name]
    most = 0.0
    for name, share in shares.items():
        if name != experiment.control.name:
            most = max(most, _of_control(experiment, size, alpha, share / control) / control)
    if experiment.decision == "anytime":
        most *= looking_costs(alpha, plan.power)
    return max(math.ceil(most), math.ceil(MIN_UNITS / min(shares.values())))


def detectable(experiment: Experiment, n_units: int) -> float | None:
    """The smallest effect, relative to the baseline, that so many units find as often as planned; None for none."""
    largest = _LARGEST
    if METRICS[experiment.primary.name].kind == "share":
        largest = min(largest, (1 - 1e-6) / experiment.plan.baseline - 1)
    if units_needed(experiment, largest) > n_units:
        return None
    if units_needed(experiment, _SMALLEST) <= n_units:
        return _SMALLEST
    return float(optimize.brentq(lambda mde: units_needed(experiment, mde) - n_units - 0.5, _SMALLEST, largest))


def looking_costs(alpha: float, power: float) -> float:
    """Units that it takes to be right at every look, as a multiple of those for one look at the end."""
    quantile = float(stats.norm.ppf(power))
    once = float(stats.norm.ppf(1 - alpha / 2))
    return ((boundary(tuning(alpha), alpha) + quantile) / (once + quantile)) ** 2


def _standardized(experiment: Experiment, mde: float) -> float:
    """The effect in standard deviations of a unit (Cohen's h of a share, d of a mean)."""
    plan, metric = experiment.plan, experiment.primary
    if METRICS[metric.name].kind == "share":
        return _share_size(plan, mde, metric.wanted == "up")
    if plan.deviation is None:
        raise ExperimentInvalid(
            f"plan: {metric.name} needs deviation, the standard deviation between {experiment.unit}s; "
            "`shopkeeper experiments status` of an earlier experiment shows it"
        )
    return mde * plan.baseline / plan.deviation


def _share_size(plan: Plan, mde: float, is_up: bool) -> float:
    other = plan.baseline * (1 + mde if is_up else 1 - mde)
    if not 0 < plan.baseline < 1 or not 0 <= other <= 1:
        raise ExperimentInvalid(f"plan: a share of {plan.baseline:g} cannot change by {mde:.0%}; both lie in 0..1")
    return abs(float(proportion_effectsize(other, plan.baseline)))


def _of_control(experiment: Experiment, size: float, alpha: float, ratio: float) -> float:
    is_share = METRICS[experiment.primary.name].kind == "share"
    power = NormalIndPower() if is_share else TTestIndPower()
    return float(power.solve_power(effect_size=size, alpha=alpha, power=experiment.plan.power, ratio=ratio))
