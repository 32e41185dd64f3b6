"""What an experiment says, for people and for programs."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal

from experiments.analysis.comparison import Comparison
from experiments.analysis.sample_ratio import SampleRatio
from experiments.experiment import Experiment

Verdict = Literal["invalid", "too_early", "undecided", "no_difference", "winner", "worse", "harmful"]


@dataclass(frozen=True, slots=True)
class Report:
    """One look at an experiment.

    Attributes:
        as_of: events up to here were counted.
        n_units: variant → units that were exposed to it.
        information: units as a share of those that were planned.
        comparisons: primary first; empty as long as there are too few units.
        any_difference: metric → p-value of no difference among several variants, of one look.
        deviations: metric → standard deviation between the control's units, for the next plan.
        winner: the variant that won; None unless the verdict is `winner`.
        reason: the verdict in a sentence.
    """

    experiment: Experiment
    as_of: datetime
    n_units: Mapping[str, int]
    information: float
    sample_ratio: SampleRatio
    comparisons: Sequence[Comparison]
    any_difference: Mapping[str, float]
    deviations: Mapping[str, float]
    verdict: Verdict
    winner: str | None
    reason: str
    n_crossed: int = 0
    n_not_drawn: int = 0
    n_unknown: int = 0
    n_unpriced: int = 0

    def to_json(self) -> dict[str, Any]:
        """As `--json` prints it; a bound without an end is null."""
        alpha = self.experiment.plan.alpha
        return {
            "experiment": self.experiment.name,
            "status": self.experiment.status,
            "as_of": self.as_of.isoformat(),
            "verdict": self.verdict,
            "winner": self.winner,
            "reason": self.reason,
            "decision": self.experiment.decision,
            "n_units": dict(self.n_units),
            "n_planned": self.experiment.plan.n_units,
            "information": round(self.information, 4),
            "sample_ratio": {"p_value": self.sample_ratio.p_value, "is_broken": self.sample_ratio.is_broken},
            "comparisons": [comparison_json(one, alpha) for one in self.comparisons],
            "any_difference": dict(self.any_difference),
            "deviations": dict(self.deviations),
            "n_crossed": self.n_crossed,
            "n_not_drawn": self.n_not_drawn,
            "n_unknown": self.n_unknown,
            "n_unpriced": self.n_unpriced,
        }

    def to_lines(self) -> list[str]:
        """For a person."""
        units = ", ".join(f"{name} {n:,}" for name, n in self.n_units.items())
        kind = self.experiment.unit
        lines = [
            f"{self.experiment.name} ({self.experiment.status}): {self.verdict.replace('_', ' ')}. {self.reason}",
            f"  {kind}s: {units}; {self.information:.0%} of the {self.experiment.plan.n_units:,} planned",
            f"  sample ratio: p = {self.sample_ratio.p_value:.3g}{', BROKEN' if self.sample_ratio.is_broken else ''}",
        ]
        lines += [f"  {_line(one, self.experiment.plan.alpha)}" for one in self.comparisons]
        if self.n_crossed:
            lines.append(f"  {self.n_crossed:,} {kind}s were shown more than one variant; they count for the first")
        if self.n_not_drawn:
            lines.append(f"  {self.n_not_drawn:,} {kind}s were shown a variant that they were not drawn for: look why")
        return lines


def comparison_json(one: Comparison, alpha: float) -> dict[str, Any]:
    """One comparison for programs."""
    figures = {name: value if math.isfinite(value) else None for name, value in asdict(one.effect).items()}
    return {
        "metric": one.metric.name,
        "role": one.metric.role,
        "variant_name": one.variant,
        **figures,
        "relative": one.effect.relative,
        "p_adjusted": one.p_adjusted,
        "variance_left": round(one.variance_left, 4),
        "state": one.state(alpha),
    }


def _line(one: Comparison, alpha: float) -> str:
    effect = one.effect
    relative = "" if effect.relative is None else f" ({effect.relative:+.1%})"
    name = f"{one.metric.name} [{one.metric.role}]"
    return (
        f"{name:<26}{one.variant}: {effect.control:.4g} → {effect.variant:.4g}{relative}, difference "
        f"{effect.difference:+.4g} [{effect.low:+.4g}, {effect.high:+.4g}], p {one.p_adjusted:.3g}: {one.state(alpha)}"
    )
