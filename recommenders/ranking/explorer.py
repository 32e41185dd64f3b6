"""Gives one slot of a list to a product that is not sure to be the best, so that something new can be learned."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from catalog.candidate import Evidence, RankedProduct
from recommenders.ranking.exploration import Bandit, EpsilonGreedy, choose


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


#: Makes the bandit for a pool of products, best first.
BanditMaker = Callable[[Sequence[RankedProduct]], Bandit]


class Explorer:
    """Fills the slot by a bandit's choice, ε-greedy without another. Seeded draws are the same again."""

    def __init__(self, settings: ExplorationSettings, make: BanditMaker | None = None, seed: int | None = None) -> None:
        self._settings = settings
        self._make = make or (lambda pool: EpsilonGreedy(settings.epsilon))
        self._random = np.random.default_rng(seed)
        self._lock = threading.Lock()

    def explore(self, ranked: Sequence[RankedProduct], epsilon: float | None = None) -> tuple[RankedProduct, ...]:
        """The list with the slot filled, ranks anew; the slot's product has the propensity of the choice.

        Args:
            ranked: best first.
            epsilon: of this list, by ε-greedy; None for the settings' own.
        """
        slot = self._settings.slot
        pool = ranked[slot : slot + self._settings.pool]
        if not (self._settings.epsilon if epsilon is None else epsilon) or len(pool) < 2:
            return tuple(ranked)
        scores = np.array([product.score for product in pool])
        with self._lock:  # a generator of random numbers must not be shared between threads
            choice = choose(self._make(pool) if epsilon is None else EpsilonGreedy(epsilon), scores, self._random)
        chosen = replace(pool[choice.place], propensity=choice.propensity)
        if choice.place:
            chosen = replace(chosen, evidence=(*chosen.evidence, Evidence("explored", round(choice.propensity, 4))))
        rest = [product for place, product in enumerate(ranked[slot:]) if place != choice.place]
        ordered = [*ranked[:slot], chosen, *rest]
        return tuple(replace(product, rank=place) for place, product in enumerate(ordered, start=1))
