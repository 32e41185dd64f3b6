"""Repeat purchases: what a shopper had before comes back, at its time."""

from dataclasses import replace

import numpy as np
import pytest

from recommenders.artifact import Artifact
from recommenders.history import SECONDS_PER_DAY, History
from recommenders.recommender import TrainingWatch
from recommenders.repeat_purchase.features import FEATURES
from recommenders.repeat_purchase.model import COEFFICIENTS, RepeatPurchase
from recommenders.repeat_purchase.parameters import RepeatPurchaseParameters
from recommenders.repeat_purchase.train import train
from recommenders.scores import NO_OPINION, best_rows
from recommenders.training_set import TrainingSet
from tests.recommenders.checkerboard import AS_OF, checkerboard, history_of, training_set
from tests.recommenders.contract import ModelContract

KNOWN = checkerboard()
FIXED = RepeatPurchaseParameters(min_shoppers=1_000_000)


class TestRepeatPurchaseKeepsTheContract(ModelContract):
    model = RepeatPurchase
    train = staticmethod(train)
    parameters = RepeatPurchaseParameters(window_days=2, min_shoppers=10)
    share_recovered = 0.0


def weekly_and_monthly(n_shoppers: int = 30) -> TrainingSet:
    """Everyone buys 0 every seventh day and 1 every thirtieth, on days of their own, and 2 to 5 by chance."""
    random, events = np.random.default_rng(5), []
    for shopper in range(n_shoppers):
        for day in range(200):
            products = [0] * ((day + shopper) % 7 == 0) + [1] * ((day + shopper) % 30 == 0)
            products += [int(random.integers(2, 6))] * (random.random() < 0.03)
            events += [(shopper, product, AS_OF - (200 - day) * SECONDS_PER_DAY, day) for product in products]
    return training_set(events, n_shoppers, 6)


def fixed() -> Artifact:
    return train(KNOWN.data, FIXED, TrainingWatch())


def test_of_two_products_the_one_bought_more_often_comes_first() -> None:
    model = RepeatPurchase.from_artifact(fixed())
    days = AS_OF - SECONDS_PER_DAY * np.array([9, 8, 7, 6, 5])
    scores = model.score(replace(history_of(4, 2, 4, 6, 4), at=days))
    assert best_rows(scores, 1) == [4]


def test_events_of_one_day_count_once() -> None:
    model = RepeatPurchase.from_artifact(fixed())
    once, thrice = model.score(history_of(4)), model.score(history_of(4, 4, 4))
    assert thrice[4] == pytest.approx(once[4], abs=1e-3)


def test_demand_orders_what_was_bought_equally_often_and_all_that_was_never_bought() -> None:
    events = [(shopper, product, AS_OF - 90, 0) for product in range(4) for shopper in range(1 + 2 * product)]
    data = training_set(events, 9, 5)
    scores = RepeatPurchase.from_artifact(train(data, FIXED, TrainingWatch())).score(history_of(0, 1))
    assert list(best_rows(scores, 5)) == [1, 0, 3, 2]
    assert scores[4] == NO_OPINION


def test_a_returned_product_is_not_recommended_again() -> None:
    history = replace(history_of(4, 4), weights=np.array([0.5, -0.5], dtype=np.float32))
    assert RepeatPurchase.from_artifact(fixed()).score(history)[4] == NO_OPINION


def test_it_learns_that_a_product_is_due_when_its_interval_has_passed() -> None:
    data = weekly_and_monthly()
    parameters = RepeatPurchaseParameters(window_days=3, n_windows=8, min_shoppers=20)
    artifact = train(data, parameters, TrainingWatch())
    assert artifact.metrics["n_situations"] >= 20
    model = RepeatPurchase.from_artifact(artifact)

    def monthly_last_bought(days_ago: int) -> History:
        at = AS_OF - SECONDS_PER_DAY * np.array([days_ago + 60, days_ago + 30, days_ago])
        return replace(history_of(1, 1, 1), at=at)

    others = slice(2, 6)
    just_bought, due = model.score(monthly_last_bought(1)), model.score(monthly_last_bought(29))
    assert due[1] - due[others].mean() > just_bought[1] - just_bought[others].mean()


def test_the_score_is_that_of_a_plain_loop_over_the_features() -> None:
    artifact = fixed()
    named = dict(zip(FEATURES, artifact.arrays[COEFFICIENTS], strict=True))
    history = KNOWN.asked[0]
    scores = RepeatPurchase.from_artifact(artifact).score(history)
    demand = np.zeros(len(KNOWN.data.products))
    entries = KNOWN.data.interactions
    for product, at in zip(entries.product, entries.at, strict=True):
        demand[product] += 2.0 ** (-(AS_OF - at) / SECONDS_PER_DAY / 28)
    demand /= demand.mean()
    for product, at in zip(history.products, history.at, strict=True):
        age_days = (AS_OF - at) / SECONDS_PER_DAY
        slow = named["level"] * np.log(demand[product] + 1 / 300) + named["had"]
        slow += named["often"] * np.log1p(1 / 0.2) + named["often_180"] * np.log1p(2.0 ** (-age_days / 180) / 0.2)
        slow += named["often_60"] * np.log1p(2.0 ** (-age_days / 60) / 0.1)
        assert scores[product] == pytest.approx(slow, rel=1e-4)
