import numpy as np
import pytest

from retrieval.fusion import best_rows, fuse_ranks, fuse_scores, relative


def _array(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float32)


def test_the_fused_score_is_a_weighted_mean_of_shares_of_the_best() -> None:
    fused = fuse_scores(_array(4, 2, 0), _array(0.2, 0.4, 0.8), 0.25)
    assert fused == pytest.approx([0.75 + 0.25 * 0.25, 0.375 + 0.125, 0.25])


def test_without_vectors_the_words_decide() -> None:
    assert fuse_scores(_array(4, 2, 0), None, 0.5) == pytest.approx([1, 0.5, 0])


def test_without_a_known_word_the_meaning_decides() -> None:
    assert fuse_scores(_array(0, 0), _array(0.2, 0.4), 0.5) == pytest.approx([0.5, 1])


def test_a_negative_cosine_counts_as_none() -> None:
    assert relative(_array(-0.2, 0.5)) == pytest.approx([0, 1])
    assert relative(_array(-0.2, -0.5)) == pytest.approx([0, 0])


def test_best_rows_are_ordered_and_of_equals_the_first_comes_first() -> None:
    assert best_rows(_array(0.2, 0.9, 0, 0.2, 0.9, 0.1), 3).tolist() == [1, 4, 0]


def test_best_rows_leave_out_what_has_no_score() -> None:
    assert best_rows(_array(0, 0, 0.1), 5).tolist() == [2]


def test_reciprocal_ranks_add_up() -> None:
    scores = fuse_ranks([np.array([2, 0]), np.array([2, 1])], 3)
    assert scores == pytest.approx([1 / 62, 1 / 62, 2 / 61])
