import numpy as np
import pytest

from experiments.analysis.proportions import compare_shares
from experiments.analysis.several import means_differ, shares_differ


def share(hits: int, n: int):
    return (np.arange(n) < hits).astype(float)


def test_one_share_of_three_that_differs_is_found() -> None:
    assert shares_differ([share(10, 100), share(12, 100), share(30, 100)]) < 0.001
    assert shares_differ([share(10, 100), share(12, 100), share(11, 100)]) > 0.5
    assert shares_differ([share(0, 100), share(0, 100)]) == 1


def test_of_two_shares_the_chi_square_is_the_squared_z() -> None:
    assert shares_differ([share(56, 70), share(48, 80)]) == pytest.approx(
        compare_shares(share(56, 70), share(48, 80), 0.05).p_value
    )


def test_one_mean_of_three_that_differs_is_found() -> None:
    random = np.random.default_rng(0)
    alike = [random.normal(0, scale, 200) for scale in (1, 2, 4)]
    assert means_differ(alike) > 0.05
    assert means_differ([*alike[:2], alike[2] + 2]) < 0.001
    assert means_differ([np.zeros(5), alike[0]]) == 1
