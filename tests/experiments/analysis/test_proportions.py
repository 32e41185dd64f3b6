import numpy as np
import pytest

from experiments.analysis.proportions import compare_shares


def share(hits: int, n: int):
    return (np.arange(n) < hits).astype(float)


def test_newcombes_own_example_comes_out() -> None:
    """Newcombe 1998, table II (a): 56/70 against 48/80, method 10."""
    effect = compare_shares(share(56, 70), share(48, 80), 0.05)
    assert effect.difference == pytest.approx(0.2)
    assert (effect.low, effect.high) == pytest.approx((0.0524, 0.3339), abs=1e-4)
    assert effect.p_value == pytest.approx(0.0082, abs=5e-4)
    assert effect.relative == pytest.approx(1 / 3)


def test_nobody_and_everybody_say_nothing() -> None:
    for hits in (0, 50):
        effect = compare_shares(share(hits, 50), share(hits, 50), 0.05)
        assert effect.p_value == 1
        assert effect.low < 0 < effect.high
        assert effect.standard_error > 0
