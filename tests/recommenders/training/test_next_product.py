"""The losses against their formulas, and the negatives against the share they are drawn by."""

import numpy as np

from recommenders.gru4rec.parameters import Gru4recParameters
from recommenders.gru4rec.train import fit_net
from recommenders.recommender import TrainingWatch
from recommenders.training.click_batches import ClickSequences
from recommenders.training.next_product import BPR_PENALTY, Negatives, bpr_max, cross_entropy

OWN, OTHERS = np.float32([1.0, -0.5]), np.float32([[0.5, 2.0, -1.0], [0.0, 0.25, -3.0]])


def test_cross_entropy_is_the_logarithm_of_the_clicked_products_share() -> None:
    shares = np.exp(OWN) / (np.exp(OWN) + np.exp(OTHERS).sum(axis=1))
    np.testing.assert_allclose(cross_entropy(OWN, OTHERS), -np.log(shares).mean(), rtol=1e-5)


def test_bpr_max_weighs_the_others_by_their_softmax() -> None:
    strength = np.exp(OTHERS) / np.exp(OTHERS).sum(axis=1, keepdims=True)
    above = (strength / (1 + np.exp(OTHERS - OWN[:, None]))).sum(axis=1)
    expected = -np.log(above) + BPR_PENALTY * (strength * OTHERS**2).sum(axis=1)
    np.testing.assert_allclose(bpr_max(OWN, OTHERS), expected.mean(), rtol=1e-5)


def test_with_few_products_all_are_negatives_and_none_is_corrected() -> None:
    negatives = Negatives(np.array([5, 1, 3]), Gru4recParameters(n_sampled=3))
    assert negatives.draw().tolist() == [1, 2, 3]
    assert not negatives.log_expected.any()


def test_many_products_are_drawn_by_popularity_to_the_power() -> None:
    counts = np.array([1, 16, 81])
    negatives = Negatives(counts, Gru4recParameters(n_sampled=2, sample_alpha=0.5))
    drawn = np.concatenate([negatives.draw() for _ in range(20_000)])
    share = np.bincount(drawn, minlength=4)[1:] / len(drawn)
    np.testing.assert_allclose(share, [1 / 14, 4 / 14, 9 / 14], atol=0.01)
    np.testing.assert_allclose(np.exp(negatives.log_expected[1:]), 2 * share, atol=0.03)


def test_of_a_large_log_no_more_steps_are_made_than_the_parameters_allow() -> None:
    sequences = ClickSequences.of([np.array([0, 1, 2], dtype=np.int32)] * 40, max_clicks=5)
    parameters = Gru4recParameters(n_units=2, batch_size=4, max_steps=3)
    told: list[tuple[int, int]] = []
    fit_net(sequences, parameters, TrainingWatch(lambda _, done, total: told.append((done, total))))
    assert told[-1] == (3, 3)
