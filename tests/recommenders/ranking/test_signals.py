import numpy as np
import pytest

from recommenders.ranking.signals import Signals
from recommenders.scores import NO_OPINION


def test_places_count_from_the_best_and_equal_scores_share_one() -> None:
    scores = np.array([[3.0, 7.0, 7.0, 1.0]], dtype=np.float32)
    places = Signals.from_scores(("a",), scores).places[0]
    assert places.tolist() == pytest.approx([1 / np.log2(4), 1.0, 1.0, 1 / np.log2(5)])


def test_strengths_run_from_the_lowest_to_the_highest_of_the_list() -> None:
    scores = np.array([[2.0, 4.0, 3.0, NO_OPINION]], dtype=np.float32)
    assert Signals.from_scores(("a",), scores).strengths[0].tolist() == [0.0, 1.0, 0.5, 0.0]


def test_a_source_that_says_yes_to_all_is_strong_for_all() -> None:
    signals = Signals.from_scores(("a",), np.full((1, 3), 5.0, dtype=np.float32))
    assert signals.strengths.tolist() == [[1.0, 1.0, 1.0]]


def test_a_source_without_an_answer_has_no_opinion() -> None:
    rows = np.array([2, 0], dtype=np.int32)
    signals = Signals.of({"a": np.array([1.0, 2.0, 3.0], dtype=np.float32)}, rows, ("a", "b"))
    assert signals.scores[0].tolist() == [3.0, 1.0]
    assert not np.isfinite(signals.scores[1]).any()
    assert not signals.places[1].any()
