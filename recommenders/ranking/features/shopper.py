"""Features of the shopper: how long and how well known, what they spend, how much they try what is new to them."""

import numpy as np

from events.vocabulary import PURCHASE
from recommenders.history import SECONDS_PER_DAY, History
from recommenders.interactions.shopper_features import SHOPPER_FEATURES, ShopperFeatures
from recommenders.ranking.features.question import Columns


def shopper_columns(history: History, features: ShopperFeatures) -> Columns:
    """The shopper's own features, prefixed `shopper_`, and how varied the shopper buys."""
    own = features.of(history).tolist()
    columns: Columns = {f"shopper_{name}": value for name, value in zip(SHOPPER_FEATURES, own, strict=True)}
    return columns | _variety(history)


def _variety(history: History) -> Columns:
    """Products per buying day, and of them the share that the shopper had not had before."""
    bought = (history.kinds == PURCHASE) & (history.products >= 0)
    products, days = history.products[bought], history.at[bought] // SECONDS_PER_DAY
    n_products, n_days = len(np.unique(products)), len(np.unique(days))
    n_choices = len(np.unique(products.astype(np.int64) << 32 | days))
    quantities = history.quantities[bought]
    return {
        "shopper_products": float(n_products),
        "shopper_products_per_order": n_choices / n_days if n_days else np.nan,
        "shopper_new_share": n_products / n_choices if n_choices else np.nan,
        "shopper_log_quantity": float(np.log(np.maximum(quantities, 1)).mean()) if n_choices else np.nan,
    }
