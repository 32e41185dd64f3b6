"""One metric of one variant against the control, with what it says."""

from dataclasses import dataclass
from typing import Literal

from experiments.analysis.cuped import adjusted, variance_share
from experiments.analysis.effect import Effect, Floats
from experiments.analysis.means import compare_means
from experiments.analysis.metric_table import METRICS
from experiments.analysis.outcomes import UnitTable
from experiments.analysis.proportions import compare_shares
from experiments.analysis.ratios import compare_ratios
from experiments.analysis.several import means_differ, shares_differ
from experiments.experiment import Metric, MetricName

#: Of a metric that may win, and of a guardrail. `open` is neither.
State = Literal["better", "worse", "held", "breached", "open"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One metric of one variant.

    Attributes:
        effect: against the control; its interval holds for all variants of this metric together.
        p_adjusted: corrected for the other variants (primary), or for all other claims (secondary).
        variance_left: share of the variance that CUPED left; 1 without it.
    """

    metric: Metric
    variant: str
    effect: Effect
    p_adjusted: float
    variance_left: float = 1.0

    @property
    def gain(self) -> float:
        """The difference in the wanted direction."""
        return self.effect.difference if self.metric.wanted == "up" else -self.effect.difference

    def state(self, alpha: float) -> State:
        """What it says, of a guardrail by its interval, of the others by the p-value."""
        if self.metric.role == "guardrail":
            return self._guarded()
        if self.p_adjusted >= alpha:
            return "open"
        return "better" if self.gain > 0 else "worse"

    def _guarded(self) -> State:
        """`held` if the worst that may be true is within the margin, `breached` if the best is beyond it."""
        effect, is_up = self.effect, self.metric.wanted == "up"
        worst, best = (effect.low, effect.high) if is_up else (-effect.high, -effect.low)
        margin = -self.metric.margin * abs(effect.control)
        if best < margin:
            return "breached"
        return "held" if worst > margin else "open"


class Measured:
    """One metric of all units; CUPED takes out of a mean what was known before."""

    def __init__(self, name: MetricName, table: UnitTable) -> None:
        entry = METRICS[name]
        self.kind = entry.kind
        self._variant = table.variant
        values = table.columns[entry.column]
        self._per = table.columns[entry.per] if entry.per else values
        self.variance_left = 1.0
        if entry.kind == "share":
            values = (values > 0).astype(float)
        elif entry.kind == "mean":
            self.variance_left = variance_share(values, table.before[entry.column])
            values = adjusted(values, table.before[entry.column])
        self._values = values

    def effect(self, variant: int, alpha: float) -> Effect:
        """Of a variant, by its place, against the control."""
        if self.kind == "ratio":
            return compare_ratios(self._pair(variant), self._pair(0), alpha)
        compare = compare_shares if self.kind == "share" else compare_means
        return compare(self._of(variant), self._of(0), alpha)

    def any_difference(self, n_variants: int) -> float | None:
        """The p-value of no difference among all variants; None for a ratio."""
        if self.kind == "ratio":
            return None
        groups = [self._of(place) for place in range(n_variants)]
        return shares_differ(groups) if self.kind == "share" else means_differ(groups)

    def deviation(self) -> float:
        """Between units of the control: what a plan needs. Of a ratio, by the delta method."""
        if self.kind != "ratio":
            return float(self._of(0).std())
        above, below = self._pair(0)
        mean = float(below.mean())
        return float((above - above.mean() / mean * below).std() / mean) if mean else 0.0

    def _of(self, variant: int) -> Floats:
        own: Floats = self._values[self._variant == variant]
        return own

    def _pair(self, variant: int) -> tuple[Floats, Floats]:
        is_of = self._variant == variant
        return self._values[is_of], self._per[is_of]
