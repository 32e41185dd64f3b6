"""Learns product factors with `implicit`.

Its solver has one λ for all rows. Rows get their own (Rendle 2021) by f more products, whose factors are the unit
vectors and which every shopper is sure, by λ_u, not to like: each adds λ_u to one place of the diagonal, nothing else.
"""

import numpy as np
import numpy.typing as npt
from implicit.als import AlternatingLeastSquares
from scipy.sparse import csr_matrix, hstack
from threadpoolctl import threadpool_limits

from recommenders.als.confidence import Confidence
from recommenders.als.feedback import liked
from recommenders.als.parameters import AlsParameters
from recommenders.als.product_factors import pack_factors
from recommenders.artifact import Artifact
from recommenders.recommender import TrainingWatch
from recommenders.training_set import TrainingSet

Floats = npt.NDArray[np.float32]
#: The first factors are so small that the first sweep forgets them.
FIRST_SCALE = 0.01


def train(data: TrainingSet, parameters: AlsParameters, watch: TrainingWatch) -> Artifact:
    """Product factors of a log.

    Raises:
        TrainingRefused: if no shopper likes anything, or the factors are not finite.
    """
    feedback = liked(data, parameters)
    confidence = Confidence.from_parameters(parameters)
    sure = feedback.copy()
    sure.data = confidence.of(feedback.data)
    factors = _factorize(sure, parameters, watch)
    return pack_factors(data, factors, np.diff(feedback.tocsc().indptr) > 0, parameters)


def _factorize(sure: csr_matrix, parameters: AlsParameters, watch: TrainingWatch) -> Floats:
    """`[n_products, n_factors]`, after alternating between shoppers and products."""
    random = np.random.default_rng(parameters.seed)
    n_shoppers, n_products = sure.shape
    f = parameters.n_factors
    x = first_factors(random, n_shoppers, f)
    y = first_factors(random, n_products, f)
    confidence = Confidence.from_parameters(parameters)
    by_shopper, by_product = with_penalty(sure, f, confidence), with_penalty(sure.T.tocsr(), f, confidence)
    # implicit parallelizes over rows itself and is ten times slower beside BLAS threads
    with threadpool_limits(1, "blas"):
        solve = AlternatingLeastSquares(factors=f).solver
        for sweep in range(parameters.n_iterations):
            solve(by_shopper, x, with_units(y), 0.0, num_threads=parameters.n_threads)
            solve(by_product, y, with_units(x), 0.0, num_threads=parameters.n_threads)
            watch.progress("als", sweep + 1, parameters.n_iterations)
    return y


def first_factors(random: np.random.Generator, n: int, f: int) -> Floats:
    """`[n, f]`, small."""
    return FIRST_SCALE * random.random((n, f), dtype=np.float32)


def with_penalty(sure: csr_matrix, f: int, confidence: Confidence) -> csr_matrix:
    """`[n, m + f]`, the last f columns holding −λ of the row: implicit reads a negative entry as a sure dislike."""
    penalty = confidence.penalty(np.diff(sure.indptr).astype(np.int64), sure.shape[1])
    return hstack([sure, csr_matrix(-np.repeat(penalty[:, None], f, axis=1))], format="csr", dtype=np.float32)


def with_units(factors: Floats) -> Floats:
    """`[n + f, f]`: the products whose factors are the unit vectors come last."""
    return np.vstack([factors, np.eye(factors.shape[1], dtype=np.float32)])
