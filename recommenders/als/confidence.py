"""How sure we are of an entry, and how hard a row is held back: the same when training and when folding in.

Hu, Koren, Volinsky, "Collaborative Filtering for Implicit Feedback Datasets", 2008 (confidence c = 1 + α w);
Rendle, Krichene, Zhang, Koren, "Revisiting the Performance of iALS on Item Recommendation Benchmarks", 2021
(λ_u = λ (|I_u| + α₀ |I|)^ν).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from recommenders.als.parameters import AlsParameters

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Confidence:
    """The rule; see `AlsParameters` for its numbers."""

    alpha: float
    regularization: float
    frequency_exponent: float
    background: float

    @classmethod
    def from_parameters(cls, parameters: AlsParameters) -> "Confidence":
        """From what training is given."""
        return cls(parameters.alpha, parameters.regularization, parameters.frequency_exponent, parameters.background)

    @classmethod
    def from_mapping(cls, parameters: Mapping[str, Any]) -> "Confidence":
        """From what an artifact keeps."""
        return cls(*(float(parameters[name]) for name in cls.__slots__))

    def of(self, weights: Floats) -> Floats:
        """c of entries with these positive weights."""
        return (1 + self.alpha * weights).astype(np.float32)

    def penalty(self, n_entries: npt.NDArray[np.int64], n_other: int) -> Floats:
        """λ of rows with so many entries, of `n_other` there could be."""
        frequency = n_entries + self.background * n_other
        return (self.regularization * frequency**self.frequency_exponent).astype(np.float32)
