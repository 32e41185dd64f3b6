"""What a visit says of liking."""

from dataclasses import replace

import numpy as np

from recommenders.visit import last_moments, liked_only, liked_products, visited
from tests.recommenders.checkerboard import AS_OF, history_of, training_set


def test_only_the_visit_that_goes_on_counts() -> None:
    assert visited(replace(history_of(1, 2, 3), n_session=2), 10).tolist() == [2, 3]


def test_without_a_click_in_this_visit_the_last_ones_count() -> None:
    assert visited(history_of(1, 2, 3), 2).tolist() == [2, 3]
    assert visited(replace(history_of(1, 2, -1), n_session=1), 10).tolist() == [1, 2]


def test_impressions_dislikes_and_unknown_products_say_nothing() -> None:
    history = replace(history_of(1, 2, -1, 3), weights=np.float32([1, 0, 1, -0.2]), n_session=4)
    assert visited(history, 10).tolist() == [1]
    assert liked_products(history).tolist() == [1]


def test_a_visit_ends_with_its_last_event() -> None:
    data = training_set([(0, 1, AS_OF - 100, 0), (0, 2, AS_OF - 90, 0), (1, 0, AS_OF - 50, 0)], 2, 3)
    assert last_moments(data).tolist() == [AS_OF - 90, AS_OF - 50]


def test_what_is_disliked_is_not_learned_from() -> None:
    data = training_set([(0, 1, AS_OF - 100, 0), (0, 2, AS_OF - 90, 0)], 1, 3)
    weights = np.float32([1, -0.5])
    disliked = replace(data, interactions=replace(data.interactions, weight=weights))
    assert liked_only(disliked).interactions.product.tolist() == [1]
