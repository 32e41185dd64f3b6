import numpy as np
import pytest

from recommenders.ranking.exploration import EpsilonGreedy, LinUcb, RewardCounts, ThompsonSampling, choose

SCORES = np.array([0.9, 0.5, 0.1, 0.1])


def counts(shown: list[float], earned: list[float]) -> RewardCounts:
    return RewardCounts(np.array(shown), np.array(earned))


def test_epsilon_greedy_says_how_likely_each_product_is() -> None:
    probabilities = EpsilonGreedy(0.2).probabilities(SCORES, np.random.default_rng(1))
    assert probabilities.tolist() == pytest.approx([0.85, 0.05, 0.05, 0.05])


def test_the_propensity_is_how_often_the_product_is_really_chosen() -> None:
    random = np.random.default_rng(2)
    choices = [choose(EpsilonGreedy(0.4), SCORES, random) for _ in range(4_000)]
    for place in range(4):
        chosen = [choice for choice in choices if choice.place == place]
        assert len(chosen) / len(choices) == pytest.approx(chosen[0].propensity, abs=0.025)


def test_thompson_sampling_prefers_what_earns_and_still_tries_what_is_new() -> None:
    bandit = ThompsonSampling(counts([1_000, 1_000, 0, 1_000], [100, 20, 0, 20]), epsilon=0.0)
    probabilities = bandit.probabilities(SCORES, np.random.default_rng(3))
    assert probabilities.argmax() in (0, 2)
    assert probabilities[2] > 0.05  # never seen: it may be better than all
    assert probabilities[1] < 0.02
    assert probabilities.sum() == pytest.approx(1.0)


def test_thompson_sampling_finds_the_best_arm() -> None:
    random, truth = np.random.default_rng(4), np.array([0.02, 0.10, 0.04, 0.03])
    shown, earned = np.zeros(4), np.zeros(4)
    for _ in range(1_500):
        place = choose(ThompsonSampling(RewardCounts(shown, earned), 0.02), SCORES, random).place
        shown[place] += 1
        earned[place] += random.random() < truth[place]
    assert shown.argmax() == 1
    assert shown[1] > 600


def test_linucb_tries_what_it_does_not_know_and_then_takes_the_best() -> None:
    features = np.eye(3)
    gram, moment = np.eye(3), np.zeros(3)
    gram[0, 0], moment[0] = 51.0, 10.0  # shown 50 times, 10 clicks
    unsure = LinUcb(features, gram, moment, alpha=1.0, epsilon=0.0)
    assert unsure.probabilities(SCORES[:3], np.random.default_rng(1)).argmax() != 0
    gram[1, 1], gram[2, 2], moment[1] = 501.0, 501.0, 5.0
    sure = LinUcb(features, gram, moment, alpha=1.0, epsilon=0.0)
    assert sure.probabilities(SCORES[:3], np.random.default_rng(1)).argmax() == 0


@pytest.mark.parametrize("epsilon", [0.05, 0.5])
def test_no_propensity_is_ever_zero_while_it_explores(epsilon: float) -> None:
    bandits = (
        EpsilonGreedy(epsilon),
        ThompsonSampling(counts([9_999] * 4, [9_000, 1, 1, 1]), epsilon),
        LinUcb(np.eye(4), np.eye(4) * 99, np.array([50.0, 0, 0, 0]), 0.1, epsilon),
    )
    for bandit in bandits:
        probabilities = bandit.probabilities(SCORES, np.random.default_rng(1))
        assert probabilities.min() >= epsilon / 4 - 1e-12
        assert probabilities.sum() == pytest.approx(1.0)
