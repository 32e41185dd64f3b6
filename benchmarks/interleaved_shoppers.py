"""Simulated shoppers who look at lists of two rankings, one of which is known to be better.

Every visit has products that would suit (with a chance of being opened) among many that would not. Both rankings see
how well each suits through noise; the better one through less. The first places are looked at more often than the last,
and some shoppers open much more than others.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from experiments.analysis.effect import Effect
from experiments.analysis.preference import Preference, preference
from experiments.analysis.ratios import compare_ratios
from experiments.interleaving import Credit, credit_of, team_draft

LENGTH, N_CANDIDATES = 8, 40
LISTS_PER_SHOPPER = 2
#: Chance that the first place is looked at (it falls with the root of the place), and that what suits is then opened.
LOOKED_AT, OPENED = 0.9, 0.35

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rankings:
    """Two ways of ordering; the noise is in standard deviations of how well products suit."""

    first_noise: float
    second_noise: float

    def interleaved(self, n_lists: int, seed: int) -> Preference:
        """Every list holds both."""
        return preference(self._credits(n_lists, seed))

    def side_by_side(self, n_lists: int, seed: int) -> Effect:
        """Half of the shoppers see the first ranking, half the second: products opened per product shown."""
        random = np.random.default_rng(seed)
        n_shoppers = max(n_lists // LISTS_PER_SHOPPER, 4)
        clicks = np.zeros(n_shoppers)
        for shopper in range(n_shoppers):
            eager = random.gamma(1.0)
            for _ in range(LISTS_PER_SHOPPER):
                suits = random.normal(size=N_CANDIDATES)
                orders = self._orders(suits, random)
                shown = [str(one) for one in orders[shopper % 2][:LENGTH]]
                clicks[shopper] += len(_opened(shown, suits, eager, random))
        n_shown = np.full(n_shoppers, float(LISTS_PER_SHOPPER * LENGTH))
        return compare_ratios((clicks[0::2], n_shown[0::2]), (clicks[1::2], n_shown[1::2]), 0.05)

    def _credits(self, n_lists: int, seed: int) -> Iterator[tuple[str, Credit]]:
        random, eager = np.random.default_rng(seed), 1.0
        for place in range(n_lists):
            if place % LISTS_PER_SHOPPER == 0:
                eager = random.gamma(1.0)
            suits = random.normal(size=N_CANDIDATES)
            first, second = ([str(one) for one in order] for order in self._orders(suits, random))
            shown = team_draft(first, second, LENGTH, f"{seed}-{place}")
            yield f"s{place // LISTS_PER_SHOPPER}", credit_of(shown, _opened(shown.products, suits, eager, random))

    def _orders(self, suits: Floats, random: np.random.Generator) -> list[list[int]]:
        noises = (self.first_noise, self.second_noise)
        return [np.argsort(-(suits + random.normal(0, noise, len(suits)))).tolist() for noise in noises]


def _opened(products: Sequence[str], suits: Floats, eager: float, random: np.random.Generator) -> set[str]:
    """Products that are looked at and suit well enough to be opened."""
    looked = LOOKED_AT / np.sqrt(np.arange(1, len(products) + 1))
    taken = OPENED / (1 + np.exp(-2 * (suits[[int(one) for one in products]] - 1)))
    chances = np.minimum(eager * looked * taken, 1)
    return {one for one, chance in zip(products, chances, strict=True) if random.random() < chance}
