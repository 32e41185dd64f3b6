import pytest

from experiments.analysis.sample_ratio import check_sample_ratio

HALVES = {"a": 0.5, "b": 0.5}


def test_a_draw_within_chance_passes() -> None:
    ratio = check_sample_ratio({"a": 5_080, "b": 4_920}, HALVES)
    assert ratio.p_value == pytest.approx(0.1096, abs=1e-3)  # χ² = 2.56
    assert not ratio.is_broken


def test_a_draw_that_lost_some_is_broken() -> None:
    assert check_sample_ratio({"a": 5_000, "b": 4_600}, HALVES).is_broken
    assert check_sample_ratio({"a": 1_000}, HALVES).is_broken
    assert not check_sample_ratio({"a": 5_000, "b": 4_600}, {"a": 50 / 96, "b": 46 / 96}).is_broken


def test_nobody_yet_breaks_nothing() -> None:
    assert not check_sample_ratio({"a": 0, "b": 0}, HALVES).is_broken
