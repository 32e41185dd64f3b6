"""The shoppers: who they are, how often they come, and what they like."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .interests import INTERESTS
from .shelf import N_COLOURS, N_MATERIALS, Floats, Ints, Shelf

Bools = npt.NDArray[np.bool_]
ONE_TIME_SHARE, NO_CONSENT_SHARE, SIGN_UP_ANSWER_SHARE = 0.20, 0.05, 0.45
N_HIDDEN = 5


@dataclass(frozen=True, eq=False)
class Crowd:
    """Columns over the shoppers, `[n_shoppers]` where not said otherwise.

    Attributes:
        is_one_time: comes once and never signs in.
        has_consent: agreed to personalization.
        answered: named liked categories at sign-up.
        signs_up_late: its first visit is anonymous.
        visits_per_year: how often they come.
        interests: `[n_shoppers, n_interests]`, 0 to 1.
        brands: `[n_shoppers, n_brands]`.
        categories: `[n_shoppers, n_categories]`.
        materials: `[n_shoppers, N_MATERIALS]`.
        colours: `[n_shoppers, N_COLOURS]`.
        hidden: `[n_shoppers, N_HIDDEN]`, for what no column of the catalog says.
        gender: `women` or `men`.
        has_kids: buys for children.
        budget: the price level they aim at, in the unit of `Shelf.price_level`.
        thrift: how much a price beyond the budget hurts.
        size: where in a range of sizes they are, 0 to 1.
    """

    is_one_time: Bools
    has_consent: Bools
    answered: Bools
    signs_up_late: Bools
    visits_per_year: Floats
    interests: Floats
    brands: Floats
    categories: Floats
    materials: Floats
    colours: Floats
    hidden: Floats
    gender: tuple[str, ...]
    has_kids: Bools
    budget: Floats
    thrift: Floats
    size: Floats

    def __len__(self) -> int:
        return len(self.budget)


def draw_crowd(n_shoppers: int, shelf: Shelf, chance: np.random.RandomState) -> Crowd:
    """Draw shoppers; the same chance gives the same people."""
    has_kids = chance.random_sample(n_shoppers) < 0.3
    is_one_time = chance.random_sample(n_shoppers) < ONE_TIME_SHARE
    return Crowd(
        is_one_time=is_one_time,
        has_consent=chance.random_sample(n_shoppers) >= NO_CONSENT_SHARE,
        answered=(chance.random_sample(n_shoppers) < SIGN_UP_ANSWER_SHARE) & ~is_one_time,
        signs_up_late=chance.random_sample(n_shoppers) < 0.25,
        visits_per_year=np.exp(chance.standard_normal(n_shoppers) * 1.05 + 1.0).astype(np.float64),
        interests=_draw_interests(n_shoppers, has_kids, chance),
        brands=chance.standard_normal((n_shoppers, len(shelf.brands))),
        categories=chance.standard_normal((n_shoppers, len(shelf.categories))),
        materials=chance.standard_normal((n_shoppers, N_MATERIALS)),
        colours=chance.standard_normal((n_shoppers, N_COLOURS)),
        hidden=chance.standard_normal((n_shoppers, N_HIDDEN)),
        gender=tuple("women" if draw < 0.5 else "men" for draw in chance.random_sample(n_shoppers)),
        has_kids=has_kids,
        budget=chance.standard_normal(n_shoppers) * 0.8 + 0.1,
        thrift=0.3 + 0.7 * chance.random_sample(n_shoppers),
        size=chance.random_sample(n_shoppers),
    )


def _draw_interests(n_shoppers: int, has_kids: Bools, chance: np.random.RandomState) -> Floats:
    """Two strong interests and a weak one each; parents have the family's besides."""
    wanted = np.full((n_shoppers, len(INTERESTS)), 0.03)
    liking = np.array([1.5, 0.9, 0.6, 1.2, 0.9, 0.8, 1.2, 0.8, 0.5, 1.0, 1.2, 1.1, 0.0])
    order = np.argsort(-np.log(liking + 1e-12) + np.log(-np.log(1 - chance.random_sample(wanted.shape))), axis=1)
    everyone: Ints = np.arange(n_shoppers)
    for place, strength in ((2, 0.45), (1, 0.8), (0, 1.0)):
        wanted[everyone, order[:, place]] = strength
    wanted[has_kids, INTERESTS.index("family")] = 0.9
    return wanted
