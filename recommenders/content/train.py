"""Takes over the catalog's text embeddings, in a smaller form."""

from dataclasses import asdict

import numpy as np
import numpy.typing as npt

from recommenders.artifact import Artifact
from recommenders.content.model import VECTORS, Content
from recommenders.content.parameters import ContentParameters
from recommenders.errors import TrainingRefused
from recommenders.recommender import TrainingWatch
from recommenders.training_set import TrainingSet

Floats = npt.NDArray[np.float32]


def train(data: TrainingSet, parameters: ContentParameters, watch: TrainingWatch) -> Artifact:
    """Keep the products' vectors as half-precision numbers, reduced where that is asked for.

    Metrics: `described_share` of the products have a vector; `kept_variance` of the vectors survives the reduction.

    Raises:
        TrainingRefused: if the catalog's texts were not embedded.
    """
    vectors = data.facts.vectors
    if vectors is None:
        raise TrainingRefused("content needs the products' text embeddings; train it with an encoder and a catalog")
    described = vectors.any(axis=1)
    if not described.any():
        raise TrainingRefused(f"content needs text embeddings, and none of the {len(vectors)} products has one")
    reduced, kept_variance = _reduced(_unit(vectors), parameters.n_dimensions)
    watch.progress("content", len(vectors), len(vectors))
    return Artifact(
        kind=Content.kind,
        products=data.products,
        arrays={VECTORS: _unit(reduced).astype(np.float16)},
        parameters=asdict(parameters),
        metrics={"described_share": float(described.mean()), "kept_variance": kept_variance},
        data_hash=data.data_hash,
        window=data.window,
    )


def _reduced(vectors: Floats, n_dimensions: int) -> tuple[Floats, float]:
    """The vectors along the directions in which they differ most, not centred, so that products keep their angles."""
    if not 0 < n_dimensions < vectors.shape[1]:
        return vectors, 1.0
    sizes, directions = np.linalg.eigh(vectors.T.astype(np.float64) @ vectors)
    kept = directions[:, ::-1][:, :n_dimensions]
    # a direction's sign is free: make its largest entry positive, so that every machine finds the same vectors
    kept = kept * np.sign(kept[np.abs(kept).argmax(axis=0), np.arange(n_dimensions)])
    return (vectors @ kept).astype(np.float32), float(sizes[::-1][:n_dimensions].sum() / sizes.sum())


def _unit(vectors: Floats) -> Floats:
    """Rows of length one; rows of zeros stay."""
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Floats = np.divide(vectors, length, out=np.zeros_like(vectors), where=length > 1e-6)
    return unit
