"""Finds the product of a shopper's history that a suggestion follows from, so that the reason given is the true one."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from catalog.candidate import Evidence
from events.vocabulary import PURCHASE
from recommenders.id_index import Rows
from recommenders.ranking.taste import Taste
from recommenders.scores import Scores

#: Sources that can be asked about one product of the history alone: the one that speaks loudest for a suggestion is its
#: cause. Models of taste are asked through ALS, which folds one product in as well as many.
ASKED: Mapping[str, str] = {
    "item_neighbours": "item_neighbours",
    "content": "content",
    "session_neighbours": "session_neighbours",
    "als": "als",
    "matrix_factorization": "als",
    "sasrec": "als",
}
REPEATS = "repeat_purchase"
HAVE_CAUSES = frozenset({REPEATS, *ASKED})
#: The latest products of a history that may be a cause.
N_REMEMBERED = 2


@dataclass(eq=False)
class Causes:
    """The causes of one shopper's suggestions."""

    taste: Taste

    def explained(self, product_id: str, evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        """The evidence of a product, strongest first as it was given; the first signal that can have a cause has it."""
        row = self.taste.serving.products.row_of.get(product_id)
        if row is None or not len(self._remembered):
            return evidence
        told = [replace(one, signal=self._truly(one.signal, row)) for one in evidence]
        strongest = next((place for place, one in enumerate(told) if one.signal in HAVE_CAUSES), None)
        if strongest is not None:
            told[strongest] = replace(told[strongest], because=self._because(told[strongest].signal, row))
        return tuple(told)

    def _truly(self, signal: str, row: int) -> str:
        """What a shopper never bought, the model of repeats ranks by what is in demand."""
        return "popularity" if signal == REPEATS and row not in self._bought else signal

    def _because(self, signal: str, row: int) -> str | None:
        products = self.taste.serving.products
        if signal == REPEATS:
            return products[row]
        asked = ASKED[signal]
        if asked not in self.taste.answers:
            return None
        said = np.array([answer[row] for answer in self._alone(asked)])
        said[self._remembered == row] = -np.inf
        best = int(np.argmax(said))
        return products[int(self._remembered[best])] if np.isfinite(said[best]) and said[best] > 0 else None

    @cached_property
    def _bought(self) -> frozenset[int]:
        history = self.taste.history
        return frozenset(history.products[history.kinds == PURCHASE].tolist())

    @cached_property
    def _remembered(self) -> Rows:
        """Rows of the latest products that the shopper liked to the last, the newest first: nothing that came back."""
        history = self.taste.history
        newest_first = history.products[::-1]
        _, last = np.unique(newest_first, return_index=True)
        last = np.sort(last)
        is_liked = (history.weights[::-1][last] > 0) & (newest_first[last] >= 0)
        return newest_first[last[is_liked]][:N_REMEMBERED]

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
