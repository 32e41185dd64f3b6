"""An experiment: two or more policies, who gets which, and what is counted."""

import math
import secrets
from datetime import UTC, datetime
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from experiments.policy import Policy

Unit = Literal["shopper", "session"]
Status = Literal["draft", "running", "stopped"]
Role = Literal["primary", "secondary", "guardrail"]
Decision = Literal["anytime", "horizon"]
MetricName = Literal["conversion", "clicked", "carted", "revenue", "orders", "refunds", "order_value", "ctr"]
METRIC_NAMES: tuple[MetricName, ...] = get_args(MetricName)
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,59}$")]
#: Less can be a draw of luck among the first few shoppers, and no normal distribution holds there.
MIN_UNITS = 100


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Variant(_Record):
    """One policy of an experiment.

    Attributes:
        weight: its part of the experiment's units, relative to the other variants'.
    """

    name: Name
    weight: float = Field(default=1.0, gt=0, le=1_000)
    policy: Policy = Policy()


class Metric(_Record):
    """What is counted; `experiments/analysis/outcomes.py` says how.

    Attributes:
        wanted: which way is better.
        margin: of a guardrail, how much worse it may get, relative to the control, before it counts as harm.
    """

    name: MetricName
    role: Role = "secondary"
    wanted: Literal["up", "down"] = "up"
    margin: float = Field(default=0.0, ge=0, lt=1)


class Plan(_Record):
    """How many units it takes, reckoned when the experiment was created.

    Attributes:
        baseline: the control's expected value of the primary metric.
        deviation: its standard deviation between units; None for a share, whose baseline tells it.
        mde: the smallest effect that should be found, relative to the baseline.
        alpha: how often a difference may be claimed where there is none.
        power: how often an effect of `mde` should be found.
        n_units: of all variants together; 0 as long as it is not reckoned.
    """

    baseline: float = Field(gt=0)
    deviation: float | None = Field(default=None, gt=0)
    mde: float = Field(gt=0, le=10)
    alpha: float = Field(default=0.05, gt=0, lt=0.5)
    power: float = Field(default=0.8, ge=0.5, lt=1)
    n_units: int = Field(default=0, ge=0)


class Experiment(_Record):
    """One experiment. The first variant is the control.

    Attributes:
        unit: who is given a variant and keeps it: a shopper (a browser, for who is not signed in) or a visit.
        salt: makes its draw independent of every other experiment's.
        layer: experiments of one layer share no unit; without a name, an experiment is alone in its layer.
        traffic: share of all units that take part.
        layer_start: where in the layer its units begin, 0..1; settled when it is started.
        is_holdout: who gets its control takes part in nothing else, ever.
        decision: `anytime` judges at every look and errs no more often for it; `horizon` judges once, when the planned
            number of units is there, and needs about half as many.
        pre_days: days before its start whose events say how units differed anyway (CUPED); 0 for none.
    """

    name: Name
    description: str = Field(default="", max_length=2_000)
    unit: Unit = "shopper"
    variants: tuple[Variant, ...] = Field(min_length=2, max_length=10)
    metrics: tuple[Metric, ...] = Field(min_length=1)
    plan: Plan
    decision: Decision = "anytime"
    salt: str = Field(default_factory=lambda: secrets.token_hex(8), min_length=1, max_length=64)
    layer: Name | None = None
    traffic: float = Field(default=1.0, gt=0, le=1)
    layer_start: float = Field(default=0.0, ge=0, lt=1)
    is_holdout: bool = False
    pre_days: int = Field(default=28, ge=0, le=365)
    status: Status = "draft"
    created_at: datetime = Field(default_factory=lambda: datetime.now(UTC))
    started_at: datetime | None = None
    stopped_at: datetime | None = None

    @model_validator(mode="after")
    def _makes_sense(self) -> "Experiment":
        names = [variant.name for variant in self.variants]
        if len(set(names)) < len(names):
            raise ValueError(f"variants: two have one name: {', '.join(names)}")
        if len({metric.name for metric in self.metrics}) < len(self.metrics):
            raise ValueError("metrics: one is named twice")
        if [metric.role for metric in self.metrics].count("primary") != 1:
            raise ValueError("metrics: exactly one has the role primary: what decides is settled beforehand")
        if self.is_holdout:
            self._check_holdout()
        return self

    def _check_holdout(self) -> None:
        control, *others = self.variants
        if control.policy.ranking != "search" or any(variant.policy.touched for variant in others):
            raise ValueError(
                'variants: the control of a holdout has the policy ranking = "search", its other variant has none'
            )
        if self.layer or self.unit != "shopper":
            raise ValueError("a holdout holds shoppers out of everything: it has no layer and no other unit")

    @property
    def control(self) -> Variant:
        """What the others are compared with."""
        return self.variants[0]

    @property
    def primary(self) -> Metric:
        """The metric that decides."""
        return next(metric for metric in self.metrics if metric.role == "primary")

    @property
    def shares(self) -> dict[str, float]:
        """Variant → its part of the experiment's units, summing to 1."""
        total = math.fsum(variant.weight for variant in self.variants)
        return {variant.name: variant.weight / total for variant in self.variants}

    @property
    def touched(self) -> frozenset[str]:
        """The settings that any variant changes."""
        return frozenset().union(*(variant.policy.touched for variant in self.variants))

    @property
    def layer_end(self) -> float:
        """Where in the layer its units end."""
        return self.layer_start + self.traffic
