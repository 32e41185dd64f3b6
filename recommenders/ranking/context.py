"""What the gate of the blend looks at: how much is known of this shopper, this visit, this query, each product."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from recommenders.history import SECONDS_PER_DAY, History

Floats = npt.NDArray[np.float32]
#: Columns of a context, in order. Counts and days are `log1p`, scaled so that a busy year is about 1.
CONTEXT_FEATURES = (
    "shopper_events",
    "shopper_products",
    "session_events",
    "days_known",
    "days_since_last_event",
    "has_answers",
    "query_strength",
    "product_events",
)
_SCALE = np.log1p(365.0)


def context_of(history: History, query_strength: float, product_events: Floats) -> Floats:
    """Context rows `[n_candidates, n_features]`.

    Args:
        history: of the shopper.
        query_strength: 0 without a query, 1 for one that the search answers perfectly.
        product_events: `[n_candidates]` events of each candidate in the training window.
    """
    rows = np.empty((len(product_events), len(CONTEXT_FEATURES)), dtype=np.float32)
    rows[:, :-1] = [*_of_shopper(history), query_strength]
    rows[:, -1] = np.log1p(product_events) / _SCALE
    return rows


def _of_shopper(history: History) -> Sequence[float]:
    n_events = len(history)
    days_known = (history.as_of - int(history.at[0])) / SECONDS_PER_DAY if n_events else 0.0
    days_since = (history.as_of - int(history.at[-1])) / SECONDS_PER_DAY if n_events else 365.0
    counts = (n_events, len(set(history.products.tolist())), history.n_session, days_known, days_since)
    return [*(float(np.log1p(max(count, 0.0)) / _SCALE) for count in counts), float(bool(history.liked_categories))]
