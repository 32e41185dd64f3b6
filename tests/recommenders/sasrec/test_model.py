"""SASRec: it learns the order of products, and serves what Keras would say."""

from dataclasses import replace

import keras
import numpy as np
import pytest

from recommenders.artifact import Artifact
from recommenders.errors import TrainingRefused
from recommenders.recommender import TrainingWatch
from recommenders.sasrec.model import PLACE, Sasrec
from recommenders.sasrec.parameters import SasrecParameters
from recommenders.sasrec.train import SasrecNet, fit_net, train, weights_of
from recommenders.scores import NO_OPINION, best_rows
from recommenders.training.click_batches import ClickSequences, histories_of, places_of
from tests.recommenders.checkerboard import blocks, history_of

SMALL = SasrecParameters(
    n_dimensions=16, n_heads=2, n_epochs=25, batch_size=16, dropout=0.1, learning_rate=0.01, max_products=20
)
KNOWN = blocks()


@pytest.fixture(scope="module")
def net() -> SasrecNet:
    return fit_net(ClickSequences.of(histories_of(KNOWN.data), SMALL.max_products), SMALL, TrainingWatch())[0]


@pytest.fixture(scope="module")
def model(net: SasrecNet) -> Sasrec:
    place = places_of(np.unique(KNOWN.data.interactions.product), len(KNOWN.data.products))
    parameters = {"n_dimensions": 16, "n_blocks": 2, "n_heads": 2, "max_products": 20}
    return Sasrec.from_artifact(
        Artifact(Sasrec.kind, KNOWN.data.products, {PLACE: place, **weights_of(net)}, parameters)
    )


def test_the_next_product_of_a_known_order_is_foretold(model: Sasrec) -> None:
    right = [
        best_rows(model.score(history), 1)[0] == answer
        for history, answer in zip(KNOWN.asked, KNOWN.answers, strict=True)
    ]
    assert np.mean(right) >= 0.9


def test_the_served_scores_are_those_of_keras(net: SasrecNet, model: Sasrec) -> None:
    random = np.random.default_rng(5)
    for n_products in (1, 2, 7, 20):
        products = random.integers(0, 18, n_products)
        query = keras.ops.convert_to_numpy(net(products[None, :] + 1, training=False))[0, -1]
        expected = keras.ops.convert_to_numpy(net.embeddings)[1:] @ query + keras.ops.convert_to_numpy(net.bias)[1:]
        np.testing.assert_allclose(model.score(history_of(*products))[:18], expected, atol=1e-4)


def test_no_place_sees_what_comes_after_it(net: SasrecNet) -> None:
    one, other = (net(np.array([[1, 2, 3, last]]), training=False) for last in (4, 9))
    np.testing.assert_allclose(one[0, :3], other[0, :3], atol=1e-5)
    assert not np.allclose(one[0, 3], other[0, 3], atol=1e-3)


def test_a_longer_history_is_read_from_its_end(model: Sasrec) -> None:
    long = np.arange(5_000) % 18
    np.testing.assert_array_equal(model.score(history_of(*long)), model.score(history_of(*long[-20:])))


def test_a_product_that_nobody_had_has_no_score(model: Sasrec) -> None:
    assert model.score(history_of(0, 1))[18] == NO_OPINION


def test_heads_that_do_not_divide_the_dimensions_are_refused() -> None:
    with pytest.raises(TrainingRefused, match="16 dimensions into 3 heads"):
        train(KNOWN.data, replace(SMALL, n_heads=3), TrainingWatch())
