"""Puts a list into an order that is both good and varied: maximal marginal relevance (Carbonell, Goldstein 1998)."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
#: For every place of the head, so many candidates are looked at.
POOL_PER_PLACE = 4


@dataclass(frozen=True, slots=True)
class DiversitySettings:
    """How varied the head of a list is.

    Attributes:
        relevance: λ of the paper: 1 keeps the order, 0 looks at variety alone.
        head: how many places are chosen this way; the rest follow as they were.
        max_per_brand: of one brand among the head, where other brands are left; 0 for no cap.
    """

    relevance: float = 0.8
    head: int = 10
    max_per_brand: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Likeness:
    """What tells how alike candidates are; all arrays are `[n_candidates]`.

    Attributes:
        category: the same number for the same category, -1 for none.
        brand: the same number for the same brand, -1 for none.
        vectors: `[n_candidates, n_dimensions]` unit text embeddings; None where there are none.
    """

    category: npt.NDArray[np.int32]
    brand: npt.NDArray[np.int32]
    vectors: Floats | None = None

    def of(self, places: npt.NDArray[np.int64]) -> Floats:
        """`[n, n]` in 0..1: half the category, half the meaning; the category alone where there are no vectors."""
        category = self.category[places]
        same = ((category[:, None] == category[None, :]) & (category[:, None] >= 0)).astype(np.float32)
        if self.vectors is None:
            return np.asarray(same)
        vectors = self.vectors[places].astype(np.float32)
        return np.asarray(0.5 * same + 0.5 * np.clip(vectors @ vectors.T, 0.0, 1.0))


def diversified(scores: Floats, likeness: Likeness, settings: DiversitySettings) -> npt.NDArray[np.int64]:
    """Places of the candidates in their new order; `scores [n_candidates]` may be on any scale."""
    order = np.argsort(-scores, kind="stable")
    if settings.relevance >= 1 or len(order) < 3:
        return order
    pool = order[: settings.head * POOL_PER_PLACE]
    chosen = _choose(_scaled(scores[pool]), likeness.of(pool), likeness.brand[pool], settings)
    rest = np.setdiff1d(np.arange(len(order)), chosen, assume_unique=True)
    return np.concatenate([pool[chosen], order[np.sort(rest)]])


def _choose(
    relevance: Floats, alike: Floats, brands: npt.NDArray[np.int32], settings: DiversitySettings
) -> npt.NDArray[np.int64]:
    """Greedy: at every place the best of λ · relevance − (1 − λ) · likeness to the nearest chosen one."""
    chosen: list[int] = []
    nearest = np.zeros(len(relevance), dtype=np.float32)
    is_left = np.ones(len(relevance), dtype=np.bool_)
    for _ in range(min(settings.head, len(relevance))):
        worth = settings.relevance * relevance - (1 - settings.relevance) * nearest
        allowed = is_left & ~_capped(brands, chosen, settings.max_per_brand)
        worth[~(allowed if allowed.any() else is_left)] = -np.inf
        best = int(np.argmax(worth))
        chosen.append(best)
        is_left[best] = False
        nearest = np.maximum(nearest, alike[best])
    return np.asarray(chosen, dtype=np.int64)


def _capped(brands: npt.NDArray[np.int32], chosen: list[int], cap: int) -> npt.NDArray[np.bool_]:
    if not cap or not chosen:
        return np.zeros(len(brands), dtype=np.bool_)
    values, counts = np.unique(brands[chosen], return_counts=True)
    return np.isin(brands, values[(counts >= cap) & (values >= 0)])


def _scaled(scores: Floats) -> Floats:
    low, high = float(scores.min()), float(scores.max())
    scaled: Floats = ((scores - low) / max(high - low, 1e-9)).astype(np.float32)
    return scaled
