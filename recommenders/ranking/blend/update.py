"""Moves the blend a little between two trainings, by what shoppers opened of the lists they were really shown.

What the gate reads off the context stays as it was learned; its last bias b₂ is moved by Δ, a number for the places and
one for the strengths of each source. A list whose products have the scores s(Δ) and the gains g, summing to 1, costs

    −Σᵢ gᵢ log softmax(τ s(Δ) + β)ᵢ        β by the place of product i on the page

A product high on a page is opened for being there (Joachims 2005): β takes that, learned beside Δ (conditional logit,
McFadden 1974), and τ how sharply scores tell at all. Δ has the prior N(0, σ²) around the last whole training, however
often it was moved since, and ends at a bound.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.special import expit, logsumexp

from recommenders.artifact import Artifact
from recommenders.ranking.blend.model import Floats

Values = npt.NDArray[np.float64]
#: σ: about how far a source's weight may be off after a training, as the logarithm of a factor.
PRIOR = 0.2
#: Whatever is clicked, no weight leaves `e^±MAX_MOVE` times what was trained: log softplus is no steeper than 1.
MAX_MOVE = 0.5
#: Places from here on count as one: hardly anybody gets there.
N_PLACES = 12
#: Of β and log τ, around no preference and the sharpness that the gate was trained with.
_LOOSE, _SHARPNESS = 1.0, float(np.log(3.0))
#: Of an artifact that was moved: b₂ as it was trained.
TRAINED = "trained_b2"
#: An empty place on a page.
EMPTY = -1


@dataclass(frozen=True, slots=True, eq=False)
class JudgedLists:
    """Lists of which something was opened, padded to one length; oldest first.

    Attributes:
        shopper: `[n]` any number for each shopper.
        at: `[n]` when each was shown, seconds since the epoch.
        place: `[n, longest]` on the page, from 0; `EMPTY` where a shorter list has ended.
        raw: `[n, longest, 2 n_sources]` what the gate as it was trained says before the softplus.
        signals: `[n, longest, 2 n_sources]` places, then strengths.
        gains: `[n, longest]`, summing to 1 in each list.
    """

    shopper: npt.NDArray[np.int64]
    at: npt.NDArray[np.int64]
    place: npt.NDArray[np.int64]
    raw: Floats
    signals: Floats
    gains: Floats

    def __len__(self) -> int:
        return len(self.at)

    def where(self, kept: npt.NDArray[np.bool_]) -> "JudgedLists":
        """The marked ones."""
        return JudgedLists(*(getattr(self, name)[kept] for name in self.__slots__))


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """How lists are read.

    Attributes:
        move: `[2 n_sources]` Δ.
        place: `[N_PLACES]` β.
        sharpness: log τ.
    """

    move: Values
    place: Values
    sharpness: float

    @classmethod
    def unpacked(cls, values: Values) -> "Reading":
        """From one array, as the optimizer has it."""
        return cls(values[: -N_PLACES - 1], values[-N_PLACES - 1 : -1], float(values[-1]))

    def log_likelihoods(self, lists: JudgedLists) -> Values:
        """`[n]` of what was opened of each list; 0 is the highest."""
        return _read(self, lists)[0]


def learn(lists: JudgedLists) -> Reading:
    """Δ, β and τ."""
    n = lists.raw.shape[2]
    return _fitted(lists, np.zeros(n), [(-MAX_MOVE, MAX_MOVE)] * n)


def read_with(move: Values, lists: JudgedLists) -> Reading:
    """β and τ beside a given Δ."""
    return _fitted(lists, move, [(one, one) for one in move.tolist()])


def move_of(artifact: Artifact) -> Values:
    """`[2 n_sources]`: how far a blend was moved since its training; zeros where it never was."""
    move: Values = artifact.array("b2").astype(np.float64) - artifact.arrays.get(TRAINED, artifact.array("b2"))
    return move


def moved(artifact: Artifact, move: Values) -> Artifact:
    """A blend, moved so far from where its training left it."""
    trained = artifact.arrays.get(TRAINED, artifact.array("b2"))
    b2 = (trained + move).astype(np.float32)
    return replace(artifact, arrays={**artifact.arrays, "b2": b2, TRAINED: trained}, version="", created_at="")


def _fitted(lists: JudgedLists, move: Values, bounds: list[tuple[float, float]]) -> Reading:
    start = np.concatenate([move, np.zeros(N_PLACES), [_SHARPNESS]])
    loose: list[tuple[float | None, float | None]] = [(None, None)] * (N_PLACES + 1)
    found: Any = minimize(_cost, start, args=(lists,), jac=True, method="L-BFGS-B", bounds=[*bounds, *loose])
    return Reading.unpacked(found.x)


def _cost(values: Values, lists: JudgedLists) -> tuple[float, Values]:
    """What is minimized, and its gradient: the lists' costs and the priors'."""
    reading = Reading.unpacked(values)
    likelihoods, error, scores, slopes = _read(reading, lists)
    sharp = np.exp(reading.sharpness)
    place = np.bincount(_by_place(lists).ravel(), error.ravel(), N_PLACES)
    gradient = [np.einsum("lp,lpw->w", error * sharp, slopes), place, [float((error * scores).sum() * sharp)]]
    spread = np.concatenate([np.full(len(reading.move), PRIOR), np.full(N_PLACES + 1, _LOOSE)])
    off = np.concatenate([reading.move, reading.place, [reading.sharpness - _SHARPNESS]]) / spread
    return float(-likelihoods.sum() + 0.5 * off @ off), np.concatenate(gradient) + off / spread


def _read(reading: Reading, lists: JudgedLists) -> tuple[Values, Values, Values, Values]:
    """Likelihoods `[n]`; shares expected less gains `[n, longest]`; scores; their slopes by Δ `[n, longest, 2 s]`."""
    raw = lists.raw.astype(np.float64) + reading.move
    scores = (np.logaddexp(0.0, raw) * lists.signals).sum(axis=2)
    logits = np.exp(reading.sharpness) * scores + reading.place[_by_place(lists)]
    logits[lists.place == EMPTY] = -np.inf
    log_shares = logits - logsumexp(logits, axis=1, keepdims=True)
    told = np.where(lists.gains > 0, log_shares, 0.0)
    return (lists.gains * told).sum(axis=1), np.exp(log_shares) - lists.gains, scores, expit(raw) * lists.signals


def _by_place(lists: JudgedLists) -> npt.NDArray[np.int64]:
    places: npt.NDArray[np.int64] = np.clip(lists.place, 0, N_PLACES - 1)
    return places
