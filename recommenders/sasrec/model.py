"""Serves SASRec with NumPy: the transformer over the last products, and of its last block only the last place.

Kang, W.-C., McAuley, J. (2018): Self-attentive sequential recommendation. In their letters, with the norms before the
layers:

    x_i = √d · e_i + p_i                                   product and place
    a   = x + softmax(Q Kᵀ / √d_h + mask) V W_o            Q, K, V from norm(x), a part per head
    x'  = a + relu(norm(a) W_1 + b_1) W_2 + b_2
    score(p) = e_p · norm(x'_last) + bias_p
"""

from typing import ClassVar, Self

import numpy as np
import numpy.typing as npt

from recommenders.artifact import Artifact
from recommenders.errors import ArtifactInvalid
from recommenders.history import History
from recommenders.id_index import Rows
from recommenders.scores import NO_OPINION, Scores
from recommenders.visit import liked_products

PLACE, EMBEDDINGS, BIAS, POSITIONS = "place", "embeddings", "bias", "positions"
ATTENTION, ATTENTION_BIAS = "attention", "attention_bias"
FEED_FORWARD, FEED_FORWARD_BIAS, NORM = "feed_forward", "feed_forward_bias", "norm"
EPSILON = 1e-6

Floats = npt.NDArray[np.float32]


class Sasrec:
    """The weights of a trained net."""

    kind: ClassVar[str] = "sasrec"

    def __init__(self, artifact: Artifact) -> None:
        artifact.expect_kind(self.kind)
        self.products = artifact.products
        n, n_blocks = int(artifact.scalar("n_dimensions")), int(artifact.scalar("n_blocks"))
        self._n_heads = int(artifact.scalar("n_heads"))
        self._max_products = int(artifact.scalar("max_products"))
        self._place: Rows = artifact.shaped(PLACE, len(self.products))
        self._seen = np.flatnonzero(self._place >= 0)
        if not np.array_equal(self._place[self._seen], np.arange(len(self._seen))):
            raise ArtifactInvalid("the places of sasrec do not count its products; train it again")
        self._embeddings: Floats = artifact.shaped(EMBEDDINGS, len(self._seen), n)
        self._bias: Floats = artifact.shaped(BIAS, len(self._seen))
        self._positions: Floats = artifact.shaped(POSITIONS, self._max_products, n)
        self._attention: Floats = artifact.shaped(ATTENTION, n_blocks, 4, n, n)
        self._attention_bias: Floats = artifact.shaped(ATTENTION_BIAS, n_blocks, 4, n)
        self._feed_forward: Floats = artifact.shaped(FEED_FORWARD, n_blocks, 2, n, n)
        self._feed_forward_bias: Floats = artifact.shaped(FEED_FORWARD_BIAS, n_blocks, 2, n)
        self._norm: Floats = artifact.shaped(NORM, 2 * n_blocks + 1, 2, n)
        self._n_blocks, self._n = n_blocks, n

    @classmethod
    def from_artifact(cls, artifact: Artifact) -> Self:
        """Open what training wrote."""
        return cls(artifact)

    def score(self, history: History) -> Scores:
        """How likely each product is the next one, as a logarithm up to a constant."""
        scores = np.full(len(self.products), NO_OPINION)
        places = self._place[liked_products(history)]
        places = places[places >= 0][-self._max_products :]
        if len(places):
            scores[self._seen] = self._embeddings @ self._query(places) + self._bias
        return scores

    def _query(self, places: Rows) -> Floats:
        x = np.float32(self._n**0.5) * self._embeddings[places] + self._positions[: len(places)]
        for block in range(self._n_blocks):
            # what the last block says of earlier places is asked by nobody
            asked = x[-1:] if block == self._n_blocks - 1 else x
            x = self._feed(self._attend(asked, x, block), block)
        return _normalized(x[-1], self._norm[-1])

    def _attend(self, asked: Floats, x: Floats, block: int) -> Floats:
        """What the last `len(asked)` places of `x` become by looking at those before."""
        weights, bias = self._attention[block], self._attention_bias[block]
        before = _normalized(x, self._norm[2 * block])
        query = self._divided(before[-len(asked) :] @ weights[0] + bias[0])
        key, value = (self._divided(before @ weights[i] + bias[i]) for i in (1, 2))
        closeness = query @ key.transpose(0, 2, 1) / np.float32(query.shape[-1] ** 0.5)
        if len(asked) > 1:
            closeness[:, *np.triu_indices(len(x), 1)] = -np.inf
        seen = _softmax(closeness) @ value
        attended: Floats = asked + seen.transpose(1, 0, 2).reshape(len(asked), self._n) @ weights[3] + bias[3]
        return attended

    def _feed(self, x: Floats, block: int) -> Floats:
        weights, bias = self._feed_forward[block], self._feed_forward_bias[block]
        inner = np.maximum(_normalized(x, self._norm[2 * block + 1]) @ weights[0] + bias[0], 0)
        fed: Floats = x + inner @ weights[1] + bias[1]
        return fed

    def _divided(self, x: Floats) -> Floats:
        """`[places, n]` as `[heads, places, n / heads]`."""
        return x.reshape(len(x), self._n_heads, -1).transpose(1, 0, 2)


def _normalized(x: Floats, gain_and_shift: Floats) -> Floats:
    centred = x - x.mean(axis=-1, keepdims=True)
    variance = np.square(centred).mean(axis=-1, keepdims=True)
    normalized: Floats = centred / np.sqrt(variance + np.float32(EPSILON)) * gain_and_shift[0] + gain_and_shift[1]
    return normalized


def _softmax(x: Floats) -> Floats:
    raised = np.exp(x - x.max(axis=-1, keepdims=True))
    shares: Floats = raised / raised.sum(axis=-1, keepdims=True)
    return shares
