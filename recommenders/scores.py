"""What a model answers: one score for every product it knows, and the rule by which ties are ordered."""

import numpy as np
import numpy.typing as npt

from recommenders.id_index import Rows

#: `[n_products]`, higher is better, comparable within one answer only.
Scores = npt.NDArray[np.float32]
#: The score of a product that a model has nothing to say of: it is never recommended by that model.
NO_OPINION = np.float32(-np.inf)


def best_rows(scores: Scores, limit: int) -> Rows:
    """At most `limit` rows that have a score, best first; of equal scores the smaller id (lower row) comes first."""
    if 0 < limit < len(scores):
        bar = np.partition(scores, len(scores) - limit)[len(scores) - limit]
        rows = np.flatnonzero(scores >= bar)
    else:
        rows = np.arange(len(scores))
    rows = rows[np.isfinite(scores[rows])]
    order = np.argsort(-scores[rows], kind="stable")[:limit]
    return rows[order].astype(np.int32)
