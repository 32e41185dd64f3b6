import math

import numpy as np
import pytest
from scipy import stats

from experiments.analysis.means import compare_means


def test_welchs_test_by_hand() -> None:
    """Variances 1 and 16 of 4 and 4: t = 3 / √(17/4), by Welch-Satterthwaite 3.37… degrees of freedom."""
    control = np.array([0.0, 0.0, 0.0, 0.0]) + np.array([-1, -1, 1, 1]) * math.sqrt(0.75)
    variant = 3 + 4 * np.array([-1, -1, 1, 1]) * math.sqrt(0.75)
    effect = compare_means(variant, control, 0.05)
    assert effect.difference == pytest.approx(3)
    assert effect.standard_error == pytest.approx(math.sqrt(17 / 4))
    degrees = (17 / 4) ** 2 / ((16 / 4) ** 2 / 3 + (1 / 4) ** 2 / 3)
    assert effect.p_value == pytest.approx(2 * stats.t.sf(3 / math.sqrt(17 / 4), degrees))
    assert effect.high - effect.difference == pytest.approx(stats.t.ppf(0.975, degrees) * math.sqrt(17 / 4))


def test_what_never_varies_says_nothing() -> None:
    effect = compare_means(np.zeros(5), np.zeros(5), 0.05)
    assert (effect.p_value, effect.low, effect.high) == (1, -math.inf, math.inf)
