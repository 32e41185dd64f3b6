"""Repeated measurements of one thing, summed up by what a shopper feels: the middle and the slow end."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np


@dataclass(slots=True)
class Timings:
    """Milliseconds, in the order measured."""

    milliseconds: list[float] = field(default_factory=list)

    @contextmanager
    def measure(self) -> Iterator[None]:
        """Time a block and keep it; a block that raises is not kept."""
        start = time.perf_counter()
        yield
        self.milliseconds.append((time.perf_counter() - start) * 1000)

    def add(self, milliseconds: float) -> None:
        """Keep a figure measured elsewhere."""
        self.milliseconds.append(milliseconds)

    def percentile(self, share: float) -> float:
        """Linear between the neighbours; nan if nothing was measured."""
        return float(np.percentile(self.milliseconds, share)) if self.milliseconds else float("nan")

    @property
    def p50(self) -> float:
        """The median."""
        return self.percentile(50)

    @property
    def p95(self) -> float:
        """Nineteen of twenty are faster."""
        return self.percentile(95)

    def __len__(self) -> int:
        return len(self.milliseconds)


def median_ratio(slower: Timings, faster: Timings) -> float:
    """How many times the median of `faster` goes into that of `slower`; both from one run."""
    return slower.p50 / faster.p50


def median_of_pairs(slower: Timings, faster: Timings) -> float:
    """The median of the ratios question by question: two lists measured in turn, of equal length."""
    pairs: Sequence[float] = [a / b for a, b in zip(slower.milliseconds, faster.milliseconds, strict=True)]
    return float(np.median(pairs))
