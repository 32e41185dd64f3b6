"""Stands in for the vector of a shopper who was not there at training: from the products of the history."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from recommenders.artifact import Array
from recommenders.matrix_factorization.pairs import LikedPairs

Floats = npt.NDArray[np.float32]
#: Held against the map, in shoppers: with fewer than that it stays close to the mean shopper.
RIDGE = 1.0


def taste(product_vectors: Floats, weights: Floats) -> Floats:
    """`[width + 1]`: the mean of product vectors `[n, width]`, weighted, and a one."""
    mean = weights @ product_vectors / weights.sum()
    return np.append(mean, np.float32(1)).astype(np.float32)


def fit_newcomer_map(arrays: Mapping[str, Array], pairs: LikedPairs) -> Floats:
    """`[width + 1, width]`: the linear map from `taste` to a shopper's vector that fits the known shoppers best.

    Ridge regression in closed form; shoppers weigh alike.
    """
    shopper_vector, product_vector = arrays["shopper_vector"], arrays["product_vector"]
    shape = (len(shopper_vector), len(product_vector))
    liked = csr_matrix((pairs.weight, (pairs.shopper, pairs.product)), shape=shape)
    total = np.asarray(liked.sum(axis=1)).ravel()
    with_any = np.flatnonzero(total > 0)
    means = (liked[with_any] @ product_vector) / total[with_any, None]
    tastes = np.hstack([means, np.ones((len(with_any), 1))]).astype(np.float64)
    scale = float(np.square(means).mean()) or 1.0
    system = tastes.T @ tastes + RIDGE * scale * np.eye(tastes.shape[1])
    return np.linalg.solve(system, tastes.T @ shopper_vector[with_any]).astype(np.float32)
