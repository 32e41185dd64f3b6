from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose

from recommenders.artifact import Artifact
from recommenders.errors import TrainingRefused
from recommenders.history import SECONDS_PER_DAY, History
from recommenders.matrix_factorization.model import MatrixFactorization
from recommenders.matrix_factorization.parameters import Head, MatrixFactorizationParameters
from recommenders.matrix_factorization.train import Fit, liked_pairs, train
from recommenders.recommender import TrainingWatch
from recommenders.scores import NO_OPINION, best_rows
from recommenders.training_set import TrainingSet
from tests.recommenders.checkerboard import AS_OF, checkerboard, history_of, training_set

SMALL = MatrixFactorizationParameters(n_factors=8, learning_rate=0.03, batch_size=512, max_epochs=10, l2=1e-5)
#: On eighty shoppers the AUC is too noisy to stop at its first dip.
LONGER = replace(SMALL, batch_size=128, learning_rate=0.08, max_epochs=40, patience=40)
N_TASTES, N_PER_TASTE = 4, 12


def tastes(shoppers: range) -> TrainingSet:
    """Every shopper buys eight products of one taste and one that everybody bought first (row 0)."""
    events = []
    for shopper in shoppers:
        own = 1 + np.arange(N_PER_TASTE) * N_TASTES + shopper % N_TASTES
        bought = np.random.default_rng(shopper).permutation(own)[:8]
        moments = AS_OF - SECONDS_PER_DAY * np.arange(1, 10)
        events += [
            (shopper - shoppers.start, int(product), int(at), place)
            for place, (product, at) in enumerate(zip((*bought, 0), moments, strict=True))
        ]
    return training_set(events, len(shoppers), 1 + N_TASTES * N_PER_TASTE)


@pytest.fixture(scope="module")
def known() -> MatrixFactorization:
    return MatrixFactorization.from_artifact(train(tastes(range(80)), LONGER, TrainingWatch()))


@pytest.mark.parametrize("head", ["dot", "mlp"])
def test_served_scores_are_the_networks_own(head: Head) -> None:
    data, parameters = tastes(range(20)), replace(SMALL, head=head, history_share=0.0)
    fit = Fit(len(data.shoppers), liked_pairs(data, parameters), parameters)
    fit.run_epoch()
    artifact = Artifact("matrix_factorization", data.products, fit.arrays(data), asdict(parameters))
    model = MatrixFactorization.from_artifact(artifact)
    for row in range(len(data.shoppers)):
        products = np.arange(len(data.products), dtype=np.int32)
        expected = fit.score(np.full_like(products, row), products)
        served = model.score(data.history(row))
        has_opinion = np.isfinite(served)
        assert has_opinion.sum() == model.is_liked.sum()
        assert_allclose(served[has_opinion], expected[has_opinion], atol=1e-5)


def test_shoppers_who_were_not_there_at_training_get_better_than_popular_products(known: MatrixFactorization) -> None:
    """The newest half of what each bought, from the oldest half; popularity hits the one that all buy."""
    newcomers, popularity = tastes(range(80, 120)), np.bincount(tastes(range(80)).interactions.product, minlength=49)
    hits = {"map": 0, "popularity": 0}
    for row in range(len(newcomers.shoppers)):
        bought = newcomers.history(row).products
        history, wanted = history_of(*bought[:4].tolist()), set(bought[4:].tolist())
        for name, scores in (("map", known.score(history)), ("popularity", popularity.astype(np.float32))):
            scores = scores.copy()
            scores[history.products] = NO_OPINION
            hits[name] += len(wanted & set(best_rows(scores, 8).tolist()))
    assert hits["map"] > 2 * hits["popularity"]


def test_a_known_shopper_is_answered_without_history_too(known: MatrixFactorization) -> None:
    scores = known.score(History(as_of=AS_OF, shopper="s001"))
    assert np.mean(best_rows(scores[1:], 8) % N_TASTES == 1) >= 0.75  # chance: 0.25


@pytest.mark.parametrize("shopper", [None, "", "a", "zzzz", "s0010", "s00"])
def test_an_unknown_key_is_nobodys_row(known: MatrixFactorization, shopper: str | None) -> None:
    assert known.row_of(shopper) == -1
    assert (known.score(History(as_of=AS_OF, shopper=shopper)) == NO_OPINION).all()


def test_every_key_finds_its_row(known: MatrixFactorization) -> None:
    assert [known.row_of(f"s{row:03}") for row in range(80)] == list(range(80))


def test_the_history_moves_a_known_shopper_by_its_share(known: MatrixFactorization) -> None:
    mine, other = History(as_of=AS_OF, shopper="s001"), replace(history_of(1, 5, 9), shopper="s001")
    looked_up, moved = known.score(mine), known.score(other)
    newcomer = known.score(replace(other, shopper=None))
    liked, own = known.is_liked, known.shopper_bias[1]
    expected = (looked_up - own + newcomer) / 2 + own
    assert_allclose(moved[liked], expected[liked], atol=1e-4)


def test_it_stops_early_and_says_where() -> None:
    artifact = train(checkerboard().data, replace(SMALL, max_epochs=30, patience=1, learning_rate=0.1), TrainingWatch())
    assert artifact.metrics["validation_auc"] > 0.9
    assert artifact.metrics["epochs"] < 30


def test_the_log_folder_gets_loss_and_auc_for_tensorboard(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    watch = TrainingWatch(lambda *report: told.append(report), tmp_path)
    train(checkerboard().data, replace(SMALL, max_epochs=2), watch)
    (written,) = tmp_path.rglob("events.out.tfevents.*")
    content = written.read_bytes()
    assert b"loss" in content
    assert b"validation_auc" in content
    assert told[:2] == [("matrix_factorization", 1, 2), ("matrix_factorization", 2, 2)]


def test_a_loss_that_is_not_finite_is_refused() -> None:
    with pytest.raises(TrainingRefused, match="learning_rate"):
        train(checkerboard().data, replace(SMALL, learning_rate=1e30), TrainingWatch())


def test_a_nan_weight_is_refused() -> None:
    data = checkerboard().data
    broken = replace(data.interactions, weight=np.full(len(data.interactions), np.nan, dtype=np.float32))
    with pytest.raises(TrainingRefused, match="NaN"):
        train(TrainingSet(data.shoppers, data.products, broken, AS_OF, data.facts), SMALL, TrainingWatch())


@pytest.mark.parametrize(("n_shoppers", "n_products"), [(1, 6), (6, 1), (4, 4)])
def test_one_shopper_one_product_or_a_constant_log_is_enough(n_shoppers: int, n_products: int) -> None:
    pairs = [(shopper, product, AS_OF - 60, 0) for shopper in range(n_shoppers) for product in range(n_products)]
    data = training_set(pairs, n_shoppers, n_products)
    model = MatrixFactorization.from_artifact(train(data, replace(SMALL, max_epochs=2), TrainingWatch()))
    assert np.isfinite(model.score(data.history(0))).all()
