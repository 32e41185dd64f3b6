"""GRU4Rec: it learns the order of clicks, and serves what Keras would say."""

from dataclasses import replace

import keras
import numpy as np
import pytest

from recommenders.artifact import Artifact
from recommenders.errors import TrainingRefused
from recommenders.gru4rec.model import EMBEDDINGS, PLACE, Gru4rec
from recommenders.gru4rec.parameters import Gru4recParameters
from recommenders.gru4rec.train import Gru4recNet, fit_net, shortened, train, weights_of
from recommenders.history import History
from recommenders.id_index import IdIndex
from recommenders.product_facts import ProductFacts
from recommenders.recommender import TrainingWatch
from recommenders.scores import NO_OPINION, best_rows
from recommenders.training.click_batches import ClickSequences, places_of, visits_of
from tests.recommenders.checkerboard import AS_OF, blocks, history_of, training_set

SMALL = Gru4recParameters(
    n_units=16, n_epochs=12, batch_size=32, dropout_embedding=0.1, dropout_hidden=0.1, learning_rate=0.02
)
KNOWN = blocks()


@pytest.fixture(scope="module")
def net() -> Gru4recNet:
    return fit_net(ClickSequences.of(visits_of(KNOWN.data), SMALL.max_clicks), SMALL, TrainingWatch())[0]


@pytest.fixture(scope="module")
def model(net: Gru4recNet) -> Gru4rec:
    return Gru4rec.from_artifact(artifact_of(net))


def artifact_of(net: Gru4recNet) -> Artifact:
    seen = np.unique(KNOWN.data.interactions.product)
    place = places_of(seen, len(KNOWN.data.products))
    return Artifact(
        Gru4rec.kind, KNOWN.data.products, {PLACE: place, **weights_of(net)}, parameters={"n_units": SMALL.n_units}
    )


def visit_of(*clicks: int) -> History:
    return replace(history_of(*clicks), n_session=len(clicks))


def test_the_next_click_of_a_known_order_is_foretold(model: Gru4rec) -> None:
    right = [
        best_rows(model.score(history), 1)[0] == answer
        for history, answer in zip(KNOWN.asked, KNOWN.answers, strict=True)
    ]
    assert np.mean(right) >= 0.9


def test_the_served_scores_are_those_of_keras(net: Gru4recNet, model: Gru4rec) -> None:
    random = np.random.default_rng(5)
    for n_clicks in (1, 2, 7, 20):
        clicks = random.integers(0, 18, n_clicks)
        query = keras.ops.convert_to_numpy(net(clicks[None, :] + 1, training=False))[0, -1]
        expected = keras.ops.convert_to_numpy(net.embeddings)[1:] @ query + keras.ops.convert_to_numpy(net.bias)[1:]
        np.testing.assert_allclose(model.score(visit_of(*clicks))[:18], expected, atol=1e-4)


def test_a_click_later_the_scores_are_as_if_asked_for_the_first_time(net: Gru4recNet, model: Gru4rec) -> None:
    for n_clicks in range(1, 8):
        fresh = Gru4rec.from_artifact(artifact_of(net))
        clicks = [3, 4, 5, 0, 0, 1, 2][:n_clicks]
        np.testing.assert_array_equal(model.score(visit_of(*clicks)), fresh.score(visit_of(*clicks)))


def test_a_product_that_nobody_clicked_has_no_score(model: Gru4rec) -> None:
    scores = model.score(visit_of(0, 1))
    assert scores[18] == NO_OPINION
    assert np.isfinite(scores[:18]).all()


def test_a_visit_of_thousands_of_clicks_is_read_from_its_end(model: Gru4rec) -> None:
    long = np.arange(5_000) % 6
    np.testing.assert_array_equal(model.score(visit_of(*long)), model.score(visit_of(*long[-50:])))


def test_bpr_max_with_sampled_negatives_learns_the_order_too() -> None:
    sampled = replace(SMALL, loss="bpr_max", n_sampled=8)
    model = Gru4rec.from_artifact(train(KNOWN.data, sampled, TrainingWatch()))
    right = [
        best_rows(model.score(history), 1)[0] == answer
        for history, answer in zip(KNOWN.asked, KNOWN.answers, strict=True)
    ]
    assert np.mean(right) >= 0.7


def test_a_loss_that_there_is_not_is_refused_by_name() -> None:
    with pytest.raises(TrainingRefused, match="hinge"):
        train(KNOWN.data, replace(SMALL, loss="hinge"), TrainingWatch())


def test_visits_of_a_single_click_are_refused() -> None:
    data = training_set([(shopper, shopper, AS_OF - 60, 0) for shopper in range(3)], 3, 3)
    with pytest.raises(TrainingRefused, match="two clicks"):
        train(data, SMALL, TrainingWatch())


def test_a_training_that_begins_where_another_ended_needs_half_of_the_passes() -> None:
    trained = train(KNOWN.data, SMALL, TrainingWatch())
    none = replace(SMALL, learning_rate=0.0)  # nothing is learned: what is known was taken over
    kept = Gru4rec.from_artifact(train(KNOWN.data, none, TrainingWatch(), trained))
    for history in KNOWN.asked[:5]:
        np.testing.assert_allclose(kept.score(history), Gru4rec.from_artifact(trained).score(history), atol=1e-5)
    told: list[tuple[int, int]] = []
    train(KNOWN.data, SMALL, TrainingWatch(lambda _, done, total: told.append((done, total))), trained)
    n_batches = ClickSequences.of(visits_of(KNOWN.data), SMALL.max_clicks).n_batches(SMALL.batch_size)
    assert told[-1] == (6 * n_batches, 6 * n_batches)
    assert shortened(SMALL).n_epochs == 6


def test_products_are_found_again_by_their_ids_and_new_ones_begin_anew() -> None:
    trained = train(KNOWN.data, SMALL, TrainingWatch())
    ids = list(KNOWN.data.products.ids)
    renamed = {ids[3]: "brand-new"}
    products = IdIndex(renamed.get(one, one) for one in ids)
    rows = products.rows([renamed.get(one, one) for one in ids])
    entries = KNOWN.data.interactions
    data = replace(
        KNOWN.data,
        products=products,
        facts=ProductFacts.unknown(products),
        interactions=replace(entries, product=rows[entries.product]),
    )
    kept = train(data, replace(SMALL, learning_rate=0.0), TrainingWatch(), trained)
    for row, one in enumerate(ids):
        there = kept.array(EMBEDDINGS)[kept.array(PLACE)[products.row_of[renamed.get(one, one)]]]
        then = trained.array(EMBEDDINGS)[trained.array(PLACE)[row]]
        assert np.allclose(there, then, atol=1e-5) == (one not in renamed and trained.array(PLACE)[row] >= 0) or (
            trained.array(PLACE)[row] < 0
        )
