"""Scores products by the visits most like this one.

Ludewig, M., Jannach, D. (2018): Evaluation of session-based recommendation algorithms (V-SkNN). In their letters:

    s    the visit that goes on, c a past visit
    w(q) 1 for the last click of s, 1/2 for the one before, 1/3 …
    sim(s, c) = v(c) · Σ_{q ∈ s ∩ c} w(q) · idf(q)^ρ        v(c): a constant of the past visit, from training
    score(p)  = (1 + γ · idf(p) / max idf) · Σ_{c ∈ N(s), p ∈ c} sim(s, c)      N(s): the k most similar
"""

from typing import ClassVar, Self

import numpy as np
import numpy.typing as npt

from recommenders.artifact import Artifact
from recommenders.errors import ArtifactInvalid
from recommenders.history import History
from recommenders.id_index import Rows
from recommenders.scores import NO_OPINION, Scores
from recommenders.visit import visited

VISIT_STARTS, VISIT_PRODUCTS, VISIT_WEIGHT = "visit_starts", "visit_products", "visit_weight"
PRODUCT_STARTS, PRODUCT_VISITS = "product_starts", "product_visits"
IDF = "idf"

Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]


class SessionNeighbours:
    """Past visits, looked up by product; see the module for the formula."""

    kind: ClassVar[str] = "session_neighbours"

    def __init__(self, artifact: Artifact) -> None:
        artifact.expect_kind(self.kind)
        self.products = artifact.products
        n_products = len(self.products)
        self._visit_weight: Floats = artifact.shaped(VISIT_WEIGHT, -1)
        n_visits = len(self._visit_weight)
        self._visit_starts: Numbers = artifact.shaped(VISIT_STARTS, n_visits + 1)
        self._visit_products: Rows = artifact.shaped(VISIT_PRODUCTS, int(self._visit_starts[-1]))
        self._product_starts: Numbers = artifact.shaped(PRODUCT_STARTS, n_products + 1)
        self._product_visits: Rows = artifact.shaped(PRODUCT_VISITS, int(self._product_starts[-1]))
        _refuse_strangers(self._visit_products, n_products, "products")
        _refuse_strangers(self._product_visits, n_visits, "visits")
        idf: Floats = artifact.shaped(IDF, n_products)
        self._rarity = idf ** artifact.scalar("rarity")
        self._vote = 1 + artifact.scalar("vote_rarity") * idf / max(float(idf.max(initial=0)), 1e-6)
        self._n_neighbours = int(artifact.scalar("n_neighbours"))
        self._max_products = int(artifact.scalar("max_products"))

    @classmethod
    def from_artifact(cls, artifact: Artifact) -> Self:
        """Open what training wrote."""
        return cls(artifact)

    def score(self, history: History) -> Scores:
        """The votes of the most similar visits; products that none of them had get no score."""
        visits, similarity = self._neighbours(visited(history, self._max_products))
        products, place = _slices(self._visit_products, self._visit_starts, visits)
        votes = np.bincount(products, similarity[place], minlength=len(self.products))
        return np.where(votes > 0, votes * self._vote, NO_OPINION).astype(np.float32)

    def _neighbours(self, clicked: Rows) -> tuple[Numbers, Floats]:
        """The most similar past visits, of equal ones the latest; and how similar each is."""
        distinct, weights = _latest_first(clicked)
        visits, place = _slices(self._product_visits, self._product_starts, distinct)
        candidates, similarity = _summed(visits, place, weights * self._rarity[distinct])
        similarity = similarity * self._visit_weight[candidates]
        best = _largest(similarity, self._n_neighbours)
        return candidates[best], similarity[best]


def _latest_first(clicked: Rows) -> tuple[Rows, Floats]:
    """Distinct products, the last click first, each weighing 1 / (clicks since then + 1)."""
    distinct, first = np.unique(clicked[::-1], return_index=True)
    order = np.argsort(first)
    return distinct[order], (1 / (first[order] + 1)).astype(np.float32)


def _slices(values: Rows, starts: Numbers, rows: npt.NDArray[np.integer]) -> tuple[Rows, Numbers]:
    """`values[starts[r]:starts[r + 1]]` of all rows one after another, and which of the rows each value is from."""
    begin = starts[rows]
    lengths = starts[rows + 1] - begin
    place = np.repeat(np.arange(len(rows)), lengths)
    before = np.cumsum(lengths) - lengths
    return values[np.arange(len(place)) + (begin - before)[place]], place


def _summed(visits: Rows, place: Numbers, weights: Floats) -> tuple[Numbers, Floats]:
    """Distinct visits, ascending, with the weights of their places summed."""
    if not len(visits):
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
    # sorting one number that holds both is several times faster than sorting one by the other
    n_places = len(weights)
    both = np.sort(visits.astype(np.int64) * n_places + place)
    visit = both // n_places
    starts = np.flatnonzero(np.diff(visit, prepend=-1))
    return visit[starts], np.add.reduceat(weights[both % n_places], starts)


def _largest(values: Floats, limit: int) -> Numbers:
    """Where the `limit` largest are; of equal ones the last."""
    if len(values) <= limit:
        return np.arange(len(values))
    bar = np.partition(values, len(values) - limit)[len(values) - limit]
    above = np.flatnonzero(values > bar)
    return np.append(above, np.flatnonzero(values == bar)[len(above) - limit :])


def _refuse_strangers(rows: Rows, n_rows: int, what: str) -> None:
    if len(rows) and not (rows.min() >= 0 and rows.max() < n_rows):
        raise ArtifactInvalid(
            f"session_neighbours points to {what} beyond its {n_rows:,}: rows {rows.min()}–{rows.max()}"
        )
