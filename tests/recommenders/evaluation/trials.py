"""Small trials, and models that answer what they are told, for the tests of this folder."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Self

import numpy as np

from recommenders.artifact import Artifact
from recommenders.evaluation.trial import Trial
from recommenders.history import History
from recommenders.id_index import IdIndex, Rows
from recommenders.scores import NO_OPINION, Scores


class ScriptedModel:
    """Answers with lists by shopper key: the first product scores highest; others get no opinion."""

    kind: ClassVar[str] = "scripted"

    def __init__(self, products: IdIndex, lists: Mapping[str, Sequence[str]]) -> None:
        self.products, self.lists = products, lists
        self.asked: list[History] = []

    @classmethod
    def from_artifact(cls, artifact: Artifact) -> Self:
        return cls(artifact.products, {})

    def score(self, history: History) -> Scores:
        self.asked.append(history)
        scores = np.full(len(self.products), NO_OPINION, dtype=np.float32)
        for place, product in enumerate(self.lists.get(history.shopper or "", ())):
            scores[self.products.row_of[product]] = -place
        return scores


def rows(*values: int) -> Rows:
    return np.array(values, dtype=np.int32)


def history_of(shopper: str, *products: int) -> History:
    n = len(products)
    return History(
        products=rows(*products),
        weights=np.ones(n, dtype=np.float32),
        kinds=np.zeros(n, dtype=np.uint8),
        at=np.arange(n, dtype=np.int64),
        as_of=n,
        shopper=shopper,
    )


def trial_of(relevant: Sequence[Sequence[int]], n_products: int = 6, **more: Any) -> Trial:
    """Shoppers `s0`, `s1` …, products `p0`, `p1` …; even products are of category 0, odd ones of 1."""
    n_cases = len(relevant)
    given: dict[str, Any] = {
        "name": "a trial",
        "products": IdIndex(f"p{row}" for row in range(n_products)),
        "histories": [history_of(f"s{case}") for case in range(n_cases)],
        "relevant": [rows(*found) for found in relevant],
        "eligible": np.ones(n_products, dtype=np.bool_),
        "shopper": np.arange(n_cases),
        "category": np.arange(n_products, dtype=np.int32) % 2,
        "counts": np.arange(n_products, 0, -1).astype(np.float64),
    }
    return Trial(**(given | more))
