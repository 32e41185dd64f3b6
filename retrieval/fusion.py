"""Merges the words' and the meaning's view of the same products into one score.

The fused score is a convex combination of the two scores, each divided by the best one of the query. Ranks alone
(reciprocal-rank fusion) throw away how much better one product matches than the next, and lose to BM25 where its
scores are clear: both are in benchmarks/results/search_quality.md.
"""

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]
#: Cormack, Clarke, Büttcher 2009.
RRF_K = 60


def fuse_scores(words: Scores, semantic: Scores | None, semantic_share: float) -> Scores:
    """Fused scores in 0..1 `[n]` of products whose scores in both views are known; one view alone if that is all.

    Args:
        words: lexical scores, 0 where no word matches.
        semantic: cosines, or None while there are no vectors.
        semantic_share: how much of the fused score is semantic, 0..1.
    """
    if semantic is None:
        return relative(words)
    if not words.any():
        return relative(semantic)
    return (1 - semantic_share) * relative(words) + semantic_share * relative(semantic)


def relative(scores: Scores) -> Scores:
    """Scores as a share of the best one; nothing below 0."""
    best = float(scores.max(initial=0.0))
    return np.clip(scores, 0, None) / best if best > 0 else np.zeros_like(scores)


def fuse_ranks(rankings: list[npt.NDArray[np.integer]], n_products: int) -> Scores:
    """Plain reciprocal-rank fusion of rankings (rows, best first): the yardstick beside `fuse_scores`."""
    scores = np.zeros(n_products, dtype=np.float32)
    for ranking in rankings:
        scores[ranking] += 1 / (RRF_K + 1 + np.arange(len(ranking), dtype=np.float32))
    return scores


def best_rows(scores: Scores, limit: int) -> npt.NDArray[np.intp]:
    """Rows of the `limit` highest positive scores, best first; of equals the first row first."""
    rows = np.flatnonzero(scores > 0)
    if len(rows) > limit:
        floor = np.partition(scores[rows], len(rows) - limit)[len(rows) - limit]
        rows = rows[scores[rows] >= floor]
    return rows[np.argsort(-scores[rows], kind="stable")][:limit]
