import numpy as np
import pytest

from experiments.analysis.ratios import compare_ratios


def clicks_of_shoppers(rate: float, n: int, random: np.random.Generator):
    """Shoppers with their own rates and very different numbers of lists."""
    shown = random.geometric(0.1, n).astype(float)
    own = np.clip(random.beta(2, 2 / rate - 2, n), 0, 1)
    return random.binomial(shown.astype(int), own).astype(float), shown


def test_the_standard_error_is_that_of_drawing_shoppers_anew() -> None:
    random = np.random.default_rng(1)
    variant, control = (clicks_of_shoppers(rate, 1_500, random) for rate in (0.12, 0.1))
    effect = compare_ratios(variant, control, 0.05)
    draws = []
    for _ in range(800):
        rows = [random.integers(1_500, size=1_500) for _ in range(2)]
        levels = [
            above[own].sum() / below[own].sum() for (above, below), own in zip((variant, control), rows, strict=True)
        ]
        draws.append(levels[0] - levels[1])
    assert effect.standard_error == pytest.approx(np.std(draws), rel=0.1)
    per_event = np.sqrt(
        sum(
            r * (1 - r) / below.sum()
            for r, (_, below) in zip((effect.variant, effect.control), (variant, control), strict=True)
        )
    )
    assert effect.standard_error > 1.3 * per_event  # events of one shopper go together
    assert effect.high - effect.difference == pytest.approx(1.96 * effect.standard_error, rel=1e-3)


def test_without_a_denominator_there_is_no_ratio() -> None:
    nothing = np.zeros(10), np.zeros(10)
    assert compare_ratios(nothing, nothing, 0.05).p_value == 1
