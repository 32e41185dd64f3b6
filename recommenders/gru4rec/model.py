"""Serves GRU4Rec with NumPy: one recurrent step per click, and the state after it is kept for the next one.

Cho, K. et al. (2014), in the form of Keras (`reset_after=True`):

    z, r = σ(x W_zr + b_zr + h U_zr + c_zr)      update and reset gate
    ĥ    = tanh(x W_h + b_h + r ⊙ (h U_h + c_h))
    h'   = z ⊙ h + (1 − z) ⊙ ĥ
    score(p) = e_p · (h' V + s · x) + bias_p       e_p: embedding of p; x: that of the last click
"""

from typing import ClassVar, Self

import numpy as np
import numpy.typing as npt

from recommenders.artifact import Artifact
from recommenders.errors import ArtifactInvalid
from recommenders.gru4rec.state_cache import StateCache
from recommenders.history import History
from recommenders.id_index import Rows
from recommenders.scores import NO_OPINION, Scores
from recommenders.visit import visited

PLACE, EMBEDDINGS, BIAS, LAST_SCALE = "place", "embeddings", "bias", "last_scale"
INPUT, RECURRENT, GATE_BIAS, OUTPUT = "input", "recurrent", "gate_bias", "output"
#: Of a longer visit only the end is read. Fifty steps take less than a millisecond.
MAX_CLICKS = 50
#: Visits that go on at the same time; a state is as large as the layer: half a kilobyte.
N_STATES = 10_000

Floats = npt.NDArray[np.float32]


class Gru4rec:
    """The weights of a trained net, and the states of the visits that go on."""

    kind: ClassVar[str] = "gru4rec"

    def __init__(self, artifact: Artifact) -> None:
        artifact.expect_kind(self.kind)
        self.products = artifact.products
        n_units = int(artifact.scalar("n_units"))
        self._place: Rows = artifact.shaped(PLACE, len(self.products))
        n_seen = int(np.count_nonzero(self._place >= 0))
        self._seen = np.flatnonzero(self._place >= 0)
        if not np.array_equal(self._place[self._seen], np.arange(n_seen)):
            raise ArtifactInvalid("the places of gru4rec do not count its products; train it again")
        self._embeddings: Floats = artifact.shaped(EMBEDDINGS, n_seen, n_units)
        self._bias: Floats = artifact.shaped(BIAS, n_seen)
        self._input: Floats = artifact.shaped(INPUT, n_units, 3 * n_units)
        self._recurrent: Floats = artifact.shaped(RECURRENT, n_units, 3 * n_units)
        self._gate_bias: Floats = artifact.shaped(GATE_BIAS, 2, 3 * n_units)
        self._output: Floats = artifact.shaped(OUTPUT, n_units, n_units)
        self._last_scale = float(artifact.shaped(LAST_SCALE, 1)[0])
        self._n_units = n_units
        self._states = StateCache(N_STATES)

    @classmethod
    def from_artifact(cls, artifact: Artifact) -> Self:
        """Open what training wrote."""
        return cls(artifact)

    def score(self, history: History) -> Scores:
        """How likely each product is the next click, as a logarithm up to a constant."""
        scores = np.full(len(self.products), NO_OPINION)
        places = self._place[visited(history, MAX_CLICKS)]
        places = places[places >= 0]
        if len(places):
            scores[self._seen] = self._embeddings @ self._query(places) + self._bias
        return scores

    def _query(self, places: Rows) -> Floats:
        state = self._state_after(places)
        query: Floats = state @ self._output + self._last_scale * self._embeddings[places[-1]]
        return query

    def _state_after(self, places: Rows) -> Floats:
        """From the longest beginning of the visit whose state is still kept."""
        n_known, state = self._states.longest(places)
        if state is None:
            state = np.zeros(self._n_units, dtype=np.float32)
        for place in places[n_known:]:
            state = self._step(self._embeddings[place], state)
        self._states.keep(places, state)
        return state

    def _step(self, x: Floats, state: Floats) -> Floats:
        n = self._n_units
        from_click = x @ self._input + self._gate_bias[0]
        from_state = state @ self._recurrent + self._gate_bias[1]
        gates = 1 / (1 + np.exp(-np.clip(from_click[: 2 * n] + from_state[: 2 * n], -40, 40)))
        update, reset = gates[:n], gates[n:]
        proposed = np.tanh(from_click[2 * n :] + reset * from_state[2 * n :])
        after: Floats = update * state + (1 - update) * proposed
        return after
