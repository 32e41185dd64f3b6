import numpy as np
from numpy.testing import assert_allclose
from scipy.sparse import csr_matrix

from recommenders.matrix_factorization.pairs import LikedPairs, draw_negatives
from recommenders.matrix_factorization.validation import HeldOut, hold_out
from tests.recommenders.checkerboard import AS_OF, checkerboard, training_set


def pairs_of(matrix: list[list[float]]) -> LikedPairs:
    return LikedPairs.from_matrix(csr_matrix(np.array(matrix, dtype=np.float32)))


def test_negatives_are_never_liked_by_the_shopper_and_always_liked_by_somebody() -> None:
    pairs = pairs_of([[1, 1, 0, 0, 0], [0, 0, 1, 1, 0]])
    drawn, holds = draw_negatives(pairs, np.array([0, 1] * 50), 5, "uniform", np.random.default_rng(0))
    assert set(drawn[::2][holds[::2]].tolist()) == {2, 3}
    assert set(drawn[1::2][holds[1::2]].tolist()) == {0, 1}
    assert holds.mean() > 0.95


def test_a_shopper_who_likes_everything_gets_no_negative_that_counts() -> None:
    pairs = pairs_of([[1, 1], [1, 0]])
    _, holds = draw_negatives(pairs, np.array([0]), 3, "uniform", np.random.default_rng(0))
    assert not holds.any()


def test_popular_products_are_drawn_more_often_by_popularity_and_not_uniformly() -> None:
    matrix = np.zeros((101, 3))
    matrix[:81, 1] = 1
    matrix[:1, 2] = 1
    matrix[100, 0] = 1
    pairs = pairs_of(matrix.tolist())
    shopper = np.full(4_000, 100)
    shares = {}
    for how in ("popularity", "uniform"):
        drawn, _ = draw_negatives(pairs, shopper, 1, how, np.random.default_rng(1))
        shares[how] = float(np.mean(drawn == 1))
    assert_allclose(shares["popularity"], 81**0.75 / (81**0.75 + 1), atol=0.02)
    assert_allclose(shares["uniform"], 0.5, atol=0.03)


def test_the_newest_liked_product_is_held_out_with_all_that_was_known_of_it() -> None:
    events = [(0, 0, AS_OF - 90, 0), (0, 1, AS_OF - 80, 0), (0, 2, AS_OF - 70, 0), (0, 0, AS_OF - 10, 1)]
    events += [(1, product, AS_OF - 100, 0) for product in range(3)]
    data = training_set(events, 2, 3)
    rest, held_out = hold_out(data, LikedPairs.from_matrix(data.matrix()), np.random.default_rng(0))
    assert held_out is not None
    place = held_out.shopper.tolist().index(0)
    assert held_out.candidates[place, 0] == 0
    assert not rest.contains(np.array([0]), np.array([0])).any()
    assert rest.contains(np.array([0, 0]), np.array([1, 2])).all()


def test_training_and_held_out_pairs_are_all_pairs_and_never_the_same() -> None:
    data = checkerboard().data
    pairs = LikedPairs.from_matrix(data.matrix())
    rest, held_out = hold_out(data, pairs, np.random.default_rng(0))
    assert held_out is not None
    assert not rest.contains(held_out.shopper, held_out.candidates[:, 0]).any()
    assert len(rest) + len(held_out.shopper) == len(pairs)
    assert len(held_out.shopper) == len(data.shoppers)


def test_without_enough_likes_nothing_is_held_out() -> None:
    data = training_set([(0, 0, AS_OF - 60, 0), (1, 0, AS_OF - 60, 0)], 2, 1)
    pairs = LikedPairs.from_matrix(data.matrix())
    rest, held_out = hold_out(data, pairs, np.random.default_rng(0))
    assert held_out is None
    assert rest is pairs


def test_auc_is_the_share_of_draws_that_are_outscored() -> None:
    """Shopper 0: beats one of two that count; shopper 1: a tie."""
    candidates = np.array([[0, 1, 2, 3], [1, 1, 0, 0]], dtype=np.int32)
    holds = np.array([[True, True, True, False], [True, True, False, False]])
    held_out = HeldOut(np.array([0, 1], dtype=np.int32), candidates, holds)
    scores = np.array([5.0, 1.0, 9.0, 0.0], dtype=np.float32)
    assert held_out.auc(lambda _, product: scores[product]) == (0.5 + 0.5) / 2
