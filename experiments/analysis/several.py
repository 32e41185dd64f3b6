"""Whether several variants differ at all, before any two are compared."""

from collections.abc import Sequence

import numpy as np
from scipy import stats
from statsmodels.stats.oneway import anova_oneway

from experiments.analysis.effect import Floats


def shares_differ(groups: Sequence[Floats]) -> float:
    """The p-value of Pearson's chi-square test of one share for all; groups are `[n_units]` of zeros and ones."""
    table = np.array([(group.sum(), len(group) - group.sum()) for group in groups])
    if not table.sum(axis=0).all():
        return 1.0
    return float(stats.chi2_contingency(table, correction=False).pvalue)


def means_differ(groups: Sequence[Floats]) -> float:
    """The p-value of Welch's analysis of variance (Welch 1951), which does not take the variances to be equal."""
    if any(np.var(group) == 0 for group in groups):
        return 1.0
    return float(anova_oneway(list(groups), use_var="unequal").pvalue)
