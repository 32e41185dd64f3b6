"""Lists whose outcome is known: what LambdaRank learns from."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from recommenders.ranking.features.question import Floats, Question
from recommenders.training_set import TrainingSet

#: Gains up to these are grades 1 and 2 (a view; a wish or a cart), more is grade 3 (a purchase).
GRADE_ENDS = (0.25, 0.75)


@dataclass(frozen=True, slots=True, eq=False)
class LabelledList:
    """One list.

    Attributes:
        question: as it could have been asked then; its circumstances hold the positions if it was shown.
        gains: `[n_candidates]` weight of what the shopper did with each afterwards, 0 for nothing.
    """

    question: Question
    gains: Floats

    @property
    def grades(self) -> npt.NDArray[np.int8]:
        """`[n_candidates]` 0 to 3; LightGBM's gain of a grade is `2^grade - 1`."""
        grades = np.searchsorted(GRADE_ENDS, self.gains, side="left") + 1
        return np.where(self.gains > 0, grades, 0).astype(np.int8)

    @property
    def teaches(self) -> bool:
        """Whether some candidate should stand above another."""
        grades = self.grades
        return bool(len(grades)) and int(grades.max()) > int(grades.min())


@dataclass(frozen=True, slots=True, eq=False)
class RankingWindow:
    """Lists of one time, and what was known at its beginning; questions have rows of `known.products`."""

    known: TrainingSet
    lists: Sequence[LabelledList]


@dataclass(frozen=True, slots=True, eq=False)
class LambdaRankData:
    """What a training takes.

    Attributes:
        sources: whose scores are features, in order.
        windows: to learn from.
        known: everything known now; what sold when is served as of its end.
    """

    sources: tuple[str, ...]
    windows: Sequence[RankingWindow]
    known: TrainingSet
