"""CUPED: takes out of a metric what was known of each unit before the experiment.

Deng, Xu, Kohavi, Walker (2013), "Improving the Sensitivity of Online Controlled Experiments by Utilizing Pre-Experiment
Data". The difference stays unbiased, because the draw knows nothing of the past; its variance falls by the squared
correlation with it.
"""

import numpy as np

from experiments.analysis.effect import Floats


def adjusted(values: Floats, before: Floats) -> Floats:
    """`[n_units]` of all variants together: `values` less what `before` foretells of them, the mean unchanged.

    One coefficient for all variants: of its own in each, it would take some of the effect away.
    """
    centred = before - before.mean()
    variance = float((centred**2).sum())
    if variance == 0:
        return values
    slope = float((centred * (values - values.mean())).sum()) / variance
    without: Floats = values - slope * centred
    return without


def variance_share(values: Floats, before: Floats) -> float:
    """Share of the variance that is left, 0..1."""
    whole = float(np.var(values))
    return float(np.var(adjusted(values, before))) / whole if whole else 1.0
