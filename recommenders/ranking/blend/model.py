"""Scores candidates by a mixture of all sources, whose weights a small gate network reads off the context."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Self

import numpy as np
import numpy.typing as npt

from recommenders.artifact import Artifact
from recommenders.errors import ArtifactInvalid
from recommenders.history import History
from recommenders.id_index import IdIndex, Rows
from recommenders.ranking.context import CONTEXT_FEATURES, context_of
from recommenders.ranking.signals import Signals
from recommenders.scores import Scores

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Blended:
    """The answer of the blend.

    Attributes:
        scores: `[n_candidates]`, higher is better.
        shares: `[n_sources, n_candidates]`: what each source added to each score; they sum to it.
    """

    scores: Scores
    shares: Floats


class Blend:
    """score = Σ over sources of w(context) · (place, strength), with w = softplus(W₂ tanh(W₁ context + b₁) + b₂)."""

    kind: ClassVar[str] = "blend"

    def __init__(self, products: IdIndex, sources: tuple[str, ...], gate: "Gate", counts: "ProductCounts") -> None:
        self.products = products
        self.sources = sources
        self.repeat_shares = counts.repeat_shares
        self._events = counts.events
        self._gate = gate

    @classmethod
    def from_artifact(cls, artifact: Artifact) -> Self:
        """Open what training wrote.

        Raises:
            ArtifactInvalid: if arrays are missing or do not fit together.
        """
        artifact.expect_kind(cls.kind)
        if tuple(artifact.parameters.get("context", ())) != CONTEXT_FEATURES:
            raise ArtifactInvalid("the blend was trained on another context; train it again")
        sources = tuple(artifact.parameters.get("sources", ()))
        gate = Gate(*(artifact.array(name).astype(np.float32) for name in ("w1", "b1", "w2", "b2")))
        counts = ProductCounts.from_artifact(artifact)
        if gate.w1.shape[0] != len(CONTEXT_FEATURES) or gate.w2.shape != (gate.w1.shape[1], 2 * len(sources)):
            raise ArtifactInvalid(
                f"the blend's gate does not fit {len(sources)} sources: {gate.w1.shape}, {gate.w2.shape}"
            )
        return cls(artifact.products, sources, gate, counts)

    def blend(self, signals: Signals, history: History, rows: Rows, query_strength: float = 0.0) -> Blended:
        """Mix what the sources say of candidates.

        Args:
            signals: of `self.sources`, in that order.
            history: of the shopper.
            rows: `[n_candidates]` rows of `self.products`, -1 for products unknown at training.
            query_strength: 0 without a query.
        """
        weights = softplus(self.raw_weights(history, rows, query_strength))
        n_sources = len(self.sources)
        shares = weights[:, :n_sources].T * signals.places + weights[:, n_sources:].T * signals.strengths
        return Blended(shares.sum(axis=0).astype(np.float32), shares)

    def raw_weights(self, history: History, rows: Rows, query_strength: float = 0.0) -> Floats:
        """`[n_candidates, 2 n_sources]`, whose softplus weighs the places of all sources, then their strengths."""
        known = rows >= 0
        events = np.where(known, self._events[np.where(known, rows, 0)], 0.0).astype(np.float32)
        return self._gate.raw_weights(context_of(history, query_strength, events))


@dataclass(frozen=True, slots=True, eq=False)
class ProductCounts:
    """What was counted in the training window.

    Attributes:
        events: `[n_products]` of each product.
        repeat_shares: category path → share of its purchases that were made anew; "" for products without one.
    """

    events: Floats
    repeat_shares: Mapping[str, float]

    @classmethod
    def from_artifact(cls, artifact: Artifact) -> Self:
        """Open what training wrote."""
        names = [name.decode() for name in artifact.array("repeat_categories").tolist()]
        shares = artifact.shaped("repeat_shares", len(names))
        events = artifact.shaped("product_events", len(artifact.products)).astype(np.float32)
        return cls(events, dict(zip(names, shares.tolist(), strict=True)))


@dataclass(frozen=True, slots=True, eq=False)
class Gate:
    """The gate network: `w1 [n_context, n_hidden], b1 [n_hidden], w2 [n_hidden, 2 n_sources], b2 [2 n_sources]`."""

    w1: Floats
    b1: Floats
    w2: Floats
    b2: Floats

    def raw_weights(self, context: Floats) -> Floats:
        """`[n_candidates, 2 n_sources]`: for the places of all sources, then for their strengths."""
        raw: Floats = np.tanh(context @ self.w1 + self.b1) @ self.w2 + self.b2
        return raw


def softplus(raw: Floats) -> Floats:
    """`log(1 + exp(raw))`: no weight is negative."""
    weights: Floats = np.logaddexp(0.0, raw).astype(np.float32)
    return weights
