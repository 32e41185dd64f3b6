"""Learns how features make a product chosen among others: the conditional logit.

McFadden 1974, "Conditional logit analysis of qualitative choice behavior". One choice situation is one shopper in one
window; of a situation's alternatives `j` with features `z_j`, alternative `i` is chosen with probability
`exp(β·z_i + o_i) / Σ_j exp(β·z_j + o_j)`, where `o` corrects for alternatives of which only a sample is there.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Situation:
    """One shopper before one window; arrays are `[n_alternatives]` but `features`.

    Attributes:
        features: `[n_alternatives, n_features]`.
        correction: minus the logarithm of the probability with which the alternative was sampled.
        chosen: how much each was chosen; their sum is positive.
    """

    features: Floats
    correction: Floats
    chosen: Floats


def fit_choice(situations: Sequence[Situation], penalty: float) -> npt.NDArray[np.float64]:
    """`β` `[n_features]`, the most likely one under a penalty of its squares on standardized features.

    A situation with `n` choices weighs `√n`: who buys much teaches more, but not so much that the others are forgotten.
    """
    sizes = [len(situation.correction) for situation in situations]
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    group = np.repeat(np.arange(len(sizes)), sizes)
    features = np.concatenate([situation.features for situation in situations])
    correction = np.concatenate([situation.correction for situation in situations])
    chosen = np.concatenate([situation.chosen / np.sqrt(situation.chosen.sum()) for situation in situations])
    deviation = features.std(axis=0) + np.float32(1e-6)
    features = (features - features.mean(axis=0)) / deviation
    weight = np.add.reduceat(chosen, starts)
    total = float(weight.sum())

    def loss(beta: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        utility = features @ beta.astype(np.float32) + correction
        highest = np.maximum.reduceat(utility, starts)
        odds = np.exp(utility - highest[group])
        sums = np.add.reduceat(odds, starts)
        surprise = float(weight @ (np.log(sums) + highest) - chosen @ utility)
        gradient = features.T @ ((weight / sums)[group] * odds - chosen)
        return surprise / total + penalty * float(beta @ beta), gradient.astype(np.float64) / total + 2 * penalty * beta

    fitted = minimize(loss, np.zeros(features.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 200})
    beta: npt.NDArray[np.float64] = fitted.x / deviation
    return beta
