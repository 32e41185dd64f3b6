"""The shop's own front page: its best sellers, some places given to chance, and how probable every choice was."""

from dataclasses import dataclass

import numpy as np

from .shelf import DAY, Floats, Ints, Shelf

N_PLACES, POOL, EXPLORED = 8, 40, 0.5
POLICY = "bestsellers-explore-50"
_HALF_LIFE_DAYS, _NEW_DAYS, _SHUFFLE = 30.0, 30, 1.0


@dataclass(frozen=True, slots=True)
class FrontPage:
    """What one visit saw: rows from the top, and how probable each was in its place."""

    rows: Ints
    propensities: tuple[float, ...]


class BestSellers:
    """Counts what is opened and bought, and puts the front page and every other list of the shop in that order."""

    def __init__(self, shelf: Shelf, start: int) -> None:
        self._shelf = shelf
        self._counts: Floats = np.exp(0.8 * shelf.appeal)
        self._today = start // DAY - 1
        self._order: Ints = np.empty(0, dtype=np.int64)

    def note(self, row: int, weight: float) -> None:
        """Count an event on a product."""
        self._counts[row] += weight

    def order(self, at: int) -> Ints:
        """Rows of the products that are for sale, best seller first; made anew once a day."""
        if at // DAY != self._today:
            self._counts *= 0.5 ** ((at // DAY - self._today) / _HALF_LIFE_DAYS)
            self._today = at // DAY
            ranked = np.argsort(-np.round(self._counts, 6), kind="stable")
            self._order = ranked[self._shelf.launched_at[ranked] <= at]
        return self._order

    def listing(self, rows: Ints, at: int, chance: np.random.RandomState) -> Ints:
        """Some of the products, those for sale; best sellers mostly come first, as stock, offers and dates have it."""
        there = rows[self._shelf.launched_at[rows] <= at]
        keys = np.log(2 + self._counts[there]) + _SHUFFLE * chance.standard_normal(len(there))
        ordered: Ints = there[np.argsort(-keys, kind="stable")]
        return ordered

    def front_page(self, at: int, chance: np.random.RandomState) -> FrontPage:
        """The best sellers in their places; with probability `EXPLORED` a place is given to one drawn from the pool.

        Places are explored independently and the pool is drawn from without replacement, so by symmetry each of its
        products is as likely as any other to stand in a given place: `EXPLORED / len(pool)`.
        """
        order = self.order(at)
        pool = self._pool(order, at)
        drawn = iter(chance.permutation(len(pool))[:N_PLACES].tolist())
        rows, propensities = [], []
        for place in range(N_PLACES):
            explores = chance.random_sample() < EXPLORED
            rows.append(int(pool[next(drawn)] if explores else order[place]))
            propensities.append(round(EXPLORED / len(pool), 6) if explores else 1 - EXPLORED)
        return FrontPage(np.array(rows, dtype=np.int64), tuple(propensities))

    def _pool(self, order: Ints, at: int) -> Ints:
        """The best sellers below the front page, and what has been launched lately."""
        rest = order[N_PLACES:]
        launched = self._shelf.launched_at[rest]
        is_new = (launched > 0) & (launched > at - _NEW_DAYS * DAY)
        return np.concatenate([rest[:POOL], rest[POOL:][is_new[POOL:]]])
