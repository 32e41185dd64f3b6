"""Ratios of sums, such as clicks per product shown, where shoppers were drawn and not products: the delta method.

Deng, Knoblich, Lu (2018), "Applying the Delta Method in Metric Analytics". Taking each product shown for a draw of its
own would make the interval too narrow, since those of one shopper go together.
"""

import math

import numpy as np
from scipy import stats

from experiments.analysis.effect import Effect, Floats


def compare_ratios(variant: tuple[Floats, Floats], control: tuple[Floats, Floats], alpha: float) -> Effect:
    """Difference of two ratios, each of a numerator and a denominator `[n_units]`."""
    (above, above_variance), (below, below_variance) = _ratio(*variant), _ratio(*control)
    error = math.sqrt(above_variance + below_variance)
    difference = above - below
    if error == 0:
        return Effect(below, above, difference, -math.inf, math.inf, 1.0, 0.0)
    reach = float(stats.norm.ppf(1 - alpha / 2)) * error
    p_value = 2 * float(stats.norm.sf(abs(difference) / error))
    return Effect(below, above, difference, difference - reach, difference + reach, p_value, error)


def _ratio(numerator: Floats, denominator: Floats) -> tuple[float, float]:
    """The ratio and its variance; both 0 where the denominator is."""
    mean = float(denominator.mean())
    if mean == 0:
        return 0.0, 0.0
    ratio = float(numerator.mean()) / mean
    residuals = (numerator - ratio * denominator) / mean
    return ratio, float(np.var(residuals, ddof=1)) / len(residuals)
