"""What all sources together say of one shopper, ready to be read at any products."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from recommenders.history import History
from recommenders.id_index import Rows
from recommenders.ranking.features.question import Circumstances, Question
from recommenders.ranking.serving_set import ServingSet
from recommenders.ranking.signals import Signals
from recommenders.scores import Scores, head_rows

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Judgement:
    """What is thought of candidates.

    Attributes:
        scores: `[n_candidates]`, higher is better, comparable within the list only.
        sources: names.
        shares: `[n_sources, n_candidates]` what each source says for each candidate, none negative; 0 throughout for a
            candidate of which no source has an opinion.
    """

    scores: Floats
    sources: tuple[str, ...]
    shares: Floats

    def among(self, places: npt.NDArray[np.intp]) -> "Judgement":
        """The same of some of the candidates."""
        return Judgement(self.scores[places], self.sources, self.shares[:, places])


@dataclass(frozen=True, slots=True, eq=False)
class Taste:
    """One shopper at one moment.

    Attributes:
        serving: the catalog and the models that were asked.
        history: with rows of `serving.products`.
        answers: source → `[n_products]`.
    """

    serving: ServingSet
    history: History
    answers: Mapping[str, Scores]

    def only(self, row: int) -> History:
        """A history of one event: the latest that the shopper liked of this product, in the visit that goes on."""
        history = self.history
        last = np.flatnonzero((history.products == row) & (history.weights > 0))[-1:]
        return History(
            products=history.products[last],
            weights=history.weights[last],
            kinds=history.kinds[last],
            at=history.at[last],
            as_of=history.as_of,
            n_session=1,
        )

    @property
    def has_opinion(self) -> bool:
        """Whether any source says anything."""
        return any(np.isfinite(answer).any() for answer in self.answers.values())

    def heads(self, per_source: int, may_be_shown: npt.NDArray[np.bool_]) -> Rows:
        """The heads of all sources' lists, each product once, ascending."""
        return head_rows(self.answers.values(), per_source, may_be_shown)

    def judge(
        self, rows: Rows, query_strength: float, circumstances: Circumstances, with_lambdarank: bool = True
    ) -> Judgement:
        """Put candidates into this shopper's order; LambdaRank has the last word where it was trained and is asked."""
        sources, shares = self._shares(rows, query_strength)
        question = Question.of(self.history, rows, self.answers, circumstances)
        scores = self.serving.ordered(question) if with_lambdarank else None
        return Judgement(shares.sum(axis=0) if scores is None else scores, sources, shares)

    def _shares(self, rows: Rows, query_strength: float) -> tuple[tuple[str, ...], Floats]:
        """The sources and what each adds to the score of each candidate, `[n_sources, n_candidates]`."""
        blend = self.serving.blend
        if blend is None:
            signals = Signals.of(self.answers, rows, self.serving.sources)
            shares: Floats = (signals.places + signals.strengths) / np.float32(max(2 * len(signals.sources), 1))
            return signals.sources, shares
        signals = Signals.of(self.answers, rows, blend.sources)
        blended = blend.blend(signals, self.history, self.serving.blend_rows[rows], query_strength)
        return signals.sources, blended.shares
