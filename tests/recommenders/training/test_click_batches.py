"""Every click but a visit's first is foretold once, whatever window it falls into."""

from collections import Counter
from itertools import pairwise

import numpy as np
import pytest

from recommenders.errors import TrainingRefused
from recommenders.id_index import Rows
from recommenders.training.click_batches import PADDING, ClickSequences, histories_of, places_of, visits_of
from tests.recommenders.checkerboard import AS_OF, training_set


def rows(*products: int) -> Rows:
    return np.array(products, dtype=np.int32)


def pairs(sequences: ClickSequences, batch_size: int) -> Counter[tuple[int, int]]:
    found: Counter[tuple[int, int]] = Counter()
    for batch in sequences.batches(batch_size, np.random.default_rng(0)):
        for window in batch:
            clicks = sequences.seen[window[window != PADDING] - 1].tolist()
            found.update(pairwise(clicks))
    return found


def test_each_step_from_click_to_click_is_there_once() -> None:
    visits = [rows(5, 5, 7), rows(2), rows(7, 2, 5, 9, 2, 7, 7), rows(), rows(2, 9)]
    expected = Counter((int(a), int(b)) for visit in visits for a, b in pairwise(visit))
    for max_clicks in (1, 2, 3, 20):
        assert pairs(ClickSequences.of(visits, max_clicks), 2) == expected


def test_a_window_is_padded_at_the_end_and_counts_from_one() -> None:
    (batch,) = ClickSequences.of([rows(4, 8, 4), rows(8, 4)], 20).batches(2, np.random.default_rng(0))
    assert sorted(batch.tolist()) == [[1, 2, 1], [2, 1, 0]]


def test_windows_of_a_batch_are_of_about_equal_length() -> None:
    visits = [rows(*range(length)) for length in (2, 12) for _ in range(50)]
    for batch in ClickSequences.of(visits, 20).batches(10, np.random.default_rng(0)):
        lengths = (batch != PADDING).sum(axis=1)
        assert lengths.max() - lengths.min() <= 2


def test_counts_are_of_products_that_occur() -> None:
    sequences = ClickSequences.of([rows(9, 3, 9), rows(9, 3)], 20)
    assert sequences.seen.tolist() == [3, 9]
    assert sequences.counts.tolist() == [2, 3]


def test_nothing_can_be_foretold_in_visits_of_one_click() -> None:
    with pytest.raises(TrainingRefused, match="two clicks"):
        ClickSequences.of([rows(1), rows(2)], 20)


def test_a_product_that_was_never_clicked_has_no_place() -> None:
    assert places_of(rows(1, 3), 5).tolist() == [-1, 0, -1, 1, -1]


def test_visits_are_apart_and_a_history_is_whole() -> None:
    events = [(0, 1, AS_OF - 100, 0), (0, 2, AS_OF - 90, 0), (0, 3, AS_OF - 10, 1), (1, 0, AS_OF - 50, 0)]
    data = training_set(events, 2, 4)
    assert [visit.tolist() for visit in visits_of(data)] == [[1, 2], [3], [0]]
    assert [history.tolist() for history in histories_of(data)] == [[1, 2, 3], [0]]
