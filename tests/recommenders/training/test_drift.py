from dataclasses import replace

import numpy as np
import pytest

from events.window_counts import WindowCounts
from recommenders.id_index import IdIndex
from recommenders.product_facts import ProductFacts
from recommenders.training.drift import MUCH_CHANGE, drift_of, drifts, population_stability_index

PRODUCTS = IdIndex(("boot", "hat", "tent"))
FACTS = replace(
    ProductFacts.unknown(PRODUCTS),
    category=np.array([1, 0, 2], dtype=np.int32),
    category_names=("Apparel", "Boots", "Camping"),
)


def counts(boot: int, hat: int, tent: int, n_visits: int = 1_000) -> WindowCounts:
    return WindowCounts({"view_item": boot + hat + tent}, {"boot": boot, "hat": hat, "tent": tent}, n_visits)


def test_the_index_is_that_of_the_textbook() -> None:
    then, now = np.array([50_000.0, 50_000.0]), np.array([80_000.0, 20_000.0])
    by_hand = (0.8 - 0.5) * np.log(0.8 / 0.5) + (0.2 - 0.5) * np.log(0.2 / 0.5)
    assert population_stability_index(then, now) == pytest.approx(by_hand, rel=1e-4)
    assert population_stability_index(then, then * 3) == pytest.approx(0, abs=1e-9)


def test_a_class_that_is_gone_is_no_infinity() -> None:
    assert 1 < population_stability_index(np.array([50.0, 50.0]), np.array([100.0, 0.0])) < 10


def test_a_shift_of_demand_is_drift_of_categories_and_names_the_category() -> None:
    _, categories = drifts(counts(400, 400, 200), counts(100, 100, 800), FACTS, {})
    assert categories.exceeds(MUCH_CHANGE)
    assert categories.most == "Camping 20.0% then, 80.0% now"


def test_the_same_demand_is_no_drift_however_much_more_there_is_of_it() -> None:
    for drift in drifts(counts(400, 400, 200), counts(4_000, 4_000, 2_000), FACTS, {"boot": 0.4}):
        assert drift.psi < 0.001
        assert not drift.exceeds(MUCH_CHANGE)


def test_what_a_few_visits_may_do_by_chance_is_no_drift() -> None:
    then, now = {"a": 500, "b": 500}, {"a": 8, "b": 2}
    few = drift_of("categories", then, now, (1_000, 10))
    assert few.psi > MUCH_CHANGE
    assert not few.exceeds(MUCH_CHANGE)
    assert drift_of("categories", then, {"a": 800, "b": 200}, (1_000, 1_000)).exceeds(MUCH_CHANGE)


def test_nothing_since_is_no_drift() -> None:
    assert not drift_of("categories", {"a": 5}, {}, (5, 0)).exceeds(MUCH_CHANGE)
    assert not drift_of("categories", {}, {}, (0, 0)).exceeds(MUCH_CHANGE)


def test_demand_that_moves_to_products_of_low_score_is_drift_of_scores_within_one_category() -> None:
    scores = {"boot": 0.7, "hat": 0.2, "tent": 0.1}
    drift = drifts(counts(700, 200, 100), counts(100, 800, 100), None, scores)[-1]
    assert drift.what == "scores"
    assert drift.exceeds(MUCH_CHANGE)


def test_products_that_the_model_does_not_know_are_a_class_of_their_own() -> None:
    drift = drifts(counts(900, 100, 0), counts(450, 50, 500), None, {"boot": 0.9, "hat": 0.1})[-1]
    assert drift.exceeds(MUCH_CHANGE)
    assert drift.most == "unknown 0.0% then, 50.0% now"


def test_false_alarms_are_rare_where_nothing_changed() -> None:
    random = np.random.default_rng(5)
    share = random.dirichlet(np.ones(20))
    names = [f"c{row}" for row in range(20)]
    then = dict(zip(names, random.multinomial(20_000, share).tolist(), strict=True))
    alarms = 0
    for _ in range(200):
        now = dict(zip(names, random.multinomial(100, share).tolist(), strict=True))
        drift = drift_of("categories", then, now, (20_000, 100))
        alarms += drift.exceeds(0.1)
    assert alarms <= 2


def test_many_rare_classes_count_as_one() -> None:
    then = {"a": 10_000, **{f"r{n}": 1 for n in range(50)}}
    now = {"a": 10_000, **{f"s{n}": 1 for n in range(50)}}
    assert drift_of("categories", then, now, (1_000, 1_000)).psi < 0.001
