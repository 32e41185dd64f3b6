"""Judges what was foretold: where in each list the click stands that did follow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

#: Length of a list, as in the literature on sessions.
AT = 20
N_RESAMPLES = 1_000
#: Ends of a 95 % interval, in percent.
ENDS = (2.5, 97.5)


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean over rows, in percent, with a bootstrap interval of 95 %."""

    mean: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.mean:.2f} [{self.low:.2f}, {self.high:.2f}]"


def judge(run: Mapping[str, Sequence[str]], labels: Mapping[str, str], seed: int = 0) -> dict[str, Figure]:
    """Recall (here the same as hit rate), MRR and NDCG at 20 of a run; a key without a list counts as missed."""
    ranks = np.array([_rank(run.get(key, ()), label) for key, label in labels.items()])
    found = ranks <= AT
    gains = {
        f"Recall@{AT}": found.astype(np.float64),
        f"MRR@{AT}": np.where(found, 1 / ranks, 0),
        f"NDCG@{AT}": np.where(found, 1 / np.log2(1 + ranks), 0),
    }
    return {name: _with_interval(100 * gain, seed) for name, gain in gains.items()}


def _rank(products: Sequence[str], label: str) -> int:
    return products.index(label) + 1 if label in products[:AT] else AT + 1


def _with_interval(gain: npt.NDArray[np.float64], seed: int) -> Figure:
    random = np.random.default_rng(seed)
    means = [gain[random.integers(0, len(gain), len(gain))].mean() for _ in range(N_RESAMPLES)]
    low, high = np.percentile(means, ENDS)
    return Figure(float(gain.mean()), float(low), float(high))
