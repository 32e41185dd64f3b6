"""The estimators against sums by hand, and against a world whose every probability is known."""

from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest

from events.event import Event
from events.event_line import lines_of
from recommenders.evaluation.errors import EvaluationRefused
from recommenders.evaluation.logged_choice import LoggedChoices, choices_of_log
from recommenders.evaluation.off_policy import OffPolicy
from recommenders.evaluation.reward_model import RewardRates, cross_fitted
from recommenders.id_index import IdIndex

N_PRODUCTS = 10
#: Click rates of the known world; the logging policy likes the worse ones.
RATES = np.linspace(0.05, 0.5, N_PRODUCTS)
LOGGING = np.linspace(0.19, 0.01, N_PRODUCTS)


def choices_of(product: list[int], propensity: list[float], reward: list[float]) -> LoggedChoices:
    n = len(product)
    return LoggedChoices(
        np.array(product, dtype=np.int32),
        np.zeros(n, dtype=np.int64),
        np.array(propensity),
        np.array(reward),
        np.arange(n),
    )


def logged_world(n: int, seed: int) -> LoggedChoices:
    chance = np.random.default_rng(seed)
    product = chance.choice(N_PRODUCTS, n, p=LOGGING)
    reward = (chance.random(n) < RATES[product]).astype(float)
    return LoggedChoices(
        product.astype(np.int32), np.zeros(n, dtype=np.int64), LOGGING[product], reward, np.arange(n) // 2
    )


def test_the_estimates_are_the_sums_by_hand() -> None:
    choices = choices_of([0, 1, 0], [0.5, 0.25, 0.5], [1, 1, 0])
    target = np.array([0.5, 1.0, 0.5])  # weights 1, 4, 1
    found = OffPolicy(choices, target)
    assert found.ips().estimate.value == pytest.approx(5 / 3)
    assert found.snips().estimate.value == pytest.approx(5 / 6)
    robust = found.doubly_robust(predicted=np.array([0.5, 0.5, 0.5]), expected=np.array([0.4, 0.4, 0.4]))
    assert robust.estimate.value == pytest.approx(0.4 + (0.5 + 2.0 - 0.5) / 3)
    assert robust.effective_sample_size == pytest.approx(36 / 18)
    assert (robust.mean_weight, robust.max_weight) == (2.0, 4.0)


def test_the_policy_that_logged_is_worth_what_it_earned() -> None:
    choices = logged_world(500, 1)
    found = OffPolicy(choices, choices.propensity)
    assert found.ips().estimate.value == pytest.approx(choices.reward.mean())
    assert found.ips().effective_sample_size == pytest.approx(500)


@pytest.mark.parametrize("estimator", ["ips", "snips", "dr"])
def test_intervals_hold_the_truth_and_the_mean_of_the_log_is_far_from_it(estimator: str) -> None:
    """A policy that would show the best two products; the truth is known, and the log is of the opposite taste."""
    best = np.zeros(N_PRODUCTS)
    best[-2:] = 0.5
    truth = float(best @ RATES)
    held = 0
    for seed in range(12):
        choices = logged_world(1_500, seed)
        found = OffPolicy(choices, best[choices.product], seed)
        rates = RewardRates.fitted(choices, N_PRODUCTS, np.ones(len(choices), dtype=np.bool_))
        predicted = rates.predict(choices.product, choices.place)
        expected = np.full(len(choices), best @ rates.by_product * rates.by_place[0])
        value = {"ips": found.ips, "snips": found.snips, "dr": lambda: found.doubly_robust(predicted, expected)}[  # noqa: B023
            estimator
        ]()
        held += value.estimate.low <= truth <= value.estimate.high
        assert abs(choices.reward.mean() - truth) > 0.2
    assert held >= 9


