"""What may be shown at all, whatever any score says."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from events.vocabulary import PURCHASE
from recommenders.history import SECONDS_PER_DAY, History
from recommenders.product_facts import ProductFacts

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class RuleSettings:
    """When a product that was bought may be shown again.

    Attributes:
        repeat_share: a category is bought again and again if this share of its purchases was made anew.
        rest_days: no product is shown again sooner after its purchase, in whatever category.
    """

    repeat_share: float = 0.25
    rest_days: float = 3.0


def showable(facts: ProductFacts, exclude: Iterable[str]) -> Mask:
    """`[n_products]`: in the catalog and in stock, and not among the excluded ids."""
    mask = facts.in_stock.copy()
    rows = facts.products.rows(tuple(exclude))
    mask[rows[rows >= 0]] = False
    return mask


def settled(
    history: History, facts: ProductFacts, repeat_shares: npt.NDArray[np.float32], settings: RuleSettings
) -> Mask:
    """`[n_products]`: what this shopper has bought and need not be shown again.

    Args:
        history: with rows of `facts.products`.
        facts: of the products.
        repeat_shares: `[n_categories + 1]`, see `repeat_categories`.
        settings: see there.
    """
    mask = np.zeros(len(facts.products), dtype=np.bool_)
    bought = (history.kinds == PURCHASE) & (history.products >= 0)
    rows, at = history.products[bought], history.at[bought]
    is_rested = history.as_of - at >= settings.rest_days * SECONDS_PER_DAY
    is_repeated = repeat_shares[facts.category[rows]] >= settings.repeat_share
    mask[rows[~(is_repeated & is_rested)]] = True
    return mask
