"""How far a mean might be off by the luck of which shoppers came: the percentile bootstrap over shoppers.

Efron & Tibshirani 1993. Shoppers are drawn, with all of their cases, because cases of one shopper go together. Every
column is averaged over the same draws, so that the difference of two columns is a paired one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
N_DRAWS, CONFIDENCE = 1000, 0.95
#: Weights drawn, draws times shoppers. Many shoppers need fewer draws, their means being the surer.
_MAX_WEIGHTS = 50_000_000
_MIN_DRAWS = 200
#: Weights kept from one question to the next: 40 MB. More are drawn again every time.
_MAX_KEPT = 10_000_000


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean and its interval.

    Attributes:
        value: over the cases there were.
        low: the interval's lower end.
        high: the interval's upper end.
        n_cases: how many had a value.
    """

    value: float
    low: float
    high: float
    n_cases: int

    @property
    def is_above_zero(self) -> bool:
        """Whether the whole interval is."""
        return self.low > 0

    @property
    def is_below_zero(self) -> bool:
        """Whether the whole interval is."""
        return self.high < 0


class Bootstrap:
    """Draws of shoppers, the same for every column that is asked about.

    Args:
        shopper: `[n_cases]`, any numbers; cases of one shopper have one.
        seed: makes the draws.
        n_draws: how many; fewer where there are very many shoppers.
    """

    def __init__(self, shopper: npt.NDArray[np.int64], seed: int, n_draws: int = N_DRAWS) -> None:
        _, self._shopper = np.unique(shopper, return_inverse=True)
        self._n_shoppers = int(self._shopper.max(initial=-1)) + 1
        affordable = max(_MIN_DRAWS, _MAX_WEIGHTS // max(self._n_shoppers, 1))
        self._seed, self.n_draws = seed, min(n_draws, affordable)

    @cached_property
    def _weights(self) -> npt.NDArray[np.float32]:
        """`[n_draws, n_shoppers]`: how often each shopper was drawn."""
        weights = np.empty((self.n_draws, self._n_shoppers), dtype=np.float32)
        for draw, drawn in enumerate(self._drawn()):
            weights[draw] = drawn
        return weights

    def _drawn(self) -> Iterator[npt.NDArray[np.float32]]:
        """`[n_shoppers]` of every draw."""
        chance = np.random.default_rng(self._seed)
        for _ in range(self.n_draws):
            drawn = chance.integers(self._n_shoppers, size=self._n_shoppers)
            yield np.bincount(drawn, minlength=self._n_shoppers).astype(np.float32)

    def _totals(self, per_shopper: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """`[n_draws, n_columns]`: the columns of `per_shopper` `[n_shoppers, n_columns]` summed over every draw."""
        if self.n_draws * self._n_shoppers <= _MAX_KEPT:
            return self._weights @ per_shopper
        return np.vstack([weights @ per_shopper for weights in self._drawn()])

    def means(self, values: Floats) -> Floats:
        """`[n_draws, n_columns]`: the mean of each column of `values` `[n_cases, n_columns]` in every draw.

        NaN marks a case that has no value in a column; a draw without any value has NaN.
        """
        has_value = ~np.isnan(values)
        sums = self._totals(self._per_shopper(np.where(has_value, values, 0.0)))
        counts = self._totals(self._per_shopper(has_value))
        means: Floats = (sums / np.where(counts > 0, counts, np.nan)).astype(np.float64)
        return means

    def estimates(self, values: Floats) -> list[Estimate]:
        """The mean of each column of `values` `[n_cases, n_columns]` with its interval; NaN marks no value."""
        return estimates_of(values, self.means(values))

    def ratio(self, above: Floats, below: Floats) -> Estimate:
        """Sum of `above` over sum of `below` (both `[n_cases]`), with its interval; zeros where `below` is all zero."""
        return self.ratios([(above, below)])[0]

    def ratios(self, pairs: Sequence[tuple[Floats, Floats]]) -> list[Estimate]:
        """`ratio` of each pair, all from the same draws; a case counts where `below` is not zero."""
        if not len(self._shopper):
            return [Estimate(0.0, 0.0, 0.0, 0) for _ in pairs]
        totals = self._totals(self._per_shopper(np.column_stack([column for pair in pairs for column in pair])))
        return [
            _ratio(above, below, totals[:, 2 * place].astype(np.float64), totals[:, 2 * place + 1].astype(np.float64))
            for place, (above, below) in enumerate(pairs)
        ]

    def _per_shopper(self, values: Floats | npt.NDArray[np.bool_]) -> npt.NDArray[np.float32]:
        columns = [np.bincount(self._shopper, weights=column, minlength=self._n_shoppers) for column in values.T]
        return np.column_stack(columns).astype(np.float32)


def estimates_of(values: Floats, draws: Floats) -> list[Estimate]:
    """Means of the columns of `values` with the percentiles of their `draws` `[n_draws, n_columns]`."""
    return [_estimate(values[:, column], draws[:, column]) for column in range(values.shape[1])]


def _estimate(values: Floats, draws: Floats) -> Estimate:
    there = values[~np.isnan(values)]
    if not len(there):
        return Estimate(0.0, 0.0, 0.0, 0)
    low, high = interval(draws)
    return Estimate(float(there.mean()), low, high, len(there))


def _ratio(above: Floats, below: Floats, drawn_above: Floats, drawn_below: Floats) -> Estimate:
    total = float(below.sum())
    if not total:
        return Estimate(0.0, 0.0, 0.0, 0)
    low, high = interval(drawn_above / np.where(drawn_below, drawn_below, np.nan))
    return Estimate(float(above.sum()) / total, low, high, int((below != 0).sum()))


def interval(draws: Floats) -> tuple[float, float]:
    """The middle `CONFIDENCE` of some draws; NaN is left out."""
    tail = 100 * (1 - CONFIDENCE) / 2
    low, high = np.percentile(draws[~np.isnan(draws)], (tail, 100 - tail))
    return float(low), float(high)
