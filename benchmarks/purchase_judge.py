"""Judges a run of purchases by its file alone: what of the customer's later purchases stands among the first 20."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from benchmarks.online_retail import RetailLines
from recommenders.bootstrap import Bootstrap, Estimate

AT = 20
#: Products with fewer lines in the training part are no part of the answers.
MIN_LINES = 5
METRICS = (f"Recall@{AT}", f"NDCG@{AT}", f"HR@{AT}")


@dataclass(frozen=True, slots=True)
class Answers:
    """What customers bought in the test part: of those who were there before, of products with enough lines.

    Attributes:
        bought: customer → products, never empty.
        seed: of the bootstrap.
    """

    bought: Mapping[str, Set[str]]
    seed: int = 0

    @classmethod
    def of(cls, lines: RetailLines, split: int, new_only: bool, seed: int = 0) -> "Answers":
        """From all lines; with `new_only`, products that the customer had not bought before."""
        earlier, later = lines.before(split), lines.since(split)
        codes, counts = np.unique(earlier.code, return_counts=True)
        eligible = set(codes[counts >= MIN_LINES].tolist())
        before = _bought(earlier)
        answers: dict[str, Set[str]] = {}
        for customer, products in _bought(later).items():
            known = before.get(customer, set())
            wanted = products & eligible - (known if new_only else set())
            if known and wanted:
                answers[customer] = wanted
        return cls(answers, seed)

    def judge(self, run: Mapping[str, Sequence[str]]) -> dict[str, Estimate]:
        """Means over customers with intervals; a customer without a list counts 0.

        Recall has min(20, n) below the line, n the products that the customer bought.
        """
        figures = np.array([_figures(run.get(customer, ()), wanted) for customer, wanted in self.bought.items()])
        estimates = Bootstrap(np.arange(len(figures)), self.seed).estimates(figures)
        return dict(zip(METRICS, estimates, strict=True))


def _bought(lines: RetailLines) -> dict[str, set[str]]:
    bought: dict[str, set[str]] = {}
    for customer, code in zip(lines.customer.tolist(), lines.code.tolist(), strict=True):
        bought.setdefault(customer, set()).add(code)
    return bought


def _figures(ranked: Sequence[str], wanted: Set[str]) -> tuple[float, float, float]:
    hits = np.array([product in wanted for product in ranked[:AT]], dtype=np.float64)
    n = min(AT, len(wanted))
    return float(hits.sum()) / n, float(hits @ _discounts(len(hits)) / _discounts(n).sum()), float(hits.any())


def _discounts(n: int) -> npt.NDArray[np.float64]:
    return 1 / np.log2(np.arange(2, n + 2))
