"""Which categories are bought again and again: there, a product may be shown to those who bought it."""

import numpy as np
import numpy.typing as npt

from events.vocabulary import PURCHASE
from recommenders.training_set import TrainingSet

#: Purchases of a category below which its share means little; it is then drawn towards the whole shop's share.
PRIOR_PURCHASES = 20.0


def repeat_shares(data: TrainingSet) -> npt.NDArray[np.float32]:
    """`[n_categories + 1]` share of (shopper, product) pairs bought on more than one day; the last is for no category.

    Few purchases are drawn towards the shop's average (an empirical Bayes mean).
    """
    entries = data.interactions
    bought = entries.kind == PURCHASE
    day = entries.at[bought] // 86_400
    pair = entries.shopper[bought].astype(np.int64) * len(data.products) + entries.product[bought]
    pairs, days = np.unique(np.unique(np.stack([pair, day]), axis=1)[0], return_counts=True)
    n_categories = len(data.facts.category_names)
    category = data.facts.category[pairs % max(len(data.products), 1)] % (n_categories + 1)
    total = np.bincount(category, minlength=n_categories + 1).astype(np.float64)
    again = np.bincount(category, weights=days > 1, minlength=n_categories + 1)
    average = again.sum() / total.sum() if total.sum() else 0.0
    return ((again + average * PRIOR_PURCHASES) / (total + PRIOR_PURCHASES)).astype(np.float32)
