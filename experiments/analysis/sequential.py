"""Intervals that hold however often one looks: confidence sequences by the normal mixture.

Robbins (1970) mixes the likelihood ratio over the effect; Johari, Koomen, Pekelis, Walsh (2022), "Always Valid
Inference", bring it to A/B tests; Waudby-Smith, Arbour, Sinha, Kennedy, Ramdas (2024), "Time-uniform central limit
theory and asymptotic confidence sequences", show that estimated variances may stand in for known ones. With an effect's
squared standard error V and a mixture of variance s·V the ratio is

    (1 + s)^(−1/2) · exp(z² / 2 · s / (1 + s)),        z = difference / √V

and of the experiments without a difference, no more than α ever see it above 1/α (Ville 1939). s grows with the units:
s = c · n / n_planned, and c makes the interval narrowest when n is what was planned.
"""

import math
from dataclasses import replace
from functools import cache

from scipy import special

from experiments.analysis.effect import Effect


def anytime(effect: Effect, information: float, alpha: float) -> Effect:
    """The same effect with the interval and the p-value that hold at every look.

    Args:
        effect: as of this look.
        information: units that there are, as a share of those that were planned; may exceed 1.
        alpha: how often all looks of one experiment together may miss the true difference.
    """
    if effect.standard_error == 0 or information <= 0:
        return replace(effect, low=-math.inf, high=math.inf, p_value=1.0)
    spread = tuning(alpha) * information
    reach = boundary(spread, alpha) * effect.standard_error
    z = effect.difference / effect.standard_error
    log_ratio = z * z / 2 * spread / (1 + spread) - math.log1p(spread) / 2
    p_value = min(1.0, math.exp(-log_ratio)) if log_ratio > 0 else 1.0
    return replace(effect, low=effect.difference - reach, high=effect.difference + reach, p_value=p_value)


def boundary(spread: float, alpha: float) -> float:
    """Standard errors on either side of the difference, for a mixture of `spread` times its squared standard error."""
    return math.sqrt((1 + 1 / spread) * (2 * math.log(1 / alpha) + math.log1p(spread)))


@cache
def tuning(alpha: float) -> float:
    """c: the spread at which the boundary is lowest (Howard, Ramdas, McAuliffe, Sekhon 2021)."""
    return float(-special.lambertw(-(alpha**2) / math.e, k=-1).real - 1)
