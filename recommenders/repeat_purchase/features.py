"""The numbers from which a repeat purchase is predicted: computed here for training and for serving alike."""

import numpy as np
import numpy.typing as npt

from recommenders.popularity.product_demand import ProductDemand
from recommenders.repeat_purchase.personal_record import HALF_LIVES_DAYS, PersonalRecord

Floats = npt.NDArray[np.float32]
#: Of every product.
PRODUCT_FEATURES = ("level", "trend", "surge", "repeated")
#: Of a product in the history; 0 for all others.
PERSONAL_FEATURES = (
    "had",
    "often",
    "often_180",
    "often_60",
    "often_20",
    "days_since",
    "overdue",
    "overdue_squared",
    "had_level",
    "had_trend",
    "had_surge",
    "had_repeated",
)
FEATURES = PRODUCT_FEATURES + PERSONAL_FEATURES
#: What is added to a decayed frequency before its logarithm: shorter spans hold less.
_STEP = np.array([0.2, 0.2, 0.1, 0.05])[:, None]
assert len(_STEP) == len(HALF_LIVES_DAYS)  # noqa: S101 — the two tables belong together


def product_features(demand: ProductDemand, repeated: Floats) -> Floats:
    """`[n_products, n_product_features]`; `repeated` is the share of a product's shoppers who came back for it."""
    return np.stack([demand.level, demand.trend, demand.surge, np.log(repeated)], axis=1)


def personal_features(record: PersonalRecord, of_products: Floats) -> Floats:
    """`[n, n_personal_features]` for the products of a record; `of_products` as `product_features` gives them."""
    often = np.log1p(record.frequency / _STEP)
    # the hazard of a rhythm: near 0 when the usual interval has just passed, negative before, positive when overdue
    rhythm = record.interval_days > 0
    ratio = record.days_since / np.maximum(record.interval_days, 1)
    overdue = np.where(rhythm, np.clip(np.log(ratio + 0.05), -3, 2), 0)
    had = np.ones_like(overdue)
    personal = np.stack([had, *often, np.log1p(record.days_since), overdue, overdue**2], axis=1)
    return np.hstack([personal, of_products[record.products]]).astype(np.float32)
