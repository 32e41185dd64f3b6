import pytest

from experiments.analysis.preference import preference
from experiments.interleaving import Credit

FIRST, SECOND, NEITHER = Credit(1, 0), Credit(0, 2), Credit(1, 1)


def test_the_sign_test_by_hand() -> None:
    credited = [(f"s{n}", FIRST) for n in range(9)] + [("t", SECOND), ("u", NEITHER)]
    found = preference(credited)
    assert (found.n_lists, found.n_first, found.n_second, found.n_neither) == (11, 9, 1, 1)
    assert found.p_value == pytest.approx(22 / 1024)
    assert found.low > 0.5


def test_a_shopper_counts_once_however_many_lists_they_saw() -> None:
    many = [("ann", FIRST)] * 500 + [("bob", SECOND)]
    assert preference(many).p_value == 1
    assert preference([("ann", FIRST), ("ann", SECOND)]).n_neither == 1


def test_nobody_says_nothing() -> None:
    assert preference([]).p_value == 1
