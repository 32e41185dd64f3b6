"""What a model answered to a trial: the best products of every case, in full ranking."""

import time
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from recommenders.evaluation.trial import Trial
from recommenders.history import History
from recommenders.id_index import Rows
from recommenders.recommender import Recommender
from recommenders.scores import NO_OPINION, Scores, best_rows


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """The lists of one model.

    Attributes:
        rows: `[n_cases, depth]` of the trial's products, best first, -1 where the model had nothing more to say.
        milliseconds: `[n_cases]`, how long each answer took.
    """

    rows: Rows
    milliseconds: npt.NDArray[np.float64]


class Questioner:
    """Puts the cases of a trial to a model that may know other products than the trial does."""

    def __init__(self, trial: Trial, model: Recommender) -> None:
        self._trial, self._model = trial, model
        self._is_same = model.products == trial.products
        self._row_in_model = model.products.rows_of(trial.products)
        self._is_known = self._row_in_model >= 0

    def answers(self, depth: int) -> Answers:
        """The best `depth` products of every case; of equal scores the smaller id comes first."""
        rows = np.full((len(self._trial), depth), -1, dtype=np.int32)
        milliseconds = np.empty(len(self._trial))
        for case, history in enumerate(self._trial.histories):
            asked = self._translated(history)
            start = time.perf_counter()
            scores = self._model.score(asked)
            milliseconds[case] = 1000 * (time.perf_counter() - start)
            best = best_rows(self._allowed(scores, case), depth)
            rows[case, : len(best)] = best
        return Answers(rows, milliseconds)

    def _translated(self, history: History) -> History:
        """The history with the model's rows."""
        if self._is_same:
            return history
        rows = np.append(self._row_in_model, np.int32(-1))[history.products]
        return replace(history, products=rows)

    def _allowed(self, scores: Scores, case: int) -> Scores:
        """The scores by the trial's rows, without what may not be recommended."""
        if self._is_same:
            mine = np.where(self._trial.eligible, scores, NO_OPINION)
        else:
            mine = np.full(len(self._trial.products), NO_OPINION, dtype=np.float32)
            kept = self._is_known & self._trial.eligible
            mine[kept] = scores[self._row_in_model[kept]]
        if self._trial.excluded:
            mine[self._trial.excluded[case]] = NO_OPINION
        return mine
