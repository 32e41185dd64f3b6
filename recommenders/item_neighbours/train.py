"""Learns which products speak for which."""

from dataclasses import asdict

import numpy as np
from scipy.sparse import csr_matrix

from recommenders.artifact import Artifact
from recommenders.errors import TrainingRefused
from recommenders.item_neighbours.cosine import cosine_links
from recommenders.item_neighbours.ease import ease_weights
from recommenders.item_neighbours.model import ItemNeighbours
from recommenders.item_neighbours.neighbour_table import NeighbourTable, strongest_per_column
from recommenders.item_neighbours.parameters import ItemNeighboursParameters
from recommenders.item_neighbours.repetition import dampened
from recommenders.popularity.product_demand import ProductDemand
from recommenders.recommender import TrainingWatch
from recommenders.training_set import TrainingSet


def train(data: TrainingSet, parameters: ItemNeighboursParameters, watch: TrainingWatch) -> Artifact:
    """Learn the links and keep the strongest of every product.

    Metrics: `linked_share`, of the products with feedback those that have a link; `kept_strength`, the share of EASE's
    absolute weight that the kept links carry.

    Raises:
        TrainingRefused: if no shopper has positive feedback, or a setting cannot work.
    """
    matrix = data.matrix(parameters.training_half_life_days)
    if not matrix.nnz:
        raise TrainingRefused("item neighbours need at least one event that speaks for a product; the window has none")
    matrix.data = dampened(matrix.data, parameters.repetition)
    if parameters.variant == "ease":
        links, kept_strength = _ease_links(matrix, parameters, watch)
    else:
        links, kept_strength = cosine_links(matrix, parameters.shrinkage, parameters.n_neighbours, watch), 1.0
    wanted = matrix.getnnz(axis=0) > 0
    linked = links.getnnz(axis=0) > 0
    return Artifact(
        kind=ItemNeighbours.kind,
        products=data.products,
        arrays={**NeighbourTable.to_arrays(links), **ProductDemand.of(data).to_arrays()},
        parameters=asdict(parameters),
        metrics={"linked_share": float(linked[wanted].mean()), "kept_strength": kept_strength},
        data_hash=data.data_hash,
        window=data.window,
    )


def _ease_links(
    matrix: csr_matrix, parameters: ItemNeighboursParameters, watch: TrainingWatch
) -> tuple[csr_matrix, float]:
    """EASE over the most wanted products, pruned, in the rows of all of them; and the share of weight that was kept."""
    n_products = matrix.shape[1]
    n_shoppers_of = matrix.getnnz(axis=0)
    solved = np.sort(np.argsort(-n_shoppers_of, kind="stable")[: parameters.max_products])
    solved = solved[n_shoppers_of[solved] > 0]
    watch.progress("item_neighbours", 0, n_products)
    weights = ease_weights(matrix[:, solved], parameters.regularization)
    links = strongest_per_column(weights, parameters.n_neighbours).tocoo()
    watch.progress("item_neighbours", n_products, n_products)
    total = float(np.abs(weights).sum(dtype=np.float64))
    kept = float(np.abs(links.data).sum(dtype=np.float64)) / total if total else 1.0
    spread = csr_matrix((links.data, (solved[links.row], solved[links.col])), shape=(n_products, n_products))
    return spread, kept
