"""Means of units: Welch's t-test, which does not take the variances to be equal."""

import math

import numpy as np
from scipy import stats

from experiments.analysis.effect import Effect, Floats


def compare_means(variant: Floats, control: Floats, alpha: float) -> Effect:
    """Difference of two means; the inputs are `[n_units]`, at least two each (Welch 1947)."""
    levels = float(variant.mean()), float(control.mean())
    error = math.sqrt(np.var(variant, ddof=1) / len(variant) + np.var(control, ddof=1) / len(control))
    if error == 0:
        return Effect(levels[1], levels[0], levels[0] - levels[1], -math.inf, math.inf, 1.0, 0.0)
    test = stats.ttest_ind(variant, control, equal_var=False)
    low, high = test.confidence_interval(1 - alpha)
    return Effect(levels[1], levels[0], levels[0] - levels[1], float(low), float(high), float(test.pvalue), error)
