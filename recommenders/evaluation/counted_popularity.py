"""The floor that no report goes without: what most shoppers took to, the same for everybody."""

from typing import ClassVar, Self

import numpy as np

from recommenders.artifact import Artifact
from recommenders.evaluation.trial import Trial
from recommenders.history import History
from recommenders.id_index import IdIndex
from recommenders.scores import NO_OPINION, Scores


class CountedPopularity:
    """Products by the number of shoppers who took to them; none for products that nobody took to."""

    kind: ClassVar[str] = "popularity"

    def __init__(self, products: IdIndex, counts: Scores) -> None:
        self.products = products
        self._scores = np.where(counts > 0, counts, NO_OPINION).astype(np.float32)

    @classmethod
    def of_trial(cls, trial: Trial) -> Self:
        """From what the trial says was taken to before."""
        return cls(trial.products, trial.counts.astype(np.float32))

    @classmethod
    def from_artifact(cls, artifact: Artifact) -> Self:
        """From counts that were kept."""
        return cls(artifact.products, artifact.array("counts"))

    def score(self, history: History) -> Scores:
        """The counts."""
        return self._scores.copy()
