"""Whether variants have the units that they should have: if not, something is broken, and no figure can be believed.

Fabijan et al. (2019), "Diagnosing Sample Ratio Mismatch in Online Controlled Experiments".
"""

from collections.abc import Mapping
from dataclasses import dataclass

from scipy import stats

#: So small, because it is looked at often and a false alarm costs an experiment.
MAX_P_VALUE = 0.001


@dataclass(frozen=True, slots=True)
class SampleRatio:
    """Units per variant against what was meant.

    Attributes:
        p_value: of Pearson's chi-square test.
    """

    observed: Mapping[str, int]
    expected: Mapping[str, float]
    p_value: float

    @property
    def is_broken(self) -> bool:
        """Whether chance alone hardly makes such a draw."""
        return self.p_value < MAX_P_VALUE


def check_sample_ratio(observed: Mapping[str, int], shares: Mapping[str, float]) -> SampleRatio:
    """Compare the units of each variant with its share of all of them."""
    total = sum(observed.values())
    expected = {name: share * total for name, share in shares.items()}
    if not total:
        return SampleRatio(observed, expected, 1.0)
    test = stats.chisquare([observed.get(name, 0) for name in shares], list(expected.values()))
    return SampleRatio(observed, expected, float(test.pvalue))
