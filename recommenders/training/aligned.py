"""A model seen through the product rows of a training set."""

from dataclasses import replace
from typing import ClassVar, Self

import numpy as np

from recommenders.artifact import Artifact
from recommenders.history import History
from recommenders.id_index import IdIndex
from recommenders.recommender import Recommender
from recommenders.scores import NO_OPINION, Scores


class Aligned:
    """Asks a model that may know other products, or have them in other rows."""

    kind: ClassVar[str] = "aligned"

    def __init__(self, model: Recommender, products: IdIndex) -> None:
        self.products = products
        self._model = model
        self._row_there = model.products.rows_of(products)

    @classmethod
    def from_artifact(cls, artifact: Artifact) -> Self:
        """No artifact holds one."""
        raise NotImplementedError(f"{artifact.kind} is opened by its own class")

    def score(self, history: History) -> Scores:
        """The model's scores in our rows; no opinion of products that it does not know."""
        there = np.append(self._row_there, np.int32(-1))[history.products]
        scores = self._model.score(replace(history, products=there))
        return np.where(self._row_there >= 0, scores[self._row_there], NO_OPINION).astype(np.float32)


def aligned(model: Recommender, products: IdIndex) -> Recommender:
    """The model itself where it has these very rows."""
    return model if model.products == products else Aligned(model, products)
