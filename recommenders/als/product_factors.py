"""The artifact of product factors, however they were learned, and factors for products that nobody touched yet."""

from dataclasses import asdict

import numpy as np
import numpy.typing as npt

from recommenders.als.parameters import AlsParameters
from recommenders.artifact import Array, Artifact
from recommenders.errors import TrainingRefused
from recommenders.training_set import TrainingSet

Floats = npt.NDArray[np.float32]
KIND = "als"
#: Products compared at once; bounds memory to 512 × n_products numbers.
CHUNK = 512


def pack_factors(
    data: TrainingSet, factors: Floats, learned: npt.NDArray[np.bool_], parameters: AlsParameters
) -> Artifact:
    """The artifact; rows of `factors` that are not `learned` are replaced by those of text neighbours, or by zeros.

    Raises:
        TrainingRefused: if factors are not finite.
    """
    if not np.isfinite(factors).all():
        raise TrainingRefused("the factors are not finite; lower alpha or raise regularization of als")
    factors = np.where(learned[:, None], factors, np.float32(0))
    arrays: dict[str, Array] = {"product_factors": factors, "gram": factors.T.astype(np.float64) @ factors}
    if data.facts.vectors is not None:
        _place_beside_neighbours(factors, learned, data.facts.vectors, parameters.n_text_neighbours)
    return Artifact(KIND, data.products, arrays, asdict(parameters), data_hash=data.data_hash)


def _place_beside_neighbours(
    factors: Floats, learned: npt.NDArray[np.bool_], vectors: Floats, n_neighbours: int
) -> None:
    """Give products without events the mean factors of the nearest `n_neighbours` products with events."""
    has_text = vectors.any(axis=1)
    known, unknown = np.flatnonzero(learned & has_text), np.flatnonzero(~learned & has_text)
    n_neighbours = min(n_neighbours, len(known))
    if not n_neighbours:
        return
    for start in range(0, len(unknown), CHUNK):
        rows = unknown[start : start + CHUNK]
        closeness = vectors[rows] @ vectors[known].T
        nearest = np.argpartition(-closeness, n_neighbours - 1, axis=1)[:, :n_neighbours]
        factors[rows] = factors[known[nearest]].mean(axis=1)
