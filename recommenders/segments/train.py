"""Finds segments by k-means and counts what they buy."""

from dataclasses import asdict, replace

import numpy as np
import numpy.typing as npt
from sklearn.cluster import KMeans

from recommenders.artifact import Artifact
from recommenders.errors import TrainingRefused
from recommenders.popularity.category_taste import CategoryTaste
from recommenders.recommender import TrainingWatch
from recommenders.segments.model import BY_SEGMENT, CATEGORY_SHARES, CENTRES, OVERALL, SIZES, Segments
from recommenders.segments.parameters import SegmentsParameters
from recommenders.segments.shopper_traits import ShopperTraits
from recommenders.training_set import TrainingSet

Floats = npt.NDArray[np.float32]


def train(data: TrainingSet, parameters: SegmentsParameters, watch: TrainingWatch) -> Artifact:
    """Cluster the shoppers by their traits and count each cluster's decayed demand.

    Metrics: `n_segments` found; `largest_share` of the shoppers is in the largest.

    Raises:
        TrainingRefused: if there is no positive feedback at all.
    """
    weight = np.maximum(data.decayed(parameters.half_life_days), 0)
    if not weight.any():
        raise TrainingRefused("segments need at least one event that speaks for a product; the window holds none")
    draft = Artifact(Segments.kind, data.products, {}, asdict(parameters), data_hash=data.data_hash, window=data.window)
    traits, points = ShopperTraits.fit(data, draft)
    watch.progress("segments", 1, 2)
    active = np.unique(data.interactions.shopper[weight > 0])
    centres, labels = _clusters(points[active], parameters)
    segment = np.full(len(data.shoppers), -1)
    segment[active] = labels
    counts = _counts(data, weight, segment, len(centres))
    watch.progress("segments", 2, 2)
    sizes = np.bincount(labels, minlength=len(centres)) / len(labels)
    return replace(
        draft,
        arrays={
            CENTRES: centres,
            SIZES: sizes.astype(np.float32),
            OVERALL: _shares(counts.sum(axis=0)),
            BY_SEGMENT: _shares(counts),
            CATEGORY_SHARES: _category_shares(counts, traits.taste),
            **traits.to_arrays(),
            **CategoryTaste.to_arrays(data.facts),
        },
        metrics={"n_segments": float(len(centres)), "largest_share": float(sizes.max())},
    )


def _clusters(points: Floats, parameters: SegmentsParameters) -> tuple[Floats, npt.NDArray[np.int64]]:
    """Centres, of the largest cluster first, and the cluster of each point."""
    n_clusters = min(parameters.n_segments, len(np.unique(points, axis=0)))
    fitted = KMeans(n_clusters, n_init=10, random_state=parameters.seed).fit(points)
    order = np.argsort(-np.bincount(fitted.labels_, minlength=n_clusters), kind="stable")
    return fitted.cluster_centers_[order].astype(np.float32), np.argsort(order)[fitted.labels_]


def _counts(
    data: TrainingSet, weight: Floats, segment: npt.NDArray[np.int64], n_segments: int
) -> npt.NDArray[np.float64]:
    """`[n_segments, n_products]` decayed positive feedback."""
    entries, n_products = data.interactions, len(data.products)
    speaks = weight > 0
    cell = segment[entries.shopper[speaks]] * n_products + entries.product[speaks]
    counts = np.bincount(cell, weight[speaks], minlength=n_segments * n_products)
    return counts.astype(np.float64).reshape(n_segments, n_products)


def _category_shares(counts: npt.NDArray[np.float64], taste: CategoryTaste) -> Floats:
    """`[n_segments, n_categories]` of a segment's demand."""
    filed = np.flatnonzero(taste.category >= 0)
    by_category = np.zeros((len(counts), len(taste.names)))
    for segment, demand in enumerate(counts):
        by_category[segment] = np.bincount(taste.category[filed], demand[filed], minlength=len(taste.names))
    return _shares(by_category)


def _shares(counts: npt.NDArray[np.float64]) -> Floats:
    """Along the last axis, summing to one; zeros where nothing was counted."""
    total = counts.sum(axis=-1, keepdims=True)
    shares = np.divide(counts, total, out=np.zeros_like(counts), where=total > 0)
    return np.asarray(shares, dtype=np.float32)
