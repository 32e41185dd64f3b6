"""How much a product counts that a shopper had several times: the same in training and when asked."""

from typing import Literal, TypeVar

import numpy as np
import numpy.typing as npt

Repetition = Literal["sum", "log", "once"]
Numbers = TypeVar("Numbers", npt.NDArray[np.float32], npt.NDArray[np.float64])


def dampened(feedback: Numbers, repetition: str) -> Numbers:
    """Summed feedback as it is (`sum`), as `log(1 + sum)`, or at most 1 (`once`)."""
    if repetition == "log":
        return np.log1p(feedback)
    return np.minimum(feedback, 1) if repetition == "once" else feedback
