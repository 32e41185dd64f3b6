"""What every model can do when it serves, and what every training gives and takes."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Protocol, Self

from recommenders.artifact import Artifact
from recommenders.history import History
from recommenders.id_index import IdIndex
from recommenders.scores import Scores


class Recommender(Protocol):
    """A trained model that serves with NumPy alone; safe to share between threads."""

    kind: ClassVar[str]
    products: IdIndex

    @classmethod
    def from_artifact(cls, artifact: Artifact) -> Self:
        """Open what training wrote.

        Raises:
            ArtifactInvalid: if arrays are missing, do not fit together or are not finite.
        """
        ...

    def score(self, history: History) -> Scores:
        """One score per product row, `NO_OPINION` where the model has none; never NaN.

        `history.products` are rows of `self.products`, -1 for products the model does not know. Products of the history
        are scored like any other: what may be shown is decided by the rules of `ranking`.
        """
        ...


def ignore_progress(what: str, done: int, total: int) -> None:
    """The progress of a training that nobody watches."""


@dataclass(frozen=True, slots=True)
class TrainingWatch:
    """How a training is followed.

    Attributes:
        progress: called with `(what, done, total)` as it goes on.
        log_folder: where TensorBoard's event files go; none are written without.
    """

    progress: Callable[[str, int, int], None] = ignore_progress
    log_folder: Path | None = None


#: `train(data, parameters, watch) → Artifact`; `parameters` is the model's own frozen dataclass, seed included. Models
#: that start warm take the artifact to begin from as well.
Train = Callable[..., Artifact]
