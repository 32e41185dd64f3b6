"""What a search space is made of; each model has its own in `recommenders/<kind>/search_space.py`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Span:
    """Numbers between two bounds, both included; whole ones if the bounds are whole.

    Attributes:
        is_log: whether twice as much is a step as large everywhere.
    """

    low: float
    high: float
    is_log: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether it is one of whole numbers."""
        return isinstance(self.low, int) and isinstance(self.high, int)


class Choice:
    """One of a few values."""

    def __init__(self, *values: Any) -> None:
        self.values = values


SearchSpace = Mapping[str, Span | Choice]
