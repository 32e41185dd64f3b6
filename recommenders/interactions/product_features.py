"""What a product is like, as of a moment, for the ranker and for cold starts."""

import numpy as np
import numpy.typing as npt

from events.vocabulary import PURCHASE
from recommenders.history import SECONDS_PER_DAY
from recommenders.training_set import Interactions, TrainingSet

#: The columns, in order. Unknown figures are NaN: LightGBM takes them, `imputation` fills them for whoever cannot.
PRODUCT_FEATURES = (
    "price",  # minor units
    "category",  # row in `category_names`, -1 without one
    "rating",  # to five
    "n_reviews",
    "in_stock",  # 1 or 0
    "days_since_launch",
    "popularity_7_days",  # positive feedback, added up
    "popularity_28_days",
    "trend",  # log2 of the last week over the week an average one of the last four was
    "n_purchases",
    "repeat_rate",  # of its buyers, who bought it at two moments or more; NaN without a buyer
)


def product_features(data: TrainingSet) -> npt.NDArray[np.float32]:
    """`[n_products, n_features]` as of `data.as_of`; see `data.before` for earlier moments.

    Price, rating, reviews and stock are the catalog's of today: it keeps no others.
    """
    entries, facts, n = data.interactions, data.facts, len(data.products)
    week, month = (_popularity(entries, data.as_of, days, n) for days in (7, 28))
    launched = np.where(facts.launched_at < data.as_of, facts.launched_at, np.nan)
    columns = (
        facts.price,
        facts.category,
        facts.rating,
        facts.n_reviews,
        facts.in_stock,
        (data.as_of - launched) / SECONDS_PER_DAY,
        week,
        month,
        # One event more on both sides: a first event is no trend.
        np.log2((week + 1) / (month / 4 + 1)),
        *_purchases(entries, n),
    )
    return np.stack(columns, axis=1).astype(np.float32)


def _popularity(entries: Interactions, as_of: int, days: int, n_products: int) -> npt.NDArray[np.float64]:
    counted = (entries.at >= as_of - days * SECONDS_PER_DAY) & (entries.weight > 0)
    return np.bincount(entries.product[counted], weights=entries.weight[counted], minlength=n_products).astype(
        np.float64
    )


def _purchases(entries: Interactions, n_products: int) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """`[n_products]` purchases, and the share of buyers who came back for it."""
    bought = entries.where(entries.kind == PURCHASE)
    n_purchases = np.bincount(bought.product, minlength=n_products).astype(np.float64)
    order = np.lexsort((bought.at, bought.shopper, bought.product))
    product, shopper, at = bought.product[order], bought.shopper[order], bought.at[order]
    changes = np.ones(len(at), dtype=np.bool_)
    changes[1:] = (product[1:] != product[:-1]) | (shopper[1:] != shopper[:-1])
    moments = changes.copy()
    moments[1:] |= at[1:] != at[:-1]
    pair = np.cumsum(changes) - 1
    n_moments = np.bincount(pair[moments], minlength=int(changes.sum()))
    buyers = np.bincount(product[changes], minlength=n_products)
    returned = np.bincount(product[changes][n_moments > 1], minlength=n_products)
    return n_purchases, np.divide(returned, buyers, out=np.full(n_products, np.nan), where=buyers > 0)
