"""Turns visits into two lookups: the products of a visit, and the latest visits with a product."""

from dataclasses import asdict

import numpy as np
import numpy.typing as npt

from recommenders.artifact import Array, Artifact
from recommenders.errors import TrainingRefused
from recommenders.history import SECONDS_PER_DAY
from recommenders.recommender import TrainingWatch
from recommenders.session_neighbours.model import (
    IDF,
    PRODUCT_STARTS,
    PRODUCT_VISITS,
    VISIT_PRODUCTS,
    VISIT_STARTS,
    VISIT_WEIGHT,
    SessionNeighbours,
)
from recommenders.session_neighbours.parameters import SessionNeighboursParameters
from recommenders.training_set import TrainingSet
from recommenders.visit import last_moments, liked_only

Floats = npt.NDArray[np.float32]
Moments = npt.NDArray[np.int64]


def train(data: TrainingSet, parameters: SessionNeighboursParameters, watch: TrainingWatch) -> Artifact:
    """Index the visits of a log.

    Raises:
        TrainingRefused: if no visit has an event that speaks for a product.
    """
    visits = liked_only(data)
    if not len(visits.interactions):
        raise TrainingRefused("session_neighbours needs visits with clicks or purchases; the window holds none")
    watch.progress("session_neighbours", 0, 1)
    ended = last_moments(visits)
    visit, product = _distinct(visits, ended)
    arrays = _lookups(visit, product, (len(ended), len(data.products)), parameters.visits_per_product)
    arrays[IDF] = _rarity(product, len(ended), len(data.products))
    arrays[VISIT_WEIGHT] = _visit_weights(data.as_of - np.sort(ended), np.diff(arrays[VISIT_STARTS]), parameters)
    watch.progress("session_neighbours", 1, 1)
    return Artifact(
        kind=SessionNeighbours.kind,
        products=data.products,
        arrays=arrays,
        parameters=asdict(parameters),
        data_hash=data.data_hash,
        window=data.window,
    )


def _distinct(visits: TrainingSet, ended: Moments) -> tuple[Moments, Moments]:
    """Visit and product of every distinct pair, by visit, then product; visits are numbered as they ended."""
    lengths = [len(products) for products in visits.sessions()]
    number = np.empty(len(ended), dtype=np.int64)
    number[np.argsort(ended, kind="stable")] = np.arange(len(ended))
    n_products = len(visits.products)
    pairs = np.unique(np.repeat(number, lengths) * n_products + visits.interactions.product)
    return pairs // n_products, pairs % n_products


def _lookups(visit: Moments, product: Moments, shape: tuple[int, int], limit: int) -> dict[str, Array]:
    """Both directions; of a product's visits, the latest `limit`, oldest first."""
    n_visits, n_products = shape
    order = np.argsort(product, kind="stable")
    ends = np.searchsorted(product[order], np.arange(n_products), side="right")
    kept = order[ends[product[order]] - np.arange(len(order)) <= limit]
    return {
        VISIT_STARTS: np.searchsorted(visit, np.arange(n_visits + 1)).astype(np.int64),
        VISIT_PRODUCTS: product.astype(np.int32),
        PRODUCT_STARTS: np.searchsorted(product[kept], np.arange(n_products + 1)).astype(np.int64),
        PRODUCT_VISITS: visit[kept].astype(np.int32),
    }


def _rarity(product: Moments, n_visits: int, n_products: int) -> Floats:
    """`[n_products]` log of 1 + visits over visits with the product, 0 for products that nobody visited."""
    n_with = np.bincount(product, minlength=n_products)
    return np.where(n_with > 0, np.log1p(n_visits / np.maximum(n_with, 1)), 0).astype(np.float32)


def _visit_weights(age_seconds: Moments, n_distinct: Moments, parameters: SessionNeighboursParameters) -> Floats:
    """`[n_visits]` what a visit's similarity is multiplied by: long ones and old ones count less."""
    weights = n_distinct.astype(np.float64) ** -parameters.length_penalty
    if parameters.half_life_days is not None:
        weights *= np.exp2(-age_seconds / SECONDS_PER_DAY / parameters.half_life_days)
    return weights.astype(np.float32)
