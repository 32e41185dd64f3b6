"""Features of what the candidate sources say: score, place, and both moved by the product's trend."""

from collections.abc import Sequence

import numpy as np

from recommenders.ranking.features.question import Columns, Floats, Question

#: How far a trend moves a score; found on past windows of real purchases, where 0.5 to 1 were about as good.
TREND_POWER = 0.75


def source_columns(question: Question, sources: Sequence[str], trend: Floats) -> Columns:
    """Three columns for each source, in the order of `sources`; NaN where it has no opinion or was not asked.

    Args:
        question: holds the scores.
        sources: which columns there are, whatever was asked.
        trend: `[n_candidates]` recent over usual demand.
    """
    columns: Columns = {}
    moved = trend ** np.float32(TREND_POWER)
    for source in sources:
        scores = question.scores_of(source)
        columns[f"{source}_score"] = scores
        columns[f"{source}_place"] = places(scores)
        columns[f"{source}_trend_place"] = places(_strength(scores) * moved)
    return columns


def places(scores: Floats) -> Floats:
    """`[n_candidates]` 0 for the best, NaN for those without a score; equal scores share the better place."""
    ascending = np.sort(scores[~np.isnan(scores)])
    better = (len(ascending) - np.searchsorted(ascending, scores, side="right")).astype(np.float32)
    better[np.isnan(scores)] = np.nan
    return better


def _strength(scores: Floats) -> Floats:
    """Scores from 0 up: those of models whose scores may all be negative count from their worst."""
    highest = np.fmax.reduce(scores, initial=-np.inf)
    strength: Floats = np.maximum(scores, 0) if highest > 0 else scores - np.fmin.reduce(scores, initial=np.inf)
    return strength
