"""Gives one slot of a list to a product that is not sure to be the best, so that something new can be learned."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from catalog.candidate import Evidence, RankedProduct
from recommenders.ranking.exploration import Bandit, EpsilonGreedy, RewardCounts, ThompsonSampling, choose

#: A product's clicks count beside so many impressions of an average one: a handful of clicks must not win the place.
PRIOR_IMPRESSIONS = 100.0


@dataclass(frozen=True, slots=True)
class ExplorationSettings:
    """Which place explores, and among what.

    Attributes:
        slot: place in the list, from 0; lists that end before it stay as they are.
        pool: how many products from the slot's place on may take it.
        epsilon: how often any of the pool is drawn, all alike; 0 turns exploration off.
    """

    slot: int = 3
    pool: int = 20
    epsilon: float = 0.0


#: Makes the bandit for a pool of products, best first, and how often any of them is to be drawn.
BanditMaker = Callable[[Sequence[RankedProduct], float], Bandit]


def epsilon_greedy(pool: Sequence[RankedProduct], epsilon: float) -> Bandit:
    """The bandit that knows nothing of rewards."""
    return EpsilonGreedy(epsilon)


def thompson_sampling(counts: Callable[[Sequence[str]], RewardCounts]) -> BanditMaker:
    """Makes bandits that go by rewards; `counts` are those of the products with these ids."""
    return lambda pool, epsilon: ThompsonSampling(
        counts([product.product_id for product in pool]), epsilon, PRIOR_IMPRESSIONS
    )


class Explorer:
    """Fills the slot by a bandit's choice, ε-greedy without another. Seeded draws are the same again."""

    def __init__(self, settings: ExplorationSettings, make: BanditMaker | None = None, seed: int | None = None) -> None:
        self._settings = settings
        self._make = make or epsilon_greedy
        self._random = np.random.default_rng(seed)
        self._lock = threading.Lock()

    def explore(self, ranked: Sequence[RankedProduct], epsilon: float | None = None) -> tuple[RankedProduct, ...]:
        """The list with the slot filled, ranks anew; the slot's product has the propensity of the choice.

        Args:
            ranked: best first.
            epsilon: of this list; None for the settings' own.
        """
        slot = self._settings.slot
        pool = ranked[slot : slot + self._settings.pool]
        share = self._settings.epsilon if epsilon is None else epsilon
        if not share or len(pool) < 2:
            return tuple(ranked)
        scores = np.array([product.score for product in pool])
        with self._lock:  # a generator of random numbers must not be shared between threads
            random = np.random.default_rng(self._random.integers(2**63))
        choice = choose(self._make(pool, share), scores, random)
        chosen = replace(pool[choice.place], propensity=choice.propensity)
        if choice.place:
            chosen = replace(chosen, evidence=(*chosen.evidence, Evidence("explored", round(choice.propensity, 4))))
        rest = [product for place, product in enumerate(ranked[slot:]) if place != choice.place]
        ordered = [*ranked[:slot], chosen, *rest]
        return tuple(replace(product, rank=place) for place, product in enumerate(ordered, start=1))
