"""How well a model answers questions whose answers are known, and whether it does so better than another."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from recommenders.bootstrap import Bootstrap
from recommenders.evaluation.answers import Questioner
from recommenders.evaluation.ranking_metrics import ranking_metrics
from recommenders.evaluation.trial import Trial
from recommenders.recommender import Recommender
from recommenders.training.holdout import Question
from recommenders.training_set import TrainingSet

#: Length of the lists that are judged, and of the part in which the order counts.
TOP, TOP_ORDERED = 20, 10

Values = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """What a model reached; arrays are `[n_questions]`.

    Attributes:
        recall: hits among the first twenty over min(20, number of wanted products).
        ndcg: of the first ten, gain 1 for every wanted product.
        shopper: whose question it was.
    """

    recall: Values
    ndcg: Values
    shopper: npt.NDArray[np.int64]

    def to_metrics(self) -> Mapping[str, float]:
        """The means; zeros without a question."""
        n = len(self.recall)
        means = (float(self.recall.mean()), float(self.ndcg.mean())) if n else (0.0, 0.0)
        return {"recall_20": means[0], "ndcg_10": means[1], "n_questions": float(n)}


@dataclass(frozen=True, slots=True)
class Difference:
    """Recall@20 of one model less that of another, on the same questions.

    Attributes:
        mean: positive if the first is better.
        low: lower end of the 95 % interval over shoppers.
        high: its upper end.
    """

    mean: float
    low: float
    high: float

    @property
    def is_worse(self) -> bool:
        """Whether the first is worse beyond chance."""
        return self.high < 0


def trial_of(name: str, questions: tuple[Question, ...], past: TrainingSet) -> Trial | None:
    """The questions as a trial over the products of the training set, all of them ranked; None without any."""
    if not questions:
        return None
    return Trial(
        name=name,
        products=past.products,
        histories=[question.history for question in questions],
        relevant=[question.wanted for question in questions],
        eligible=np.ones(len(past.products), dtype=np.bool_),
        shopper=np.array([question.shopper for question in questions], dtype=np.int64),
        category=past.facts.category,
        counts=np.bincount(past.interactions.product, minlength=len(past.products)).astype(np.float64),
    )


def measure(model: Recommender, trial: Trial | None) -> Measured:
    """Ask a model, whatever products it was trained on; what it does not know, it misses."""
    if trial is None:
        nothing = np.empty(0)
        return Measured(nothing, nothing, np.empty(0, dtype=np.int64))
    # One question is too small to be shared out: threads of BLAS that wait for each other made it ten times slower.
    with threadpool_limits(1, "blas"):
        rows = Questioner(trial, model).answers(TOP).rows
    columns = ranking_metrics(trial, rows, (TOP_ORDERED, TOP))
    return Measured(columns[f"recall@{TOP}"], columns[f"ndcg@{TOP_ORDERED}"], trial.shopper)


def compare(one: Measured, other: Measured, seed: int = 0) -> Difference:
    """Paired bootstrap over shoppers; without a question there is no difference: zeros."""
    if not len(one.recall):
        return Difference(0.0, 0.0, 0.0)
    (estimate,) = Bootstrap(one.shopper, seed).estimates((one.recall - other.recall)[:, None])
    return Difference(estimate.value, estimate.low, estimate.high)


def recall_interval(measured: Measured, seed: int = 0) -> tuple[float, float]:
    """Mean Recall@20 and the upper end of its 95 % interval over shoppers; without a question nothing is bounded."""
    if not len(measured.recall):
        return 0.0, 1.0
    (estimate,) = Bootstrap(measured.shopper, seed).estimates(measured.recall[:, None])
    return estimate.value, estimate.high
