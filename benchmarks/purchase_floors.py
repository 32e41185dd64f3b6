"""Simple methods that a recommender of purchases must beat, each as scores of every product for every customer."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from benchmarks.purchase_judge import AT
from recommenders.history import SECONDS_PER_DAY
from recommenders.scores import NO_OPINION, best_rows
from recommenders.training_set import TrainingSet

Floats = npt.NDArray[np.float32]
RECENT_DAYS = 28
#: λ of EASE, as in the figures known for this data.
EASE_REGULARIZATION = 200.0


def floors(
    known: TrainingSet, eligible: npt.NDArray[np.bool_], new_only: bool
) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """Name and run of every floor; customer → products, best first."""
    had = known.matrix().toarray() > 0
    scored = {"popular, last 28 days": popular(known), "EASE": ease(had)}
    if not new_only:
        scored["personal frequency"] = personal_frequency(known)
    for name, scores in scored.items():
        shown = np.where(eligible & ~(had & new_only), scores, NO_OPINION)
        yield name, _run(known, shown)


def popular(known: TrainingSet) -> Floats:
    """`[n_products]` lines of the last four weeks."""
    recent = known.interactions.at >= known.as_of - RECENT_DAYS * SECONDS_PER_DAY
    return np.bincount(known.interactions.product[recent], minlength=len(known.products)).astype(np.float32)


def personal_frequency(known: TrainingSet) -> Floats:
    """`[n_shoppers, n_products]` days with the product; popularity breaks ties."""
    entries = known.interactions
    days = np.unique(np.stack([entries.shopper, entries.product, entries.at // SECONDS_PER_DAY]), axis=1)
    scores = np.zeros((len(known.shoppers), len(known.products)), dtype=np.float32)
    np.add.at(scores, (days[0], days[1]), 1)
    tie = popular(known)
    scores += tie / (2 * tie.max(initial=1))
    return scores


def ease(had: npt.NDArray[np.bool_]) -> Floats:
    """Steck 2019: B = I − P · diag(P)⁻¹ with P = (XᵀX + λI)⁻¹."""
    x = had.astype(np.float32)
    gram = (x.T @ x).astype(np.float64)
    gram[np.diag_indices_from(gram)] += EASE_REGULARIZATION
    inverse = np.linalg.inv(gram)
    weights = -inverse / np.diag(inverse)
    np.fill_diagonal(weights, 0)
    scores: Floats = x @ weights.astype(np.float32)
    return scores


def _run(known: TrainingSet, scores: Floats) -> dict[str, list[str]]:
    return {
        known.shoppers[row]: [known.products[product] for product in best_rows(one, AT).tolist()]
        for row, one in enumerate(scores)
    }
