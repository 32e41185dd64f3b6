"""Finds the product of a shopper's history that a suggestion follows from, so that the reason given is the true one."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from catalog.candidate import Evidence
from events.vocabulary import PURCHASE
from recommenders.id_index import Rows
from recommenders.ranking.taste import Taste
from recommenders.scores import Scores

#: Sources that speak of pairs of products: what they say of one product of the history alone is the cause.
OF_PAIRS = ("item_neighbours", "content", "session_neighbours")
#: The latest products of a history that may be a cause.
N_REMEMBERED = 6


@dataclass(eq=False)
class Causes:
    """The causes of one shopper's suggestions."""

    taste: Taste

    def explained(self, product_id: str, evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        """The evidence of a product, each signal with its cause where it has one."""
        row = self.taste.serving.products.row_of.get(product_id)
        if row is None or not len(self._remembered):
            return evidence
        return tuple(replace(one, because=self._because(one.signal, row)) for one in evidence)

    def _because(self, signal: str, row: int) -> str | None:
        products = self.taste.serving.products
        if signal == "repeat_purchase":
            return products[row] if row in self._bought else None
        if signal not in OF_PAIRS or signal not in self.taste.answers:
            return None
        said = np.array([answer[row] for answer in self._alone(signal)])
        said[self._remembered == row] = -np.inf
        best = int(np.argmax(said))
        return products[int(self._remembered[best])] if np.isfinite(said[best]) and said[best] > 0 else None

    @cached_property
    def _bought(self) -> frozenset[int]:
        history = self.taste.history
        return frozenset(history.products[history.kinds == PURCHASE].tolist())

    @cached_property
    def _remembered(self) -> Rows:
        """Rows of the latest products that the shopper liked, the newest first."""
        history = self.taste.history
        liked = history.products[(history.weights > 0) & (history.products >= 0)][::-1]
        _, first = np.unique(liked, return_index=True)
        return liked[np.sort(first)[:N_REMEMBERED]]

    def _alone(self, source: str) -> list[Scores]:
        """The source's answers to each of the remembered products alone."""
        if source not in self._answers:
            self._answers[source] = [
                self.taste.serving.ask_one(source, self.taste.only(int(row))) for row in self._remembered
            ]
        return self._answers[source]

    @cached_property
    def _answers(self) -> dict[str, list[Scores]]:
        return {}
