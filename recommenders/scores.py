"""What a model answers: one score for every product it knows, and the rule by which ties are ordered."""

from collections.abc import Iterable

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


def head_rows(answers: Iterable[Scores], per_source: int, shown: npt.NDArray[np.bool_] | None = None) -> Rows:
    """The heads of several sources' lists, each product once, ascending; of `shown` products only, where given."""
    open_to = answers if shown is None else (np.where(shown, one, NO_OPINION).astype(np.float32) for one in answers)
    heads = [best_rows(answer, per_source) for answer in open_to]
    return np.unique(np.concatenate(heads)).astype(np.int32) if heads else np.empty(0, dtype=np.int32)
