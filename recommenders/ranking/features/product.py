"""Features of the candidates themselves: what the catalog says, and how they sell."""

import numpy as np
import numpy.typing as npt

from recommenders.history import SECONDS_PER_DAY
from recommenders.id_index import Rows
from recommenders.product_facts import ProductFacts
from recommenders.ranking.features.product_record import LEAST, ProductRecord
from recommenders.ranking.features.question import Columns, Floats

#: Shoppers of the mean product with whom a product's own share of returning ones is mixed.
PRIOR_SHOPPERS, PRIOR_RETURN = 10.0, 0.1


def product_columns(facts: ProductFacts, record: ProductRecord, rows: Rows, as_of: int) -> Columns:
    """Price and review figures as the catalog has them now; demand as of the end of the training window."""
    first, last = (np.where(moments >= 0, moments, np.nan) for moments in (record.first_at[rows], record.last_at[rows]))
    launched = np.where(facts.launched_at[rows] <= as_of, facts.launched_at[rows], first)
    week, fortnight, month, season, ever = np.log(record.demand[:, rows] + np.float32(LEAST))
    return {
        "product_price": facts.price[rows],
        "product_category": facts.category[rows],
        "product_rating": facts.rating[rows],
        "product_reviews": facts.n_reviews[rows],
        "product_in_stock": facts.in_stock[rows],
        "product_days_since_launch": _days(as_of, launched),
        "product_days_since_event": _days(as_of, last),
        "product_week": week,
        "product_fortnight": fortnight,
        "product_month": month,
        "product_season": season,
        "product_ever": ever,
        "product_surge": week - month,
        "product_trend": month - season,
        "product_long_trend": month - ever,
        "product_shoppers": record.shoppers[rows],
        "product_return_share": (record.returned[rows] + PRIOR_SHOPPERS * PRIOR_RETURN)
        / (record.shoppers[rows] + PRIOR_SHOPPERS),
        "product_log_quantity": record.log_quantity[rows],
    }


def _days(as_of: int, moments: npt.NDArray[np.float64]) -> Floats:
    days: Floats = ((as_of - moments) / SECONDS_PER_DAY).astype(np.float32)
    return days
