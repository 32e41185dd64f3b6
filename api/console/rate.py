"""A share of some cases with its interval, however few they are."""

import math
from typing import NamedTuple

#: Of the normal distribution, for 95 %.
_Z = 1.959964


class Rate(NamedTuple):
    """A share, the ends of its 95 % interval, and the cases."""

    value: float
    low: float
    high: float
    n_cases: int


def rate_of(n_hits: int, n_cases: int) -> Rate | None:
    """Wilson's interval (1927), which holds for a handful of cases and never leaves 0..1; None without any case."""
    if not n_cases:
        return None
    share, spread = n_hits / n_cases, _Z * _Z / n_cases
    middle = (share + spread / 2) / (1 + spread)
    reach = _Z / (1 + spread) * math.sqrt(share * (1 - share) / n_cases + spread / (4 * n_cases))
    return Rate(share, max(0.0, middle - reach), min(1.0, middle + reach), n_cases)
