"""A model that trains in a moment, and a table that names it; tests say how good it shall be, and when it breaks."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, ClassVar, Self

import numpy as np

from recommenders.artifact import Artifact
from recommenders.errors import ArtifactInvalid
from recommenders.history import History
from recommenders.id_index import IdIndex
from recommenders.model_table import ModelEntry
from recommenders.recommender import TrainingWatch
from recommenders.scores import NO_OPINION, Scores
from recommenders.training_set import TrainingSet


@dataclass(frozen=True, slots=True)
class TinyParameters:
    """What to score with.

    Attributes:
        skill: 1 gives every product its count of events, -1 turns the order round, 0 knows nothing.
        fails: raise this sentence instead of training.
        spoils: write NaN.
    """

    skill: float = 1.0
    fails: str = ""
    spoils: bool = False
    seed: int = 0


class Tiny:
    """Scores every product with what stands in the artifact."""

    kind: ClassVar[str] = "tiny"

    def __init__(self, products: IdIndex, scores: Scores) -> None:
        self.products = products
        self._scores = scores

    @classmethod
    def from_artifact(cls, artifact: Artifact) -> Self:
        scores = artifact.array("scores").astype(np.float32)
        if len(scores) != len(artifact.products):
            raise ArtifactInvalid("the scores are not those of the products")
        return cls(artifact.products, scores)

    def score(self, history: History) -> Scores:
        return np.where(self._scores == 0, NO_OPINION, self._scores)


def train(data: TrainingSet, parameters: TinyParameters, watch: TrainingWatch) -> Artifact:
    if parameters.fails:
        raise ValueError(parameters.fails)
    counts = np.bincount(data.interactions.product, minlength=len(data.products)).astype(np.float32)
    scores = np.full_like(counts, np.nan) if parameters.spoils else parameters.skill * counts
    watch.progress("tiny", 1, 1)
    return Artifact("tiny", data.products, {"scores": scores}, asdict(parameters))


@dataclass(frozen=True)
class TinyEntry(ModelEntry):
    """An entry of a table whose parts lie here; `class_` may stand for another class than `Tiny`."""

    trainer: Callable[..., Artifact] = train
    class_: type[Any] = Tiny

    def parameters_class(self) -> type[Any]:
        return TinyParameters

    def model_class(self) -> type[Any]:
        return self.class_

    def train_function(self, on_spark: bool = False) -> Any:
        return self.trainer


TINY = TinyEntry("tiny", "tests.recommenders.tiny_models", "Tiny", "purchases")


def tiny_artifact(value: float = 1.0, n_products: int = 3) -> Artifact:
    """One that gives every product the same score."""
    products = IdIndex(f"p{row}" for row in range(n_products))
    return Artifact("tiny", products, {"scores": np.full(n_products, value, dtype=np.float32)}, {"seed": 0})