def test_a_wrong_model_is_put_right_by_the_propensities() -> None:
    best = np.zeros(N_PRODUCTS)
    best[-1] = 1.0
    choices = logged_world(40_000, 3)
    nonsense = np.full(len(choices), 0.9)
    found = OffPolicy(choices, best[choices.product]).doubly_robust(nonsense, nonsense)
    assert found.estimate.value == pytest.approx(RATES[-1], abs=0.1)
    assert abs(0.9 - RATES[-1]) > 0.3


def test_a_right_model_makes_the_interval_narrow() -> None:
    best = np.zeros(N_PRODUCTS)
    best[-1] = 1.0
    choices = logged_world(3_000, 3)
    found = OffPolicy(choices, best[choices.product])
    robust = found.doubly_robust(RATES[choices.product], np.full(len(choices), RATES[-1])).estimate
    blind = found.ips().estimate
    assert robust.high - robust.low < 0.9 * (blind.high - blind.low)


def test_what_the_log_could_not_show_lowers_the_mean_weight() -> None:
    choices = choices_of([0, 1, 0, 1], [0.5] * 4, [0, 1, 0, 1])
    found = OffPolicy(choices, np.array([0.0, 0.2, 0.0, 0.2]))  # 0.8 of it goes to products that were never drawn
    assert found.ips().mean_weight == pytest.approx(0.2)


def test_rates_are_fitted_without_the_shopper_they_predict() -> None:
    chance = np.random.default_rng(0)
    choices = LoggedChoices(
        np.zeros(400, dtype=np.int32),
        np.zeros(400, dtype=np.int64),
        np.full(400, 0.5),
        (chance.random(400) < 0.3).astype(float),
        np.arange(400),
    )
    predicted, expected = cross_fitted(choices, choices.product, n_products=2)
    for fold in range(5):
        others = choices.shopper % 5 != fold
        rates = RewardRates.fitted(choices, 2, others)
        assert predicted[choices.shopper % 5 == fold][0] == pytest.approx(rates.by_product[0] * rates.by_place[0])
    assert predicted.tolist() == expected.tolist()


def test_choices_are_read_from_the_log() -> None:
    def wire(kind: str, at: str, items: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
        attribution = {"list_id": "l1"}
        return {"message_id": at, "type": kind, "user_id": "ann", "timestamp": at, "attribution": attribution,
                "properties": {"items": items}, **more}  # fmt: skip

    shown = [
        {"item_id": "p0", "index": 0, "propensity": 1.0, "policy": "p"},
        {"item_id": "p1", "index": 1, "propensity": 0.25, "policy": "p"},
        {"item_id": "gone", "index": 2, "propensity": 0.25, "policy": "p"},
    ]
    events = [
        wire("shown", "2026-11-01T00:00:00Z", shown),
        wire("select_item", "2026-11-01T00:01:00Z", [{"item_id": "p1"}]),
    ]
    lines = [line for event in events for line in lines_of(Event.model_validate(event))]
    found = choices_of_log(lines, IdIndex(["p0", "p1"]))
    assert found.product.tolist() == [1, -1]
    assert found.reward.tolist() == [1.0, 0.0]
    assert found.place.tolist() == [1, 2]
    assert len(choices_of_log(lines, IdIndex(["p0"]), policy="another")) == 0
    assert datetime.fromtimestamp(lines[0].at_us / 1e6, UTC).year == 2026


def test_nothing_logged_is_refused_with_what_to_do() -> None:
    with pytest.raises(EvaluationRefused, match="turn exploration on"):
        OffPolicy(choices_of([], [], []), np.empty(0))


@pytest.mark.parametrize(("propensity", "target"), [(0.0, 0.5), (1.2, 0.5), (0.5, -0.1), (0.5, 1.5), (np.nan, 0.5)])
def test_what_is_no_probability_is_refused(propensity: float, target: float) -> None:
    with pytest.raises(EvaluationRefused, match="no probability"):
        OffPolicy(choices_of([0], [propensity], [1.0]), np.array([target]))
