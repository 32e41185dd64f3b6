"""Bandits: they choose what one slot of a list shows, and say how likely the choice was.

`propensity` is the probability with which the slot's product was chosen at that very moment; with it the log tells
what any other policy would have earned (`recommenders.evaluation.off_policy`). All other places of a list are certain.
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
#: Draws by which Thompson sampling's propensities are estimated; their standard error is then below 0.016.
N_DRAWS = 1_000


@dataclass(frozen=True, slots=True)
class Choice:
    """The place in the pool that was chosen, and how likely that was."""

    place: int
    propensity: float


@dataclass(frozen=True, slots=True, eq=False)
class RewardCounts:
    """What is known of the pool's products from the log; both `[n_pool]`.

    Attributes:
        shown: impressions so far.
        earned: clicks (or whatever counts as a reward) among them.
    """

    shown: Floats
    earned: Floats


class Bandit(Protocol):
    """Says with which probability each product of the pool should take the slot."""

    def probabilities(self, scores: Floats, random: np.random.Generator) -> Floats:
        """`[n_pool]`, summing to 1, given the ranker's scores of the pool, best first."""
        ...


@dataclass(frozen=True, slots=True)
class EpsilonGreedy:
    """The best with 1 − ε, any with ε."""

    epsilon: float

    def probabilities(self, scores: Floats, random: np.random.Generator) -> Floats:
        """See `Bandit`."""
        greedy = np.zeros(len(scores))
        greedy[int(np.argmax(scores))] = 1.0
        return mixed(greedy, self.epsilon)


@dataclass(frozen=True, slots=True, eq=False)
class ThompsonSampling:
    """Each product wins as often as its click rate, drawn from a Beta posterior, is the highest (Chapelle, Li 2011).

    The prior is the pool's own average rate with the weight of `prior_impressions`, so that a new product is as good as
    the others until it has been seen.
    """

    counts: RewardCounts
    epsilon: float
    prior_impressions: float = 20.0

    def probabilities(self, scores: Floats, random: np.random.Generator) -> Floats:
        """See `Bandit`; the ranker's scores only break exact ties."""
        rate = (self.counts.earned.sum() + 1.0) / (self.counts.shown.sum() + 20.0)
        successes = self.counts.earned + rate * self.prior_impressions
        failures = np.maximum(self.counts.shown - self.counts.earned, 0.0) + (1 - rate) * self.prior_impressions
        draws = random.beta(successes, failures, size=(N_DRAWS, len(scores)))
        wins = np.bincount(np.argmax(draws, axis=1), minlength=len(scores)) / N_DRAWS
        return mixed(wins, self.epsilon)


@dataclass(frozen=True, slots=True, eq=False)
class LinUcb:
    """The highest upper confidence bound of a linear model of the reward (Li et al. 2010, disjoint of arms).

    Attributes:
        features: `[n_pool, n_features]` of the pool's products for this shopper.
        gram: A = Σ x xᵀ + λI of the impressions so far, `[n_features, n_features]`.
        moment: b = Σ reward · x, `[n_features]`.
    """

    features: Floats
    gram: Floats
    moment: Floats
    alpha: float
    epsilon: float

    def probabilities(self, scores: Floats, random: np.random.Generator) -> Floats:
        """See `Bandit`."""
        inverse = np.linalg.inv(self.gram)
        means = self.features @ (inverse @ self.moment)
        widths = np.sqrt(np.einsum("ij,jk,ik->i", self.features, inverse, self.features))
        greedy = np.zeros(len(scores))
        greedy[int(np.argmax(means + self.alpha * widths))] = 1.0
        return mixed(greedy, self.epsilon)


def mixed(probabilities: Floats, epsilon: float) -> Floats:
    """With probability ε any of the pool alike, so that none is ever impossible."""
    return (1.0 - epsilon) * probabilities + epsilon / len(probabilities)


def choose(bandit: Bandit, scores: Floats, random: np.random.Generator) -> Choice:
    """Draw the slot's product."""
    probabilities = bandit.probabilities(scores, random)
    place = int(random.choice(len(probabilities), p=probabilities))
    return Choice(place, float(probabilities[place]))
