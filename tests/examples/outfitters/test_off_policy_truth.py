"""Off-policy estimates from the simulated front page, held against what the simulation knows to be true."""

import sys
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from recommenders.evaluation.logged_choice import LoggedChoices
from recommenders.evaluation.off_policy import OffPolicy
from recommenders.evaluation.reward_model import cross_fitted

N_PAGES, MONTH = 40_000, 6


@pytest.fixture(scope="module")
def world(year_module: ModuleType, small_year: Any) -> tuple[LoggedChoices, np.ndarray[Any, Any], float]:
    """First places of front pages, what a personal policy would have put there, and what that would have earned.

    The personal policy shows each shopper the product of the pool that the shopper wants most.
    """
    front_page = sys.modules[f"{year_module.__package__}.front_page"]
    shop, at = front_page.BestSellers(small_year.shelf, year_module.START), year_module.START + 200 * 86_400
    chance = np.random.RandomState(11)
    clicks = [small_year.taste.click_probability(row, MONTH) for row in range(len(small_year.crowd))]
    pool = shop.order(at)[front_page.N_PLACES : front_page.N_PLACES + front_page.POOL]
    best = [int(pool[np.argmax(liked[pool])]) for liked in clicks]
    shopper = chance.randint(len(clicks), size=N_PAGES)
    shown, propensity, reward = [], [], []
    for row in shopper.tolist():
        page = shop.front_page(at, chance)
        shown.append(int(page.rows[0]))
        propensity.append(page.propensities[0])
        reward.append(float(chance.random_sample() < clicks[row][page.rows[0]]))
    choices = LoggedChoices(
        np.array(shown, dtype=np.int32),
        np.zeros(N_PAGES, dtype=np.int64),
        np.array(propensity),
        np.array(reward),
        shopper,
    )
    target = np.array([best[row] for row in shopper.tolist()], dtype=np.int32)
    truth = float(np.mean([clicks[row][best[row]] for row in shopper.tolist()]))
    return choices, target, truth


def test_all_intervals_hold_the_truth_and_the_mean_of_the_log_does_not(
    world: tuple[LoggedChoices, np.ndarray[Any, Any], float], small_year: Any
) -> None:
    choices, target, truth = world
    policy = OffPolicy(choices, (choices.product == target).astype(float), seed=1)
    predicted, expected = cross_fitted(choices, target, len(small_year.shelf))
    logged = OffPolicy(choices, choices.propensity, seed=1).ips().estimate
    assert logged.high < truth / 2
    for found in (policy.ips(), policy.snips(), policy.doubly_robust(predicted, expected)):
        assert found.estimate.low <= truth <= found.estimate.high
        assert found.estimate.low > logged.high
        assert 200 < found.effective_sample_size < N_PAGES / 20
        assert found.mean_weight == pytest.approx(1, abs=0.15)
