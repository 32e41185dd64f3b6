import numpy as np
import numpy.typing as npt
import pytest
from numpy.testing import assert_allclose

from recommenders.two_tower.network import SampledSoftmax

Floats = npt.NDArray[np.float32]
N = 6
LOGITS = np.random.default_rng(0).normal(size=(N, N)).astype(np.float32)
PRODUCT = np.array([3, 1, 4, 1, 5, 9], dtype=np.int32)
PROBABILITY = np.array([0.2, 0.4, 0.05, 0.4, 0.25, 1e-8], dtype=np.float32)
WEIGHT = np.array([1, 2, 0.5, 1, 1, 0.5], dtype=np.float32)


def by_formula(n_hard: int | None = None) -> float:
    """Yi 2019, eq. 6, written out: −log of exp(s_ii − log q_i) over the sum of exp(s_ij − log q_j)."""
    losses = []
    for row in range(N):
        corrected = LOGITS[row].astype(np.float64) - np.log(PROBABILITY)
        negatives = sorted((corrected[j] for j in range(N) if PRODUCT[j] != PRODUCT[row]), reverse=True)[:n_hard]
        total = np.exp(corrected[row]) + np.exp(negatives).sum()
        losses.append(-WEIGHT[row] * np.log(np.exp(corrected[row]) / total))
    return float(np.mean(losses))


def test_the_loss_is_the_papers_formula() -> None:
    loss = SampledSoftmax(hard_negatives=0)(LOGITS, PRODUCT, PROBABILITY, WEIGHT)
    assert_allclose(float(loss), by_formula(), rtol=1e-5)


@pytest.mark.parametrize("n_hard", [1, 3])
def test_only_the_hardest_negatives_count_if_so_wished(n_hard: int) -> None:
    loss = SampledSoftmax(hard_negatives=n_hard)(LOGITS, PRODUCT, PROBABILITY, WEIGHT)
    assert_allclose(float(loss), by_formula(n_hard), rtol=1e-5)
