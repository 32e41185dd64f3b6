import pytest

from experiments.analysis.corrections import benjamini_hochberg, holm


def test_holm_by_hand() -> None:
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])


def test_benjamini_and_hochberg_by_hand() -> None:
    assert benjamini_hochberg([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.04, 0.04])


def test_nothing_to_correct() -> None:
    assert holm([]) == benjamini_hochberg([]) == []
    assert holm([0.02]) == [0.02]
