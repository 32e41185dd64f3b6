"""Predicts the reward of a product in a place, for the doubly robust estimate: its own rate times that of the place."""

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from recommenders.evaluation.logged_choice import Floats, Ints, LoggedChoices
from recommenders.id_index import Rows

#: Impressions that stand for the average of all products, so that a product seen once is not taken at its word.
_PRIOR = 20.0


@dataclass(frozen=True, slots=True, eq=False)
class RewardRates:
    """Smoothed rates.

    Attributes:
        by_product: `[n_products]` reward in a place of average attention.
        by_place: `[n_places]` attention relative to the average.
    """

    by_product: Floats
    by_place: Floats

    @classmethod
    def fitted(cls, choices: LoggedChoices, n_products: int, kept: npt.NDArray[np.bool_]) -> Self:
        """From the choices that `kept` marks."""
        place, product, reward = choices.place[kept], choices.product[kept], choices.reward[kept]
        n_places = int(choices.place.max(initial=0)) + 1
        mean = float(reward.mean()) if len(reward) else 0.0
        shown = np.bincount(place, minlength=n_places)
        by_place = (np.bincount(place, reward, n_places) + _PRIOR * mean) / (shown + _PRIOR) / (mean or 1.0)
        known = product >= 0
        attention = np.bincount(product[known], by_place[place[known]], n_products)
        earned = np.bincount(product[known], reward[known], n_products)
        return cls((earned + _PRIOR * mean) / (attention + _PRIOR), by_place)

    def predict(self, product: Rows, place: Ints) -> Floats:
        """`[n]` reward of products in places; an unknown product (-1) is predicted as an average one."""
        rates = np.append(self.by_product, self.by_product.mean())
        predicted: Floats = rates[product] * self.by_place[place]
        return predicted


def cross_fitted(
    choices: LoggedChoices, target_product: Rows, n_products: int, n_folds: int = 5
) -> tuple[Floats, Floats]:
    """`predicted` and `expected` for `OffPolicy.doubly_robust`, for a policy that puts `target_product` in each place.

    The rates that predict a choice are fitted without the choices of the same shopper (Chernozhukov et al. 2018).

    Args:
        choices: what was logged.
        target_product: `[n_choices]` rows of what the new policy would have put there.
        n_products: rows there are.
        n_folds: parts that the shoppers are divided into.
    """
    fold = choices.shopper % n_folds
    predicted, expected = np.zeros(len(choices)), np.zeros(len(choices))
    for part in range(n_folds):
        held_out = fold == part
        rates = RewardRates.fitted(choices, n_products, ~held_out)
        predicted[held_out] = rates.predict(choices.product[held_out], choices.place[held_out])
        expected[held_out] = rates.predict(target_product[held_out], choices.place[held_out])
    return predicted, expected
