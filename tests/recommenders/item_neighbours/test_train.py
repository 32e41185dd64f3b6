"""How links are learned: both formulas against slow ones, and what is kept of them."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import csc_matrix, csr_matrix

from recommenders.errors import TrainingRefused
from recommenders.item_neighbours.cosine import cosine_links
from recommenders.item_neighbours.ease import ease_weights
from recommenders.item_neighbours.neighbour_table import NEIGHBOURS, STARTS, strongest_per_column
from recommenders.item_neighbours.parameters import ItemNeighboursParameters
from recommenders.item_neighbours.train import train
from recommenders.recommender import TrainingWatch
from tests.recommenders.checkerboard import checkerboard

RANDOM = np.random.default_rng(3)
FEEDBACK = (RANDOM.random((30, 8)) < 0.3) * RANDOM.random((30, 8))


def test_ease_is_the_ridge_regression_of_each_product_on_all_others() -> None:
    weights = ease_weights(csr_matrix(FEEDBACK), regularization=0.7)
    for product in range(8):
        others = np.arange(8) != product
        x = FEEDBACK[:, others]
        slow = np.linalg.solve(x.T @ x + 0.7 * np.eye(7), x.T @ FEEDBACK[:, product])
        np.testing.assert_allclose(weights[others, product], slow, atol=1e-5)
        assert weights[product, product] == 0


def test_ease_without_regularization_is_refused() -> None:
    with pytest.raises(TrainingRefused, match="positive"):
        ease_weights(csr_matrix(FEEDBACK), regularization=0)


def test_cosine_is_the_shrunk_cosine_of_two_columns() -> None:
    links = cosine_links(csr_matrix(FEEDBACK), 0.5, 8, TrainingWatch()).toarray()
    for one in range(8):
        for other in range(8):
            a, b = FEEDBACK[:, one], FEEDBACK[:, other]
            slow = 0 if one == other else a @ b / (np.sqrt(a @ a) * np.sqrt(b @ b) + 0.5)
            assert links[one, other] == pytest.approx(slow, abs=1e-6)


def test_of_each_column_the_largest_in_size_are_kept() -> None:
    links = np.array([[0, 3, 0.1], [-4, 0, 0.2], [1, 2, 0], [2, 2, -0.3]], dtype=np.float32)
    kept = np.array([[0, 3, 0], [-4, 0, 0.2], [0, 2, 0], [2, 0, -0.3]], dtype=np.float32)
    np.testing.assert_array_equal(strongest_per_column(links, 2).toarray(), kept)
    np.testing.assert_array_equal(strongest_per_column(csc_matrix(links), 2).toarray(), kept)


def test_the_artifact_says_how_much_pruning_kept() -> None:
    data = checkerboard().data
    parameters = ItemNeighboursParameters(regularization=1)
    whole = train(data, parameters, TrainingWatch())
    pruned = train(data, replace(parameters, n_neighbours=2), TrainingWatch())
    assert whole.metrics["kept_strength"] == pytest.approx(1)
    assert 0.1 < pruned.metrics["kept_strength"] < 0.5
    assert pruned.arrays[STARTS][-1] == 2 * 20


def test_ease_is_solved_for_the_most_wanted_products_only_where_there_are_too_many() -> None:
    data = checkerboard().data
    n_shoppers_of = data.matrix().getnnz(axis=0)
    artifact = train(data, ItemNeighboursParameters(regularization=1, max_products=5), TrainingWatch())
    linked = np.unique(artifact.arrays[NEIGHBOURS])
    assert len(linked) == 5
    assert n_shoppers_of[linked].min() >= np.delete(n_shoppers_of, linked).max()
    assert artifact.metrics["linked_share"] == 5 / 20
