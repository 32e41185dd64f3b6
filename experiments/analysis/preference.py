"""Which of two interleaved rankings shoppers prefer: a sign test over shoppers.

Chapelle, Joachims, Radlinski, Yue (2012), "Large-Scale Validation and Analysis of Interleaved Search Evaluation": a
list is won by the ranking whose products were chosen more often. Lists of one shopper go together, so the shopper is
the unit: whose lists one ranking won more of prefers it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from scipy import stats

from experiments.interleaving import Credit


@dataclass(frozen=True, slots=True)
class Preference:
    """What shoppers preferred.

    Attributes:
        n_lists: shown.
        n_first: shoppers who prefer the first ranking.
        n_second: shoppers who prefer the second one.
        n_neither: shoppers with as much for either; they say nothing.
        first_share: of those who prefer one, the share of the first ranking's, with its interval; 0.5 is no preference.
        p_value: two-sided, of the exact binomial test of no preference.
    """

    n_lists: int
    n_first: int
    n_second: int
    n_neither: int
    first_share: float
    low: float
    high: float
    p_value: float


def preference(credited: Iterable[tuple[str, Credit]], alpha: float = 0.05) -> Preference:
    """Judge the credit of lists, each with its shopper."""
    net: dict[str, int] = {}
    n_lists = 0
    for shopper, credit in credited:
        n_lists += 1
        net[shopper] = net.get(shopper, 0) + credit.winner
    n_first, n_second = sum(won > 0 for won in net.values()), sum(won < 0 for won in net.values())
    if not n_first + n_second:
        return Preference(n_lists, 0, 0, len(net), 0.5, 0.0, 1.0, 1.0)
    test = stats.binomtest(n_first, n_first + n_second)
    interval = test.proportion_ci(1 - alpha, method="wilson")
    share = n_first / (n_first + n_second)
    n_neither = len(net) - n_first - n_second
    return Preference(n_lists, n_first, n_second, n_neither, share, interval.low, interval.high, float(test.pvalue))
