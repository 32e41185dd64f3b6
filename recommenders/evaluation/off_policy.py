"""What a policy that was never shown would have earned, from lists that another one showed with known probabilities.

    w = target / propensity             how much likelier the new policy is to make the logged choice
    IPS     mean of w · reward          (Horvitz & Thompson 1952)
    SNIPS   sum of w · reward / sum of w                            (Swaminathan & Joachims 2015)
    DR      mean of expected + w · (reward − predicted)             (Dudík, Langford & Li 2011)

Each place of a list is one choice: what is earned there is taken not to depend on the products in the other places.
IPS and DR are unbiased if the logging policy could have made every choice of the new one; `mean_weight`, 1 on average,
shows where it could not. Values are per choice; a list earns the sum over its places.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from recommenders.bootstrap import Bootstrap, Estimate
from recommenders.evaluation.errors import EvaluationRefused
from recommenders.evaluation.logged_choice import LoggedChoices

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class OffPolicyValue:
    """An estimate and what it rests on.

    Attributes:
        estimate: reward per choice under the new policy, with an interval over shoppers.
        effective_sample_size: so many unweighted choices would tell as much: (sum of w)² / sum of w² (Kong 1992).
        mean_weight: near 1, or the new policy does what the old one could not have done.
        max_weight: the most that one choice counts.
    """

    estimate: Estimate
    effective_sample_size: float
    mean_weight: float
    max_weight: float


class OffPolicy:
    """Estimates for one new policy.

    Args:
        choices: what was logged.
        target: `[n_choices]` probability that the new policy puts the logged product in that place.
        seed: of the bootstrap.

    Raises:
        EvaluationRefused: without a choice, or if probabilities are none.
    """

    def __init__(self, choices: LoggedChoices, target: Floats, seed: int = 0) -> None:
        if not len(choices):
            raise EvaluationRefused("no list was shown with a propensity below 1: turn exploration on and collect some")
        _refuse_impossible("propensity", choices.propensity, choices.propensity > 0)
        _refuse_impossible("target", target, target >= 0)
        self._choices = choices
        self._weights = target / choices.propensity
        self._bootstrap = Bootstrap(choices.shopper, seed)

    def ips(self) -> OffPolicyValue:
        """Inverse propensity scoring: unbiased, and wide where weights are large."""
        earned = self._weights * self._choices.reward
        return self._value(self._bootstrap.estimates(earned[:, None])[0])

    def snips(self) -> OffPolicyValue:
        """Self-normalized: slightly biased, much steadier."""
        return self._value(self._bootstrap.ratio(self._weights * self._choices.reward, self._weights))

    def doubly_robust(self, predicted: Floats, expected: Floats) -> OffPolicyValue:
        """A model of the reward, corrected by what was seen: right if either the model or the propensities are.

        Args:
            predicted: `[n_choices]` reward the model predicts for the logged product in its place.
            expected: `[n_choices]` reward it predicts for the new policy in that place.
        """
        earned = expected + self._weights * (self._choices.reward - predicted)
        return self._value(self._bootstrap.estimates(earned[:, None])[0])

    def _value(self, estimate: Estimate) -> OffPolicyValue:
        squares = float((self._weights**2).sum())
        size = float(self._weights.sum()) ** 2 / squares if squares else 0.0
        return OffPolicyValue(estimate, size, float(self._weights.mean()), float(self._weights.max()))


def _refuse_impossible(name: str, values: Floats, is_right: npt.NDArray[np.bool_]) -> None:
    wrong = np.flatnonzero(~(is_right & (values <= 1 + 1e-9)))
    if len(wrong):
        raise EvaluationRefused(f"{name} of choice {wrong[0]} is {values[wrong[0]]}, which is no probability")
