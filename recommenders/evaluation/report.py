"""What an evaluation found, as plain records that go to JSON and back into pages and tables."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from recommenders.bootstrap import CONFIDENCE, Estimate

BETTER, TIE, WORSE = "better", "tie", "worse"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A model held against another on the same cases.

    Attributes:
        against: the other model.
        difference: of the headline metric, paired.
    """

    against: str
    difference: Estimate

    @property
    def verdict(self) -> str:
        """`better` or `worse` only if the whole interval is."""
        if self.difference.is_above_zero:
            return BETTER
        return WORSE if self.difference.is_below_zero else TIE


@dataclass(frozen=True, slots=True)
class ModelReport:
    """What one model reached.

    Attributes:
        name: of the model.
        metrics: `recall@20` … → estimate.
        coverage: share of the products that stood in anyone's top ten.
        gini: inequality of exposure in the top ten.
        segments: division → label → metric → estimate, for the headline and a few others.
        product_groups: group → headline recall for the relevant products of the group.
        comparisons: against the floor and the strongest simple baseline.
        p50_milliseconds: half of the answers took less.
        p95_milliseconds: nineteen of twenty took less.
    """

    name: str
    metrics: Mapping[str, Estimate]
    coverage: float
    gini: float
    segments: Mapping[str, Mapping[str, Mapping[str, Estimate]]] = field(default_factory=dict)
    product_groups: Mapping[str, Estimate] = field(default_factory=dict)
    comparisons: Sequence[Comparison] = ()
    p50_milliseconds: float = 0.0
    p95_milliseconds: float = 0.0


@dataclass(frozen=True, slots=True)
class EvaluationReport:
    """Every model on one trial, best first.

    Attributes:
        trial: its name.
        n_cases: questions asked.
        n_shoppers: whose they were.
        n_products: that could be recommended; all of them were ranked.
        headline: the metric that models are ordered and compared by.
        floor: the name of popularity.
        strongest_simple: the best of the simple baselines; may be the floor.
        seed: of the bootstrap.
        n_draws: of the bootstrap.
        models: best first by the headline; equal ones by name.
        notes: anything to be read beside the figures.
    """

    trial: str
    n_cases: int
    n_shoppers: int
    n_products: int
    headline: str
    floor: str
    strongest_simple: str
    seed: int
    n_draws: int
    models: Sequence[ModelReport]
    notes: Sequence[str] = ()

    def model(self, name: str) -> ModelReport:
        """One model's report."""
        return next(model for model in self.models if model.name == name)

    def to_json(self) -> dict[str, Any]:
        """Plain values, with the verdicts spelt out."""
        record = asdict(self)
        record["confidence"] = CONFIDENCE
        for model, written in zip(self.models, record["models"], strict=True):
            for comparison, line in zip(model.comparisons, written["comparisons"], strict=True):
                line["verdict"] = comparison.verdict
        return record
