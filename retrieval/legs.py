"""The two legs of a search over one index: by words and by meaning. Filters hold inside both."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrieval.dense import VectorStore
from retrieval.encoder import Vectors
from retrieval.expansion import QueryWords
from retrieval.fusion import best_rows
from retrieval.lexical import LexicalIndex, Scores
from retrieval.mirror import ProductMirror
from retrieval.planner import SearchPlan, Strategy, plan_search, too_few_survived
from retrieval.row_filter import RowMask

#: From a quarter of the rows up, comparing all is quicker than copying together those that pass.
GATHER_SHARE = 4
FoundRows = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class WordMatches:
    """What the lexical leg found.

    Attributes:
        rows: best first.
        scores: of all rows, `[n_products]`.
        highest_score: what a product would score that is nothing but the query's words.
        n_words: telling words of the query.
    """

    rows: FoundRows
    scores: Scores
    highest_score: float
    n_words: int


@dataclass(frozen=True, slots=True)
class SemanticMatches:
    """What the semantic leg found: rows, best first; how."""

    rows: FoundRows
    strategy: Strategy
    reason: str


def match_words(lexical: LexicalIndex, stems: tuple[str, ...], mask: RowMask | None, wanted: int) -> WordMatches:
    """The `wanted` best rows by words among those that pass."""
    words = QueryWords(lexical, stems)
    scores = words.score(mask)
    return WordMatches(best_rows(scores, wanted), scores, words.highest_score, len(stems))


def match_meaning(
    mirror: ProductMirror, store: VectorStore, vector: Vectors, mask: RowMask | None, wanted: int
) -> SemanticMatches:
    """The `wanted` rows nearest to `vector` among those that pass, the way the planner says."""
    n_products = len(mirror.columns)
    n_matching = n_products if mask is None else int(mask.sum())
    plan = plan_search(n_products, n_matching, wanted, mirror.exact_rows)
    if plan.strategy == "none":
        return SemanticMatches(np.zeros(0, dtype=np.intp), "none", plan.reason)
    if plan.strategy == "index":
        rows = _ask_index(mirror, store, vector, mask, plan)
        if not too_few_survived(plan, len(rows), wanted):
            return SemanticMatches(rows[:wanted], "index", plan.reason)
        return SemanticMatches(_compare_all(mirror, vector, mask, wanted), "exact", "too few of the index's survived")
    return SemanticMatches(_compare_all(mirror, vector, mask, wanted), "exact", plan.reason)


def _ask_index(
    mirror: ProductMirror, store: VectorStore, vector: Vectors, mask: RowMask | None, plan: SearchPlan
) -> FoundRows:
    row_of = mirror.columns.row_of
    rows = np.array([row_of[id_] for id_ in store.nearest(vector, plan.fetch) if id_ in row_of], dtype=np.intp)
    return rows if mask is None else rows[mask[rows]]


def _compare_all(mirror: ProductMirror, vector: Vectors, mask: RowMask | None, wanted: int) -> FoundRows:
    passing = None if mask is None else np.flatnonzero(mask)
    if passing is not None and len(passing) * GATHER_SHARE > len(mirror.columns):
        similarities = mirror.similarities(vector)[passing]
    else:
        similarities = mirror.similarities(vector, passing)
    wanted = min(wanted, len(similarities))
    nearest = np.argpartition(-similarities, wanted - 1)[:wanted] if wanted else np.zeros(0, dtype=np.intp)
    nearest = nearest[np.argsort(-similarities[nearest], kind="stable")]
    return nearest if passing is None else passing[nearest]
