"""What the ranker is asked: who, when, which candidates, and what every source says of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

import numpy as np
import numpy.typing as npt

from recommenders.history import History
from recommenders.id_index import Rows
from recommenders.scores import NO_OPINION, Scores

Floats = npt.NDArray[np.float32]
#: One group's columns: name → `[n_candidates]`, or one number for all of them. NaN where unknown.
Columns = dict[str, Floats | float]


@dataclass(frozen=True, slots=True, eq=False)
class Circumstances:
    """What the page knows beyond history and candidates; all may be missing.

    Attributes:
        device: `desktop`, `mobile` or `tablet`.
        locale: BCP 47, such as `en-GB`.
        query_match: `[n_candidates]` how well each fits the words that were said, 0..1; None without words.
        position: `[n_candidates]` place from 1 at which each was shown; None where nothing was shown yet.
    """

    device: str | None = None
    locale: str | None = None
    query_match: Floats | None = None
    position: Floats | None = None


NOTHING_ELSE = Circumstances()


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """One list to be ordered.

    Attributes:
        history: of the shopper as of the moment, with rows of the product facts that the features are made over.
        rows: `[n_candidates]` of the same index.
        scores: source → `[n_candidates]`; `NO_OPINION` where it has none, absent where it was not asked.
        circumstances: device, locale, words.
    """

    history: History
    rows: Rows
    scores: Mapping[str, Scores] = field(default_factory=dict)
    circumstances: Circumstances = NOTHING_ELSE

    @classmethod
    def of(
        cls, history: History, rows: Rows, answers: Mapping[str, Scores], circumstances: Circumstances = NOTHING_ELSE
    ) -> Self:
        """From the sources' answers, each `[n_products]`."""
        return cls(history, rows, {name: answer[rows] for name, answer in answers.items()}, circumstances)

    def scores_of(self, source: str) -> Floats:
        """`[n_candidates]`, NaN where the source has no opinion or was not asked."""
        scores = self.scores.get(source)
        if scores is None:
            return np.full(len(self.rows), np.nan, dtype=np.float32)
        known: Floats = np.where(scores > NO_OPINION, scores, np.float32(np.nan)).astype(np.float32)
        return known
