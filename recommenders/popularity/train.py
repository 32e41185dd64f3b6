"""Counts events, the newer the more."""

from dataclasses import asdict

import numpy as np
import numpy.typing as npt

from recommenders.artifact import Artifact
from recommenders.errors import TrainingRefused
from recommenders.history import SECONDS_PER_DAY
from recommenders.popularity.category_taste import CategoryTaste
from recommenders.popularity.model import BY_SEGMENT, OVERALL, SEGMENT_STARTS, Popularity
from recommenders.popularity.parameters import PopularityParameters
from recommenders.recommender import TrainingWatch
from recommenders.training_set import TrainingSet


def train(data: TrainingSet, parameters: PopularityParameters, watch: TrainingWatch) -> Artifact:
    """Count the positive feedback of every product, halved for every `half_life_days` of age.

    What one shopper does again with the same product on the same day (UTC) counts once, so that nobody makes a product
    popular by opening it over and over.

    Raises:
        TrainingRefused: if there is no positive feedback at all.
    """
    weight = np.where(_is_first_of_day(data), np.maximum(data.decayed(parameters.half_life_days), 0), 0)
    if not weight.any():
        raise TrainingRefused("popularity needs at least one event that speaks for a product; the window holds none")
    counts = _counts_by_segment(data, weight)
    watch.progress("popularity", 1, 1)
    return Artifact(
        kind=Popularity.kind,
        products=data.products,
        arrays={
            OVERALL: _shares(counts.sum(axis=0)),
            BY_SEGMENT: _shares(counts),
            **CategoryTaste.to_arrays(data.facts),
        },
        parameters=asdict(parameters),
        data_hash=data.data_hash,
        window=data.window,
    )


def _is_first_of_day(data: TrainingSet) -> npt.NDArray[np.bool_]:
    """`[n_interactions]`: whether the shopper did nothing of the same weight with the product before on that day."""
    entries = data.interactions
    day = entries.at // SECONDS_PER_DAY
    order = np.lexsort((entries.weight, day, entries.product, entries.shopper))  # stable: the earliest comes first
    is_first = np.ones(len(entries), dtype=bool)
    sorted_columns = (column[order] for column in (entries.shopper, entries.product, day, entries.weight))
    differs = np.logical_or.reduce([column[1:] != column[:-1] for column in sorted_columns])
    is_first[order[1:]] = differs
    return is_first


def _counts_by_segment(data: TrainingSet, weight: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    """`[n_segments, n_products]`; an event belongs to the segment that its shopper was in when it happened."""
    entries, n_products = data.interactions, len(data.products)
    liked = entries.weight > 0
    before: npt.NDArray[np.int64] = np.cumsum(liked) - liked
    before = before - np.append(before, 0)[data.offsets[:-1]][entries.shopper]
    segment = np.searchsorted(SEGMENT_STARTS, before, side="right") - 1
    counts = np.bincount(segment * n_products + entries.product, weight, minlength=len(SEGMENT_STARTS) * n_products)
    return counts.reshape(len(SEGMENT_STARTS), n_products).astype(np.float64)


def _shares(counts: npt.NDArray[np.float64]) -> npt.NDArray[np.float32]:
    """Along the last axis, summing to one; zeros where nothing was counted."""
    total = counts.sum(axis=-1, keepdims=True)
    shares: npt.NDArray[np.float64] = np.divide(counts, total, out=np.zeros_like(counts), where=total > 0)
    return shares.astype(np.float32)
