"""Shares of units: the two-sample z-test, and Newcombe's interval of the difference."""

import math

from statsmodels.stats.proportion import confint_proportions_2indep, proportions_ztest

from experiments.analysis.effect import Effect, Floats


def compare_shares(variant: Floats, control: Floats, alpha: float) -> Effect:
    """Difference of two shares; the inputs are `[n_units]` of zeros and ones.

    Newcombe (1998), method 10: Wilson's intervals of both shares put together, right for small shares too.
    """
    hits, n = (float(variant.sum()), float(control.sum())), (len(variant), len(control))
    shares = (hits[0] / n[0], hits[1] / n[1])
    low, high = confint_proportions_2indep(hits[0], n[0], hits[1], n[1], method="newcomb", compare="diff", alpha=alpha)
    is_constant = sum(hits) in (0, sum(n))  # nobody did, or everybody: no difference, and no variance to judge it by
    p_value = 1.0 if is_constant else float(proportions_ztest(hits, n)[1])
    error = math.sqrt(sum(_variance(count, size) for count, size in zip(hits, n, strict=True)))
    return Effect(shares[1], shares[0], shares[0] - shares[1], float(low), float(high), p_value, error)


def _variance(hits: float, n: int) -> float:
    """Of a share, with one hit and one miss added, so that a share of 0 among few is not thought to be certain."""
    share = (hits + 1) / (n + 2)
    return share * (1 - share) / n
