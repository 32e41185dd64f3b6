"""The conditional logit: against a slow likelihood, and on choices whose cause is known."""

import numpy as np
import pytest

from recommenders.repeat_purchase.choice import Situation, fit_choice


def situations(beta: np.ndarray, n: int, drawn: float = 1.0) -> list[Situation]:
    """Choices of one in forty alternatives as `beta` would have them, of which the chosen and some others are seen."""
    random, made = np.random.default_rng(11), []
    for _ in range(n):
        features = random.standard_normal((40, len(beta))).astype(np.float32)
        odds = np.exp(features @ beta)
        chosen = np.zeros(40, dtype=np.float32)
        chosen[random.choice(40, p=odds / odds.sum())] = 1
        seen = (chosen > 0) | (random.random(40) < drawn)
        correction = np.where(chosen > 0, 0, -np.log(drawn)).astype(np.float32)
        made.append(Situation(features[seen], correction[seen], chosen[seen]))
    return made


def slow_loss(beta: np.ndarray, data: list[Situation]) -> float:
    """Mean surprise, situation by situation, where each has one choice."""
    surprise = 0.0
    for situation in data:
        odds = [float(np.exp(z @ beta + o)) for z, o in zip(situation.features, situation.correction, strict=True)]
        surprise -= np.log(odds[int(situation.chosen.argmax())] / sum(odds))
    return surprise / len(data)


def test_no_small_step_from_the_fit_is_more_likely() -> None:
    data = situations(np.array([1.0, -0.5]), 60)
    fitted = fit_choice(data, penalty=0)
    for step in ([0.02, 0], [-0.02, 0], [0, 0.02], [0, -0.02]):
        assert slow_loss(fitted, data) < slow_loss(fitted + step, data)


@pytest.mark.parametrize("drawn", [1.0, 0.4])
def test_what_made_the_choices_is_found_even_if_only_some_alternatives_are_seen(drawn: float) -> None:
    fitted = fit_choice(situations(np.array([1.0, -0.5, 0.0]), 1_500, drawn), penalty=0)
    np.testing.assert_allclose(fitted, [1.0, -0.5, 0.0], atol=0.12)


def test_a_penalty_draws_the_coefficients_to_zero() -> None:
    data = situations(np.array([1.0, -0.5]), 100)
    assert np.abs(fit_choice(data, penalty=10)).max() < 0.1 < np.abs(fit_choice(data, penalty=0)).min()
