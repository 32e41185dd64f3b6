"""The order of scores."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from recommenders.scores import NO_OPINION, best_rows


def scores(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float32)


def test_the_best_come_first() -> None:
    assert best_rows(scores(0.1, 0.9, 0.5), 2).tolist() == [1, 2]


def test_of_equal_scores_the_smaller_id_comes_first() -> None:
    assert best_rows(scores(1, 2, 2, 2, 1), 4).tolist() == [1, 2, 3, 0]
    assert best_rows(scores(1, 2, 2, 2, 1), 2).tolist() == [1, 2]


def test_a_product_without_an_opinion_is_never_among_the_best() -> None:
    assert best_rows(scores(NO_OPINION, -5, NO_OPINION), 3).tolist() == [1]
    assert best_rows(scores(NO_OPINION, NO_OPINION), 1).tolist() == []


def test_none_are_asked_for_none_are_given() -> None:
    assert best_rows(scores(), 5).tolist() == []
    assert best_rows(scores(1, 2), 0).tolist() == []


@given(
    arrays(np.float32, st.integers(0, 30), elements=st.sampled_from([-np.inf, -1.0, 0.0, 0.5, 2.0])),
    st.integers(0, 35),
)
def test_the_best_rows_are_those_of_a_full_sort(values: np.ndarray, limit: int) -> None:
    rows = [row for row in range(len(values)) if np.isfinite(values[row])]
    expected = sorted(rows, key=lambda row: (-values[row], row))[:limit]
    assert best_rows(values, limit).tolist() == expected
