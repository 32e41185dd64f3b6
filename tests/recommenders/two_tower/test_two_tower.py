from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose

from recommenders.artifact import Artifact
from recommenders.errors import TrainingRefused
from recommenders.history import SECONDS_PER_DAY, History
from recommenders.product_facts import ProductFacts
from recommenders.recommender import TrainingWatch
from recommenders.scores import NO_OPINION, best_rows
from recommenders.training_set import TrainingSet
from recommenders.two_tower.model import TwoTower
from recommenders.two_tower.parameters import TwoTowerParameters
from recommenders.two_tower.train import Fit, train
from tests.recommenders.checkerboard import AS_OF, checkerboard, facts_of, training_set

SMALL = TwoTowerParameters(n_factors=8, n_hidden=16, n_history=10, learning_rate=0.02, batch_size=128, n_epochs=8)
N_TASTES, N_OLD, N_NEW = 4, 40, 12


def with_new_products() -> TrainingSet:
    """Shoppers of four tastes; the last twelve products are of the tastes too, but nobody has bought them yet."""
    group = np.arange(N_OLD + N_NEW) % N_TASTES
    events = []
    for shopper in range(60):
        own = np.flatnonzero(group[:N_OLD] == shopper % N_TASTES)
        bought = np.random.default_rng(shopper).permutation(own)[:6]
        moments = AS_OF - SECONDS_PER_DAY * np.arange(6, 0, -1)
        events += [(shopper, int(product), int(at), 0) for product, at in zip(bought, moments, strict=True)]
    return training_set(events, 60, N_OLD + N_NEW, facts_of(group))


@pytest.fixture(scope="module")
def data() -> TrainingSet:
    return with_new_products()


@pytest.fixture(scope="module")
def fit(data: TrainingSet) -> Fit:
    fit = Fit(data, replace(SMALL, history_dropout=0.1, onboarding_share=0.3))
    for _ in range(SMALL.n_epochs):
        fit.run_epoch()
    return fit


@pytest.fixture(scope="module")
def model(data: TrainingSet, fit: Fit) -> TwoTower:
    return TwoTower.from_artifact(Artifact("two_tower", data.products, fit.arrays(AS_OF), asdict(SMALL)))


def test_served_scores_are_the_networks_own(data: TrainingSet, fit: Fit, model: TwoTower) -> None:
    whole = replace(SMALL, history_dropout=0.0, onboarding_share=0.0)
    examples = Fit(data, whole).examples
    events = np.arange(60)
    batch = examples.batch(events, np.random.default_rng(0))
    expected = fit.logits(batch)
    for place, event in enumerate(events):
        shopper, at = int(examples.liked.shopper[event]), int(examples.liked.at[event])
        served = model.score(data.before(at).history(shopper))
        assert_allclose(served[batch.product], expected[place], atol=1e-4)


def test_products_without_any_event_reach_the_shoppers_of_their_taste(model: TwoTower, data: TrainingSet) -> None:
    """Three of twelve new products are of a shopper's taste: chance finds a quarter, popularity none in particular."""
    found = []
    for shopper in range(60):
        best = best_rows(model.score(data.history(shopper))[N_OLD:], 3) + N_OLD
        found.append(np.mean(best % N_TASTES == shopper % N_TASTES))
    assert np.mean(found) > 0.9


def test_a_newcomer_who_names_a_category_gets_products_of_it(model: TwoTower) -> None:
    for taste in range(N_TASTES):
        scores = model.score(History(as_of=AS_OF, liked_categories=(f"Group {taste}",)))
        assert np.mean(best_rows(scores, 10) % N_TASTES == taste) >= 0.9


def test_naming_a_category_names_all_below_it(model: TwoTower) -> None:
    below = replace(model, share_names=("Home > Lamps", "Home", "Homeware", "Garden"))
    assert below._liked_columns(("Home",)).tolist() == [[1, 1, 0, 0, 0]]


def test_an_unknown_category_says_nothing(model: TwoTower) -> None:
    unknown = model.score(History(as_of=AS_OF, liked_categories=("Boats",)))
    np.testing.assert_array_equal(unknown, model.score(History(as_of=AS_OF)))


def test_a_product_of_which_nothing_is_known_gets_no_opinion() -> None:
    data = checkerboard().data
    bare = TrainingSet(data.shoppers, data.products, data.interactions, AS_OF, ProductFacts.unknown(data.products))
    scores = TwoTower.from_artifact(train(bare, replace(SMALL, n_epochs=1), TrainingWatch())).score(bare.history(0))
    assert np.flatnonzero(scores == NO_OPINION).tolist() == [len(data.products) - 1]


def test_a_loss_that_is_not_finite_is_refused(data: TrainingSet) -> None:
    with pytest.raises(TrainingRefused, match="learning_rate"):
        train(data, replace(SMALL, learning_rate=1e38), TrainingWatch())


def test_a_nan_weight_is_refused(data: TrainingSet) -> None:
    broken = replace(data.interactions, weight=np.full(len(data.interactions), np.nan, dtype=np.float32))
    with pytest.raises(TrainingRefused, match="NaN"):
        train(TrainingSet(data.shoppers, data.products, broken, AS_OF, data.facts), SMALL, TrainingWatch())


@pytest.mark.parametrize(("n_shoppers", "n_products"), [(1, 6), (6, 1)])
def test_one_shopper_or_one_product_is_enough(n_shoppers: int, n_products: int, tmp_path: Path) -> None:
    pairs = [(shopper, product, AS_OF - 60, 0) for shopper in range(n_shoppers) for product in range(n_products)]
    small = training_set(pairs, n_shoppers, n_products)
    told: list[tuple[str, int, int]] = []
    watch = TrainingWatch(lambda *report: told.append(report), tmp_path)
    model = TwoTower.from_artifact(train(small, replace(SMALL, n_epochs=2, hard_negatives=3), watch))
    assert np.isfinite(model.score(small.history(0))).all()
    assert told == [("two_tower", 1, 2), ("two_tower", 2, 2)]
    assert all(b"loss" in path.read_bytes() for path in tmp_path.rglob("events.out.tfevents.*"))
