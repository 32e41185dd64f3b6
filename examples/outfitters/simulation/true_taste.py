"""The truth behind the events: what each shopper would do with each product if it were looked at.

Only the simulation and those who check an estimate against the truth may ask; no model ever does.
"""

import numpy as np

from .crowd import N_HIDDEN, Crowd
from .shelf import Floats, Ints, Shelf

#: Share of shoppers who look at a place of a list, from the top.
EXAMINED = tuple(round(1 / (place + 1) ** 0.6, 6) for place in range(12))
CLICK_OFFSET, CART_OFFSET = -4.9, -7.3
#: Of what is put into the cart: kept there, and paid for in the same visit.
KEPT_SHARE, PAID_SHARE = 0.9, 0.62


class TrueTaste:
    """Utilities and the probabilities that follow from them.

    Args:
        shelf: the products.
        crowd: the shoppers.
        chance: for what is hidden from every column of the catalog.
    """

    def __init__(self, shelf: Shelf, crowd: Crowd, chance: np.random.RandomState) -> None:
        self.shelf = shelf
        self._season_loss = 1.3 * shelf.out_of_season
        self._lasting = np.round(_lasting_utility(shelf, crowd, chance), 6)

    def want_more(self, category: str, by: float) -> None:
        """From now on everybody wants the products of a category, or of those whose path begins so, that much more."""
        rows = [row for row, name in enumerate(self.shelf.categories) if name.startswith(category)]
        self._lasting[:, np.isin(self.shelf.category, rows)] += by

    def utility(self, shopper: int, month: int) -> Floats:
        """`[n_products]`: how much a shopper (a row of the crowd) wants each product in a month from 1 to 12."""
        wanted: Floats = self._lasting[shopper] - self._season_loss[month - 1]
        return wanted

    def click_probability(self, shopper: int, month: int, need: float | Floats = 0.0) -> Floats:
        """`[n_products]`: that a product is opened if it is looked at in a list.

        Args:
            shopper: row of the crowd.
            month: 1 to 12.
            need: added to the utility, for a visit with a purpose; 0 is the front page's.
        """
        return _sigmoid(self.utility(shopper, month) + need + CLICK_OFFSET)

    def cart_probability(self, shopper: int, month: int, need: float | Floats = 0.0) -> Floats:
        """`[n_products]`: that a product is put into the cart if its page is open."""
        return _sigmoid(self.utility(shopper, month) - 0.25 * np.log(self.shelf.price / 40) + need + CART_OFFSET)

    def purchase_probability(self, shopper: int, month: int) -> Floats:
        """`[n_products]`: that a product looked at on the front page is bought in the same visit."""
        opened_and_kept = self.click_probability(shopper, month) * self.cart_probability(shopper, month)
        return opened_and_kept * KEPT_SHARE * PAID_SHARE

    def value_of_list(self, shopper: int, month: int, rows: Ints, outcome: str = "click") -> float:
        """Expected number of clicks (`click`) or bought products (`purchase`) of a front page that shows these rows."""
        by_product = self.purchase_probability if outcome == "purchase" else self.click_probability
        return float(np.dot(np.array(EXAMINED[: len(rows)]), by_product(shopper, month)[rows]))


def _sigmoid(values: Floats) -> Floats:
    result: Floats = 1 / (1 + np.exp(-values))
    return result


def _lasting_utility(shelf: Shelf, crowd: Crowd, chance: np.random.RandomState) -> Floats:
    """`[n_shoppers, n_products]`: everything but the season; added up column by column, the same on every machine."""
    hidden = chance.standard_normal((len(shelf), N_HIDDEN))
    noise = chance.standard_normal((len(crowd), len(shelf)))
    wanted: Floats = 0.2 * shelf.appeal + 0.35 * noise
    wanted = wanted + 4.4 * _shared_interest(shelf, crowd)
    wanted += 0.7 * crowd.brands[:, shelf.brand] + 0.3 * crowd.categories[:, shelf.category]
    for tastes, facts, strength in (
        (crowd.materials, shelf.materials, 0.35),
        (crowd.colours, shelf.colours, 0.45),
        (crowd.hidden, hidden, 0.6),
    ):
        for column in range(facts.shape[1]):
            wanted += strength * tastes[:, column, None] * facts[None, :, column]
    beyond = np.maximum(0, np.abs(shelf.price_level[None, :] - crowd.budget[:, None]) - 0.5)
    return wanted - crowd.thrift[:, None] * beyond**1.5 - _wrong_wearer(shelf, crowd)


def _shared_interest(shelf: Shelf, crowd: Crowd) -> Floats:
    best = np.zeros((len(crowd), len(shelf)))
    for row in range(shelf.interests.shape[1]):
        np.maximum(best, crowd.interests[:, row, None] * shelf.interests[None, :, row], out=best)
    return best


def _wrong_wearer(shelf: Shelf, crowd: Crowd) -> Floats:
    wearer = np.array(shelf.wearer)
    loss = np.zeros((len(crowd), len(shelf)))
    gender = np.array(crowd.gender)
    for theirs, other in (("women", "men"), ("men", "women")):
        loss[np.ix_(gender == theirs, wearer == other)] = 2.2
    loss[np.ix_(~crowd.has_kids, wearer == "kids")] = 2.2
    return loss
